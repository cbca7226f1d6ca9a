"""The drawer of numbered blanks in the ledger (design/sync.md 1.7, 3.3)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, Row, and_, bindparam, func, select, update
from sqlalchemy.dialects.sqlite import insert

from counter_app.domain.blank import (
    OPEN,
    TAIL_DIGITS,
    Blank,
    BlankKey,
    BlankLease,
    BlankState,
)
from counter_app.domain.fold_blank import moved, spans_of, taken_over
from counter_app.domain.operation import Entry
from counter_app.domain.serial_range import SerialRange, runs
from db.window import ledger_state
from db.window.engine import Database
from db.window.tables import blank, lease

_HELD = BlankState.HELD.value
_OPEN = sorted(each.value for each in OPEN)
_SHEET = select(blank).where(
    blank.c.series == bindparam("of_series"), blank.c.serial == bindparam("of_serial")
)
_SPAN = select(blank).where(
    blank.c.series == bindparam("of_series"),
    blank.c.serial.between(bindparam("first"), bindparam("last")),
)
# By the pile: what came first is used first.
_NEXT = (
    select(blank)
    .where(blank.c.series == bindparam("of_series"), blank.c.state == _HELD)
    .order_by(blank.c.fence, blank.c.serial)
)
_ADD = insert(blank)
_PUT = _ADD.on_conflict_do_update(
    index_elements=[blank.c.series, blank.c.serial],
    set_={
        name: _ADD.excluded[name]
        for name in ("state", "lease", "fence", "keeper", "certificate", "op_id")
    },
)


def move_blanks(connection: Connection, entry: Entry, op_id: bytes) -> None:
    """Move the sheets that an operation names, in its transaction; RuleError as ``moved``."""
    spans = spans_of(entry.operation)
    if spans:
        _put(connection, moved(_there(connection, spans, entry.window), entry), op_id)


class SqlDrawer:
    """The BlankDrawer port over an open ledger."""

    _database: Database

    def blank_leases(self) -> tuple[BlankLease, ...]:
        """Return the live leases, oldest fence first."""
        query = select(lease).where(lease.c.live == 1).order_by(lease.c.fence, lease.c.series)
        with self._database.transaction() as connection:
            return tuple(_lease(connection, row) for row in connection.execute(query).all())

    def blank_series(self) -> tuple[str, ...]:
        """Return the series of which there are, or once were, sheets."""
        query = select(lease.c.series).distinct().order_by(lease.c.series)
        with self._database.transaction() as connection:
            return tuple(connection.execute(query).scalars())

    def blank(self, series: str, serial: int) -> Blank | None:
        """Return one sheet."""
        with self._database.transaction() as connection:
            row = connection.execute(_SHEET, _at(series, serial)).one_or_none()
            return None if row is None else _blank(row, _window(connection))

    def next_blank(self, series: str, person: str) -> Blank | None:
        """Return the sheet to offer to a person."""
        query = _NEXT.where(blank.c.keeper.in_(("", person))).limit(1)
        with self._database.transaction() as connection:
            row = connection.execute(query, {"of_series": series}).one_or_none()
            return None if row is None else _blank(row, _window(connection))

    def blanks_with_tail(self, series: str, tail: str) -> tuple[int, ...]:
        """Return the held and bound sheets that end in ``tail``, rising."""
        query = (
            select(blank.c.serial)
            .where(blank.c.series == series, blank.c.state.in_(_OPEN))
            .where(blank.c.serial % 10**TAIL_DIGITS == int(tail))
            .order_by(blank.c.serial)
        )
        with self._database.transaction() as connection:
            return tuple(connection.execute(query).scalars())

    def blank_counts(self, series: str) -> Mapping[BlankState, int]:
        """Return how many sheets are in each state."""
        query = (
            select(blank.c.state, func.count())
            .where(blank.c.series == series)
            .group_by(blank.c.state)
        )
        with self._database.transaction() as connection:
            return {BlankState(state): n for state, n in connection.execute(query)}

    def blanks_in(self, series: str, *states: BlankState) -> tuple[SerialRange, ...]:
        """Return the sheets in any of ``states`` as ranges, rising."""
        wanted = [each.value for each in states]
        here = and_(blank.c.series == series, blank.c.state.in_(wanted))
        with self._database.transaction() as connection:
            return _ranges(connection, here)

    def kept_blanks(self, series: str, person: str) -> tuple[SerialRange, ...]:
        """Return unused sheets that were handed over to a person, as ranges, rising."""
        kept = and_(blank.c.series == series, blank.c.state == _HELD, blank.c.keeper == person)
        with self._database.transaction() as connection:
            return _ranges(connection, kept)

    def take_leases(self, told: Sequence[BlankLease]) -> None:
        """Take over all live leases as the county tells them."""
        with self._database.transaction() as connection:
            known = {row.lease for row in connection.execute(select(lease)) if row.live}
            gone = known - {each.lease for each in told}
            if gone:
                _end(connection, sorted(gone))
            for each in told:
                if each.lease not in known:
                    _begin(connection, each)

    def add_lease(self, told: BlankLease) -> None:
        """Take over one lease just given; the others stay as they are."""
        with self._database.transaction() as connection:
            _begin(connection, told)


def _begin(connection: Connection, told: BlankLease) -> None:
    values = {
        "lease": told.lease,
        "series": told.series,
        "first": told.first,
        "last": told.last,
        "fence": told.fence,
        "live": 1,
    }
    added = insert(lease).values(values)
    live = added.on_conflict_do_update(index_elements=[lease.c.lease], set_={"live": 1})
    connection.execute(live)
    drawer = _window(connection)
    there = _there(connection, [(told.series, each) for each in told.held], drawer)
    _put(connection, taken_over(there, drawer, told), None)


def _end(connection: Connection, leases: list[str]) -> None:
    connection.execute(update(lease).where(lease.c.lease.in_(leases)).values(live=0))
    left = and_(blank.c.lease.in_(leases), blank.c.state == _HELD)
    connection.execute(
        update(blank).where(left).values(state=BlankState.TRANSFERRED.value, keeper="")
    )


def _put(connection: Connection, changed: Iterable[Blank], op_id: bytes | None) -> None:
    rows = [
        {
            "series": each.series,
            "serial": each.serial,
            "state": each.state.value,
            "lease": each.lease,
            "fence": each.fence,
            "keeper": each.keeper,
            "certificate": each.certificate,
            "op_id": op_id,
        }
        for each in changed
    ]
    if rows:
        connection.execute(_PUT, rows)


def _there(
    connection: Connection, spans: Iterable[tuple[str, SerialRange]], drawer: str
) -> dict[BlankKey, Blank]:
    found = {}
    for series, span in spans:
        values = {"of_series": series, "first": span.first, "last": span.last}
        for row in connection.execute(_SPAN, values):
            found[series, row.serial] = _blank(row, drawer)
    return found


def _lease(connection: Connection, row: Row[Any]) -> BlankLease:
    here = and_(blank.c.series == row.series, blank.c.lease == row.lease)
    held = _ranges(connection, and_(here, blank.c.state == _HELD))
    return BlankLease(row.lease, row.series, row.first, row.last, row.fence, held)


def _ranges(connection: Connection, condition: Any) -> tuple[SerialRange, ...]:
    query = select(blank.c.serial).where(condition).order_by(blank.c.serial)
    return runs(connection.execute(query).scalars())


def _blank(row: Row[Any], drawer: str) -> Blank:
    return Blank(
        row.series,
        row.serial,
        BlankState(row.state),
        "" if row.state == BlankState.TRANSFERRED.value else drawer,
        row.lease,
        row.fence,
        row.keeper,
        row.certificate,
    )


def _window(connection: Connection) -> str:
    return ledger_state.enrolled(connection).window.id


def _at(series: str, serial: int) -> dict[str, object]:
    return {"of_series": series, "of_serial": serial}
