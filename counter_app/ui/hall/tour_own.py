"""A made-up morning of this window in its own ledger, for the picture with the line cut."""

from __future__ import annotations

from typing import Any

from counter_app.domain import localtime
from counter_app.domain.case import MaterialState
from counter_app.domain.codec import to_plain
from counter_app.domain.figure_opening import OPENING_KIND, OpeningHours, OpeningSpan
from counter_app.domain.flow import Flow
from counter_app.domain.ticket import Ticket, TicketClass, TicketState, make_no, ticket_id
from counter_app.domain.wire import FeedRow, PullAnswer, hall_scope
from counter_app.services.desk import Desk, enrolled
from counter_app.services.drafts import mark_material, open_case
from counter_app.services.intake import accept
from counter_app.services.visit import User, Visit
from counter_app.ui.hall.tour_day import DAY, SampleClock
from counter_app.ui.tour_people import made_person

ITEM = "540402000SPJYXK01"
STARTS = (
    572,
    584,
    593,
    607,
    611,
    626,
    640,
    655,
    668,
    671,
    690,
    702,
    719,
    733,
    741,
    760,
    941,
    958,
    967,
    990,
)
"""Minutes in which a case was accepted here."""
_CLERK = User("ciren", "次仁", ("clerk",), clock_confirmed=True)
_MS = 60_000


def work_a_day(desk: Desk, clock: SampleClock) -> None:
    """Let the window take cases and serve tickets, with opening hours known."""
    hall = enrolled(desk).window.hall
    hours = OpeningHours(hall, "540402", tuple(_span(*each) for each in ((570, 780), (930, 1110))))
    row = FeedRow(OPENING_KIND, hall, 1, "put", 1, to_plain(hours))
    page = PullAnswer("epoch-1", "c9", more=False, acked=0, secured=0, rows=(row,))
    desk.cache.apply(hall_scope(hall), page)
    now = clock.minute
    for at, minute in enumerate(STARTS):
        clock.minute = minute
        _accept(desk)
        desk.ledger.keep_ticket(_ticket(hall, at, minute))
    clock.minute = now


def _span(first: int, end: int) -> OpeningSpan:
    return OpeningSpan((1, 2, 3, 4, 5), first, end)


def _accept(desk: Desk) -> None:
    visit = Visit(user=_CLERK, person=made_person(), phone="13800000831")
    visit = _play(desk, open_case(desk, visit, ITEM, None))
    visit = _play(desk, mark_material(desk, visit, "all", MaterialState.RECEIVED, None))
    _play(desk, accept(desk, visit))


def _ticket(hall: str, at: int, minute: int) -> Ticket:
    no = make_no("A", at * 9 + 3)
    start = localtime.start_ms(DAY) + minute * _MS
    return Ticket(
        ticket_id(hall, DAY, no),
        hall,
        DAY,
        no,
        "A",
        TicketClass.ORDINARY,
        1,
        at,
        TicketState.DONE,
        4,
        fence=1,
        window="w-3",
        taken_ms=start - (6 + at % 7) * _MS,
        called_ms=start - _MS,
        started_ms=start - _MS + 25_000,
        ended_ms=start + (2 + at % 5) * _MS,
    )


def _play(desk: Desk, flow: Flow[Any]) -> Any:
    return desk.background.start(flow).result()
