"""F11: the delivery authorisation, to where it went last or to an address that is typed (F-G1)."""

from __future__ import annotations

from counter_app.domain.delivery import DeliveryState
from counter_app.domain.errors import CounterError, RuleError
from counter_app.domain.postal import Address
from counter_app.services.delivery import (
    Authorising,
    Offer,
    authorise,
    cancel_delivery,
    delivery_offer,
)
from counter_app.ui.intake.board import Board
from counter_app.ui.intake.presenter_acts import Acts
from counter_app.ui.intake.state import ADDRESSED, Sheet

_NAMES = {
    "to_receiver": "receiver",
    "to_phone": "phone",
    "to_region": "region",
    "to_address": "address",
    "to_postcode": "postcode",
    "to_other": "alternative",
    "to_other_phone": "alternative_phone",
}
_WRONG = {
    "delivery_receiver": "to_receiver",
    "delivery_phone": "to_phone",
    "delivery_other_phone": "to_other_phone",
    "delivery_region": "to_region",
    "delivery_street": "to_address",
    "delivery_postcode": "to_postcode",
}


class Deliveries:
    """
    F11, Enter, Enter: the last address is taken, its phone confirmed, the form recorded and printed.

    It is signed with a pen on the paper; a witness named makes it a fingerprint.
    """

    def __init__(self, board: Board, acts: Acts) -> None:
        self._board, self._acts = board, acts

    def closed(self) -> tuple[str, str]:
        """Return why nothing can be sent at all, two empty texts when it is worth asking."""
        board, case = self._board, self._board.state.visit.case
        if case is None:
            say = board.desk.words.say
            return say("ui.intake.delivery_case"), say("ui.intake.delivery_case_remedy")
        draft = board.state.visit.draft
        if draft is not None and not draft.item.deliverable:
            return board.desk.words.error(RuleError("not_deliverable"))
        return "", ""

    def press(self) -> None:
        """Ask whether the result may be sent, and show where to; the same key puts it away."""
        board, case = self._board, self._board.state.visit.case
        if board.state.sheet.kind.startswith("delivery"):
            self._put_away()
        elif case is not None and not board.state.acting:
            board.ask(lambda visit: delivery_offer(board.desk, visit, case.no), self._offered)

    def take(self) -> None:
        """Enter on a line: an earlier address, or none and the form is empty."""
        board = self._board
        known = board.state.address_taken()
        if board.state.sending is not None:
            self._fill(known)
            board.focus("to_phone" if known is not None else "to_receiver")

    def enter(self) -> None:
        """Enter in the form: on to the next field; in the last one, the phone, it is authorised."""
        at = self._board.state.focus.field
        if at in ADDRESSED[:-1]:
            self._board.focus(ADDRESSED[ADDRESSED.index(at) + 1])
        else:
            self._authorise()

    def give_back(self) -> None:
        """Enter over an authorisation that stands: first why, then it is taken back."""
        board, case = self._board, self._board.state.visit.case
        if board.state.focus.field == "sheet":
            board.focus("to_reason")
            return
        reason = board.state.text("to_reason")
        if case is not None:
            self._acts.do(
                "delivery_back",
                lambda visit: cancel_delivery(board.desk, visit, case.no, reason),
                lambda error: board.wrong("to_reason", error),
            )

    def _offered(self, offer: Offer) -> None:
        board, there = self._board, offer.delivery
        authorised = there is not None and there.state is DeliveryState.AUTHORISED
        if not offer.open and not authorised:
            board.shell.tell(*board.desk.words.error_of(offer.code, dict(offer.values)), "error")
            return
        board.put(sending=offer, sheet=Sheet("delivery_back" if authorised else "delivery"))
        if authorised or offer.known:
            board.focus("sheet")
        else:
            self.take()

    def _fill(self, known: Address | None) -> None:
        """Fill the form; phones stay masked beside their empty fields (facts/domain.md 7)."""
        board, row = self._board, self._board.state.sheet.row
        told = {} if known is None else {n: getattr(known, _NAMES[n]) for n in _NAMES}
        texts = dict.fromkeys(ADDRESSED, "") | told | {"to_phone": "", "to_other_phone": ""}
        errors = {name: text for name, text in board.state.errors.items() if name not in texts}
        board.put(
            texts={**board.state.texts, **texts}, errors=errors, sheet=Sheet("delivery_to", row)
        )

    def _authorise(self) -> None:
        board, case = self._board, self._board.state.visit.case
        if case is None:
            return
        typed = {name: board.state.text(field) for field, name in _NAMES.items()}
        typed["phone"] = typed["phone"].strip() or board.state.phone_to_confirm()
        typed["alternative_phone"] = typed["alternative_phone"].strip() or board.state.other_phone()
        told = Address(**typed)
        witness = board.state.text("to_witness").strip()
        given = Authorising(case.no, told, "fingerprint" if witness else "paper", (), witness)
        self._acts.do("delivery", lambda visit: authorise(board.desk, visit, given), self._refused)

    def _refused(self, error: CounterError) -> None:
        board = self._board
        field = _WRONG.get(error.code, "")
        if field:
            board.wrong(field, error)
        else:
            board.fail(error)

    def _put_away(self) -> None:
        self._board.put(sheet=Sheet(), sending=None)
        self._board.focus("search" if self._board.state.done else "materials")
