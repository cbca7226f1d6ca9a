"""
How operations move numbered blanks: one rule for the window's drawer and the county's store.

``moved`` is pure: it takes the sheets that an operation names as they stand, and gives those that
change. Both stores write its result in the transaction of the operation, so the sum of all states
is what was received, whatever happens (design/sync.md INV-19, INV-20).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from counter_app.domain.blank import (
    FREE,
    Blank,
    BlankKey,
    BlankLease,
    BlankState,
    check_series,
)
from counter_app.domain.blank_operation import (
    BlankAllotted,
    BlankDestroyed,
    BlankHandedOver,
    BlankLost,
    BlankReceived,
    BlankReturned,
    BlankVoided,
)
from counter_app.domain.county_desk import DESK_PREFIX
from counter_app.domain.errors import RuleError
from counter_app.domain.issue_operation import (
    CertificateBound,
    CertificateConfirmed,
    CertificateSpoiled,
)
from counter_app.domain.serial_range import SerialRange, check_ranges
from counter_app.domain.shift_operation import ShiftHandedOver

if TYPE_CHECKING:
    from counter_app.domain.operation import Entry, Operation

There = Mapping[BlankKey, Blank]
_GIVEN = FREE | {BlankState.HELD, BlankState.TRANSFERRED}
_HELD = frozenset({BlankState.HELD})
_BOUND = frozenset({BlankState.BOUND})


def spans_of(operation: Operation) -> tuple[tuple[str, SerialRange], ...]:
    """Return the sheets that an operation moves, by series and range; empty for plain paper."""
    match operation:
        case CertificateBound() | CertificateConfirmed() | CertificateSpoiled() if operation.series:
            return ((operation.series, SerialRange(operation.serial, operation.serial)),)
        case BlankVoided():
            return ((operation.series, SerialRange(operation.serial, operation.serial)),)
        case BlankReceived() | BlankAllotted() | BlankLost() | BlankHandedOver() | BlankReturned():
            return ((operation.series, operation.sheets),)
        case BlankDestroyed():
            return tuple((operation.series, each) for each in operation.sheets)
        case ShiftHandedOver():
            return operation.left.kept
    return ()


def moved(there: There, entry: Entry) -> tuple[Blank, ...]:
    """
    Return the sheets that ``entry`` changes, as they are after it.

    Args:
        there: the sheets of ``spans_of`` that exist, as they stand
        entry: an operation; its window is the drawer that acts

    Raises:
        RuleError: ``blank_unknown`` (never in this drawer), ``blank_elsewhere`` (another drawer's),
            ``blank_fence`` (given to somebody else since), ``blank_taken`` (used or gone already),
            ``blank_state``, ``blank_keeper``, ``blank_not_bound``, ``blank_overlap``, or a form

    """
    step = _STEPS.get(type(entry.operation))
    spans = spans_of(entry.operation)
    if step is None or not spans:
        return ()
    for series in dict.fromkeys(name for name, _ in spans):
        check_series(series)
        check_ranges([span for name, span in spans if name == series])
    return tuple(step(there, entry, entry.operation))


def taken_over(there: There, drawer: str, told: BlankLease) -> Iterator[Blank]:
    """
    Yield the sheets that a lease new to this drawer brings: those the county believes unused.

    A sheet that has moved on here meanwhile stays as it is; one that was returned, or given away,
    comes back under a newer lease.
    """
    for span in told.held:
        for serial in span.serials():
            known = there.get((told.series, serial))
            if known is None or _comes_back(known, told.fence):
                yield Blank(told.series, serial, BlankState.HELD, drawer, told.lease, told.fence)


def _comes_back(known: Blank, fence: int) -> bool:
    if known.state is BlankState.TRANSFERRED:
        return fence >= known.fence
    return known.state is BlankState.RETURNED and fence > known.fence


def _own(there: There, entry: Entry, series: str, serial: int) -> Blank:
    """Return a sheet of the drawer that acts; the county may report any drawer's sheets lost."""
    blank = there.get((series, serial))
    if blank is None:
        raise RuleError("blank_unknown", serial=serial)
    of_county = entry.window.startswith(DESK_PREFIX) and isinstance(entry.operation, BlankLost)
    if blank.drawer != entry.window and not of_county:
        if blank.state in _GIVEN:
            raise RuleError("blank_elsewhere", serial=serial)
        raise _state_error("blank_taken", blank)
    return blank


def _state_error(code: str, blank: Blank) -> RuleError:
    return RuleError(code, serial=blank.serial, state=f"@blank_state.{blank.state.value}")


def _bind(there: There, entry: Entry, did: CertificateBound) -> Iterator[Blank]:
    blank = there.get((did.series, did.serial))
    if blank is not None and blank.fence != did.fence and blank.state in _GIVEN:
        raise RuleError("blank_fence", serial=did.serial)
    blank = _own(there, entry, did.series, did.serial)
    if blank.state is not BlankState.HELD:
        raise _state_error("blank_taken", blank)
    if blank.keeper not in ("", entry.by):
        raise RuleError("blank_keeper", serial=did.serial, keeper=blank.keeper)
    yield replace(blank, state=BlankState.BOUND, certificate=did.certificate)


def _confirm(there: There, entry: Entry, did: CertificateConfirmed) -> Iterator[Blank]:
    blank = _bound_to(there, entry, did, _BOUND)
    yield replace(blank, state=BlankState.USED)


def _spoil(there: There, entry: Entry, did: CertificateSpoiled) -> Iterator[Blank]:
    if did.fate == "empty":
        blank = _bound_to(there, entry, did, _BOUND)
        yield replace(blank, state=BlankState.HELD, certificate="")
        return
    blank = _own(there, entry, did.series, did.serial)
    if blank.state is not BlankState.HELD:  # else its binding was parked: another window was first
        blank = _bound_to(there, entry, did, _BOUND | {BlankState.USED})
    yield replace(blank, state=BlankState.VOID)


def _bound_to(
    there: There,
    entry: Entry,
    did: CertificateConfirmed | CertificateSpoiled,
    states: frozenset[BlankState],
) -> Blank:
    blank = _own(there, entry, did.series, did.serial)
    if blank.state not in states:
        raise _state_error("blank_state", blank)
    if blank.certificate != did.certificate:
        raise RuleError("blank_not_bound", serial=did.serial)
    return blank


def _void(there: There, entry: Entry, did: BlankVoided) -> Iterator[Blank]:
    for blank in _in_states(there, entry, did, _HELD):
        yield replace(blank, state=BlankState.VOID)


def _lose(there: There, entry: Entry, did: BlankLost) -> Iterator[Blank]:
    _check_two(entry.by, did.witness)
    for blank in _in_states(there, entry, did, _HELD | {BlankState.VOID}):
        yield replace(blank, state=BlankState.LOST)


def _hand_over(
    there: There, entry: Entry, did: BlankHandedOver | ShiftHandedOver
) -> Iterator[Blank]:
    taker = did.taker if isinstance(did, BlankHandedOver) else did.receiver
    _check_two(did.giver, taker)
    for blank in _in_states(there, entry, did, _HELD):
        if blank.keeper not in ("", did.giver):
            raise RuleError("blank_keeper", serial=blank.serial, keeper=blank.keeper)
        yield replace(blank, keeper=taker)


def _give_back(there: There, entry: Entry, did: BlankReturned) -> Iterator[Blank]:
    for blank in _in_states(there, entry, did, _HELD):
        yield replace(blank, state=BlankState.RETURNED, keeper="")


def _destroy(there: There, entry: Entry, did: BlankDestroyed) -> Iterator[Blank]:
    _check_two(entry.by, did.witness)
    for blank in _in_states(there, entry, did, frozenset({BlankState.VOID})):
        yield replace(blank, state=BlankState.DESTROYED)


def _in_states(
    there: There, entry: Entry, did: Operation, states: frozenset[BlankState]
) -> Iterator[Blank]:
    for series, span in spans_of(did):
        for serial in span.serials():
            blank = _own(there, entry, series, serial)
            if blank.state not in states:
                raise _state_error("blank_state", blank)
            yield blank


def _receive(there: There, _entry: Entry, did: BlankReceived) -> Iterator[Blank]:
    for serial in did.sheets.serials():
        if (did.series, serial) in there:
            raise RuleError("blank_overlap", first=did.sheets.first, last=did.sheets.last)
        yield Blank(did.series, serial, BlankState.STOCK)


def _allot(there: There, _entry: Entry, did: BlankAllotted) -> Iterator[Blank]:
    for serial in did.sheets.serials():
        blank = there.get((did.series, serial))
        if blank is None:
            raise RuleError("blank_unknown", serial=serial)
        if not _can_be_given(blank, did.moved_from):
            raise _state_error("blank_state", blank)
        if did.fence <= blank.fence:
            raise RuleError("blank_fence", serial=serial)
        yield Blank(did.series, serial, BlankState.HELD, did.drawer, did.lease, did.fence)


def _can_be_given(blank: Blank, moved_from: str) -> bool:
    if moved_from:
        return blank.state is BlankState.HELD and blank.lease == moved_from
    return blank.state in FREE


def _check_two(one: str, other: str) -> None:
    if not other or one == other:
        raise RuleError("blank_two_persons")


_STEPS: dict[type[Operation], Callable[[There, Entry, Any], Iterator[Blank]]] = {
    CertificateBound: _bind,
    CertificateConfirmed: _confirm,
    CertificateSpoiled: _spoil,
    BlankVoided: _void,
    BlankLost: _lose,
    BlankHandedOver: _hand_over,
    ShiftHandedOver: _hand_over,
    BlankReturned: _give_back,
    BlankDestroyed: _destroy,
    BlankReceived: _receive,
    BlankAllotted: _allot,
}
