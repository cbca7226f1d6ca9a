"""The one act that is open in 叫号, as a sentence, and its keys with their reasons; no Qt."""

from __future__ import annotations

from collections.abc import Callable

from counter_app.services.desk import Desk
from counter_app.ui.place import KeyAction, NowLine
from counter_app.ui.queue.facts import Calling
from counter_app.ui.queue.presenter import QueuePresenter
from counter_app.ui.queue.state import Counter
from counter_app.ui.queue.told import say_reason
from counter_app.words import Words


def now_line(words: Words, state: Counter) -> NowLine:
    """Return the sentence for the state as it is."""
    calling = state.calling
    if not calling.queued:
        return NowLine(words.say("ui.queue.now.no_queue") if calling.look is not None else "")
    if state.form.kind:
        return NowLine(words.say(f"ui.queue.now.{state.form.kind}"))
    ticket = calling.ticket
    if ticket is not None:
        message = "serving" if calling.come else "called"
        return NowLine(words.say(f"ui.queue.now.{message}", no=ticket.no))
    if not calling.calls:
        return NowLine(words.say("ui.queue.now.paused"))
    return NowLine(_next(words, calling))


def _next(words: Words, calling: Calling) -> str:
    look = calling.look
    if look is None or look.ahead is None:
        lent = look.lent if look is not None else ()
        if not lent:
            return words.say("ui.queue.now.away_none")
        return words.say("ui.queue.now.away", no=lent[0].no, count=len(lent))
    if look.ahead.next is None:
        return words.say("ui.queue.now.nobody")
    why = say_reason(words, look.ahead.reason)
    return words.say("ui.queue.now.next", no=look.ahead.next.no, why=why)


def keys(desk: Desk, presenter: QueuePresenter) -> tuple[KeyAction, ...]:
    """Return the keys of 叫号 beside those of every place."""
    words, calling, state = desk.words, presenter.calling, presenter.state
    if not calling.queued:
        return ()
    why = _Why(words, calling)
    pause = "pause" if calling.calls else "resume"
    told = [
        _key(words, "F4", "number", presenter.press_number),
        _key(words, "F6", "skip", presenter.press_skip, why.called()),
        _key(words, "F7", "hold", presenter.press_hold, why.there()),
        _key(words, "F8", "transfer", presenter.press_transfer, why.there() or why.live()),
        _key(words, "F9", "no_show", presenter.press_no_show, why.called()),
        _key(words, "F10", pause, presenter.press_pause),
        _key(words, "Alt+Z", "undo", presenter.press_undo, why.undo()),
    ]
    if state.form.kind or state.text("ticket_no"):
        esc = words.say("ui.queue.key.esc")
        told.append(KeyAction("Esc", esc, presenter.step_back, bar=bool(state.form.kind)))
    return tuple(told)


class _Why:
    """Why a key is closed; empty when it is open."""

    def __init__(self, words: Words, calling: Calling) -> None:
        self._words, self._calling = words, calling

    def there(self) -> str:
        """There must be a ticket."""
        return "" if self._calling.ticket is not None else self._say("nobody_called")

    def called(self) -> str:
        """It must be called and not come yet."""
        ticket = self._calling.ticket
        if ticket is not None and self._calling.come:
            return self._say("serving", no=ticket.no)
        return self.there()

    def live(self) -> str:
        """Only the hall knows who is open."""
        return self._say("away") if self._calling.away else ""

    def undo(self) -> str:
        """There must be something that can be taken back."""
        return "" if self._calling.undo is not None else self._say("undo")

    def _say(self, message: str, **values: str | int) -> str:
        return self._words.say(f"ui.queue.why.{message}", **values)


def _key(words: Words, key: str, name: str, act: Callable[[], None], why: str = "") -> KeyAction:
    return KeyAction(key, words.say(f"ui.queue.key.{name}"), act, not why, why)
