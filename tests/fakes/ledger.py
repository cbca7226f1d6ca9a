"""
A Ledger in memory: the same chain, numbers and refusals as ``ledger.db``.

``fail`` is what the next ``record`` raises at its commit, with nothing changed; ``free`` is the
disk's free space in MB.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from counter_app.domain.certificate_number import Series, make_certificate_no, numbered_by
from counter_app.domain.chain import GENESIS, next_hash
from counter_app.domain.errors import StoreError
from counter_app.domain.numbers import make_case_no, window_code
from counter_app.domain.operation import Entry, decode, encode
from counter_app.domain.parties import parties_of
from counter_app.domain.records import (
    ChainState,
    Enrolment,
    OutboxCount,
    OutboxRow,
    PrintJob,
    Recorded,
    ServerTime,
    UserRecord,
)
from counter_app.domain.wire import DeviceCredential, OpResult, WindowInfo
from tests.fakes.drawer import FakeDrawer
from tests.fakes.ticket_drawer import FakeTickets


@dataclass
class _Row:
    gen: int
    seq: int
    op_id: bytes
    entry: Entry
    body: bytes
    h: bytes
    acked: bool = False
    secured: bool = False
    outcome: str = ""
    code: str = ""

    def recorded(self) -> Recorded:
        return Recorded(
            self.gen,
            self.seq,
            self.op_id,
            decode(self.body),
            self.acked,
            self.outcome,
            self.code,
        )


class FakeLedger(FakeDrawer, FakeTickets):
    def __init__(self, *, free_mb: int = 10_000, floor_mb: int = 200):
        super().__init__()
        FakeTickets.__init__(self)
        self.free = free_mb
        self.fail: StoreError | None = None
        self._floor = floor_mb
        self._enrolment: Enrolment | None = None
        self._state: ChainState | None = None
        self._rows: list[_Row] = []
        self._numbers: dict[tuple[Series, int, int], int] = {}
        self._server_time: ServerTime | None = None
        self._users: dict[str, UserRecord] = {}
        self._jobs: dict[str, PrintJob] = {}

    def enrolment(self) -> Enrolment | None:
        return self._enrolment

    def enrol(self, enrolment: Enrolment, gen: int, epoch: str) -> None:
        if self._enrolment is not None and self._enrolment.device != enrolment.device:
            raise StoreError("ledger_other_device")
        self._enrolment = enrolment
        if self._state is None:
            self._state = ChainState(gen, epoch, 1, 0, 0, GENESIS)

    def record(
        self,
        op_id: bytes,
        make: Callable[[str | None], Entry],
        *,
        number_year: int | None = None,
        series: Series = "case",
    ) -> Recorded:
        if (there := self.find(op_id)) is not None:
            return there
        state = self.chain_state()
        number = None if number_year is None else self._draw(state, number_year, series)
        entry = make(number)
        body = encode(entry)
        if number is not None and numbered_by(entry, series) != number:
            raise AssertionError("the entry does not carry the number that was drawn for it")
        if self.fail is not None:
            failure, self.fail = self.fail, None
            raise failure
        self.move_blanks(entry)
        self.move_ticket(entry)
        h = next_hash(state.chain, state.gen, state.next_seq, op_id, body)
        row = _Row(state.gen, state.next_seq, op_id, entry, body, h)
        self._rows.append(row)
        self._state = replace(state, next_seq=state.next_seq + 1, chain=h)
        if number is not None:
            newest = {"case": "hiwater", "certificate": "certificate_hiwater"}[series]
            self._state = replace(self._state, **{newest: number})
            key = (series, number_year, state.gen)
            self._numbers[key] = self._numbers.get(key, 0) + 1
        return row.recorded()

    def _draw(self, state: ChainState, year: int, series: Series) -> str:
        if state.renew:
            raise StoreError("ledger_image_old")
        if self.free < self._floor:
            raise StoreError("disk_low", free_mb=self.free, floor_mb=self._floor)
        window = self._window()
        make = {"case": make_case_no, "certificate": make_certificate_no}[series]
        return make(
            window.area,
            year,
            window_code(window.slot, state.gen),
            self._numbers.get((series, year, state.gen), 0) + 1,
        )

    def find(self, op_id: bytes) -> Recorded | None:
        return next((each.recorded() for each in self._rows if each.op_id == op_id), None)

    def entries(self, subject: str) -> tuple[Recorded, ...]:
        return tuple(each.recorded() for each in self._rows if each.entry.subject == subject)

    def recent(self, count: int) -> tuple[Recorded, ...]:
        return tuple(each.recorded() for each in reversed(self._rows))[:count]

    def of_kinds(self, *kinds: str, since_ms: int = 0) -> tuple[Recorded, ...]:
        found = (each for each in self._rows if each.entry.operation.kind in kinds)
        return tuple(each.recorded() for each in found if each.entry.at.wall >= since_ms)

    def subjects_of(self, *kinds: str) -> tuple[str, ...]:
        found = (each for each in self._rows if each.entry.operation.kind in kinds)
        return tuple(dict.fromkeys(each.entry.subject for each in found))

    def unsettled(self, *kinds: str) -> tuple[str, ...]:
        found = (each for each in self._rows if each.entry.operation.kind in kinds)
        left = (each for each in found if not each.acked or each.outcome in ("parked", "conflict"))
        return tuple(dict.fromkeys(each.entry.subject for each in left))

    def subject_of(self, no: str) -> str | None:
        return next((each.entry.subject for each in self._rows if each.entry.no == no), None)

    def subjects_about(self, number: str) -> tuple[str, ...]:
        about = ((row, getattr(row.entry.operation, "application", None)) for row in self._rows)
        found = (row.entry.subject for row, each in about if each and number in parties_of(each))
        return tuple(dict.fromkeys(found))

    def chain_state(self) -> ChainState:
        if self._state is None:
            raise StoreError("ledger_not_enrolled")
        return self._state

    def outbox(self, after_seq: int, max_ops: int, max_bytes: int) -> tuple[OutboxRow, ...]:
        gen = self.chain_state().gen
        taken: list[OutboxRow] = []
        size = 0
        for row in self._rows:
            if row.gen != gen or row.seq <= after_seq:
                continue
            size += len(row.body)
            if taken and (len(taken) >= max_ops or size > max_bytes):
                break
            taken.append(OutboxRow(row.gen, row.seq, row.op_id, row.body, row.h))
        return tuple(taken)

    def outbox_count(self) -> OutboxCount:
        pending = [each for each in self._rows if not each.acked]
        return OutboxCount(
            pending=len(pending),
            acked=len(self._rows) - len(pending),
            secured=sum(each.secured for each in self._rows),
            parked=sum(each.outcome == "parked" for each in self._rows),
            oldest_wall_ms=pending[0].entry.at.wall if pending else None,
            newest_wall_ms=self._rows[-1].entry.at.wall if self._rows else None,
        )

    def settle(self, acked: int, secured: int, results: Sequence[OpResult]) -> None:
        state = self.chain_state()
        last = state.next_seq - 1
        acked_now = max(state.acked, min(acked, last))
        secured_now = max(state.secured, min(secured, last))
        secured_now = min(secured_now, acked_now)
        told = {each.seq: each for each in results}
        for row in self._rows:
            if row.gen != state.gen:
                continue
            row.acked = row.acked or row.seq <= acked_now
            row.secured = row.secured or row.seq <= secured_now
            result = told.get(row.seq)
            if result is not None and not (result.s == "duplicate" and row.outcome):
                row.outcome, row.code = result.s, result.code
        self._state = replace(
            state,
            acked=acked_now,
            secured=secured_now,
            renew=state.renew or acked > last,
        )

    def rewind(self, acked: int, epoch: str) -> None:
        state = self.chain_state()
        for row in self._rows:
            if row.gen == state.gen and row.seq > acked:
                row.acked = row.secured = False
                row.outcome = row.code = ""
        self._state = replace(
            state,
            epoch=epoch,
            acked=min(state.acked, acked),
            secured=min(state.secured, acked),
        )

    def renew_generation(self, gen: int, above_seq: int, epoch: str) -> None:
        state = self.chain_state()
        if gen == state.gen:
            return
        if gen < state.gen:
            raise StoreError("generation_not_newer")
        kept = [each for each in self._rows if each.gen < state.gen or each.seq <= above_seq]
        moved = self._rows[len(kept) :]
        for row in kept:
            row.acked = row.acked or row.gen == state.gen
        missing = above_seq >= state.next_seq
        chain = kept[-1].h if kept and not missing else GENESIS
        for seq, row in enumerate(moved, 1):
            chain = next_hash(chain, gen, seq, row.op_id, row.body)
            row.gen, row.seq, row.h = gen, seq, chain
            row.acked = row.secured = False
            row.outcome = row.code = ""
        self._state = ChainState(gen, epoch, len(moved) + 1, 0, 0, chain)

    def spoil_image(self) -> None:
        """Make the ledger know that it is an older image of itself, as at a restored disk."""
        self._state = replace(self.chain_state(), renew=True)

    def server_time(self) -> ServerTime | None:
        return self._server_time

    def set_server_time(self, told: ServerTime) -> None:
        self._server_time = told

    def set_window(self, window: WindowInfo) -> None:
        self._window()
        self._enrolment = replace(self._enrolment, window=window)

    def set_credential(self, credential: DeviceCredential) -> None:
        self._window()
        self._enrolment = replace(self._enrolment, credential=credential)

    def user(self, name: str) -> UserRecord | None:
        return self._users.get(name)

    def replace_users(self, users: Sequence[UserRecord]) -> None:
        self._users = {each.name: _with_failures(each, self._users) for each in users}

    def save_user(self, user: UserRecord) -> None:
        self._users[user.name] = user

    def save_job(self, job: PrintJob) -> None:
        self._jobs[job.job] = job

    def job(self, job: str) -> PrintJob | None:
        return self._jobs.get(job)

    def jobs(self, *states: str) -> tuple[PrintJob, ...]:
        return tuple(each for each in self._jobs.values() if not states or each.state in states)

    def jobs_of(self, *papers: str) -> tuple[PrintJob, ...]:
        return tuple(each for each in self._jobs.values() if each.document.id in papers)

    def _window(self) -> WindowInfo:
        if self._enrolment is None:
            raise StoreError("ledger_not_enrolled")
        return self._enrolment.window


def _with_failures(told: UserRecord, known: dict[str, UserRecord]) -> UserRecord:
    before = known.get(told.name)
    if before is None:
        return told
    return replace(
        told,
        failures=before.failures,
        failed_boot=before.failed_boot,
        failed_mono_ms=before.failed_mono_ms,
    )
