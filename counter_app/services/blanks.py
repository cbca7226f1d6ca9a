"""
Acts on the numbered blanks of this window's drawer (F-E3; facts/devices.md C5).

Each is one operation; the ledger moves the sheets in its transaction. All but asking for more
work with the line cut.
"""

from __future__ import annotations

from collections.abc import Sequence

from counter_app.domain.blank import BLANK_TYPE, BlankLease, BlankState
from counter_app.domain.blank_operation import (
    BlankDestroyed,
    BlankHandedOver,
    BlankLost,
    BlankOperation,
    BlankReturned,
    BlankVoided,
    subject_of_series,
)
from counter_app.domain.errors import RuleError
from counter_app.domain.flow import Flow, Hop
from counter_app.domain.ids import uuid7
from counter_app.domain.operation import Entry
from counter_app.domain.serial_range import SerialRange
from counter_app.domain.wire import LeaseRequest
from counter_app.services.desk import Desk, enrolled
from counter_app.services.papertime import PaperTime, paper_time
from counter_app.services.second_person import Second, second_signs
from counter_app.services.visit import Visit, signed_in

WANT_MOST = 5_000


def request_more(desk: Desk, visit: Visit, series: str, want: int) -> Flow[BlankLease]:
    """
    Ask the county for ``want`` sheets more; the only act here that needs the line.

    An answer lost on the way is told again by the next sync.

    Raises:
        RuleError: ``blank_want_form``
        CountyError: the line, or ``county_blanks_none``

    """
    signed_in(visit)
    if not 0 < want <= WANT_MOST:
        raise RuleError("blank_want_form", most=WANT_MOST)
    known = yield Hop("store", lambda: enrolled(desk))

    def ask() -> BlankLease:
        desk.county.aim(known.server, known.device)
        return desk.county.lease(LeaseRequest(BLANK_TYPE, series, want))

    given: BlankLease = yield Hop("sync", ask)
    yield Hop("store", lambda: desk.ledger.add_lease(given))
    return given


def void_blank(desk: Desk, visit: Visit, series: str, serial: int, reason: str) -> Flow[None]:
    """Take an unfit sheet out of use; it is kept for destruction."""
    did = BlankVoided(series, serial, _reason(reason))
    yield Hop("store", lambda: _record(desk, visit, did))


def report_lost(
    desk: Desk, visit: Visit, lost: tuple[str, SerialRange], reason: str, second: Second
) -> Flow[None]:
    """Say with a second person that sheets (series and range) are gone."""
    series, sheets = lost
    said = _reason(reason)
    witness = yield from second_signs(desk, visit, second)
    did = BlankLost(series, sheets, said, witness)
    yield Hop("store", lambda: _record(desk, visit, did))


def hand_over(
    desk: Desk, visit: Visit, series: str, sheets: SerialRange, taker: Second
) -> Flow[None]:
    """Hand sheets over to a second person, who signs: from then on they are that person's."""
    giver = signed_in(visit).name
    name = yield from second_signs(desk, visit, taker)
    did = BlankHandedOver(series, sheets, giver, name)
    yield Hop("store", lambda: _record(desk, visit, did))


def give_back(
    desk: Desk, visit: Visit, series: str, sheets: SerialRange, reason: str
) -> Flow[None]:
    """Return unused sheets to the county's store."""
    did = BlankReturned(series, sheets, _reason(reason))
    yield Hop("store", lambda: _record(desk, visit, did))


def destroy(
    desk: Desk, visit: Visit, series: str, sheets: Sequence[SerialRange], second: Second
) -> Flow[tuple[SerialRange, ...]]:
    """
    Destroy void sheets with a second person and return the list; no sheets named: all void ones.

    Raises:
        RuleError: ``blank_none_void``, or as ``second_person.second_signs``

    """
    witness = yield from second_signs(desk, visit, second)
    listed: tuple[SerialRange, ...] = yield Hop(
        "store", lambda: _destroy(desk, visit, series, tuple(sheets), witness)
    )
    return listed


def _destroy(
    desk: Desk, visit: Visit, series: str, sheets: tuple[SerialRange, ...], witness: str
) -> tuple[SerialRange, ...]:
    listed = sheets or desk.ledger.blanks_in(series, BlankState.VOID)
    if not listed:
        raise RuleError("blank_none_void", series=series)
    time = drawer_time(desk, visit)
    record_on_series(desk, visit, BlankDestroyed(series, listed, time.day, witness), time)
    return listed


def _record(desk: Desk, visit: Visit, did: BlankOperation) -> None:
    record_on_series(desk, visit, did, drawer_time(desk, visit))


def drawer_time(desk: Desk, visit: Visit) -> PaperTime:
    """Return when an act on blanks happens (store lane)."""
    return paper_time(desk, confirmed=signed_in(visit).clock_confirmed)


def record_on_series(desk: Desk, visit: Visit, did: BlankOperation, time: PaperTime) -> None:
    """Record what happens to sheets of a series (store lane)."""
    user, window = signed_in(visit), enrolled(desk).window.id
    entry = Entry(did, time.moment, user.name, window, subject_of_series(did.series))
    op_id = uuid7(time.moment.wall, desk.random(10))
    desk.ledger.record(op_id, lambda _no: entry)


def _reason(reason: str) -> str:
    if not reason.strip():
        raise RuleError("blank_reason_missing")
    return reason.strip()
