"""A case put apart from every figure: an operation of the county's desk (facts/domain.md 1.6, 4.)."""

from __future__ import annotations

from counter_app.domain.errors import RuleError
from counter_app.domain.figure_operation import CaseMarked
from counter_app.domain.figure_scope import SUPERVISOR
from counter_app.domain.figures import Mark
from counter_app.domain.numbers import check_case_no
from counter_app.domain.operation import Entry, Moment
from county_server.desk.acts import COUNTY_CLOCK, Hand
from county_server.desk.recording import append
from county_server.desk.store import DeskStore


async def mark_case(store: DeskStore, hand: Hand, case_no: str, mark: Mark, reason: str) -> str:
    """
    Mark a case, or with an empty mark count it again; return its number.

    Raises:
        RuleError: ``case_no_form``, ``case_no_check``, ``case_not_at_county``, ``user_unknown``,
            ``figures_role``, ``reason_missing``, ``figures_mark`` (it holds what no operation may)
        StoreError: ``county_store_busy``, nothing was recorded

    """
    account = await store.account(hand.user)
    if account is None:
        raise RuleError("user_unknown", user=hand.user)
    if SUPERVISOR not in account.roles:
        raise RuleError("figures_role", user=hand.user)
    if not reason.strip():
        raise RuleError("reason_missing")
    number = check_case_no(case_no)
    place = await store.place(number)
    if place is None:
        raise RuleError("case_not_at_county", case_no=number)
    async with store.desk(place.hall) as turn:
        await turn.known((), (place.id,), ())  # its row is held: figures count it as a whole
        did = CaseMarked(place.id, mark.value, reason.strip())
        moment = Moment(hand.now_ms, 0, COUNTY_CLOCK, COUNTY_CLOCK)
        entry = Entry(did, moment, hand.user, turn.device.window, place.id, number)
        try:
            judged = await append(turn, hand.new_id(), entry)
        except UnicodeEncodeError as wrong:
            raise RuleError("figures_mark") from wrong
        if judged.parked:
            raise RuleError("figures_mark")
    return number
