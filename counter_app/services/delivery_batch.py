"""
Results handed to the courier: what is ready, and the list that both sign (W15C, F-G1).

The list is one operation; each of its lines then becomes a step of its case under an id that follows
from the list. A crash between them is made good by the next look here, and nothing is sent twice.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from counter_app.domain.case import Case, CaseState
from counter_app.domain.delivery import GIVEN_FIELDS, DeliveryState, Sent
from counter_app.domain.delivery_offer import LIES_HERE
from counter_app.domain.delivery_operation import (
    BatchClosed,
    BatchLine,
    DeliveryAuthorised,
    ParcelBatched,
)
from counter_app.domain.document import Document
from counter_app.domain.errors import RuleError
from counter_app.domain.flow import Flow
from counter_app.domain.item import Item
from counter_app.domain.localtime import day as day_of
from counter_app.domain.names import normalise_name
from counter_app.domain.numbers import check_case_no, window_code
from counter_app.domain.operation import Entry
from counter_app.domain.records import Recorded
from counter_app.services import paper_delivery
from counter_app.services.cases import case_of
from counter_app.services.certificate_steps import ROLES, step_time
from counter_app.services.delivery_steps import folded, step_id
from counter_app.services.desk import Desk, enrolled, on_store
from counter_app.services.paper import Issuer
from counter_app.services.paper_delivery import CourierList
from counter_app.services.print_jobs import subject_of_paper
from counter_app.services.visit import Visit, signed_in

_AT_THE_COUNTY = sorted(each.value for each in (*LIES_HERE, CaseState.GRANTED))
"""As the county tells of what is ready: with the line cut it does not know what was printed here."""
KEEP_YEARS = 3
"""How long what the courier was told is kept on record (facts/domain.md 7, LAW-ND 12)."""


@dataclass(frozen=True, slots=True)
class ToSend:
    """One result that is ready to be sent; ``holder`` and ``receiver`` are names and unmasked."""

    case_id: str
    case_no: str
    item: str
    holder: str
    receiver: str
    region: str
    contents: tuple[Sent, ...]
    deliver_by: date | None = None


@dataclass(frozen=True, slots=True)
class Closing:
    """
    A list to close: ``taker`` is the courier's person who signs.

    ``case_nos`` empty: all that is ready. ``courier`` empty: the one of the settings.
    """

    taker: str
    case_nos: tuple[str, ...] = ()
    courier: str = ""


@dataclass(frozen=True, slots=True)
class Batch:
    """A closed list: ``documents`` are W15C and the decisions (W10) that lie in its parcels."""

    no: str
    courier: str
    taker: str
    closed_on: date
    lines: tuple[BatchLine, ...]
    documents: tuple[Document, ...]


def ready_to_send(desk: Desk, visit: Visit) -> Flow[tuple[ToSend, ...]]:
    """Return what may go with the next courier, the earliest day first."""
    signed_in(visit, *ROLES)
    return (yield from on_store(lambda: _ready_to_send(desk)))


def close_batch(desk: Desk, visit: Visit, closing: Closing) -> Flow[Batch]:
    """
    Close a list: the results leave the house and W15C is worded.

    Raises:
        RuleError: ``delivery_taker``, ``delivery_nothing_ready``, ``delivery_not_ready`` with the
            case's number, ``delivery_batch_closed`` when a list holds it already, or a number's form
        StoreError: nothing was recorded

    """
    signed_in(visit, *ROLES)
    return (yield from on_store(lambda: _close(desk, visit, closing)))


def finish_last(desk: Desk) -> None:
    """Carry out what a crash left of the newest list (store lane); older ones were finished before it."""
    closed = desk.ledger.of_kinds(BatchClosed.kind)
    if closed:
        _carry_out(desk, closed[-1])


def _ready_to_send(desk: Desk) -> tuple[ToSend, ...]:
    finish_last(desk)
    lines = [_line(desk, each) for each in _ready(desk)]
    return tuple(sorted(lines, key=lambda each: (each.deliver_by or date.max, each.case_no)))


def _ready(desk: Desk) -> Iterator[Case]:
    ids = dict.fromkeys(
        (
            *desk.ledger.subjects_of(DeliveryAuthorised.kind),
            *(row.id for row in desk.cache.rows("case", *_AT_THE_COUNTY)),
        )
    )
    for each in ids:
        case = case_of(desk, each)
        if case is not None and _is_ready(case):
            yield case


def _is_ready(case: Case) -> bool:
    there = case.delivery
    authorised = there is not None and there.state is DeliveryState.AUTHORISED
    return authorised and case.state in LIES_HERE and not case.certificate_held


def _item(desk: Desk, case: Case) -> Item:
    item = desk.cache.item(case.application.item.code)
    if item is None:
        raise RuleError("item_unknown", code=case.application.item.code)
    return item


def _contents(desk: Desk, case: Case) -> tuple[Sent, ...]:
    return paper_delivery.contents_of(case, _item(desk, case))


def _line(desk: Desk, case: Case) -> ToSend:
    about, there = case.application, case.delivery
    assert there is not None  # noqa: S101 - what is ready is authorised
    return ToSend(
        case_id=case.id,
        case_no=case.no,
        item=about.item.name,
        holder=about.applicant_name(),
        receiver=there.order.to.receiver,
        region=there.order.to.region,
        contents=_contents(desk, case),
        deliver_by=case.deliver_by,
    )


def _close(desk: Desk, visit: Visit, closing: Closing) -> Batch:
    if not closing.taker.strip():
        raise RuleError("delivery_taker")
    finish_last(desk)
    cases = _chosen(desk, closing.case_nos)
    user, window, time = signed_in(visit), enrolled(desk).window, step_time(desk, visit)
    issuer = Issuer(window, user.display_name, time.moment.wall, desk.settings.paper_language)
    about = CourierList(
        batch=_number(desk, time.day),
        courier=closing.courier.strip() or desk.settings.courier.name,
        taker=normalise_name(closing.taker),
        lines=tuple(_batch_line(desk, each) for each in cases),
        applicants=tuple(each.application.applicant_name() for each in cases),
    )
    paper = paper_delivery.courier_list(about, _item(desk, cases[0]), issuer)
    did = BatchClosed(about.batch, about.courier, about.taker, time.day, about.lines, (paper,))
    entry = Entry(did, time.moment, user.name, window.id, subject_of_paper(paper.id))
    recorded = desk.ledger.record(step_id(time.moment, about.batch), lambda _no: entry)
    decisions = _carry_out(desk, recorded)
    return Batch(
        about.batch, about.courier, about.taker, time.day, about.lines, (paper, *decisions)
    )


def _chosen(desk: Desk, case_nos: tuple[str, ...]) -> tuple[Case, ...]:
    ready = {each.no: each for each in _ready(desk)}
    named = dict.fromkeys(str(check_case_no(each)) for each in case_nos)
    numbers = tuple(named or sorted(ready))
    if not numbers:
        raise RuleError("delivery_nothing_ready")
    for each in numbers:
        if each not in ready:
            raise _not_ready(desk, each)
    return tuple(ready[each] for each in numbers)


def _not_ready(desk: Desk, number: str) -> RuleError:
    case_id = desk.ledger.subject_of(number)
    case = case_of(desk, case_id) if case_id else None
    parcel = case.delivery.parcel if case is not None and case.delivery is not None else None
    if parcel is not None:
        return RuleError("delivery_batch_closed", case_no=number, batch=parcel.batch)
    return RuleError("delivery_not_ready", case_no=number)


def _batch_line(desk: Desk, case: Case) -> BatchLine:
    assert case.delivery is not None  # noqa: S101 - what is ready is authorised
    order = case.delivery.order
    given = tuple(each for each in GIVEN_FIELDS if getattr(order.to, each))
    return BatchLine(case.id, case.no, order.id, _contents(desk, case), given)


def _number(desk: Desk, day: date) -> str:
    """Return a list's number: the window's letters, the day, and the running number of that day."""
    letters = window_code(enrolled(desk).window.slot, desk.ledger.chain_state().gen)
    closed = desk.ledger.of_kinds(BatchClosed.kind)
    running = 1 + sum(day_of(each.entry.at.wall) == day for each in closed)
    return f"{letters}{day:%y%m%d}-{running:02d}"


def _carry_out(desk: Desk, closed: Recorded) -> tuple[Document, ...]:
    """Record the step of each line that has none yet, and return the decisions that lie in them."""
    did = closed.entry.operation
    assert isinstance(did, BatchClosed)  # noqa: S101 - no other kind was asked for
    documents: list[Document] = []
    for number, line in enumerate(did.lines, start=1):
        op_id = step_id(closed.entry.at, did.batch, line.case_id)
        if desk.ledger.find(op_id) is None:
            documents += _send(desk, closed, op_id, number)
    return tuple(documents)


def _send(desk: Desk, closed: Recorded, op_id: bytes, number: int) -> tuple[Document, ...]:
    did, at = closed.entry.operation, closed.entry
    assert isinstance(did, BatchClosed)  # noqa: S101 - its caller asked
    line = did.lines[number - 1]
    case = case_of(desk, line.case_id)
    assert case is not None  # noqa: S101 - a list names cases of this ledger or cache
    step = ParcelBatched(
        case_id=case.id,
        order=line.order,
        batch=did.batch,
        no=number,
        courier=did.courier,
        batched_on=did.closed_on,
        contents=line.contents,
        given=line.given,
        keep_until=_years_on(did.closed_on, KEEP_YEARS),
        documents=_decision(desk, closed, case),
    )
    entry = replace(at, operation=step, subject=case.id, no=case.no, deps=(closed.op_id.hex(),))
    try:
        folded(case, entry)
    except RuleError:  # the case has gone on elsewhere since the list was closed
        return ()
    desk.ledger.record(op_id, lambda _no: entry)
    return step.documents


def _decision(desk: Desk, closed: Recorded, case: Case) -> tuple[Document, ...]:
    found = desk.ledger.user(closed.entry.by)
    officer = found.display_name if found is not None else closed.entry.by
    language = desk.settings.paper_language
    issuer = Issuer(enrolled(desk).window, officer, closed.entry.at.wall, language)
    return paper_delivery.batched(case, _item(desk, case), issuer)


def _years_on(day: date, years: int) -> date:
    """Return the same day some years later; 29 February becomes 1 March."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return date(day.year + years, 3, 1)
