"""
The desk: every port of one window, joined by ``counter_app.wiring`` and by the tests.

Services are functions of a Desk and a frozen Visit. One that only reads or changes the visit
returns at once; one that needs a lane is a flow, a generator of hops that Background runs.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from counter_app.config import ScreenChoice, Settings
from counter_app.domain.errors import DeviceError, RuleError
from counter_app.domain.flow import Flow, Hop
from counter_app.domain.ports import (
    Background,
    Cache,
    CardReader,
    Clock,
    County,
    Files,
    Journal,
    Ledger,
    PagePrinter,
    PageRenderer,
    Signer,
    TicketPrinter,
    Verifier,
)
from counter_app.domain.ports_paper import CertificateRenderer, PageImages, Placements
from counter_app.domain.records import Enrolment
from counter_app.services.sync.line import Line
from counter_app.words import Words

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Desk:
    """
    The ports of one window; a device that the settings do not name is None.

    ``random(n)`` gives n random bytes; ``line`` is one object as long as the program runs.
    ``keep_screen`` writes down what was chosen for the screen (store lane), None where nothing is kept.
    """

    settings: Settings
    words: Words
    clock: Clock
    ledger: Ledger
    cache: Cache
    journal: Journal
    county: County
    files: Files
    signer: Signer
    verifier: Verifier
    renderer: PageRenderer
    forms: CertificateRenderer
    page_images: PageImages
    placements: Placements
    background: Background
    random: Callable[[int], bytes]
    line: Line
    reader: CardReader | None = None
    tickets: TicketPrinter | None = None
    documents: PagePrinter | None = None
    certificates: PagePrinter | None = None
    keep_screen: Callable[[ScreenChoice], None] | None = None


@dataclass(frozen=True, slots=True)
class Changes:
    """What a write changed, so that each screen decides whether to look again."""

    cases: tuple[str, ...] = ()
    drafts: tuple[str, ...] = ()
    items: bool = False
    users: bool = False
    jobs: tuple[str, ...] = ()


def on_store(call: Callable[[], T]) -> Flow[T]:
    """Run ``call`` on the store lane."""
    result: T = yield Hop("store", call)
    return result


def enrolled(desk: Desk) -> Enrolment:
    """
    Return who this window is (store lane).

    Raises:
        RuleError: ``not_enrolled``

    """
    found = desk.ledger.enrolment()
    if found is None:
        raise RuleError("not_enrolled")
    return found


def configured(device: T | None, role: str) -> T:
    """
    Return a device that the settings name.

    Raises:
        DeviceError: ``device_not_set``

    """
    if device is None:
        raise DeviceError("device_not_set", role=f"@role.{role}")
    return device
