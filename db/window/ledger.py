"""``ledger.db``: the Ledger port on SQLCipher (design/sync.md 3.3, 3.4)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from counter_app.domain.certificate_number import Series, numbered_by
from counter_app.domain.chain import GENESIS
from counter_app.domain.errors import StoreError
from counter_app.domain.operation import Entry, encode
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
from db.window import ledger_lists, ledger_state, outbox
from db.window.drawer import SqlDrawer, move_blanks
from db.window.engine import Database, Rules
from db.window.faults import free_mb
from db.window.highwater import MarkFile, key_id
from db.window.migrations import upgrade
from db.window.numbering import Drawn, Numbering
from db.window.opening import open_checked
from db.window.outbox_search import SearchedOutbox
from db.window.parties import note_parties
from db.window.tickets import SqlTickets, move_ticket

FILE = "ledger.db"
MARK_FILE = "ledger.mark"
FREE_FLOOR_MB = 200


@dataclass(frozen=True, slots=True)
class Space:
    """The free space, and the floor below which no case number is drawn (both MB)."""

    free_mb: Callable[[], int]
    floor_mb: int = FREE_FLOOR_MB


def open_ledger(profile: Path, key: bytes, space: Space | None = None) -> SqlLedger:
    """
    Open the ledger of a profile, or create it when there has never been one.

    Raises:
        StoreError: ``key_wrong``, ``ledger_missing``, ``store_newer`` or as ``open_checked``

    """
    path, mark_file = profile / FILE, MarkFile(profile / MARK_FILE)
    _check_place(path, mark_file, key)
    database = open_checked(path, key, Rules(durable=True))
    try:
        upgrade(database)
        return SqlLedger(
            database,
            mark_file,
            key_id(key),
            space or Space(lambda: free_mb(profile)),
        )
    except StoreError:
        database.close()
        raise


class SqlLedger(SqlDrawer, SqlTickets, SearchedOutbox):
    """The Ledger port; used on the store lane only, one of it per profile."""

    def __init__(
        self, database: Database, mark_file: MarkFile, key_name: str, space: Space
    ) -> None:
        self._database = database
        self._space = space
        self._numbering = Numbering(mark_file, key_name)
        with database.transaction() as connection:
            self._numbering.compare(connection)
        database.hand_over()

    def close(self) -> None:
        """Close the file."""
        self._database.close()

    def enrolment(self) -> Enrolment | None:
        """Who this window is, or None before ``enrol``."""
        with self._database.transaction() as connection:
            return ledger_state.read_enrolment(connection)

    def enrol(self, enrolment: Enrolment, gen: int, epoch: str) -> None:
        """Become a window; StoreError ``ledger_other_device`` when already another one."""
        with self._database.transaction() as connection:
            known = ledger_state.read_enrolment(connection)
            if known is not None and known.device != enrolment.device:
                raise StoreError("ledger_other_device")
            ledger_state.write(connection, enrolment)
            if known is None:
                ledger_state.write(connection, ChainState(gen, epoch, 1, 0, 0, GENESIS))
        if known is None:
            self._numbering.begin_generation(gen)

    def record(
        self,
        op_id: bytes,
        make: Callable[[str | None], Entry],
        *,
        number_year: int | None = None,
        series: Series = "case",
    ) -> Recorded:
        """
        Append one operation durably, or return the one already there.

        Raises:
            StoreError: ``disk_low``, ``disk_full``, ``disk_failed``, ``ledger_image_old``,
                ``ledger_stopped`` or ``ledger_not_enrolled``; nothing has changed
            RuleError: no number is left, or a blank that it names cannot be moved so

        """
        with self._database.transaction() as connection:
            there = outbox.find(connection, op_id)
            if there is not None:
                return there
            if self._database.stopped is not None:
                raise StoreError("ledger_stopped")
            state = ledger_state.read_state(connection)
            drawn = None
            if number_year is not None:
                self._check_space()
                drawn = self._numbering.draw(connection, state, number_year, series)
            entry = _made(make, drawn)
            move_blanks(connection, entry, op_id)
            move_ticket(connection, entry)
            note_parties(connection, entry)
            after = outbox.append(connection, state, op_id, entry, encode(entry))
            ledger_state.write(connection, drawn.noted_in(after) if drawn is not None else after)
        if drawn is not None:
            self._numbering.note(drawn)
        return Recorded(state.gen, state.next_seq, op_id, entry, acked=False)

    def chain_state(self) -> ChainState:
        """Where the outbox stands; StoreError ``ledger_not_enrolled`` before ``enrol``."""
        with self._database.transaction() as connection:
            return ledger_state.read_state(connection)

    def outbox(self, after_seq: int, max_ops: int, max_bytes: int) -> tuple[OutboxRow, ...]:
        """Operations above ``after_seq`` of the current generation, at least one if any."""
        with self._database.transaction() as connection:
            gen = ledger_state.read_state(connection).gen
            return outbox.batch(connection, gen, after_seq, max_ops, max_bytes)

    def outbox_count(self) -> OutboxCount:
        """How much is pending, acked, secured and parked (numbers of operations)."""
        with self._database.transaction() as connection:
            if ledger_state.read_enrolment(connection) is None:
                return OutboxCount(0, 0, 0, 0, None, None)
            return outbox.count(connection, ledger_state.read_state(connection))

    def settle(self, acked: int, secured: int, results: Sequence[OpResult]) -> None:
        """
        Note the county's answer; what it acknowledged never falls here.

        An ``acked`` above everything in this file means that the file is an older image of itself:
        numbering then stops until ``renew_generation``.
        """
        with self._database.transaction() as connection:
            before = ledger_state.read_state(connection)
            after = ledger_state.settled(before, acked, secured)
            outbox.settle(connection, before, after, results)
            ledger_state.write(connection, after)

    def rewind(self, acked: int, epoch: str) -> None:
        """The county lost what is above ``acked`` (restored): send it again."""
        with self._database.transaction() as connection:
            state = ledger_state.read_state(connection)
            outbox.unsettle(connection, state.gen, acked)
            kept = min(state.acked, acked), min(state.secured, acked)
            now = replace(state, epoch=epoch, acked=kept[0], secured=kept[1])
            ledger_state.write(connection, now)

    def renew_generation(self, gen: int, above_seq: int, epoch: str) -> None:
        """
        Put all operations above ``above_seq`` under ``gen``: same op_id, same body bytes.

        The current generation again changes nothing; an older one is refused with StoreError
        ``generation_not_newer``.
        """
        with self._database.transaction() as connection:
            state = ledger_state.read_state(connection)
            if gen == state.gen:
                return
            if gen < state.gen:
                raise StoreError("generation_not_newer")
            moved = outbox.move(connection, replace(state, epoch=epoch), gen, above_seq)
            ledger_state.write(connection, moved)
        self._numbering.begin_generation(gen)

    def server_time(self) -> ServerTime | None:
        """The last time told by the county."""
        with self._database.transaction() as connection:
            return ledger_state.read_server_time(connection)

    def set_server_time(self, told: ServerTime) -> None:
        """Note a time told by the county."""
        with self._database.transaction() as connection:
            ledger_state.write(connection, told)

    def set_window(self, window: WindowInfo) -> None:
        """Note what the county now says of this window."""
        with self._database.transaction() as connection:
            known = ledger_state.enrolled(connection)
            ledger_state.write(connection, replace(known, window=window))

    def set_credential(self, credential: DeviceCredential) -> None:
        """Note the county's word for this window's key; the same again writes nothing."""
        with self._database.transaction() as connection:
            known = ledger_state.enrolled(connection)
            if known.credential != credential:
                ledger_state.write(connection, replace(known, credential=credential))

    def user(self, name: str) -> UserRecord | None:
        """A person who may sign in."""
        with self._database.transaction() as connection:
            return ledger_lists.read_user(connection, name)

    def replace_users(self, users: Sequence[UserRecord]) -> None:
        """Take over the county's list; counts of failures of known names stay."""
        with self._database.transaction() as connection:
            ledger_lists.replace_users(connection, users)

    def save_user(self, user: UserRecord) -> None:
        """Store one person's failure count."""
        with self._database.transaction() as connection:
            ledger_lists.write_user(connection, user)

    def save_job(self, job: PrintJob) -> None:
        """Insert or update a print job."""
        with self._database.transaction() as connection:
            ledger_lists.write_job(connection, job)

    def job(self, job: str) -> PrintJob | None:
        """The print job with that id."""
        with self._database.transaction() as connection:
            return ledger_lists.read_job(connection, job)

    def jobs(self, *states: str) -> tuple[PrintJob, ...]:
        """Print jobs in any of ``states`` (all if none given), oldest first."""
        with self._database.transaction() as connection:
            return ledger_lists.read_jobs(connection, states)

    def jobs_of(self, *papers: str) -> tuple[PrintJob, ...]:
        """Print jobs of documents with any of these 文书编号, oldest first."""
        with self._database.transaction() as connection:
            return ledger_lists.read_jobs_of(connection, papers)

    def verify(self) -> None:
        """Check every operation against the chain; StoreError ``ledger_chain_broken``."""
        with self._database.transaction() as connection:
            broken = outbox.broken_link(connection)
        if broken is not None:
            raise StoreError("ledger_chain_broken", gen=broken.gen, seq=broken.seq)

    def _check_space(self) -> None:
        free, floor = self._space.free_mb(), self._space.floor_mb
        if free < floor:
            raise StoreError("disk_low", free_mb=free, floor_mb=floor)


def _made(make: Callable[[str | None], Entry], drawn: Drawn | None) -> Entry:
    entry = make(None if drawn is None else drawn.no)
    if drawn is not None and numbered_by(entry, drawn.series) != drawn.no:
        raise AssertionError("the entry does not carry the number that was drawn for it")
    return entry


def _check_place(path: Path, mark_file: MarkFile, key: bytes) -> None:
    marks = mark_file.read()
    if marks is not None and marks.key_id != key_id(key):
        raise StoreError("key_wrong", file=path.name)
    if not mark_file.exists():
        return
    if not path.exists():
        raise StoreError("ledger_missing", file=path.name)
    if not path.stat().st_size:
        raise StoreError("store_truncated", file=path.name)
