"""Figures counted the long way from the raw operations of a county's log: loops, no definition of ours."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import psycopg

from counter_app.domain.operation import decode

_APPLIED = """
    SELECT l.op_id, l.raw, w.hall FROM op_log l JOIN device d ON d.id = l.device
    JOIN window_ w ON w.id = d.window_id WHERE l.s = 1 AND w.hall = ANY(%s) ORDER BY l.n
"""
_UNIT = {"walking": 5, "waiting": 15, "handling": 15, "serving": 15, "idle": 15}


@dataclass(frozen=True)
class Raw:
    """One applied operation as its bytes say, with the hall of its chain."""

    op_id: str
    hall: str
    entry: object

    @property
    def kind(self):
        return self.entry.operation.kind

    @property
    def at(self):
        return self.entry.at.wall

    @property
    def local(self):
        return datetime.fromtimestamp(0, UTC) + timedelta(milliseconds=self.at, hours=8)


def read_raw(url, halls):
    with psycopg.connect(url) as opened:
        rows = opened.execute(_APPLIED, [list(halls)]).fetchall()
    return [Raw(op_id.hex, hall, decode(raw)) for op_id, raw, hall in rows]


@dataclass(frozen=True)
class Counted:
    """``what`` was counted at ``raw``; ``item`` of a case."""

    what: str
    raw: Raw
    item: str = ""
    mark: str = ""
    seconds: int | None = None

    @property
    def minute(self):
        return self.raw.local.hour * 60 + self.raw.local.minute

    @property
    def day(self):
        return self.raw.local.date()

    @property
    def step(self):
        return min(self.seconds // _UNIT[self.what], 1_920)


def recounted(raws):
    """Everything that counts, in no order."""
    cases, tickets, windows = defaultdict(list), defaultdict(list), defaultdict(list)
    found = []
    for raw in raws:
        entry = raw.entry
        if raw.kind.startswith("case."):
            cases[entry.subject].append(raw)
        if raw.kind.startswith("ticket."):
            tickets[entry.subject].append(raw)
        if raw.kind == "consult.serve":
            found.append(Counted("consultations", raw))
        windows[entry.window, raw.local.date()].append(raw)
    for log in cases.values():
        found.extend(_case(log))
    for log in tickets.values():
        found.extend(_ticket(log))
    for log in windows.values():
        found.extend(_idle(log))
    return found


def _case(log):
    marks = [raw.entry.operation.mark for raw in log if raw.kind == "case.mark"]
    mark = marks[-1] if marks else ""
    about = [getattr(raw.entry.operation, "application", None) for raw in log]
    items = [each.item for each in about if each is not None]
    item, immediate = items[-1].code, items[-1].project_type.value == "1"
    yield Counted("received", log[0], item, mark)
    for raw in log:
        if raw.kind == "case.accept":
            yield from _both("accepted", raw, item, mark, immediate)
    ends = ("case.decide", "case.refuse", "case.withdraw", "case.undecide")
    closings = [raw for raw in log if raw.kind in ends]
    if closings and closings[-1].kind != "case.undecide":
        yield from _both("closed", closings[-1], item, mark, immediate)


def _both(what, raw, item, mark, immediate):
    yield Counted(what, raw, item, mark)
    if immediate:
        yield Counted(f"{what}_immediate", raw, item, mark)


def _ticket(log):
    names = {"take": "arrivals", "call": "calls", "start": "starts", "finish": "finishes"}
    taken = [raw for raw in log if raw.kind == "ticket.take"]
    calls, start = [], None
    for raw in log:
        act = raw.kind.partition(".")[2]
        if act in names or act == "no_show":
            yield Counted(names.get(act, "no_shows"), raw)
        if act == "call":
            if not calls and taken:
                yield from _lasted("waiting", taken[0], raw)
            calls.append(raw)
            start = None
        if act == "start":
            start = raw
            yield from _lasted("walking", calls[-1], raw)
        if act == "finish":
            yield from _lasted("handling", calls[-1], raw)
            if start is not None:
                yield from _lasted("serving", start, raw)


def _idle(log):
    free = None
    ends = ("ticket.finish", "ticket.no_show", "ticket.hold", "ticket.skip", "ticket.transfer")
    for _, raw in sorted(enumerate(log), key=lambda each: (each[1].at, each[0])):
        if raw.kind in (*ends, "window.resume"):
            free = raw
        elif raw.kind in ("ticket.call", "window.pause", "session.lock"):
            if free is not None:
                yield from _lasted("idle", free, raw)
            free = None


def _lasted(what, begun, ended):
    if ended.at >= begun.at:
        yield Counted(what, ended, seconds=(ended.at - begun.at) // 1_000)


def minute_table(found):
    """As ``figure_minute``: (hall, day, window, minute, mark, what): how many."""
    return Counter(
        (each.raw.hall, each.day, each.raw.entry.window, each.minute, each.mark, each.what)
        for each in found
        if each.seconds is None
    )


def sum_table(found):
    """As ``figure_sum``."""
    table = Counter()
    for each in found:
        if each.seconds is None:
            for dim, key in _dims(each, ("window", "clerk", "item")):
                for grain, first in _grains(each.day):
                    table[dim, grain, each.raw.hall, first, key, each.mark, each.what] += 1
    return table


def duration_table(found):
    """As ``figure_duration``: how many, and seconds."""
    number, seconds = Counter(), Counter()
    for each in found:
        if each.seconds is not None:
            for dim, key in _dims(each, ("hall", "window", "clerk")):
                for grain, first in _grains(each.day):
                    place = (dim, grain, each.raw.hall, first, key, each.what, each.step)
                    number[place] += 1
                    seconds[place] += each.seconds
    return {place: (number[place], seconds[place]) for place in number}


def _dims(each, dims):
    keys = {
        "hall": "",
        "window": each.raw.entry.window,
        "clerk": each.raw.entry.by,
        "item": each.item,
    }
    return [(dim, keys[dim]) for dim in dims if dim != "item" or each.item]


def _grains(day):
    return (
        ("day", day),
        ("month", day.replace(day=1)),
        ("year", day.replace(month=1, day=1)),
    )
