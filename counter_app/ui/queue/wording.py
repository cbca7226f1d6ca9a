"""Words the calling for the strip and for 叫号; no Qt, no rules."""

from __future__ import annotations

from counter_app.domain import localtime
from counter_app.domain.ticket import Ticket, TicketClass, TicketState
from counter_app.ui.looks import FieldLook, PillState
from counter_app.ui.queue.facts import Calling
from counter_app.ui.queue.look_forms import form_look
from counter_app.ui.queue.looks import (
    AsideRow,
    QueueLook,
    StripCalling,
    TicketLook,
    WaitingRow,
)
from counter_app.ui.queue.state import Counter
from counter_app.ui.queue.told import say_reason
from counter_app.words import Words

_MINUTE, _HOUR = 60, 3_600


def strip_look(words: Words, calling: Calling) -> StripCalling:
    """Return what the strip says of this window's ticket and of the next."""
    if not calling.queued:
        return StripCalling()
    ticket, here = calling.ticket, ""
    if ticket is not None:
        people = words.say("ui.queue.strip.people", count=ticket.people)
        named = ticket.no + (people if ticket.people > 1 else "")
        message = "serving" if calling.come else "called"
        here = words.say(f"ui.queue.strip.{message}", no=named, lasts=_lasts(calling.lasts_s))
    no, why = _ahead(words, calling)
    return StripCalling(
        here, words.say("ui.queue.strip.next", no=no) if no else _nobody(words, calling), why
    )


def queue_look(words: Words, state: Counter) -> QueueLook:
    """Return the whole screen."""
    calling = state.calling
    fields = {
        name: FieldLook(
            state.text(name),
            words.say(f"ui.queue.hint.{name}"),
            state.errors.get(name, ""),
        )
        for name in ("ticket_no", "reason")
    }
    if not calling.queued:
        return QueueLook(_empty(words, calling), focus=state.focus, fields=fields)
    return QueueLook(
        status=_status(words, calling),
        here=_here(words, calling),
        ahead=_next(words, calling),
        waiting=_waiting(calling),
        waiting_empty=_say(words, "waiting_away" if calling.away else "waiting_none"),
        aside=tuple(_aside(words, calling, each) for each in _laid(calling)),
        aside_empty=_say(words, "aside_none"),
        chosen=state.chosen,
        form=form_look(words, state),
        fields=fields,
        focus=state.focus,
    )


def _empty(words: Words, calling: Calling) -> tuple[str, str]:
    if calling.refused:
        return words.error_of(calling.refused, {})
    if calling.look is None:
        return _say(words, "looking"), ""
    return _say(words, "no_queue"), _say(words, "no_queue_hint")


def _status(words: Words, calling: Calling) -> PillState:
    if not calling.calls:
        reason = calling.paused or ""
        said = _say(words, "paused_for", reason=reason) if reason else _say(words, "paused")
        return PillState("warning", said)
    if calling.away:
        return PillState("warning", _say(words, "away"))
    return PillState("good", _say(words, "calling"))


def _here(words: Words, calling: Calling) -> TicketLook:
    ticket = calling.ticket
    if ticket is None:
        return TicketLook(_say(words, "no_number"), PillState("quiet", _say(words, "here_nobody")))
    kind = PillState(
        "good" if calling.come else "note",
        _say(
            words,
            "here_serving" if calling.come else "here_called",
            lasts=_lasts(calling.lasts_s),
        ),
    )
    recalled = _say(words, "recalled", count=ticket.recalls) if ticket.recalls else ""
    why = say_reason(words, calling.reason)
    return TicketLook(ticket.no, kind, _told(_facts(words, calling, ticket), why, recalled))


def _next(words: Words, calling: Calling) -> TicketLook:
    no, why = _ahead(words, calling)
    if calling.away:
        left = len(_lent(calling))
        state = PillState("warning", _say(words, "lent", count=left))
        return TicketLook(
            no or _say(words, "no_number"), state, _told(why, _say(words, "away_hint"))
        )
    count = calling.look.ahead.waiting if calling.look and calling.look.ahead else 0
    state = PillState("note" if count else "quiet", _say(words, "waiting_count", count=count))
    if not no:
        hint = "next_nobody" if not count else "next_lent"
        return TicketLook(_say(words, "no_number"), state, (_say(words, hint),))
    ticket = calling.look.ahead.next if calling.look and calling.look.ahead else None
    facts = _facts(words, calling, ticket) if ticket is not None else ""
    return TicketLook(no, state, _told(why, facts))


def _ahead(words: Words, calling: Calling) -> tuple[str, str]:
    """Number and reason of who is next."""
    ahead = calling.look.ahead if calling.look is not None else None
    if ahead is not None and ahead.next is not None:
        return ahead.next.no, say_reason(words, ahead.reason)
    lent = _lent(calling)
    if calling.away and lent:
        return lent[0].no, words.say("queue.reason.lease", no=lent[0].no)
    return "", ""


def _lent(calling: Calling) -> tuple[Ticket, ...]:
    return calling.look.lent if calling.look is not None else ()


def _nobody(words: Words, calling: Calling) -> str:
    return words.say("ui.queue.strip.by_number" if calling.away else "ui.queue.strip.nobody")


def _waiting(calling: Calling) -> tuple[WaitingRow, ...]:
    look = calling.look
    if look is None or look.ahead is None:
        return ()
    counts = {(each.line, each.ticket_class): each.waiting for each in look.ahead.classes}
    own = {each.letter for each in look.info.lines if each.served_by(look.kind)}
    return tuple(
        WaitingRow(
            each.letter,
            f"{each.letter} {each.name} {each.name_bo}".strip(),
            each.letter in own,
            each.waiting,
            tuple(counts.get((each.letter, kind.value), 0) for kind in TicketClass),
        )
        for each in look.ahead.state.waiting
    )


def _laid(calling: Calling) -> tuple[Ticket, ...]:
    return calling.look.aside if calling.look is not None else ()


def _aside(words: Words, calling: Calling, ticket: Ticket) -> AsideRow:
    called_ms = ticket.called_ms or 0
    return AsideRow(
        ticket.id,
        ticket.no,
        words.say(f"ticket_state.{ticket.state.value}"),
        "note" if ticket.state is TicketState.HELD else "quiet",
        words.say(f"ticket_class.{ticket.ticket_class.value}"),
        ticket.people,
        calling.name_of(ticket.window),
        f"{localtime.at(called_ms):%H:%M}" if called_ms else "",
        called_ms,
    )


def _facts(words: Words, calling: Calling, ticket: Ticket) -> str:
    """Line, class and people in one line."""
    lines = {each.letter: each.name for each in calling.look.info.lines} if calling.look else {}
    parts = [
        lines.get(ticket.line, ticket.line),
        words.say(f"ticket_class.{ticket.ticket_class.value}"),
        _say(words, "people", count=ticket.people),
    ]
    return _say(words, "dot").join(each for each in parts if each)


def _told(*lines: str) -> tuple[str, ...]:
    """Lines that say something."""
    return tuple(each for each in lines if each)


def _lasts(seconds: int) -> str:
    """``03:20``, or ``1:03:20`` after an hour."""
    minutes, rest = divmod(seconds, _MINUTE)
    if seconds < _HOUR:
        return f"{minutes:02d}:{rest:02d}"
    return f"{minutes // 60}:{minutes % 60:02d}:{rest:02d}"


def _say(words: Words, message: str, **values: str | int) -> str:
    return words.say(f"ui.queue.{message}", **values)
