"""The keys and the sentence of the pages of reports; no Qt."""

from __future__ import annotations

from collections.abc import Callable

from counter_app.domain.figures import Basis
from counter_app.ui.hall.presenter_report_close import ClosePresenter
from counter_app.ui.hall.presenter_report_compare import ComparePresenter
from counter_app.ui.hall.presenter_report_year import YearPresenter
from counter_app.ui.hall.presenter_reports import ReportPresenter
from counter_app.ui.hall.report_state import ReportState
from counter_app.ui.place import KeyAction, NowLine
from counter_app.words import Words


def compare_keys(words: Words, hands: ComparePresenter) -> tuple[KeyAction, ...]:
    """Periods, what is set side by side, and export; its lists are the place's own."""
    basis = "closed" if hands.basis is Basis.ACCEPTED else "accepted"
    base = "previous" if hands.year_ago else "year_ago"
    return (
        *_turning(words, hands.turn),
        _key(words, "F4", "period", lambda: hands.board.focus("after")),
        _key(words, "F5", "grouping", hands.next_grouping),
        _key(words, "F8", base, hands.switch_base),
        _key(words, "F9", f"basis_{basis}", hands.switch_basis),
        _key(words, "F10", f"reach_{hands.reach}", hands.switch_reach),
        _key(words, "F11", "measure", hands.turn_table),
        *_exports(words, hands),
        _back(words, hands),
    )


def close_keys(words: Words, hands: ClosePresenter) -> tuple[KeyAction, ...]:
    """Days, the signature, what came after, and export."""
    if hands.state.behind is not None:
        return _list_keys(words, hands)
    say, book = words.say, hands.state.book
    closed = book is not None and book.closing.closed is not None
    why = say("ui.reports.close.closed" if closed else "ui.reports.close.not_looked")
    may = book is not None and not closed
    late = say("ui.reports.close.not_closed")
    return (
        *_turning(words, hands.turn),
        _key(words, "F4", "day", lambda: hands.board.focus("day")),
        KeyAction("F8", say("ui.reports.key.late"), hands.press_late, closed, late),
        KeyAction("F9", say("ui.reports.key.sign"), hands.press_sign, may, why),
        _key(words, "F11", "table", hands.turn_table),
        *_exports(words, hands),
        _back(words, hands),
    )


def year_keys(words: Words, hands: YearPresenter) -> tuple[KeyAction, ...]:
    """Periods, whose figures, and export."""
    if hands.state.behind is not None:
        return _list_keys(words, hands)
    return (
        *_turning(words, hands.turn),
        _key(words, "F4", "period", lambda: hands.board.focus("period")),
        _key(words, "F10", f"reach_{hands.reach}", hands.switch_reach),
        *_exports(words, hands),
        _back(words, hands),
    )


def report_now(words: Words, state: ReportState, page: str) -> NowLine:
    """Return what can be done on a page."""
    if state.acting:
        return NowLine(words.say(f"ui.reports.now.{state.acting}"))
    if state.behind is not None:
        return NowLine(words.say("ui.reports.now.behind"))
    if state.signing:
        return NowLine(words.say("ui.reports.now.signing"))
    return NowLine(words.say(f"ui.reports.now.{page}"))


def _list_keys(words: Words, hands: ReportPresenter) -> tuple[KeyAction, ...]:
    behind = hands.state.behind
    more = behind is not None and bool(behind.more)
    end = words.say("ui.reports.end")
    return (
        KeyAction("Esc", words.say("ui.reports.key.back"), hands.step_back),
        KeyAction("F8", words.say("ui.reports.key.more"), hands.read_on, more, end),
        *_exports(words, hands),
    )


def _turning(words: Words, turn: Callable[[int], None]) -> tuple[KeyAction, ...]:
    return (
        _key(words, "PgUp", "before", lambda: turn(-1)),
        _key(words, "PgDn", "after", lambda: turn(1)),
    )


def _exports(words: Words, hands: ReportPresenter) -> tuple[KeyAction, ...]:
    there, why = hands.state.shown() is not None, words.say("ui.reports.no_export")
    return (
        KeyAction(
            "F6", words.say("ui.reports.key.xlsx"), lambda: hands.press_export("xlsx"), there, why
        ),
        KeyAction(
            "F7", words.say("ui.reports.key.pdf"), lambda: hands.press_export("pdf"), there, why
        ),
    )


def _back(words: Words, hands: ReportPresenter) -> KeyAction:
    return KeyAction("Esc", words.say("ui.reports.key.back"), hands.step_back, bar=False)


def _key(words: Words, key: str, name: str, act: Callable[[], None]) -> KeyAction:
    return KeyAction(key, words.say(f"ui.reports.key.{name}"), act)
