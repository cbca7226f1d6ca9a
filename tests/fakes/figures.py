"""The county's figures in memory: counted anew each time from what happened, as the rules define."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property

from counter_app.domain import localtime
from counter_app.domain.calendar import Calendar
from counter_app.domain.errors import RuleError
from counter_app.domain.figure_alert import HallNow
from counter_app.domain.figure_day import (
    Baseline,
    DayFigures,
    MissingWindow,
    WindowName,
    duration_rows,
    minute_of,
    minute_rows,
)
from counter_app.domain.figure_drill import (
    DRILL_PAGE,
    CaseLine,
    DrillPage,
    TicketLine,
    is_ticket_figure,
)
from counter_app.domain.figure_log import Happening, facts_of
from counter_app.domain.figure_measures import OpenTime, spent_of
from counter_app.domain.figure_opening import OpeningHours, opening_on, together
from counter_app.domain.figure_period import (
    DAYS_MOST,
    Grouping,
    MarkedCounts,
    PeriodRow,
    PeriodView,
)
from counter_app.domain.figure_scope import SUPERVISOR, Asker, HallPlace, halls_allowed
from counter_app.domain.figure_span import group_start
from counter_app.domain.figures import Counts, Level, Mark
from db.county.figure_opening import days_between
from tests.fakes.calendars import YEAR_2026

TIMES = (Grouping.DAY, Grouping.MONTH, Grouping.YEAR)


@dataclass
class FakeFigures:
    """
    ``log`` holds hall and happening; ``cases`` a case's line for lists, by its id.

    ``windows`` are window, name and hall; ``now`` is told as it is.
    """

    clock: object
    halls: list[HallPlace] = field(default_factory=list)
    windows: list[tuple[str, str, str]] = field(default_factory=list)
    hours: dict[str, OpeningHours] = field(default_factory=dict)
    tables: list[object] = field(default_factory=lambda: [YEAR_2026])
    baselines: tuple[Baseline, ...] = ()
    roles: dict[str, tuple[str, ...]] = field(default_factory=dict)
    log: list[tuple[str, Happening]] = field(default_factory=list)
    cases: dict[str, CaseLine] = field(default_factory=dict)
    missing: tuple[MissingWindow, ...] = ()
    now: HallNow | None = None

    @property
    def now_ms(self):
        return self.clock.read().wall_ms

    def allowed(self, scope, hall, by):
        of_window = next((at for window, _, at in self.windows if window == scope.key), "")
        return halls_allowed(scope, Asker(hall, self.roles.get(by, ())), self.halls, of_window)

    def happened(self, halls, scope):
        log = [each for hall, each in self.log if hall in halls]
        wanted = {
            Level.WINDOW: lambda fact: fact.window == scope.key,
            Level.ITEM: lambda fact: fact.item == scope.key,
            Level.CLERK: lambda fact: fact.by == scope.key,
        }.get(scope.level, lambda _fact: True)
        return [fact for fact in facts_of(log) if wanted(fact)]

    def opening(self, halls, day):
        calendars = {each.id: Calendar.from_tables(self.tables, each.area) for each in self.halls}
        return together([opening_on(self.hours.get(h), calendars[h], day) for h in halls])

    def day(self, scope, hall, day, by, cursor):
        halls = self.allowed(scope, hall, by)
        facts = [e for e in self.happened(halls, scope) if localtime.day(e.at_ms) == day]
        window = scope.key if scope.level is Level.WINDOW else ""
        names = [WindowName(w, n) for w, n, at in self.windows if at in halls]
        mark = f"memory.{len(self.log)}"
        whole = DayFigures(
            scope,
            day,
            self.now_ms,
            mark,
            True,  # noqa: FBT003 - whole
            minute_rows(facts),
            duration_rows(facts),
            tuple(each for each in names if window in ("", each.window)),
            tuple(each for each in self.missing if window in ("", each.window)),
            self.opening(halls, day),
            self.baselines,
        )
        if cursor != mark:
            return whole
        return replace(whole, whole=False, minutes=(), durations=())

    def period(self, wish, hall):
        halls = self.allowed(wish.scope, hall, wish.by)
        if wish.grouping is Grouping.CLERK and SUPERVISOR not in self.roles.get(wish.by, ()):
            raise RuleError("figures_scope")
        days = (wish.last - wish.first).days + 1
        if days < 1 or (wish.grouping is Grouping.DAY and days > DAYS_MOST):
            raise RuleError("figures_range", most=DAYS_MOST)
        facts = [
            each
            for each in self.happened(halls, wish.scope)
            if wish.first <= localtime.day(each.at_ms) <= wish.last
        ]
        rows = self.rows(wish, halls, facts, wish.grouping)
        whole = self.rows(wish, halls, facts, Grouping.ALL)
        apart = defaultdict(list)
        for each in facts:
            apart[each.mark].append(each)
        blank = PeriodRow(
            "", "", Counts(), (), self.opened(wish, halls, ""), OpenTime(0, "nothing")
        )
        return PeriodView(
            wish,
            self.now_ms,
            rows,
            whole[0] if whole else blank,
            tuple(
                MarkedCounts(mark, counts)
                for mark in Mark
                if mark is not Mark.NONE and (counts := counted(apart[mark], mark)) != Counts()
            ),
            tuple(each.window for each in self.missing),
        )

    def rows(self, wish, halls, facts, grouping):
        groups = defaultdict(list)
        for each in facts:
            key = self.key(each, grouping)
            if key is not None:
                groups[key].append(each)
        rows = []
        for key in sorted(groups):
            counts = counted(groups[key], Mark.NONE)
            if counts == Counts():
                continue
            item = Grouping.ITEM is grouping or wish.scope.level is Level.ITEM
            spent = () if item else spent_of(duration_rows(groups[key]))
            time = self.opened(wish, halls, key if grouping in TIMES else "")
            worked = OpenTime(0, time.reason or "nothing")
            if not item and not time.reason:
                worked = self.worked(wish, grouping, groups[key], worked)
            rows.append(PeriodRow(key, key, counts, spent, time, worked))
        return tuple(rows)

    def worked(self, wish, grouping, facts, nothing):
        """The open minutes of each window (of clerks: each day) at work."""
        clerk = grouping is Grouping.CLERK or wish.scope.level is Level.CLERK
        found = defaultdict(list)
        for each in facts:
            found[each.by if clerk else each.window, localtime.day(each.at_ms)].append(each)
        minutes = sum(
            self.opened_on(tuple(h for _, _, h in self.windows)[:1], day).minutes
            for (who, day), own in found.items()
            if counted(own, Mark.NONE).at_work and not who.startswith("county-desk:")
        )
        return OpenTime(minutes) if minutes else nothing

    def key(self, fact, grouping):
        if grouping in TIMES:
            return group_start(localtime.day(fact.at_ms), grouping).isoformat()
        named = {Grouping.WINDOW: fact.window, Grouping.CLERK: fact.by, Grouping.ALL: ""}
        return (fact.item or None) if grouping is Grouping.ITEM else named[grouping]

    def opened(self, wish, halls, group):
        times = [
            self.opened_on(halls, day)
            for day in days_between(wish.first, min(wish.last, localtime.day(self.now_ms)))
            if group in ("", group_start(day, wish.grouping).isoformat())
        ]
        unknown = next((each for each in times if each.reason not in ("", "closed")), None)
        minutes = sum(each.minutes for each in times)
        return unknown or OpenTime(minutes, "" if minutes else "closed")

    def opened_on(self, halls, day: date):
        opening = self.opening(halls, day)
        if day == localtime.day(self.now_ms):
            opening = opening.until(minute_of(self.now_ms) + 1)
        return OpenTime.of(opening)

    def drill(self, wish, hall):
        halls = self.allowed(wish.scope, hall, wish.by)
        subjects = {each.op_id: each.subject for _, each in self.log}
        facts = sorted(
            (
                each
                for each in self.happened(halls, wish.scope)
                if each.what.value == wish.what
                and each.mark is wish.mark
                and wish.first_ms <= each.at_ms < wish.end_ms
            ),
            key=lambda each: (each.at_ms, each.op_id),
        )
        start = int(wish.after or 0)
        shown = facts[start : start + DRILL_PAGE]
        more = str(start + DRILL_PAGE) if len(facts) > start + DRILL_PAGE else ""
        if is_ticket_figure(wish.what):
            lines = [_ticket_line(each, subjects[each.op_id]) for each in shown]
            return DrillPage(tickets=tuple(lines), more=more)
        cases = [self.cases[subjects[each.op_id]] for each in shown]
        lines = [
            replace(c, op_id=f.op_id, window=f.window, clerk=f.by, at_ms=f.at_ms)
            for c, f in zip(cases, shown, strict=True)
        ]
        return DrillPage(cases=tuple(lines), more=more)


def counted(facts, mark):
    rows = minute_rows([each for each in facts if each.mark is mark])
    return sum((each.counts for each in rows), Counts())


def _ticket_line(fact, subject):
    no = subject.rpartition("/")[2] if subject.startswith("ticket:") else ""
    return TicketLine(fact.op_id, no, fact.window, fact.by, fact.at_ms, fact.seconds)


class FiguresSide:
    """A County's figures: ``_meet`` lets its line fail."""

    @cached_property
    def figures(self):
        info = self.window
        return FakeFigures(
            self.clock,
            [HallPlace(info.hall, info.hall_name, info.area)],
            [(info.id, info.name, info.hall)],
        )

    def day_figures(self, scope, day, *, by="", cursor="", wait_s=0.0):
        hall = self.window.hall
        return self._meet("figures day", lambda: self.figures.day(scope, hall, day, by, cursor))

    def period_figures(self, wish):
        return self._meet("figures period", lambda: self.figures.period(wish, self.window.hall))

    def drill_figures(self, wish):
        return self._meet("figures drill", lambda: self.figures.drill(wish, self.window.hall))

    def hall_now(self):
        told = lambda: self.figures.now or HallNow(self.figures.now_ms)  # noqa: E731
        return self._meet("figures now", told)
