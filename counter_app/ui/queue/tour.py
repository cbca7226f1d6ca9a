"""Pictures of 叫号: each state a clerk meets, made by its own hands on a hall in memory."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial
from typing import Any

from counter_app.domain.codec import to_plain
from counter_app.domain.flow import Flow
from counter_app.domain.hall import QUEUE_KIND, HallAct, QueueInfo, QueueLine
from counter_app.domain.ids import uuid7
from counter_app.domain.ticket import TicketClass
from counter_app.services.sync.flow import sync_turn
from counter_app.services.ticketing import Wish, renew_leases, take_ticket
from counter_app.ui.line_watch.tour import away_strip
from counter_app.ui.queue.line import CallingLine
from counter_app.ui.queue.place import QueuePlace
from counter_app.ui.queue.wording import strip_look
from counter_app.ui.tour_states import TourDesk, TourState

_MINUTE_MS = 60_000
_LINES = (
    QueueLine("A", "综合业务"),
    QueueLine("B", "社保医保", kinds=("nd", "field")),
    QueueLine("C", "不动产登记", kinds=("field",)),
)
_LONG = QueueLine("D", "工程", "བཀྲ་ཤིས་སྒྲོལ་མ་རྒྱལ་མཚན་བསྟན་འཛིན")
_OTHERS = (("w-01", "1号窗口 综合"), ("w-02", "2号窗口 综合"), ("w-08", "出证窗口"))
_CROWD = (
    ("A", TicketClass.ORDINARY, 1),
    ("A", TicketClass.ORDINARY, 2),
    ("A", TicketClass.ELDERLY, 1),
    ("B", TicketClass.ORDINARY, 1),
    ("A", TicketClass.APPOINTMENT, 1),
    ("B", TicketClass.DISABLED, 2),
    ("A", TicketClass.ORDINARY, 3),
    ("C", TicketClass.ORDINARY, 1),
    ("A", TicketClass.MILITARY, 1),
)


class Hands:
    """A hall with people in it, and a clerk at its window."""

    def __init__(self, tour: TourDesk, lines: tuple[QueueLine, ...]) -> None:
        self.desk, self._made = tour.desk, 0
        around = tour.surroundings
        shell: Any = around.shell
        self.line = CallingLine(self.desk, around.runner, around.timers, shell)
        shell.calling, shell.told = self.line, []
        if lines:
            body = to_plain(QueueInfo(lines))
            self.county.publish(self.county.scopes[1], QUEUE_KIND, self.hall.hall, body)
            self.run(sync_turn(self.desk, 5.0))
        self.hall.info = QueueInfo(lines) if lines else self.hall.info
        self.hall.names = {self.county.window.id: "3号窗口", **dict(_OTHERS)}
        self.place = QueuePlace(around)

    @property
    def county(self) -> Any:
        """The county in memory."""
        return self.desk.county

    @property
    def hall(self) -> Any:
        """The hall in memory."""
        return self.county.hall

    def run(self, flow: Flow[Any]) -> Any:
        """Run a flow to its end."""
        return self.desk.background.start(flow).result(timeout=5)

    def crowd(self) -> None:
        """Let people take numbers over half an hour, and other windows open."""
        clock: Any = self.desk.clock
        for window in (self.county.window.id, "w-01", "w-02"):
            self.other(window, "resume")
        for letter, kind, people in _CROWD:
            self.run(take_ticket(self.desk, Wish(letter, kind, people)))
            clock.advance(4 * _MINUTE_MS)

    def other(self, window: str, act: str) -> None:
        """Let another window act."""
        self._made += 1
        op_id = uuid7(self.desk.clock.read().wall_ms, self._made.to_bytes(10, "big"))
        self.hall.act(window, act, HallAct(op_id.hex(), "zhuoma"))

    def cut(self) -> None:
        """Cut the line after the next tickets were lent."""
        self.run(renew_leases(self.desk))
        self.county.standing = type(self.county.standing)("county_unreachable")

    def sit(self, seconds: int) -> None:
        """Who was called sits down, and time passes."""
        clock: Any = self.desk.clock
        self.line.sits()
        clock.advance(seconds * 1_000)
        self.line.watch.put()


Act = Callable[[Hands], None]


def states() -> Iterable[TourState]:
    """Empty, full, why this one, served, line cut, paused, laid aside, transfer refused, long names."""
    for name, act in _PICTURES.items():
        sizes = (100, 200) if name in ("full", "serving", "transfer") else (100,)
        yield TourState(name, partial(_picture, act), scales=sizes)
    yield TourState("no-queue", partial(_picture, _nothing, lines=()))
    long = (*_LINES, _LONG)
    yield TourState("long-names", partial(_picture, _full, lines=long), scales=(100, 200))
    yield TourState("full-wide", partial(_picture, _full), size=(1920, 1080))


def _picture(act: Act, tour: TourDesk, *, lines: tuple[QueueLine, ...] = _LINES) -> Any:
    hands = Hands(tour, lines)
    window = tour.dress(hands.place)
    window.calling = hands.line
    act(hands)
    hands.line.watch.look()
    if hands.line.state.away:
        window.strip.show_state(away_strip(tour.desk))
    window.strip.show_calling(strip_look(tour.desk.words, hands.line.state))
    told = getattr(tour.surroundings.shell, "told", [])
    if told:
        kind, what, remedy = told[-1]
        window.tell(what, remedy, kind)
    window.refresh()
    return window


def _nothing(_hands: Hands) -> None:
    """Nobody has taken a number."""


def _full(hands: Hands) -> None:
    hands.crowd()


def _called(hands: Hands) -> None:
    hands.crowd()
    hands.line.press_next()


def _serving(hands: Hands) -> None:
    _called(hands)
    hands.sit(200)
    _hush(hands)


def _turn(hands: Hands) -> None:
    """Two priority calls are over: the next one's reason says so."""
    hands.crowd()
    for window in ("w-01", "w-02"):
        hands.other(window, "call")


def _recalled(hands: Hands) -> None:
    _called(hands)
    hands.line.press_recall()
    hands.line.press_recall()


def _aside(hands: Hands) -> None:
    _called(hands)
    hands.place.presenter.press_skip()
    hands.line.press_next()
    hands.sit(60)
    hands.place.presenter.press_hold()
    hands.place.presenter.enter("form")


def _hold(hands: Hands) -> None:
    _serving(hands)
    hands.place.presenter.press_hold()


def _no_show(hands: Hands) -> None:
    _called(hands)
    hands.place.presenter.press_no_show()


def _transfer(hands: Hands) -> None:
    _serving(hands)
    hands.line.watch.look()
    hands.place.presenter.press_transfer()


def _transfer_refused(hands: Hands) -> None:
    _serving(hands)
    hands.line.watch.look()
    hands.place.presenter.press_transfer()
    hands.place.presenter.move_row(2)
    hands.place.presenter.enter("form")


def _pause_form(hands: Hands) -> None:
    hands.crowd()
    hands.line.watch.look()
    hands.place.presenter.press_pause()


def _paused(hands: Hands) -> None:
    _pause_form(hands)
    hands.place.presenter.enter("form")


def _typed_wrong(hands: Hands) -> None:
    hands.crowd()
    hands.line.watch.look()
    hands.place.presenter.type_text("ticket_no", "17")
    hands.place.presenter.enter("ticket_no")


def _offline(hands: Hands) -> None:
    hands.crowd()
    hands.cut()


def _offline_none(hands: Hands) -> None:
    hands.cut()


def _hush(hands: Hands) -> None:
    hands.place.presenter.step_back()


_PICTURES: dict[str, Act] = {
    "empty": _nothing,
    "full": _full,
    "why-turn": _turn,
    "called": _called,
    "recalled": _recalled,
    "serving": _serving,
    "aside": _aside,
    "hold": _hold,
    "no-show": _no_show,
    "transfer": _transfer,
    "transfer-refused": _transfer_refused,
    "pause": _pause_form,
    "paused": _paused,
    "typed-wrong": _typed_wrong,
    "offline": _offline,
    "offline-none-left": _offline_none,
}
