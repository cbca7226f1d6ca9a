"""Words for the case on the table: item, materials, dates, result, guide."""

from __future__ import annotations

from datetime import date

from counter_app.domain.case import Case, CaseMaterial, CaseState, MaterialState
from counter_app.domain.item import DayUnit, Item, ItemHit, Limit, Material, Necessity
from counter_app.services.wayback import awaited
from counter_app.ui.intake.looks import (
    DateLine,
    GuideEntry,
    ItemLook,
    MaterialRow,
    ResultLook,
    SampleLook,
)
from counter_app.ui.intake.state import Desktop, fault_field
from counter_app.ui.looks import Choice, PillState, PopupRow
from counter_app.words import Words

_KINDS = {
    MaterialState.RECEIVED: "good",
    MaterialState.MISSING: "danger",
    MaterialState.DEFERRED: "warning",
    MaterialState.PROMISED: "note",
    MaterialState.SHARED: "note",
}
_RESULT = {
    "supplement": "good",
    "receive": "good",
    "accept": "good",
    "promise": "good",
    "defer": "warning",
}


class CaseWords:
    """Turns the case of a state into texts and rows."""

    def __init__(self, words: Words, state: Desktop, today: date) -> None:
        self._words, self._state, self._today = words, state, today
        case = state.visit.case
        self._awaited = {each.id for each in awaited(case)} if case is not None else set()

    def item(self) -> ItemLook:
        """The item with who decides it, and its situations."""
        draft = self._state.visit.draft
        if draft is None:
            return ItemLook()
        item = draft.item
        kind = self._say(f"project.{item.project_type.value}")
        choices = tuple(Choice(str(each.id), each.name) for each in item.situations)
        return ItemLook(
            item.name,
            self._say("item_detail", org=item.decide_org, kind=kind),
            choices,
            str(draft.application.situation or ""),
            situation_open=draft.state is CaseState.DRAFT and len(choices) > 1,
        )

    def hits(self) -> tuple[PopupRow, ...]:
        """Hits of the search, or what is offered before anything is typed."""
        return tuple(self._hit(each) for each in self._state.hits)

    def _hit(self, hit: ItemHit) -> PopupRow:
        pinned, kind = hit.code in self._state.recalled.pinned, f"project.{hit.kind.value}"
        mark = self._say("pinned_mark", kind=self._say(kind)) if pinned else self._say(kind)
        return PopupRow(hit.name, hit.department, mark, pinned=pinned)

    def materials(self) -> tuple[MaterialRow, ...]:
        """The material table."""
        return tuple(
            self._row(number, each) for number, each in enumerate(self._state.materials(), start=1)
        )

    def requirement(self) -> str:
        """What is asked of the chosen material, as published."""
        material, draft = self._state.material(), self._state.visit.draft
        if material is None or draft is None:
            return ""
        asked = next((each for each in draft.item.materials if each.id == material.id), None)
        parts = _asked(asked) if asked is not None else ()
        text = "；".join(each for each in parts if each) or self._say("requirement_none")
        return self._say("requirement", no=self._state.row + 1, text=text)

    def dates(self) -> tuple[DateLine, ...]:
        """What is promised if the act is done today; what stands once it is done."""
        case, ahead = self._state.visit.case, self._state.outlook
        if case is not None and case.due_date is not None:
            rows = [("due", case.due_date), ("statutory", case.statutory_due_date)]
        elif ahead is not None:
            known = ahead.dates
            rows = [
                ("answer", case.answer_by if case is not None else known.answer_by),
                ("due", known.due),
                ("statutory", known.statutory_due),
            ]
        else:
            return ()
        return tuple(
            DateLine(self._say(f"date.{name}"), self._day(day) if day else self._say("date.open"))
            for name, day in rows
        )

    def facts(self) -> tuple[str, ...]:
        """Limits, fee and how the result comes, as published."""
        draft = self._state.visit.draft
        if draft is None:
            return ()
        item = draft.item
        fee = "；".join(f"{each.name} {each.standard}" for each in item.fees)
        return (
            self._say("limit_promised", limit=self._limit(item.promised)),
            fee or self._say("fee_none"),
            self._say("deliverable" if item.deliverable else "not_deliverable"),
        )

    def dates_line(self) -> str:
        """Dates and facts in one line, for a narrow window."""
        dates = [f"{each.title} {each.day}" for each in self.dates()]
        return " · ".join((*dates, *self.facts()[1:]))

    def result(self) -> ResultLook | None:
        """What the last act led to."""
        case, done = self._state.visit.case, self._state.done
        if case is None or not done:
            return None
        state = self._words.say(f"case_state.{case.state.value}")
        return ResultLook(
            self._say(f"done.{done}"),
            spaced(case.no),
            self._aloud(case),
            PillState("good" if done in _RESULT else "note", state),
        )

    def guide(self) -> tuple[GuideEntry, ...]:
        """The published guide of the item, when it is wanted."""
        draft = self._state.visit.draft
        if draft is None or not self._state.guide:
            return ()
        item = draft.item
        entries = [
            ("condition", item.accept_condition),
            ("flow", item.handle_flow),
            ("basis", item.by_law),
            ("limits", self._limits(item)),
            ("place", f"{item.address} {item.hours}".strip()),
            ("asks", f"{item.phone} · {item.complaint_phone}".strip(" ·")),
        ]
        told = [GuideEntry(self._say(f"guide.{name}"), text) for name, text in entries if text]
        told += [GuideEntry(each.question, each.answer) for each in item.questions]
        return tuple(told)

    def sample(self) -> SampleLook | None:
        """The sample form of the chosen material, or why there is none."""
        shown = self._state.sample
        if shown is None:
            return None
        title = self._say("sample", name=shown.name)
        if not shown.picture:
            return SampleLook(title, self._say("sample_drawing" if shown.asking else "sample_none"))
        hint = self._say("sample_seen" if shown.citizen else "sample_hint")
        return SampleLook(title, hint, shown.picture)

    def _aloud(self, case: Case) -> str:
        """The date as it is read to the person."""
        state = self._state
        if state.done in ("accept", "promise", "defer") and case.due_date:
            gaps = [each for each in case.open_gaps() if each.until]
            if gaps:
                first = min(each.until for each in gaps if each.until)
                day = self._day(first)
                return self._say("aloud.defer", due=self._day(case.due_date), gap=day)
            return self._say("aloud.accept", due=self._day(case.due_date))
        if state.done in ("receive", "supplement") and case.answer_by:
            return self._say("aloud.receive", day=self._day(case.answer_by))
        notice = case.corrections[-1] if case.corrections else None
        if state.done == "correct" and notice and notice.bring_by:
            return self._say("aloud.correct", day=self._day(notice.bring_by))
        return ""

    def _row(self, number: int, material: CaseMaterial) -> MaterialRow:
        word, kind = self._state_of(material)
        return MaterialRow(
            number,
            material.name,
            str(material.originals or "–"),
            str(material.copies or "–"),
            word,
            kind,
            self._remark(material),
        )

    def _state_of(self, material: CaseMaterial) -> tuple[str, str]:
        if self._state.returning() and material.id in self._awaited:
            here = material.id in self._state.ticked
            word = self._say("material.brought" if here else "material.awaited")
            return word, "good" if here else "danger"
        if material.state is MaterialState.DEFERRED and material.until:
            day = self._day(material.until)
            return self._say("material.deferred", day=day), "warning"
        optional = material.necessity is Necessity.OPTIONAL
        if material.state is MaterialState.MISSING and optional:
            return self._say("material.optional"), "quiet"
        return self._say(f"material.{material.state.value}"), _KINDS[material.state]

    def _remark(self, material: CaseMaterial) -> str:
        fault = self._state.text(fault_field(material.id)) or material.fault
        if fault and material.state is MaterialState.MISSING:
            return fault
        deferrable = material.necessity is Necessity.DEFERRABLE
        if deferrable and material.state is MaterialState.MISSING:
            return self._say("material.deferrable")
        return ""

    def _limit(self, limit: Limit) -> str:
        units = {DayUnit.WORKING: "working", DayUnit.CALENDAR: "calendar", DayUnit.HOURS: "hours"}
        return self._say(f"unit.{units[limit.unit]}", count=limit.days)

    def _limits(self, item: Item) -> str:
        return self._say(
            "guide_limits", promised=self._limit(item.promised), legal=self._limit(item.statutory)
        )

    def _day(self, day: date) -> str:
        return say_day(self._words, day, self._today)

    def _say(self, message: str, **values: str | int) -> str:
        return self._words.say(f"ui.intake.{message}", **values)


def say_day(words: Words, day: date, today: date) -> str:
    """Say a day as it is read aloud; the year only when it is another one."""
    message = "ui.shell.date.day" if day.year == today.year else "ui.shell.date.day_and_year"
    month = words.say(f"ui.shell.date.month_{day.month}")
    return words.say(message, year=day.year, month=month, day=day.day)


def spaced(case_no: str) -> str:
    """Part a case number as it is read out: area, year, window, number."""
    return f"{case_no[:6]} {case_no[6:8]} {case_no[8:12]} {case_no[12:17]} {case_no[17:]}".strip()


def _asked(material: Material) -> tuple[str, ...]:
    return material.accept_standard, material.fill_explain, material.source_explain
