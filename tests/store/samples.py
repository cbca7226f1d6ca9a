"""Operations, windows and rows for the store's tests; every person in them is invented."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

from counter_app.domain.document import Document
from counter_app.domain.issue_operation import CertificateBound
from counter_app.domain.item import Item, ItemCode, Limit, ProjectType, ServedKind
from counter_app.domain.item_feed import KIND, VERSION, item_body
from counter_app.domain.operation import Entry, Moment
from counter_app.domain.ports import Ledger
from counter_app.domain.records import Enrolment, PrintJob, Recorded
from counter_app.domain.search import IndexedItem
from counter_app.domain.window_operation import ConsultationServed
from counter_app.domain.wire import FeedRow, PullAnswer, WindowInfo
from db.window.ledger import Space, SqlLedger, open_ledger
from tests.fakes.ledger import FakeLedger

KEY = bytes(range(32))
WINDOW = WindowInfo("w3", "3号窗口", "nd", "h1", "政务服务大厅", "540402", 3)
ENROLMENT = Enrolment("https://county.example", "device-1", WINDOW)
WALL_MS = 1_794_794_400_000
FLOOR_MB = 200
YEAR = 2026


def op_id(n: int) -> bytes:
    return n.to_bytes(16, "big")


def entry(
    n: int = 1, *, subject: str = "case-1", no: str | None = None, topic: str = "社保"
) -> Entry:
    at = Moment(WALL_MS + n, 1_000 + n, "boot-1")
    return Entry(ConsultationServed(topic), at, "zhang", WINDOW.id, subject, no)


def making(n: int = 1, **told):
    return lambda no: entry(n, no=no, **told)


def numbering(n: int = 1, *, subject: str = "case-1"):
    """A certificate on plain paper gets the number that was drawn."""

    def make(number: str | None) -> Entry:
        did = CertificateBound(subject, "g-1", number or "", "1.2.x", date(YEAR, 11, 16), "job-1")
        return replace(entry(n, subject=subject), operation=did)

    return make


def record(ledger: Ledger, *ns: int, number_year: int | None = None, **told) -> list[Recorded]:
    """Record an operation for each of ``ns``."""
    return [ledger.record(op_id(n), making(n, **told), number_year=number_year) for n in ns]


def bodies(ledger: Ledger) -> list[tuple[int, int, bytes, bytes]]:
    """The whole outbox: generation, number, id, bytes."""
    return [(each.gen, each.seq, each.op_id, each.body) for each in ledger.outbox(0, 1000, 10**9)]


def job(n: int, state: str = "queued") -> PrintJob:
    document = Document(
        kind="W02",
        id=f"doc-{n}",
        template_version=1,
        language="zh",
        values=(("name", "扎西"),),
        rows=(("materials", (("申请表", "1"),)),),
        copies=2,
        signatures=("clerk",),
    )
    return PrintJob(f"job-{n}", document, op_id(n).hex(), "documents", state)


@dataclass
class Disk:
    """What the ledger is told of the free space."""

    free: int = 10_000


@dataclass
class FakeLedgerHolder:
    """The ledger in memory; closing and opening it again changes nothing."""

    ledger: FakeLedger = field(default_factory=FakeLedger)

    def reopen(self) -> FakeLedger:
        return self.ledger

    def set_free_mb(self, free: int) -> None:
        self.ledger.free = free

    def close(self) -> None:
        pass


class SqlLedgerHolder:
    """A ledger in a folder, as the program opens it."""

    def __init__(self, profile: Path):
        self.profile = profile
        self.disk = Disk()
        self.ledger = self._open()

    def reopen(self) -> SqlLedger:
        self.ledger.close()
        self.ledger = self._open()
        return self.ledger

    def set_free_mb(self, free: int) -> None:
        self.disk.free = free

    def close(self) -> None:
        self.ledger.close()

    def _open(self) -> SqlLedger:
        return open_ledger(self.profile, KEY, Space(lambda: self.disk.free, FLOOR_MB))


def item(code: str = "I1", name: str = "食品经营许可", *, version: int = 1, **told) -> Item:
    fields = {
        "catalog_code": "C1",
        "task_type": "01",
        "use_level": "3",
        "dept_name": "市场监督管理局",
        "dept_code": "D1",
        "accept_org": "市场监督管理局",
        "decide_org": "市场监督管理局",
        "by_law": "示例，依据待核",
        "accept_condition": "",
        "statutory": Limit(20),
        "promised": Limit(5),
        "project_type": ProjectType.PROMISED,
        "served": (ServedKind.PERSON,),
        "visits": 1,
        "visits_explain": "",
        "handle_flow": "",
        "address": "",
        "hours": "",
        "phone": "",
        "complaint_phone": "",
        "result_name": "许可证",
        "result_type": "10",
    }
    return Item(ItemCode(code), version, name, **{**fields, **told})


def item_row(made: Item, terms=(), *, rev: int = 1, v: int = VERSION) -> FeedRow:
    body = item_body(IndexedItem(made, tuple(terms)))
    return FeedRow(KIND, made.code, rev, "put", v, body)


def put(k: str, entity: str, rev: int = 1, **body) -> FeedRow:
    return FeedRow(k, entity, rev, "put", 1, body)


def gone(k: str, entity: str, rev: int) -> FeedRow:
    return FeedRow(k, entity, rev, "del", 1, {})


def page(*rows: FeedRow, cursor: str = "c1", epoch: str = "epoch-1") -> PullAnswer:
    return PullAnswer(epoch, cursor, more=False, acked=0, secured=0, rows=rows)
