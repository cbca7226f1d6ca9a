"""
What the kiosk looks after by itself: the line to the county, the printer, a card on the reader.

Each asks again some time after the last answer; nothing is asked twice at once.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from counter_app.domain.errors import CounterError, RuleError
from counter_app.domain.printing import Trouble
from counter_app.services import kiosk
from counter_app.services.kiosk import CardSeen, KioskPlace
from counter_app.services.sync.flow import SyncReport, sync_turn
from counter_app.ui.kiosk.board import KioskBoard

TURN_MS, TURN_S = 15_000, 10.0
"""Between two turns of the line; how long one may try."""
PRINTER_MS = 3_000
CARD_MS, CARD_S = 200, 1.0
"""Between two looks for a card; how long one waits."""
READER_GONE_MS = 5_000
NO_CARD = ("reader_no_card", "reader_card_lies")
UNREAD = (
    "reader_select_failed",
    "reader_read_failed",
    "reader_other_card",
    "reader_card_altered",
    "reader_card_length",
    "reader_no_item",
    "reader_card_rejects_module",
    "reader_module_rejects_card",
)
"""A card lies there and cannot be read: other faults are the reader's own."""


class KioskWatch:
    """``card`` takes a card that was read; ``wants_card`` says whether one means something now."""

    def __init__(
        self,
        board: KioskBoard,
        card: Callable[[CardSeen], None],
        wants_card: Callable[[], bool],
    ) -> None:
        self._board, self._card, self._wants_card = board, card, wants_card
        self._desk, self._runner, self._timers = board.desk, board.runner, board.timers
        self._ended = self._looking = False

    def begin(self) -> None:
        """Begin all three."""
        self._read_place()
        self._turn()
        self._printer()
        if self._desk.reader is not None:
            self._await_card()

    def end(self) -> None:
        """Ask nothing more."""
        self._ended = True

    def look(self) -> None:
        """Ask the printer now: something was printed, or was not."""
        self._ask_printer()

    # ---- the line

    def _turn(self) -> None:
        if not self._ended:
            self._runner.run(sync_turn(self._desk, TURN_S), self._turned, self._not_turned)

    def _turned(self, report: SyncReport) -> None:
        self._board.show(replace(self._board.facts, online=report.fault is None))
        self._read_place()
        self._timers.after(TURN_MS, self._turn)

    def _not_turned(self, _error: CounterError) -> None:
        self._read_place()
        self._timers.after(TURN_MS, self._turn)

    def _read_place(self) -> None:
        self._runner.run(kiosk.kiosk_place(self._desk), self._placed, self._no_place)

    def _placed(self, place: KioskPlace) -> None:
        board = self._board
        board.show(replace(board.facts, place=place))
        if board.facts.page == "not_ready":
            board.to_start()

    def _no_place(self, error: CounterError) -> None:
        self._board.show(replace(self._board.facts, page="not_ready", place=None, refused=error))

    # ---- the printer

    def _printer(self) -> None:
        if not self._ended:
            self._ask_printer()
            self._timers.after(PRINTER_MS, self._printer)

    def _ask_printer(self) -> None:
        if self._looking:
            return
        self._looking = True
        self._runner.run(kiosk.printer_trouble(self._desk), self._seen, self._unseen)

    def _unseen(self, error: CounterError) -> None:
        self._seen(Trouble.of(error))

    def _seen(self, trouble: Trouble | None) -> None:
        self._looking = False
        board = self._board
        board.show(replace(board.facts, trouble=trouble, printer_ready=trouble is None))
        if (board.facts.page == "start" and trouble is not None) or (
            board.facts.page == "paused" and trouble is None
        ):
            board.to_start()

    # ---- the card

    def _await_card(self) -> None:
        if self._ended:
            return
        if not self._wants_card():
            self._timers.after(CARD_MS, self._await_card)
            return
        self._runner.run(kiosk.see_card(self._desk, CARD_S), self._card_seen, self._card_unseen)

    def _card_seen(self, seen: CardSeen) -> None:
        self._works(works=True)
        if self._wants_card():  # else it came too late for its page, and is forgotten
            self._card(seen)
        self._timers.after(CARD_MS, self._await_card)

    def _card_unseen(self, error: CounterError) -> None:
        if error.code in NO_CARD:
            self._works(works=True)
            self._timers.after(CARD_MS, self._await_card)
            return
        if error.code in UNREAD or isinstance(error, RuleError):
            board = self._board
            board.show(replace(board.facts, card_works=True, card_again=self._wants_card()))
            self._timers.after(CARD_MS, self._await_card)
            return
        self._works(works=False)
        self._timers.after(READER_GONE_MS, self._await_card)

    def _works(self, *, works: bool) -> None:
        if self._board.facts.card_works is not works:
            self._board.show(replace(self._board.facts, card_works=works))
