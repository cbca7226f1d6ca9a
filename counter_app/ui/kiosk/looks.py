"""Puts the facts of the kiosk into words and tiles."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from counter_app.domain import localtime
from counter_app.domain.errors import CounterError
from counter_app.domain.hall import QueueLine
from counter_app.domain.printing import Trouble
from counter_app.domain.ticket import TicketClass
from counter_app.services.kiosk import Given, KioskPlace
from counter_app.ui.kiosk.facts import APPOINTMENT_ENDS, Facts
from counter_app.ui.kiosk.look_staff import staff_state
from counter_app.ui.kiosk.state import Both, KioskState, KioskWords, Stepper, TicketLook, Tile

CLASSES = (
    TicketClass.ORDINARY,
    TicketClass.ELDERLY,
    TicketClass.DISABLED,
    TicketClass.MILITARY,
)
DIGITS = "123456789"


def kiosk_state(words: KioskWords, facts: Facts, now_ms: int) -> KioskState:
    """Return what is shown; ``now_ms`` UTC, 0 where the time is not known yet."""
    state = _PAGES[facts.page](words, facts)
    window = facts.place.window if facts.place is not None else None
    countdown = words.both("countdown", seconds=facts.seconds) if facts.seconds else Both()
    return replace(
        state,
        hall=window.hall_name if window is not None else "",
        clock=f"{localtime.at(now_ms):%H:%M}" if now_ms else "",
        line=_line(words, facts),
        privacy=words.both("privacy"),
        countdown=countdown,
    )


def _line(words: KioskWords, facts: Facts) -> str:
    """Say at the foot, for the staff, what they should know without being asked."""
    if facts.place is None:
        return ""
    letter = facts.place.info.letter_of(facts.place.window.id)
    if facts.online is None:
        return ""
    if facts.online:
        return words.staff("online")
    return words.staff("offline", letter=letter) if letter else words.staff("letterless")


def _start(words: KioskWords, facts: Facts) -> KioskState:
    place = facts.place
    assert place is not None  # noqa: S101 - this page is shown once the place is known
    tiles = tuple(_business(words, place, each) for each in place.info.lines)
    hint = words.both("welcome_hint" if facts.card_works else "welcome_no_card")
    appointment = Tile("appointment", words.both("appointment"), weight="main")
    buttons = () if not tiles else (appointment,)
    state = KioskState("choice", step=1, tiles=tiles, buttons=buttons)
    if not tiles:
        return replace(state, title=words.both("empty"))
    state = replace(state, title=words.both("welcome"), hint=hint)
    if facts.card_again:
        return replace(state, notice=words.both("card_again"), notice_kind="warning")
    return _with_card(words, facts, state)


def _with_card(words: KioskWords, facts: Facts, state: KioskState) -> KioskState:
    if facts.refused is not None:
        what, _ = _said(words, facts.refused)
        return replace(state, notice=what, notice_kind="warning")
    if not facts.card_laid:
        return state
    elderly = facts.ticket_class is TicketClass.ELDERLY
    back = words.both("card_back")
    return replace(state, notice=_joined(words.both("card_elderly"), back) if elderly else back)


def _business(words: KioskWords, place: KioskPlace, line: QueueLine) -> Tile:
    closed = line.letter in place.closed
    note = words.both("closed_today") if closed else Both()
    return Tile(f"line:{line.letter}", Both(line.name, line.name_bo), note, open=not closed)


def _class(words: KioskWords, facts: Facts) -> KioskState:
    title, line = words.both("class_title"), facts.line
    tiles = tuple(
        Tile(
            f"class:{each.value}",
            words.both(each.value),
            weight="main" if each is facts.ticket_class else "choice",
        )
        for each in CLASSES
    )
    state = KioskState(
        "choice",
        step=2,
        title=title,
        hint=Both(line.name, line.name_bo) if line is not None else Both(),
        tiles=tiles,
        buttons=(Tile("back", words.both("back"), weight="plain"),),
        people=Stepper(
            words.both("people_title"),
            words.both("people", count=facts.people),
            Tile("fewer", Both("－"), words.both("fewer"), open=facts.people > 1),
            Tile("more", Both("＋"), words.both("more"), open=facts.people < facts.people_most),
        ),
    )
    return _with_card(words, facts, state)


def _code(words: KioskWords, facts: Facts) -> KioskState:
    keys = tuple(Tile(f"digit:{each}", Both(each), weight="key") for each in DIGITS)
    ready = len(facts.digits) == APPOINTMENT_ENDS
    last = (
        Tile("clear", words.both("clear"), weight="key", open=bool(facts.digits)),
        Tile("digit:0", Both("0"), weight="key"),
        Tile("confirm", words.both("confirm"), weight="main", open=ready),
    )
    hint = words.both("code_hint") if facts.card_works else Both()
    return KioskState(
        "code",
        step=2,
        title=words.both("code_title"),
        hint=hint,
        tiles=(*keys, *last),
        digits=facts.digits,
        buttons=(Tile("back", words.both("back"), weight="plain"),),
    )


def _wait(words: KioskWords, facts: Facts) -> KioskState:
    title = words.both("printing_again" if facts.given is not None else "working")
    return KioskState("wait", step=3, title=title)


def _ticket(words: KioskWords, facts: Facts) -> KioskState:
    given = facts.given
    assert given is not None  # noqa: S101 - this page has a number
    buttons = [Tile("start", words.both("done"), weight="main")]
    is_out, left = given.paper.is_out, facts.left_behind
    if facts.may_reprint:
        buttons.insert(0, Tile("reprint", words.both("print_again")))
    state = KioskState(
        "ticket",
        step=3,
        title=words.both("left_title" if left else "ticket_title"),
        hint=words.both("left_hint") if left else Both(),
        ticket=_number(words, facts, given),
        buttons=tuple(buttons),
    )
    if not is_out:
        return replace(state, notice=words.both("no_paper"), notice_kind="warning")
    take = words.both("take_paper")
    return replace(
        state,
        notice=_joined(take, words.both("card_back")) if facts.card_laid else take,
        notice_kind="good",
    )


def _number(words: KioskWords, facts: Facts, given: Given) -> TicketLook:
    lines = facts.place.info.lines if facts.place is not None else ()
    line = next((each for each in lines if each.letter == given.ticket.line), None)
    name = Both(line.name, line.name_bo) if line is not None else Both(given.ticket.line)
    if given.ahead is None:
        ahead = words.both("ahead_unknown")
    else:
        ahead = words.both("ahead", count=given.ahead) if given.ahead else words.both("ahead_none")
    return TicketLook(given.ticket.no, name, ahead)


def _refused(words: KioskWords, facts: Facts) -> KioskState:
    error = facts.refused
    assert error is not None  # noqa: S101 - this page has a refusal
    what, remedy = _said(words, error)
    buttons = [Tile("start", words.both("start_over"), weight="plain")]
    if facts.ordinary_offered:
        buttons.append(Tile("ordinary", words.both("take_ordinary"), weight="main"))
    return KioskState(
        "message",
        title=words.both("refused_title"),
        hint=what,
        notice=remedy,
        notice_kind="warning",
        buttons=tuple(buttons),
    )


def _paused(words: KioskWords, facts: Facts) -> KioskState:
    what = _trouble(words, facts.trouble) if facts.trouble is not None else Both()
    return KioskState(
        "message",
        title=words.both("paused_title"),
        hint=what,
        notice=words.both("ask_desk"),
        notice_kind="warning",
    )


def _not_ready(words: KioskWords, facts: Facts) -> KioskState:
    if facts.refused is None:
        return KioskState("message", title=Both(words.staff("starting")))
    what, remedy = _said(words, facts.refused)
    return KioskState(
        "message",
        title=words.both("not_ready_title"),
        hint=_joined(what, remedy),
        notice=words.both("ask_desk"),
        notice_kind="warning",
    )


def _said(words: KioskWords, error: CounterError) -> tuple[Both, Both]:
    return words.error(error.code, error.values)


def _trouble(words: KioskWords, trouble: Trouble) -> Both:
    return words.error(trouble.code, dict(trouble.values))[0]


def _joined(first: Both, then: Both) -> Both:
    second = "  ".join(each for each in (first.second, then.second) if each)
    return Both(f"{first.first}　{then.first}", second)


_PAGES: dict[str, Callable[[KioskWords, Facts], KioskState]] = {
    "not_ready": _not_ready,
    "start": _start,
    "class": _class,
    "code": _code,
    "wait": _wait,
    "ticket": _ticket,
    "refused": _refused,
    "paused": _paused,
    "staff": staff_state,
    "menu": staff_state,
}
