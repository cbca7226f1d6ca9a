"""A desk with a queue, a drawer and two clerks, to open, close and hand over."""

from __future__ import annotations

from counter_app.services import calling
from counter_app.services.opening import look_at_stores, open_window
from counter_app.services.ticketing import Wish, take_ticket
from counter_app.services.visit import signed_in
from tests.fakes.builders_blank import a_lease
from tests.fakes.calendars import YEAR_2026
from tests.fakes.certificate_window import a_window_desk
from tests.fakes.county import LineFault
from tests.fakes.desk import CLERK, a_desk, a_user, play, signed_visit
from tests.fakes.paper_cases import an_item

ITEM = an_item()
VISIT = signed_visit()
DAY_MS = 86_400_000
HERS = "right too"


def two_clerks(desk):
    users = [
        a_user(),
        a_user(name="zhuoma", display_name="卓玛", verifier=HERS),
        a_user(name="back", display_name="格桑", verifier="back too", roles=("back_office",)),
    ]
    desk.ledger.replace_users(users)
    return desk


def day_desk(**changes):
    """An open window of two clerks with ten sheets in its drawer; the line stands."""
    desk = two_clerks(a_desk(ITEM, calendars=(YEAR_2026,), **changes))
    desk.ledger.add_lease(a_lease())
    return desk


def printing_desk():
    """A window that issues certificates, with its two clerks."""
    return two_clerks(a_window_desk())


def take(desk):
    return play(desk, take_ticket(desk, Wish("A"))).ticket


def serve(desk):
    """Take a ticket, call it and let the person sit down."""
    take(desk)
    play(desk, calling.call_next(desk, VISIT))
    return play(desk, calling.start(desk, VISIT)).ticket


def opened(desk, user=CLERK):
    play(desk, open_window(desk, user, ()))
    return desk


def cut(desk):
    desk.county.standing = LineFault.CUT
    return desk


def tomorrow(desk):
    """The next morning, the program started anew or not."""
    desk.clock.advance(DAY_MS)
    return desk


def check(desk, name):
    """A light of the opening check, None where there is no such line."""
    found = play(desk, look_at_stores(desk)).checks
    return next((each for each in found if each.id == name), None)


def kinds(desk, count=20):
    """Kinds of the newest operations, newest first."""
    return [each.entry.operation.kind for each in desk.ledger.recent(count)]


def name_of(visit):
    return signed_in(visit).name
