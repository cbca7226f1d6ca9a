"""Words for the lists: papers, this visit's matters, and the sheets over the materials."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date

from counter_app.domain import localtime
from counter_app.domain.decision import DecisionKind
from counter_app.domain.masking import mask_number, mask_phone
from counter_app.domain.outcome import Outcome, OutcomeKind
from counter_app.ui.board import both
from counter_app.ui.intake.look_case import say_day
from counter_app.ui.intake.look_delivery import contents_line, delivery_rows, phone_notes
from counter_app.ui.intake.looks import SheetLook
from counter_app.ui.intake.presenter_acts import RULINGS
from counter_app.ui.intake.presenter_search import matter_of, with_matter
from counter_app.ui.intake.state import ADDRESSED, AMENDED, Desktop, PaperLine
from counter_app.ui.looks import FieldLook, MatterRow, PaperRow, PillState, SheetRow
from counter_app.ui.matter_words import matter_rows, matters_title
from counter_app.words import Words

SHEET_FIELDS = (
    "reason",
    "competent_body",
    "amend_value",
    "amend_reason",
    "reprint_reason",
    "to_reason",
    *ADDRESSED,
)
_SHEETS = {
    "reprint": ("reprint_reason",),
    "delivery_to": ADDRESSED,
    "delivery_back": ("to_reason",),
}
_AMEND_FIELDS = {"name": ("amend_value", "amend_reason"), "delivery": ()}
_PAPER_KINDS = {
    "printing": "note",
    "sent": "note",
    "device_done": "good",
    "confirmed": "good",
    "unknown": "warning",
    "failed": "danger",
    "none": "danger",
}
KEYS = {
    OutcomeKind.RECEIVE: "Alt+J",
    OutcomeKind.ACCEPT: "F9",
    OutcomeKind.DEFER: "F8",
    OutcomeKind.PROMISE: "F9",
    OutcomeKind.CORRECT: "F7",
}
WHO = {
    "applicant_missing": "clerk",
    "guardian_missing": "applicant",
    "materials_missing": "applicant",
    "must_appear": "applicant",
    "persons_only": "applicant",
    "bodies_only": "applicant",
    "not_deferrable": "applicant",
    "all_received": "clerk",
    "nothing_deferred": "clerk",
    "accept_is_deferral": "clerk",
    "gap_date_missing": "clerk",
    "gap_date_past": "clerk",
    "gap_date_late": "clerk",
    "nothing_promised": "clerk",
    "accept_is_promise": "clerk",
    "not_promisable": "applicant",
    "promise_not_allowed": "list_editor",
    "spot_not_immediate": "department",
    "spot_not_delegated": "department",
    "spot_gaps": "applicant",
    "promise_over_statute": "list_editor",
    "item_withdrawn": "list_editor",
    "item_not_yet": "list_editor",
    "item_not_in_use": "list_editor",
    "quantity_limited_offline": "county",
    "case_state": "nobody",
}
"""Who can open an outcome that a rule closes (F-D6)."""


class ListWords:
    """Turns papers, matters and the open sheet into rows."""

    def __init__(self, words: Words, state: Desktop, today: date) -> None:
        self._words, self._state, self._today = words, state, today

    def papers(self) -> tuple[PaperRow, ...]:
        """Papers with copies, signatures and what is known of their print."""
        return tuple(self._paper(each) for each in self._state.papers)

    def papers_title(self) -> str:
        """What stands above them."""
        papers = self._state.papers
        if any(each.lacking for each in papers):
            return self._say("papers_by_hand")
        return self._say("papers_again" if any(each.troubled for each in papers) else "papers")

    def matters(self) -> tuple[MatterRow, ...]:
        """The items of this visit, the one on the table marked."""
        visit, matters = self._state.visit, self._state.matters
        current = ""
        if visit.draft is not None:
            matter = matter_of(visit.draft, visit.case.no if visit.case else "")
            matters, current = with_matter(matters, matter), matter.case_id
        return tuple(
            MatterRow(
                f"{number} {each.item}",
                self._matter(each.name, each.state, current=each.case_id == current),
                each.case_id == current,
            )
            for number, each in enumerate(matters, start=1)
        )

    def matters_title(self) -> str:
        """How many items and people this visit has."""
        rows = self.matters()
        known = {each.who for each in self._state.matters if each.who}
        draft = self._state.visit.draft
        if draft is not None:
            known |= {matter_of(draft, "").who} - {""}
        return self._say("matters", items=len(rows), people=len(known)) if rows else ""

    def due(self) -> tuple[MatterRow, ...]:
        """What is due to the person at the counter."""
        due = self._state.due
        return matter_rows(self._words, due, self._today) if due is not None else ()

    def due_title(self) -> str:
        """What stands above that; empty before a card was read."""
        return matters_title(self._words, self._state.due) if self._state.due is not None else ""

    def sheet(self) -> SheetLook | None:
        """The open list or form."""
        kind = self._state.sheet.kind
        if not kind:
            return None
        rows, fields = self._rows(), self._fields()
        title, hint = self._say(f"sheet.{kind}"), self._say(f"sheet.{kind}_hint")
        if kind == "delivery_to":
            hint = f"{contents_line(self._words, self._state.sending)}{hint}"
        if kind == "reason" and self._state.sheet.outcome is not None:
            title = self._say(f"outcome.{self._state.sheet.outcome.value}")
        return SheetLook(title, rows, self._state.sheet.row, fields, hint)

    def fields(self) -> dict[str, FieldLook]:
        """The fields of the sheets."""
        state, shown = self._state, self._fields()
        notes = phone_notes(self._words, state.phone_to_confirm(), state.other_phone())
        return {
            name: FieldLook(
                state.text(name),
                self._say(f"hint.{name}"),
                state.errors.get(name, ""),
                notes.get(name, ""),
                shown=name in shown,
            )
            for name in SHEET_FIELDS
        }

    def _fields(self) -> tuple[str, ...]:
        sheet = self._state.sheet
        if sheet.kind == "reason":
            elsewhere = sheet.outcome is OutcomeKind.NOT_COMPETENT
            return ("reason", "competent_body") if elsewhere else ("reason",)
        if sheet.kind == "amend":
            return _AMEND_FIELDS.get(AMENDED[sheet.row], ("amend_value",))
        return _SHEETS.get(sheet.kind, ())

    def _rows(self) -> tuple[SheetRow, ...]:
        state, ahead = self._state, self._state.outlook
        lists: dict[str, Callable[[], Iterable[SheetRow]]] = {
            "outcomes": lambda: map(self._outcome, ahead.outcomes if ahead else ()),
            "spot": lambda: map(self._ruling, RULINGS),
            "amend": lambda: (SheetRow(self._say(f"amend.{e}"), "", self._old(e)) for e in AMENDED),
            "reprint": lambda: map(_of_paper, self.papers()),
            "matters": lambda: (SheetRow(each.title, "", each.detail) for each in self.matters()),
            "drafts": self._drafts,
            "delivery": lambda: delivery_rows(self._words, state.sending),
            "delivery_back": lambda: delivery_rows(self._words, state.sending),
        }
        return tuple(lists.get(state.sheet.kind, tuple)())

    def _drafts(self) -> tuple[SheetRow, ...]:
        rows = []
        for each in self._state.waiting:
            at = localtime.at(each.opened_ms)
            time = f"{say_day(self._words, at.date(), self._today)} {at:%H:%M}"
            born = self._say("born", year=each.birth_year) if each.birth_year else ""
            who = " ".join(part for part in (each.name, born, mask_number(each.number)) if part)
            detail = who or self._say("nobody")
            rows.append(SheetRow(each.item, "", self._say("draft_line", who=detail, time=time)))
        return tuple(rows)

    def _outcome(self, outcome: Outcome) -> SheetRow:
        title, key = self._say(f"outcome.{outcome.kind.value}"), KEYS.get(outcome.kind, "")
        if outcome.open:
            return SheetRow(title, key, self._say(f"outcome_open.{outcome.kind.value}"), "", "good")
        what, remedy = self._words.error_of(outcome.code, outcome.values)
        who = self._say("opens", who=f"@ui.intake.who.{WHO.get(outcome.code, 'clerk')}")
        return SheetRow(title, key, both(self._words, what, remedy), who, "quiet")

    def _ruling(self, kind: DecisionKind) -> SheetRow:
        good = "good" if kind is DecisionKind.GRANTED else "warning"
        title, detail = f"ruling.{kind.value}", f"ruling_hint.{kind.value}"
        return SheetRow(self._say(title), "", self._say(detail), "", good)

    def _old(self, field: str) -> str:
        draft = self._state.visit.draft
        if draft is None:
            return ""
        about = draft.application
        if field == "name":
            return about.applicant_name()
        if field == "delivery":
            return self._say(f"delivery.{about.delivery}")
        value = str(getattr(about, field))
        masked = mask_phone(value) if field == "phone" else value[:6] + "*" * len(value[6:])
        return (value if self._state.revealed else masked) or self._say("amend_none")

    def _paper(self, line: PaperLine) -> PaperRow:
        document = line.document
        signers = self._say("comma").join(
            self._say(f"signer.{each}") for each in document.signatures
        )
        copies = self._say("copies", count=document.copies)
        detail = self._say("to_sign", copies=copies, who=signers) if signers else copies
        what, remedy = "", ""
        if line.trouble is not None:
            what, remedy = self._words.error_of(line.trouble.code, dict(line.trouble.values))
        elif line.by_hand:
            what, remedy = self._say("written_by_hand"), self._say("written_by_hand_remedy")
        told = both(self._words, what, remedy)
        word = self._say(f"paper_state.{line.state}")
        title = self._say(f"paper.{document.kind}")
        return PaperRow(
            title,
            detail,
            PillState(_PAPER_KINDS[line.state], word, told),  # type: ignore[arg-type]
            told,
        )

    def _matter(self, name: str, state: str, *, current: bool) -> str:
        word = self._words.say(f"case_state.{state}")
        if state == "S00":
            word = self._say("matter_now" if current else "matter_waits")
        return f"{word} · {name}" if name else word

    def _say(self, message: str, **values: str | int) -> str:
        return self._words.say(f"ui.intake.{message}", **values)


def _of_paper(row: PaperRow) -> SheetRow:
    return SheetRow(row.title, "", row.detail, "", row.state.kind)
