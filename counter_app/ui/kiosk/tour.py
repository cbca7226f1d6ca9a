"""Pictures of the kiosk: each page, standing and lying, and what stops it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date
from typing import Any

from counter_app.domain.document import Document
from counter_app.domain.errors import RuleError
from counter_app.domain.hall import KioskLetter, QueueInfo, QueueLine
from counter_app.domain.localtime import start_ms
from counter_app.domain.printing import Trouble
from counter_app.domain.records import PrintJob
from counter_app.domain.ticket import Ticket, TicketClass, TicketState
from counter_app.domain.wire import WindowInfo
from counter_app.services.kiosk import Given, KioskPlace
from counter_app.services.kiosk_paper import TicketPaper
from counter_app.ui.kiosk.facts import Facts, Typed
from counter_app.ui.kiosk.looks import kiosk_state
from counter_app.ui.kiosk.state import KioskWords
from counter_app.ui.kiosk.view import KioskWindow
from counter_app.ui.tour_states import TourDesk, TourState

DAY = date(2026, 11, 16)
NOW_MS = start_ms(DAY) + 10 * 3_600_000
TALL, LYING, SMALL = (1080, 1920), (1280, 800), (1024, 768)
WINDOW = WindowInfo("k-1", "取号机", "kiosk", "h-1", "巴宜区政务服务中心", "540402", 9)
# Tibetan names of lines come from the hall's own list; this one is of the sample data
LINES = (
    QueueLine("A", "综合业务"),
    QueueLine("B", "税务", "ཁྲལ"),
    QueueLine("C", "不动产登记"),
    QueueLine("D", "医保社保"),
    QueueLine("E", "市场准入（企业注册登记、食品经营许可、户外广告）"),
    QueueLine("F", "出证领证"),
)
PLACE = KioskPlace(WINDOW, QueueInfo(LINES, (KioskLetter("k-1", "Z"),)), frozenset({"D"}))
READY = Facts("start", PLACE, online=True, card_works=True, printer_ready=True)


def states() -> Iterable[TourState]:
    """The way to a number, then what stops it, then the staff's pages."""
    yield from _both("start", READY)
    yield from _both("start-card", replace(READY, card_laid=True, ticket_class=TicketClass.ELDERLY))
    yield TourState("start-one-line", _page(_with_lines(LINES[:1])), size=LYING)
    yield TourState("start-many-lines", _page(_with_lines(LINES * 3)), size=LYING)
    yield TourState("start-small", _page(READY), size=SMALL)
    yield TourState("empty", _page(_with_lines(())), size=LYING)
    chosen = replace(READY, page="class", line=LINES[1], people=3, seconds=24)
    yield from _both("class", chosen)
    yield from _both("code", replace(READY, page="code", digits="4711", seconds=28))
    yield TourState("working", _page(replace(READY, page="wait")), size=LYING)
    yield from _tickets()
    yield from _stopped()


def _tickets() -> Iterable[TourState]:
    given = replace(READY, page="ticket", given=_given("device_done"), seconds=27)
    yield from _both("ticket", given)
    paper = replace(given, given=_given("unknown"), card_laid=True)
    yield from _both("ticket-no-paper", paper)
    waits = replace(paper, printer_ready=False)
    yield TourState("ticket-no-paper-yet", _page(waits), size=LYING)
    left = replace(given, given=_given("queued"), left_behind=True)
    yield TourState("ticket-left-behind", _page(left), size=LYING)


def _stopped() -> Iterable[TourState]:
    early = RuleError("appointment_early", time="14:00")
    refused = replace(READY, page="refused", refused=early, ordinary_offered=True, seconds=12)
    yield from _both("refused", refused)
    paused = replace(READY, page="paused", trouble=Trouble("printer_paper_out"))
    yield from _both("paused", paused)
    cut = replace(READY, online=False, card_works=False)
    yield TourState("start-cut", _page(cut), size=LYING)
    yield TourState("not-ready", _page(Facts(refused=RuleError("kiosk_not_kiosk"))), size=LYING)
    typed = Typed("ciren", "x" * 8, "password")
    yield from _both("staff", replace(READY, page="staff", typed=typed, seconds=21))
    menu = replace(READY, page="menu", person="次仁", missing=(_given("unknown"),), seconds=29)
    yield TourState("menu", _page(menu), size=LYING)


def _both(name: str, facts: Facts) -> Iterable[TourState]:
    yield TourState(name, _page(facts), size=LYING)
    yield TourState(f"{name}-tall", _page(facts), size=TALL)


def _with_lines(lines: tuple[QueueLine, ...]) -> Facts:
    named = tuple(replace(each, letter=chr(65 + at)) for at, each in enumerate(lines))
    return replace(READY, place=replace(PLACE, info=QueueInfo(named)))


def _given(state: str) -> Given:
    ticket = Ticket(
        f"h-1/{DAY}/B017",
        "h-1",
        DAY,
        "B017",
        "B",
        TicketClass.ORDINARY,
        3,
        17,
        TicketState.WAITING,
        1,
        taken_ms=NOW_MS,
    )
    paper = Document(
        kind="W18",
        id="W18-20261116-B017",
        template_version=1,
        language="zh",
        values=(),
        rows=(),
        copies=1,
        signatures=(),
        form="slip",
    )
    return Given(ticket, 5, TicketPaper(PrintJob("job", paper, "", "tickets", state)))


def _page(facts: Facts) -> Callable[[TourDesk], Any]:
    def build(tour: TourDesk) -> KioskWindow:
        words = KioskWords(tour.desk.words)
        shown = KioskWindow(words.staff("window_title"))
        shown.show_state(kiosk_state(words, facts, NOW_MS))
        return shown

    return build
