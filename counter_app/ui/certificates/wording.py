"""Puts the state of 出证 into words."""

from __future__ import annotations

from datetime import date

from counter_app.domain import localtime
from counter_app.domain.blank import BlankState
from counter_app.domain.masking import mask_number
from counter_app.domain.person import is_expired
from counter_app.services.blank_stock import SeriesStock
from counter_app.services.certificates import Group, Line
from counter_app.services.desk import Desk
from counter_app.ui.board import both
from counter_app.ui.certificates.look_forms import FormWords
from counter_app.ui.certificates.looks import (
    AskLook,
    CertificateRow,
    CounterLook,
    PageLook,
    StockLook,
    TabLook,
)
from counter_app.ui.certificates.state import TABS, Counter, PaperLine, key_of
from counter_app.ui.days import say_date
from counter_app.ui.looks import Kind, PaperRow, PersonLook, PillState
from counter_app.ui.matter_words import matter_rows, matters_title

_KINDS: dict[Group, Kind] = {
    Group.TO_VOID: "danger",
    Group.TO_ANSWER: "warning",
    Group.TO_PRINT: "note",
    Group.HELD: "warning",
    Group.TO_FETCH: "good",
    Group.TO_SEND: "good",
    Group.ELSEWHERE: "quiet",
}
_PRINTED: dict[str, Kind] = {
    "printing": "note",
    "sent": "note",
    "device_done": "good",
    "confirmed": "good",
    "unknown": "warning",
    "failed": "danger",
}
_SHOWN_STATES = (BlankState.HELD, BlankState.BOUND, BlankState.USED, BlankState.VOID)
NEAR_DAYS = 2


def look(desk: Desk, state: Counter) -> CounterLook:
    """Return what is drawn."""
    return _Words(desk, state).look()


class _Words:
    def __init__(self, desk: Desk, state: Counter) -> None:
        self._words, self._state = desk.words, state
        self._today: date = localtime.day(desk.clock.read().wall_ms)
        self._forms = FormWords(desk.words, state, self._today)

    def look(self) -> CounterLook:
        state, matters = self._state, self._state.matters
        return CounterLook(
            tabs=tuple(self._tab(each) for each in TABS),
            rows=tuple(self._row(each) for each in state.visible()),
            chosen=state.chosen,
            empty=self._empty(),
            ask=self._ask(),
            page=self._page(),
            stock=tuple(self._stock(each) for each in state.stock),
            stock_title=self._say("stock" if state.stock else "stock_none"),
            keys=tuple(self._say("keys").split(" · ")),
            form=self._forms.form(),
            person=self._person(),
            matters=matter_rows(self._words, matters, self._today) if matters else (),
            matters_title=matters_title(self._words, matters) if matters else "",
            papers=tuple(self._paper(each) for each in state.handed),
            papers_title=self._say("papers"),
            fields=self._forms.fields(),
            focus=state.focus,
        )

    def _tab(self, tab: str) -> TabLook:
        lines = self._state.of_tab(tab)  # type: ignore[arg-type]  # a key of TABS
        text = self._say(f"tab.{tab}", count=len(lines))
        return TabLook(tab, text, tab == self._state.tab)  # type: ignore[arg-type]

    def _row(self, line: Line) -> CertificateRow:
        due = line.deliver_by
        return CertificateRow(
            key=key_of(line),
            name=line.name,
            holder=line.holder,
            case_tail=line.case_no[-7:],
            case_no=line.case_no,
            due=say_date(self._words, due, self._today) if due is not None else "",
            due_order=due.toordinal() if due is not None else date.max.toordinal(),
            state=self._state_word(line),
            kind=_KINDS[line.group],
        )

    def _state_word(self, line: Line) -> str:
        if line.group in (Group.TO_ANSWER, Group.TO_PRINT) and line.job_state:
            return self._say(f"print_state.{line.job_state}")
        emptied = key_of(line) in self._state.emptied
        if line.group is Group.TO_PRINT and line.prints and not emptied:
            return self._say("print_again")
        return self._say(f"group.{line.group.value}", why=line.why)

    def _empty(self) -> str:
        if not self._state.listed:
            return self._say("looking")
        if self._state.text("search"):
            return self._say("found_nothing")
        return self._say(f"empty.{self._state.tab}")

    def _ask(self) -> AskLook | None:
        line = self._state.line()
        if line is None or line.group is not Group.TO_ANSWER or self._state.form.kind:
            return None
        paper = self._state.paper(line.type_code)
        plain = "_plain" if paper is not None and not paper.preprinted else ""
        seen: Kind = "note" if line.job_state in ("sent", "device_done") else "warning"
        pill = PillState(seen, self._say(f"print_truth.{line.job_state}"))
        return AskLook(self._say(f"ask{plain}"), self._say(f"ask_hint{plain}"), pill)

    def _page(self) -> PageLook | None:
        line, shown = self._state.line(), self._state.shown
        if line is None:
            return None
        facts = tuple(each for each in self._facts(line) if each)
        if not line.certificate:
            return PageLook(line.name, line.holder, facts, note=self._say("decision_result"))
        page = shown.preview if shown is not None else None
        if page is None:
            return PageLook(line.name, line.holder, facts, note=self._say("drawing"))
        if page.trouble is not None:
            what, todo = self._words.error(page.trouble.error())
            return PageLook(line.name, line.holder, facts, trouble=what, todo=todo)
        png = page.image.png if page.image is not None else b""
        note = "" if page.numbered else self._say("sample_number")
        return PageLook(line.name, line.holder, facts, png, note)

    def _facts(self, line: Line) -> tuple[str, ...]:
        serial = self._say("fact.serial", series=line.series, serial=line.serial)
        due = line.deliver_by
        return (
            self._say("fact.case", item=line.item, case_no=line.case_no),
            self._say("fact.number", number=line.number) if line.number else "",
            serial if line.serial else "",
            self._say("fact.prints", count=line.prints) if line.prints > 1 else "",
            self._say("fact.due", day=say_date(self._words, due, self._today)) if due else "",
            self._say(f"fact.{line.group.value}", why=line.why) if line.why else "",
        )

    def _stock(self, stock: SeriesStock) -> StockLook:
        names = [each.name for each in self._state.papers if each.series == stock.series]
        counts = " · ".join(
            self._say(f"blank.{each.value}", count=stock.counts.get(each, 0))
            for each in _SHOWN_STATES
            if each is BlankState.HELD or stock.counts.get(each)
        )
        name = names[0] if names else stock.series
        if stock.next is None:
            text = self._say("stock_empty", name=name, series=stock.series)
            pill = PillState("danger", text, self._say("stock_empty_todo"))
            return StockLook(pill, counts)
        text = self._say("stock_next", name=name, series=stock.series, serial=stock.next)
        if stock.low:
            low = f"{text} · {self._say('stock_low')}"
            return StockLook(PillState("warning", low, self._say("stock_low_todo")), counts)
        return StockLook(PillState("good", text, self._say("stock_counts")), counts)

    def _person(self) -> PersonLook | None:
        person = self._state.person
        if person is None:
            return None
        expired = is_expired(person, self._today)
        flags = [PillState("danger", self._say("card_expired"))] if expired else []
        if person.source == "typed":
            flags.append(PillState("note", self._say("card_typed")))
        return PersonLook(
            self._say("collector"),
            person.name,
            self._words.say("ui.intake.born", year=person.birth_date.year),
            mask_number(person.number),
            self._words.say(f"ui.intake.kind.{person.kind}"),
            tuple(flags),
            self._words.say("ui.intake.return_card") if self._state.card_out else "",
        )

    def _paper(self, line: PaperLine) -> PaperRow:
        document, say = line.document, self._words.say
        what, remedy = "", ""
        if line.trouble is not None:
            what, remedy = self._words.error_of(line.trouble.code, dict(line.trouble.values))
        told = both(self._words, what, remedy)
        word = say(f"ui.intake.paper_state.{line.state}")
        known = f"ui.intake.paper.{document.kind}"
        title = say(known) if self._words.knows(known) else document.kind
        copies = say("ui.intake.copies", count=document.copies)
        return PaperRow(title, copies, PillState(_PRINTED[line.state], word, told), told)

    def _say(self, message: str, **values: str | int) -> str:
        return self._words.say(f"ui.certificates.{message}", **values)
