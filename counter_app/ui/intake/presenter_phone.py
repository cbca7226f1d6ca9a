"""The phone that is left: the last one offered, a new one typed, or none (无电话)."""

from __future__ import annotations

import re

from counter_app.domain.errors import RuleError
from counter_app.domain.masking import check_phone
from counter_app.services import applicants
from counter_app.ui.intake.board import Board

_MOBILE = re.compile(r"1[3-9]\d{9}", re.ASCII)


class Phone:
    """Keeps the phone of the visit as it is typed; a half-typed one stays in its field."""

    def __init__(self, board: Board) -> None:
        self._board = board

    def recall(self) -> None:
        """Take the phone that this person, or this body, left last, if the window remembers it."""
        visit, phones = self._board.state.visit, self._board.state.recalled.phones
        numbers = [visit.body.credit_code] if visit.body else []
        numbers += [visit.person.number] if visit.person else []
        known = next((phones[each] for each in numbers if each in phones), "")
        if known and not visit.phone:
            self._leave(known, "last")

    def type_text(self, text: str) -> None:
        """A whole mobile number counts at once, others when the field is left."""
        if _MOBILE.fullmatch(text.strip()):
            self._leave(text.strip(), "typed")

    def settle(self) -> bool:
        """Take over what stands in the field; False when it is no phone number."""
        text = self._board.state.text("phone").strip()
        if not text:
            return True
        try:
            check_phone(text)
        except RuleError as error:
            self._board.wrong("phone", error)
            return False
        self._board.drop_texts("phone")
        self._leave(text, "typed")
        return True

    def enter(self) -> None:
        """Enter: what stands there is left; nothing there and none known means 无电话."""
        state = self._board.state
        if not state.text("phone").strip() and not state.visit.phone:
            self.none()
        elif not self.settle():
            return
        draft = state.visit.draft and state.visit.case is None
        self._board.focus("materials" if draft else "search")

    def none(self) -> None:
        """The person has no phone: a state of its own, not a gap."""
        self._board.drop_texts("phone")
        self._leave("", "none")

    def _leave(self, phone: str, source: str) -> None:
        self._board.put(phone_from=source)
        if phone != self._board.state.visit.phone:
            self._board.alter(lambda visit: applicants.leave_phone(visit, phone))
