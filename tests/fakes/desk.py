"""A whole desk on fakes: what the services are tested on."""

from __future__ import annotations

from dataclasses import replace

from counter_app.config import Settings
from counter_app.documents.certificate_renderer import CertificateTypes
from counter_app.domain.case import Case
from counter_app.domain.codec import to_plain
from counter_app.domain.document import Document
from counter_app.domain.item import Item
from counter_app.domain.printing import PrinterState, PrintOutcome
from counter_app.domain.records import CardRead, ReaderState, UserRecord
from counter_app.domain.slip import Slip, Text
from counter_app.domain.wire import FeedRow, PullAnswer
from counter_app.services.desk import Desk
from counter_app.services.sync.flow import enrol
from counter_app.services.sync.line import Line
from counter_app.services.visit import User, Visit
from counter_app.words import Words
from printers.page_images import PdfiumImages
from tests.fakes.background import InlineBackground
from tests.fakes.cache import FakeCache
from tests.fakes.clock import FixedClock
from tests.fakes.county import FakeCounty
from tests.fakes.files import FakeFiles
from tests.fakes.journal import FakeJournal
from tests.fakes.ledger import FakeLedger
from tests.fakes.paper_cases import a_person, a_window
from tests.fakes.placements import FakePlacements
from tests.fakes.signer import FakeSigner

CLERK = User("ciren", "次仁", ("clerk",))


class FakeReader:
    """Gives the cards laid on it, in order; an error among them is raised."""

    def __init__(self, *cards):
        self.cards = list(cards)

    def read_card(self, _timeout_s: float) -> CardRead:
        card = self.cards.pop(0)
        if isinstance(card, Exception):
            raise card
        return CardRead(card)

    def probe(self) -> ReaderState:
        return ReaderState("ready", "05.03-20120629-0000202551-1234567890")


class FakePrinter:
    """Both kinds of printer; ``outcomes`` are what the next prints end with."""

    def __init__(self, paper: str = "plain"):
        self.paper = paper
        self.printed: list[object] = []
        self.outcomes: list[object] = []
        self.state = PrinterState("ready")

    def print_slip(self, slip: Slip, _job: str) -> PrintOutcome:
        return self._print(slip)

    def print_pdf(self, pdf: bytes, _job: str, copies: int) -> PrintOutcome:
        return self._print((pdf, copies))

    def probe(self) -> PrinterState:
        return self.state

    def _print(self, what: object) -> PrintOutcome:
        outcome = self.outcomes.pop(0) if self.outcomes else PrintOutcome("device_done", "all")
        if isinstance(outcome, Exception):
            raise outcome
        self.printed.append(what)
        return outcome


class FakeRenderer:
    """A page or slip that is the document's id; ``refuse`` is raised instead."""

    def __init__(self):
        self.refuse: Exception | None = None

    def render_pdf(self, document: Document) -> bytes:
        if self.refuse is not None:
            raise self.refuse
        return f"{document.id} {document.reprint}".encode()

    def render_slip(self, document: Document) -> Slip:
        if self.refuse is not None:
            raise self.refuse
        return Slip(document.id, (Text(document.id),))


class PlainVerifier:
    """A verifier that is the password itself."""

    def matches(self, verifier: str, password: str) -> bool:
        return verifier == password

    def protect(self, secret: str) -> str:
        return secret


def a_desk(*items: Item, calendars: tuple = (), **changes) -> Desk:
    """An enrolled window that has pulled one user, the items and the calendars."""
    counter = iter(range(1, 1_000_000))
    clock = FixedClock()
    desk = Desk(
        settings=Settings(),
        words=Words(),
        clock=clock,
        ledger=FakeLedger(),
        cache=FakeCache(),
        journal=FakeJournal(),
        county=FakeCounty(clock, a_window()),
        files=FakeFiles(),
        signer=FakeSigner(),
        verifier=PlainVerifier(),
        renderer=FakeRenderer(),
        forms=CertificateTypes(),
        page_images=PdfiumImages(),
        placements=FakePlacements(),
        background=InlineBackground(),
        random=lambda count: next(counter).to_bytes(count, "big"),
        line=Line(lambda seconds: clock.advance(max(1, round(seconds * 1000)))),
        reader=FakeReader(a_person()),
        tickets=FakePrinter(),
        documents=FakePrinter(),
        certificates=FakePrinter("blank"),
    )
    desk = replace(desk, **changes)
    for each in items:
        publish_item(desk, each)
    for each in calendars:
        desk.county.publish("reference", "calendar", each.id, to_plain(each))
    play(desk, enrol(desk, "http://127.0.0.1:1", "CODE"))
    desk.ledger.replace_users([a_user()])
    desk.background.lanes.clear()
    return desk


def publish_item(desk: Desk, item: Item) -> None:
    """Let the county publish an item; it arrives with the next sync."""
    body = {"item": to_plain(item), "terms": [[item.name, 1]]}
    desk.county.publish("reference", "item", item.code, body)


def county_says(desk: Desk, case: Case, body: dict[str, object] | None = None) -> None:
    """Let the county's row of a case arrive in the cache; ``body`` stands for the case's own."""
    row = FeedRow("case", case.id, case.rev, "put", 1, body or to_plain(case))
    answer = PullAnswer("epoch-1", f"c{case.rev}", more=False, acked=0, secured=0, rows=(row,))
    desk.cache.apply("hall:h-1", answer)


def a_user(**changes) -> UserRecord:
    return replace(
        UserRecord("ciren", "次仁", "right", ("clerk",), valid_until_ms=2**53), **changes
    )


def play(desk: Desk, flow):
    """Run a flow to its end."""
    return desk.background.start(flow).result()


def signed_visit(**changes) -> Visit:
    """A visit of a signed-in clerk."""
    return replace(Visit(user=CLERK), **changes)
