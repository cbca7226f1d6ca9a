"""
Drawing numbers of cases and certificates, strictly rising in a year of a generation.

The newest number (design/sync.md 1.7, INV-18) lies in ``ledger.db``, in the small file beside it and in the next hello.
"""

from __future__ import annotations

import logging
from collections.abc import Mapping
from dataclasses import dataclass, replace

from sqlalchemy import Connection, bindparam, select
from sqlalchemy.dialects.sqlite import insert

from counter_app.domain.certificate_number import Series, make_certificate_no
from counter_app.domain.errors import StoreError
from counter_app.domain.numbers import LAST_SEQ, make_case_no, window_code
from counter_app.domain.records import ChainState
from counter_app.domain.wire import WindowInfo
from db.window import ledger_state
from db.window.highwater import Key, MarkFile, Marks
from db.window.tables import number

MAKE = {"case": make_case_no, "certificate": make_certificate_no}
_NEXT = select(number.c.next).where(
    number.c.series == bindparam("of_series"),
    number.c.year == bindparam("of_year"),
    number.c.gen == bindparam("of_gen"),
)
_ADD = insert(number)
_TAKE = _ADD.on_conflict_do_update(
    index_elements=[number.c.series, number.c.year, number.c.gen],
    set_={"next": _ADD.excluded.next},
)
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Drawn:
    """A number and what it was made of."""

    no: str
    series: Series
    year: int
    seq: int

    def noted_in(self, state: ChainState) -> ChainState:
        """Return ``state`` with this number as the newest of its series."""
        if self.series == "case":
            return replace(state, hiwater=self.no)
        return replace(state, certificate_hiwater=self.no)


class Numbering:
    """Numbers of one open ledger; the small file is written after the ledger's commit."""

    def __init__(self, mark_file: MarkFile, key_name: str) -> None:
        self._file = mark_file
        self._read = mark_file.read()
        self._marks = self._read or Marks(key_name)
        self._failed = False

    def compare(self, connection: Connection) -> None:
        """
        Compare ledger and small file at the start, and stop numbering when they disagree.

        A ledger that is one number ahead was cut off between the two writes: the file follows.
        """
        if ledger_state.read_enrolment(connection) is None:
            if not self._file.exists():
                self._store(self._marks)
            return
        state = ledger_state.read_state(connection)
        held = _held(connection, state.gen)
        if disagree(state.gen, held, self._read):
            largest = self._largest(connection, state, held)
            ledger_state.write(connection, replace(largest, renew=True))
        elif not state.renew and (self._marks.gen, self._marks.as_map()) != (state.gen, held):
            self._store(self._marks.of_generation(state.gen, held))

    def draw(
        self, connection: Connection, state: ChainState, year: int, series: Series = "case"
    ) -> Drawn:
        """
        Take the next number of ``series`` in ``year`` inside the ledger's transaction.

        Raises:
            StoreError: ``ledger_image_old``, ``ledger_stopped`` or ``ledger_not_enrolled``
            RuleError: the year has no number left, or area, slot or generation fit into no number

        """
        if state.renew:
            raise StoreError("ledger_image_old")
        if self._failed:
            raise StoreError("ledger_stopped")
        window = ledger_state.enrolled(connection).window
        own = {"of_series": series, "of_year": year, "of_gen": state.gen}
        seq = connection.execute(_NEXT, own).scalar() or 1
        no = _number(window, state.gen, (series, year), seq)
        taken = {"series": series, "year": year, "gen": state.gen, "next": seq + 1, "hi": LAST_SEQ}
        connection.execute(_TAKE, taken)
        return Drawn(no, series, year, seq)

    def note(self, drawn: Drawn) -> None:
        """Note a number that the ledger has committed."""
        self._store(self._marks.noting((drawn.series, drawn.year), drawn.seq))

    def begin_generation(self, gen: int) -> None:
        """Note that the ledger numbers under a new generation."""
        self._store(self._marks.of_generation(gen, {}))

    def _store(self, marks: Marks) -> None:
        """Write the file; when that fails, no further number is drawn until the ledger is reopened."""
        try:
            self._marks = self._file.write(marks)
        except StoreError as failure:
            self._failed = True
            _log.warning("high-water mark not written: %s", failure)

    def _largest(
        self, connection: Connection, state: ChainState, held: Mapping[Key, int]
    ) -> ChainState:
        """Return ``state`` with the newest numbers that ledger and small file know together."""
        gen, noted = self._marks.gen, self._marks.as_map()
        if gen < state.gen:
            return state
        window = ledger_state.enrolled(connection).window
        for series, year in sorted(noted):
            key = (series, year)
            seq = max(noted[key], held.get(key, 0) if gen == state.gen else 0)
            state = Drawn(_number(window, gen, key, seq), series, year, seq).noted_in(state)
        return state


def disagree(gen: int, held: Mapping[Key, int], marks: Marks | None) -> bool:
    """
    Whether ledger (``held``: newest number by series and year) and small file cannot both be newest.

    The file is written after the ledger's commit, so a crash leaves the ledger one number ahead
    and no more, or a generation ahead when it came between the two writes of a renewal.
    """
    if marks is None or marks.gen > gen:
        return True
    if marks.gen < gen:
        return False
    noted = marks.as_map()
    if any(held.get(key, 0) < seq for key, seq in noted.items()):
        return True
    ahead = sum(
        seq - noted.get(key, 0) for key, seq in held.items() if key[1] >= _oldest(noted, key[0])
    )
    return ahead > 1


def _oldest(noted: Mapping[Key, int], series: Series) -> int:
    return min((year for of, year in noted if of == series), default=0)


def _held(connection: Connection, gen: int) -> dict[Key, int]:
    query = select(number.c.series, number.c.year, number.c.next).where(number.c.gen == gen)
    return {(row.series, row.year): row.next - 1 for row in connection.execute(query)}


def _number(window: WindowInfo, gen: int, key: Key, seq: int) -> str:
    series, year = key
    return MAKE[series](window.area, year, window_code(window.slot, gen), seq)
