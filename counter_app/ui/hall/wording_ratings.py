"""What became of a bad rating so far, line by line; no Qt."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from counter_app.domain import localtime
from counter_app.domain.rating_desk import TicketSeen
from counter_app.domain.rating_ticket import RatingTicket
from counter_app.ui.days import say_date
from counter_app.words import Words


class Course:
    """Says tickets: ``names`` are what users are called, ``today`` decides whether a year is said."""

    def __init__(self, words: Words, names: Mapping[str, str], today: date) -> None:
        self._words, self._names, self._today = words, names, today

    def lines(self, seen: TicketSeen) -> tuple[str, ...]:
        """Return what was rated, and each step in its order."""
        return (*self._rated(seen), *self._steps(seen.ticket))

    def person(self, user: str) -> str:
        """What a user is called, by his sign-in name where this window does not know him."""
        return self._names.get(user, user)

    def tags(self, seen: TicketSeen) -> str:
        """The tags in words."""
        said = (self._words.say(f"rating.tag.{each}") for each in seen.tags)
        return self._words.say("ui.ratings.comma").join(said)

    def _rated(self, seen: TicketSeen) -> Iterator[str]:
        say = self._words.say
        case = seen.case_no or say("ui.ratings.nameless")
        yield say(
            "ui.ratings.course.rated",
            at=self._time(seen.given_ms),
            level=f"@rating.level.{seen.level.value}",
            case=case,
            clerk=self.person(seen.clerk) or say("ui.ratings.not_known"),
        )
        if seen.tags:
            yield say("ui.ratings.course.tags", tags=self.tags(seen))
        if seen.text:
            yield say("ui.ratings.course.text", text=" ".join(seen.text.splitlines()))
        if not seen.here:
            yield say("ui.ratings.course.on_its_way")
        yield say(f"ui.ratings.course.{'contact' if seen.contact else 'no_contact'}")

    def _steps(self, ticket: RatingTicket) -> Iterator[str]:
        say = self._words.say
        if ticket.assigned_ms is not None:
            at, owner = self._time(ticket.assigned_ms), self.person(ticket.owner)
            yield say("ui.ratings.course.assigned", at=at, owner=owner)
        for each in ticket.calls:
            line = say(
                "ui.ratings.course.called",
                at=self._time(each.at_ms),
                by=self.person(each.by),
                result=f"@rating.call.{each.result.value}",
            )
            yield self._with(line, each.note)
        if ticket.appeal:
            yield say("ui.ratings.course.appealed", reason=ticket.appeal)
        yield from self._judged(ticket)
        if ticket.fixed_on is not None:
            yield say(
                "ui.ratings.course.fixed",
                day=self._day(ticket.fixed_on),
                by=self.person(ticket.fixed_by),
                done=ticket.done,
                reply=ticket.reply,
            )
        if ticket.closed_ms is not None:
            at, by = self._time(ticket.closed_ms), self.person(ticket.closed_by)
            yield say("ui.ratings.course.closed", at=at, by=by)

    def _judged(self, ticket: RatingTicket) -> Iterator[str]:
        say = self._words.say
        if ticket.verdict is None:
            return
        yield say(
            "ui.ratings.course.judged",
            by=self.person(ticket.judges[-1]),
            verdict=f"@rating.verdict.{ticket.verdict.value}",
            grounds=ticket.grounds,
        )
        if ticket.fix_by is not None:
            day = self._day(ticket.fix_by)
            yield say("ui.ratings.course.fix_by", day=day, days=ticket.fix_days)
        if ticket.again:
            yield say("ui.ratings.course.again")

    def _with(self, line: str, note: str) -> str:
        return self._words.say("ui.ratings.course.note", line=line, note=note) if note else line

    def _day(self, day: date) -> str:
        return say_date(self._words, day, self._today)

    def _time(self, at_ms: int) -> str:
        return f"{self._day(localtime.day(at_ms))} {localtime.at(at_ms):%H:%M}"
