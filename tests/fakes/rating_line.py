"""The county's ratings over a line that can fail: the same rules and the same folds as the server."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from functools import cached_property

from counter_app.domain import localtime
from counter_app.domain.calendar import Calendar
from counter_app.domain.errors import RuleError
from counter_app.domain.operation import Entry, Moment
from counter_app.domain.rating import LEVELS, subject_of_rating
from counter_app.domain.rating_desk import TicketList, is_listed, seen
from counter_app.domain.rating_figures import RatingCounts, RatingView
from counter_app.domain.rating_operation import (
    RatingAssigned,
    RatingCalled,
    RatingConfirmed,
    RatingFixed,
    RatingJudged,
)
from counter_app.domain.rating_rule import (
    FIX_DAYS,
    SUPERVISOR,
    RatedHand,
    check_words,
    fix_by,
    require_hand,
)
from counter_app.domain.rating_ticket import fold_rating
from tests.fakes.calendars import YEAR_2026


class FakeRatings:
    """``roles`` by user; ``kept`` are ``RatedAt`` by id, ``clerks`` what is told of clerks."""

    def __init__(self, clock, hall):
        self.clock, self.hall = clock, hall
        self.roles, self.kept, self.clerks = {}, {}, ()

    def keep(self, at):
        self.kept[at.rated.id] = at

    def figures(self, first, last, by):
        self._supervisor(by)
        levels = Counter(each.rated.given.level for each in self.kept.values())
        counts = RatingCounts(sum(levels.values()), tuple(levels[each] for each in LEVELS))
        return RatingView(self.hall, first, last, self._today(), counts, self.clerks)

    def tickets(self, wish):
        self._supervisor(wish.by)
        there = (each for each in self.kept.values() if each.clerk != wish.by)
        listed = [each for each in there if is_listed(each, self.hall, wish)]
        return TicketList(self._today(), tuple(seen(each, self._today()) for each in listed))

    def act(self, rating, act, wish):
        self._supervisor(wish.by)
        at = self.kept.get(rating)
        if at is None or at.hall != self.hall or at.rated.ticket is None:
            raise RuleError("rating_unknown")
        did = getattr(self, f"_{act}")(at, wish)
        hand = RatedHand(wish.by, self.roles[wish.by], at.clerk, at.contact)
        require_hand(hand, at.rated.ticket, did)
        moment = Moment(self.clock.read().wall_ms, 0, "county", "county")
        entry = Entry(did, moment, wish.by, "desk", subject_of_rating(rating))
        self.kept[rating] = replace(at, rated=fold_rating(at.rated, entry))
        return seen(self.kept[rating], self._today())

    def _assign(self, at, wish):
        if wish.owner not in self.roles:
            raise RuleError("user_unknown", user=wish.owner)
        return RatingAssigned(at.rated.id, wish.owner)

    def _call(self, at, wish):
        if wish.note:
            check_words(note=wish.note)
        return RatingCalled(at.rated.id, wish.result, wish.note.strip())

    def _verdict(self, at, wish):
        check_words(grounds=wish.grounds)
        days = FIX_DAYS if wish.days is None else wish.days
        until = fix_by(wish.verdict, self._today(), days, Calendar.from_tables((YEAR_2026,), ""))
        grounds, rating = wish.grounds.strip(), at.rated.id
        return RatingJudged(rating, wish.verdict, grounds, self._today(), days, until, wish.again)

    def _fix(self, at, wish):
        check_words(done=wish.done, reply=wish.reply)
        return RatingFixed(at.rated.id, wish.done.strip(), wish.reply.strip(), self._today())

    def _confirm(self, at, wish):
        if wish.note:
            check_words(note=wish.note)
        return RatingConfirmed(at.rated.id, wish.note.strip())

    def _supervisor(self, user):
        if SUPERVISOR not in self.roles.get(user, ()):
            raise RuleError("rating_role")

    def _today(self):
        return localtime.day(self.clock.read().wall_ms)


class RatingsSide:
    """A County's side of ratings: ``_meet`` lets its line fail."""

    @cached_property
    def ratings(self):
        return FakeRatings(self.clock, self.window.hall)

    def rating_figures(self, first, last, by):
        return self._meet("ratings", lambda: self.ratings.figures(first, last, by))

    def rating_tickets(self, wish):
        return self._meet("ratings tickets", lambda: self.ratings.tickets(wish))

    def act_on_rating(self, rating, act, wish):
        return self._meet(f"ratings {act}", lambda: self.ratings.act(rating, act, wish))
