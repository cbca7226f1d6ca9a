"""
A window's disk: ledger and cache whose every write may be the last before a power cut.

A write is whole or absent, as the stores' own transactions are (``tests/store`` proves that);
what lies between two writes is the protocol's.
"""

from __future__ import annotations

from copy import copy
from dataclasses import dataclass, field, replace

from counter_app.domain.chain import next_hash
from counter_app.domain.operation import Entry
from tests.fakes.cache import FakeCache
from tests.fakes.ledger import FakeLedger, _Row

LEDGER_WRITES = (
    "record",
    "settle",
    "rewind",
    "renew_generation",
    "take_leases",
    "add_lease",
    "enrol",
    "set_server_time",
    "set_window",
    "replace_users",
)
CACHE_WRITES = ("apply", "reset")


class PowerCutError(BaseException):
    """The machine is dead; whatever ran on it did not end."""


@dataclass
class Power:
    """Fails before the ``cut_in``-th write or step from now; 0: never."""

    cut_in: int = 0

    def tick(self) -> None:
        if self.cut_in:
            self.cut_in -= 1
            if self.cut_in == 0:
                raise PowerCutError


def _ticking(name: str):
    def write(self, *args, **kwargs):
        self.power.tick()
        return getattr(super(type_of[name], self), name)(*args, **kwargs)

    return write


class SimLedger(FakeLedger):
    """``paper`` is called with operation and number as soon as ``record`` is durable."""

    def __init__(self, power: Power):
        super().__init__()
        self.power = power

    def record_raw(self, op_id: bytes, body: bytes, entry: Entry) -> None:
        """Write bytes that are no operation here, as a newer or damaged program would."""
        self.power.tick()
        state = self.chain_state()
        h = next_hash(state.chain, state.gen, state.next_seq, op_id, body)
        self._rows.append(_Row(state.gen, state.next_seq, op_id, entry, body, h))
        self._state = replace(state, next_seq=state.next_seq + 1, chain=h)

    def power_returns(self) -> SimLedger:
        """The ledger as a restart finds it."""
        return self

    def copied(self, power: Power) -> SimLedger:
        twin = copy(self)
        held = {k: copy(v) for k, v in vars(self).items() if isinstance(v, dict | list | set)}
        vars(twin).update(held, power=power, _rows=[copy(row) for row in self._rows])
        return twin

    def op_ids(self) -> set[bytes]:
        return {row.op_id for row in self._rows}


class SimCache(FakeCache):
    def __init__(self, power: Power):
        super().__init__()
        self.power = power

    def copied(self, power: Power) -> SimCache:
        twin = copy(self)
        vars(twin).update(
            power=power,
            _cursors=dict(self._cursors),
            _rows={scope: dict(rows) for scope, rows in self._rows.items()},
            _unknown={scope: dict(rows) for scope, rows in self._unknown.items()},
        )
        return twin


type_of = dict.fromkeys(LEDGER_WRITES, SimLedger) | dict.fromkeys(CACHE_WRITES, SimCache)
for _name, _of in type_of.items():
    setattr(_of, _name, _ticking(_name))


@dataclass(frozen=True)
class Drawn:
    """A case number that went to paper: the generation and sequence number that it names."""

    gen: int
    seq: int
    no: str
    op_id: bytes


@dataclass
class Memory:
    """What people know was done at a window: the truth that its ledger is measured against."""

    op_ids: list[bytes] = field(default_factory=list)
    drawn: list[Drawn] = field(default_factory=list)
    cases: list[tuple[str, str]] = field(default_factory=list)
    poison: list[bytes] = field(default_factory=list)

    def copied(self) -> Memory:
        return Memory(*(list(each) for each in vars(self).values()))


@dataclass(frozen=True)
class Image:
    """A copy of a whole disk, with what had been done by then."""

    ledger: SimLedger
    cache: SimCache
    memory: Memory
