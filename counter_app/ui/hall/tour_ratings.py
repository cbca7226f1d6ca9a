"""Pictures of 好差评; everything in them is made up."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from functools import partial
from typing import Any

from counter_app.domain import localtime
from counter_app.domain.errors import CountyError
from counter_app.domain.rating import Level
from counter_app.domain.rating_desk import (
    TicketAct,
    TicketList,
    TicketSeen,
    TicketsWish,
    TicketWish,
)
from counter_app.domain.rating_figures import ClerkRatings, RatingCounts, RatingView
from counter_app.domain.rating_operation import CallResult, Verdict
from counter_app.domain.rating_ticket import CallMade, RatingTicket, Stage
from counter_app.ui.hall.place import HallPlace
from counter_app.ui.hall.tour_day import NOW as MINUTE
from counter_app.ui.hall.tour_day import SampleClock
from counter_app.ui.line_watch.tour import away_strip
from counter_app.ui.tour_states import TourDesk, TourState

TODAY = date(2026, 11, 16)
_COUNTS = RatingCounts(412, (201, 74, 18, 4, 2), 61, 1, 1, 5, 4, 4, 3)
_CLERKS = (
    ClerkRatings("basang", RatingCounts(131, (66, 20, 6, 1, 0), 12, 0, 0, 1, 1, 1, 1)),
    ClerkRatings("ciren", RatingCounts(140, (71, 29, 7, 2, 1), 30, 0, 0, 3, 2, 2, 1)),
    ClerkRatings("deji", None),
    ClerkRatings("zhuoma", RatingCounts(118, (60, 24, 5, 0, 0))),
)
_CALL = CallMade("zhuoma", localtime.start_ms(date(2026, 11, 10)) + 39_600_000, CallResult.REACHED)
_JUDGED = RatingTicket(
    Stage.JUDGED,
    "zhuoma",
    localtime.start_ms(date(2026, 11, 9)) + 61_200_000,
    (_CALL,),
    Verdict.TRUE,
    "当天窗口没有样表，已核对监控和台账",
    ("basang",),
    3,
    date(2026, 11, 12),
    again=True,
)


def _seen(at: int, days: int, item: str, level: Level, tags: tuple[str, ...]) -> TicketSeen:
    received = TODAY - timedelta(days=days)
    return TicketSeen(
        rating=f"{at:016x}",
        case_no=f"540402260A1A{at:07d}",
        item=item,
        here=bool(item),
        level=level,
        tags=tags,
        text="",
        clerk="ciren",
        contact=True,
        given_ms=localtime.start_ms(received) + 41_000_000 + at * 60_000,
        received_on=received,
        late="",
        ticket=RatingTicket(),
    )


_LIST = (
    replace(
        _seen(1, 7, "食品经营许可", Level.NOT_GOOD, ("207", "213")),
        text="没有样表，我填了三次",
        late="fix",
        ticket=_JUDGED,
    ),
    replace(
        _seen(2, 6, "户外广告及临时悬挂、设置标语或者宣传品许可", Level.VERY_BAD, ("115",)),
        ticket=replace(
            _JUDGED,
            stage=Stage.FIXED,
            fix_by=date(2026, 11, 17),
            done="已在窗口摆放样表",
            reply="已电话致歉并说明",
            fixed_by="zhuoma",
            fixed_on=date(2026, 11, 13),
        ),
    ),
    replace(
        _seen(3, 6, "社会保障卡申领", Level.NOT_GOOD, ("214",)),
        ticket=RatingTicket(Stage.CALLED, "zhuoma", _CALL.at_ms, (_CALL,)),
    ),
    replace(
        _seen(4, 1, "", Level.VERY_BAD, ()), case_no="", clerk="", contact=False, late="assign"
    ),
    _seen(5, 0, "食品经营许可", Level.NOT_GOOD, ("212",)),
)


@dataclass
class SampleRatings:
    """As much of a county as the page asks."""

    tickets: tuple[TicketSeen, ...] = _LIST
    counts: RatingCounts = _COUNTS
    clerks: tuple[ClerkRatings, ...] = _CLERKS
    cut: bool = False
    asked: list[Any] = field(default_factory=list)

    def aim(self, server: str, device: str) -> None:
        """Whom to ask is of no matter here."""

    def rating_figures(self, first: date, last: date, by: str) -> RatingView:
        """The same in each period."""
        self._heard((first, last, by))
        return RatingView("hall-1", first, last, TODAY, self.counts, self.clerks)

    def rating_tickets(self, wish: TicketsWish) -> TicketList:
        """The same tickets in each period."""
        self._heard(wish)
        return TicketList(TODAY, self.tickets)

    def act_on_rating(self, rating: str, act: TicketAct, wish: TicketWish) -> TicketSeen:
        """Nothing comes of it."""
        self._heard((rating, act, wish))
        return next(each for each in self.tickets if each.rating == rating)

    def _heard(self, wish: object) -> None:
        if self.cut:
            raise CountyError("county_unreachable")
        self.asked.append(wish)


def states() -> Iterable[TourState]:
    """Tickets, the course of one, each act, clerks, nobody rated, the line cut."""
    full, both = SampleRatings(), (100, 200)
    yield TourState("ratings", partial(_picture, full, _nothing), scales=both)
    yield TourState("ratings-wide", partial(_picture, full, _nothing), size=(1920, 1080))
    yield TourState("ratings-course", partial(_picture, full, _course), scales=both)
    yield TourState("ratings-assign", partial(_picture, full, _assign))
    yield TourState("ratings-verdict", partial(_picture, full, _verdict), scales=both)
    yield TourState("ratings-fix", partial(_picture, full, _fix))
    yield TourState("ratings-refused", partial(_picture, full, _refused))
    yield TourState("ratings-clerks", partial(_picture, full, _clerks), scales=both)
    nobody = SampleRatings((), RatingCounts(), ())
    yield TourState("ratings-nobody", partial(_picture, nobody, _nothing))
    yield TourState("ratings-offline", partial(_picture, SampleRatings(cut=True), _nothing))


def _picture(county: SampleRatings, act: Callable[[Any], None], tour: TourDesk) -> Any:
    from counter_app.ui.hall.tour import SUPERVISOR  # noqa: PLC0415  that module gathers these states

    fake: Any = replace(county, asked=[])
    clock: Any = SampleClock(MINUTE)
    desk = replace(tour.desk, county=fake, clock=clock)
    shell: Any = tour.surroundings.shell
    shell.user = SUPERVISOR
    place = HallPlace(replace(tour.surroundings, desk=desk))
    window = tour.dress(place, strip=away_strip(desk) if fake.cut else None)
    place.user_changed(SUPERVISOR)
    page: Any = next(each for each in place.pages if each.id == "ratings")
    place.turn_to(page.id)
    act(page.presenter)
    for kind, what, remedy in getattr(shell, "told", [])[-1:]:
        window.tell(what, remedy, kind)
    window.refresh()
    return window


def _nothing(_hands: Any) -> None:
    """As it is when one comes in."""


def _course(hands: Any) -> None:
    hands.open(_LIST[1].rating)


def _assign(hands: Any) -> None:
    hands.move(_LIST[4].rating)
    hands.press("assign")


def _verdict(hands: Any) -> None:
    hands.move(_LIST[2].rating)
    hands.press("verdict")
    hands.type_text("verdict", "partly")
    hands.type_text("grounds", "窗口当时排队较长，服务用语生硬")


def _fix(hands: Any) -> None:
    hands.press("fix")
    hands.type_text("done", "窗口已摆放样表")


def _refused(hands: Any) -> None:
    _verdict(hands)
    hands.type_text("days", "30")
    hands.enter_field("again")


def _clerks(hands: Any) -> None:
    hands.turn_table()
