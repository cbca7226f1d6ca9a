"""
Trying a device out, and what it is then known to do (F-J2): read a card, print a slip, print a page.

A test touches no case and writes nothing down: the card is read and let go, the paper says that it
is a test.
"""

from __future__ import annotations

from dataclasses import dataclass

from counter_app.domain import localtime
from counter_app.domain.errors import DeviceError, RuleError
from counter_app.domain.flow import Flow, Hop
from counter_app.domain.ids import uuid7
from counter_app.domain.masking import mask_name
from counter_app.domain.printing import PrintOutcome, Trouble, check_paper
from counter_app.domain.slip import Barcode, Pair, Qr, Rule, Slip, Text
from counter_app.services.desk import Desk, configured
from counter_app.words import Words

SAMPLE_RARE = "䶮 𠮷"
SAMPLE_TIBETAN = "བོད་ཡིག"


@dataclass(frozen=True, slots=True)
class CardTest:
    """A card was read and forgotten: ``kind`` as of a person, who it is no more than on a display."""

    kind: str
    masked_name: str


def try_reader(desk: Desk) -> Flow[CardTest]:
    """
    Wait for a card as F3 does, read it and forget it.

    Raises:
        DeviceError: as ``CardReader.read_card``, ``device_not_set``
        RuleError: the card's content is refused

    """
    reader = configured(desk.reader, "reader")
    wait_s = desk.settings.rules.card_wait_s
    read = yield Hop("reader", lambda: reader.read_card(wait_s))
    return CardTest(read.person.kind, mask_name(read.person.name))


def try_tickets(desk: Desk) -> Flow[PrintOutcome]:
    """
    Print the test slip once.

    Raises:
        DeviceError: ``device_not_set``

    """
    printer = configured(desk.tickets, "tickets")
    slip, job = slip_to_try(desk.words, shown_time(desk)), new_job(desk)
    return (yield from _printed(Hop("tickets", lambda: printer.print_slip(slip, job))))


def try_documents(desk: Desk) -> Flow[PrintOutcome]:
    """
    Print the test page once, never on numbered blanks.

    Raises:
        DeviceError: ``device_not_set``
        RuleError: ``document_to_blanks`` or ``glyph_missing``

    """
    printer, job = configured(desk.documents, "documents"), new_job(desk)
    check_paper("document", printer.paper)
    when = shown_time(desk)
    pdf: bytes = yield Hop("paper", lambda: page_to_try(desk.words, when))
    return (yield from _printed(Hop("documents", lambda: printer.print_pdf(pdf, job, 1))))


def slip_to_try(words: Words, when: str = "") -> Slip:
    """Return the test slip: each script, a barcode, a QR code."""
    dated = (Pair(words.say("device_test.when"), when),) if when else ()
    return Slip(
        "test",
        (
            Text(words.say("device_test.title"), align="centre", scale=2),
            Rule(),
            *dated,
            Pair(words.say("device_test.chinese"), words.say("device_test.chinese_sample")),
            Pair(words.say("device_test.rare"), SAMPLE_RARE),
            Text(SAMPLE_TIBETAN),
            Barcode("TEST-0001"),
            Qr("TEST", words.say("device_test.scan")),
        ),
    )


def page_to_try(words: Words, when: str) -> bytes:
    """Return the test page as a PDF."""
    from counter_app.documents.specimen import render_specimen  # noqa: PLC0415  with the first page

    lines = (
        f"{words.say('device_test.when')}  {when}",
        f"{words.say('device_test.chinese')}  {words.say('device_test.chinese_sample')}",
        f"{words.say('device_test.rare')}  {SAMPLE_RARE}",
        SAMPLE_TIBETAN,
        words.say("device_test.frame"),
    )
    return render_specimen(words.say("device_test.title"), lines)


def shown_time(desk: Desk) -> str:
    """Return the time of the PC as a paper that proves nothing may show it."""
    return f"{localtime.at(desk.clock.read().wall_ms):%Y-%m-%d %H:%M:%S}"


def new_job(desk: Desk) -> str:
    """Return the id of a print that is in no list."""
    return uuid7(desk.clock.read().wall_ms, desk.random(10)).hex()


def _printed(hop: Hop) -> Flow[PrintOutcome]:
    try:
        outcome: PrintOutcome = yield hop
    except RuleError as refused:
        return PrintOutcome.nothing(Trouble.of(refused))
    except DeviceError as fault:
        return PrintOutcome("unknown", "unknown", Trouble.of(fault))
    return outcome
