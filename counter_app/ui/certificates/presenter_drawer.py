"""The drawer of numbered blanks: ask for more, void, lost, handed over, destroyed, counted."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from counter_app.domain.blank import BlankState
from counter_app.domain.errors import CounterError, RuleError
from counter_app.domain.flow import Flow
from counter_app.domain.serial_range import SerialRange, parse_ranges
from counter_app.services import blank_stock, blanks
from counter_app.services.blank_stock import StockTaking
from counter_app.ui.certificates.board import Board
from counter_app.ui.certificates.presenter_lists import Lists
from counter_app.ui.second import field_of, typed

ACTS = ("count", "more", "void", "lost", "hand_over", "destroy", "give_back")
"""What is done with blanks, in the order of the list."""
FIELDS: dict[str, tuple[str, ...]] = {
    "count": ("sheets",),
    "more": ("want",),
    "void": ("sheets", "reason"),
    "lost": ("sheets", "reason", "second", "password"),
    "hand_over": ("sheets", "second", "password"),
    "destroy": ("sheets", "second", "password"),
    "give_back": ("sheets", "reason"),
}
"""What each asks for, in the order of typing; two persons sign where a name and a password are asked."""
MAY_BE_EMPTY = {("destroy", "sheets"), ("count", "sheets")}
_ABOUT = {
    "blank_reason_missing": "reason",
    "blank_want_form": "want",
}
"""The field that an error is about; every other one is about the sheets."""


@dataclass(frozen=True, slots=True)
class DrawerRow:
    """A line of the list: what is done with which series."""

    act: str
    series: str


class Drawer:
    """Every act is one operation; two persons sign for what is lost, handed over or destroyed."""

    def __init__(self, board: Board, lists: Lists) -> None:
        self._board, self._lists = board, lists

    def press(self) -> None:
        """Alt+B: the drawer."""
        if self._board.state.stock:
            self._board.open("drawer")
        else:
            self._board.say("drawer_none", "warning")

    def rows(self) -> tuple[DrawerRow, ...]:
        """What can be done, a series after the other."""
        return tuple(
            DrawerRow(act, each.series) for each in self._board.state.stock for act in ACTS
        )

    def take(self) -> None:
        """Enter in the list: open the short form of an act, unless it is closed."""
        board, row = self._board, self.rows()[self._board.state.form.row]
        why = self.closed(row)
        if why:
            board.shell.tell(why, "", "warning")
            return
        board.open("blank_act", FIELDS[row.act][0], f"{row.act}:{row.series}")
        if row.act == "more":
            board.put_text("want", "100")

    def closed(self, row: DrawerRow) -> str:
        """Why something cannot be done now; empty when it can."""
        state, say = self._board.state, self._board.desk.words.say
        stock = state.offered(row.series)
        if row.act == "more" and state.away:
            return say("line_needed.more_blanks")
        if row.act == "destroy" and stock is not None and not stock.counts.get(BlankState.VOID):
            return say("ui.certificates.drawer.no_void")
        return ""

    def enter(self, name: str) -> None:
        """Enter in a field: the next one that is empty, then the act."""
        board = self._board
        act, series = self.act()
        wanted = FIELDS[act]
        at = wanted.index(name) if name in wanted else -1
        for each in wanted[at + 1 :]:
            if not board.state.text(each).strip():
                board.focus(each)
                return
        for each in wanted:
            if not board.state.text(each).strip() and (act, each) not in MAY_BE_EMPTY:
                board.focus(each)
                return
        self._do(act, series)

    def act(self) -> tuple[str, str]:
        """Return act and series of the open form."""
        act, _, series = self._board.state.form.act.partition(":")
        return act, series

    # ---- inside

    def _do(self, act: str, series: str) -> None:
        board = self._board
        try:
            flow = self._flow(act, series)
        except CounterError as error:
            self._refused(error)
            return
        board.act("drawer", flow, lambda value: self._done(act, series, value), self._refused)

    def _flow(self, act: str, series: str) -> Flow[Any]:
        board, text = self._board, self._board.state.text
        desk, visit, reason = board.desk, board.visit, text("reason")
        if act == "more":
            want = text("want").strip()
            return blanks.request_more(desk, visit, series, int(want) if want.isdecimal() else 0)
        sheets = parse_ranges(text("sheets")) if text("sheets").strip() else ()
        if act == "count":
            return blank_stock.take_stock(desk, visit, series, sheets)
        second = typed(board.state.texts, board.pins)
        if act == "destroy":
            return blanks.destroy(desk, visit, series, sheets, second)
        one = _one(sheets)
        made: dict[str, Callable[[], Flow[Any]]] = {
            "void": lambda: blanks.void_blank(desk, visit, series, _single(one), reason),
            "lost": lambda: blanks.report_lost(desk, visit, (series, one), reason, second),
            "hand_over": lambda: blanks.hand_over(desk, visit, series, one, second),
            "give_back": lambda: blanks.give_back(desk, visit, series, one, reason),
        }
        return made[act]()

    def _done(self, act: str, series: str, value: object) -> None:
        board = self._board
        board.drop_texts("password")
        if isinstance(value, StockTaking):
            board.put(taking=value)
            board.say("drawer.agrees" if value.agrees else "drawer.differs", _kind(value))
        else:
            board.close()
            board.say(f"drawer.done.{act}", "good", series=series)
        self._lists.look()

    def _refused(self, error: CounterError) -> None:
        act, _series = self.act()
        signing = field_of(error)
        named = signing or _ABOUT.get(error.code, "sheets")
        self._board.drop_texts("password")
        if named in FIELDS[act] and (signing or error.code.startswith("blank_")):
            self._board.wrong(named, error)
        else:
            self._board.fail(error)


def _kind(taking: StockTaking) -> str:
    return "good" if taking.agrees else "warning"


def _one(spans: tuple[SerialRange, ...]) -> SerialRange:
    if len(spans) != 1:
        raise RuleError("blank_range_form")
    return spans[0]


def _single(span: SerialRange) -> int:
    if len(span) != 1:
        raise RuleError("blank_range_form")
    return span.first
