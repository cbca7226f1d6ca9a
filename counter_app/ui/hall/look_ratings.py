"""What the view of 好差评 shows: texts and frozen rows; no Qt, no rules."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from counter_app.domain.figures import Figure
from counter_app.domain.rating import LEVELS
from counter_app.domain.rating_desk import TicketSeen
from counter_app.domain.rating_figures import CLERK_LEAST, ClerkRatings, rating_figures
from counter_app.domain.rating_ticket import Stage
from counter_app.services.rating_desk import RatingBook
from counter_app.ui.board import Focus
from counter_app.ui.days import say_date
from counter_app.ui.hall.figure_words import NONE, say_share
from counter_app.ui.hall.looks import CardLook
from counter_app.ui.hall.state_ratings import FIELDS, FORMS, PERIOD, TABLES, RatingsState
from counter_app.ui.hall.wording_ratings import Course
from counter_app.ui.looks import FieldLook
from counter_app.words import Words

_STAGES = tuple(Stage)


@dataclass(frozen=True, slots=True)
class TicketRow:
    """A ticket in words; ``stage_at``, ``age_days``, ``due_on`` and ``level_at`` are what it sorts by."""

    rating: str
    state: str
    kind: str
    stage_at: int
    age: str
    age_days: int
    due: str
    due_kind: str
    due_on: date
    owner: str
    item: str
    level: str
    level_at: int
    tags: str


@dataclass(frozen=True, slots=True)
class ClerkRow:
    """A clerk: his four shares with their numbers, or why none are told; ``orders`` sort them."""

    name: str
    shares: tuple[str, ...]
    orders: tuple[float, ...]
    why: str


@dataclass(frozen=True, slots=True)
class RatingsLook:
    """The whole page; ``form`` empty: no act is typed, ``asks`` are the fields of the one that is."""

    facts: str = ""
    cards: tuple[CardLook, ...] = ()
    apart: str = ""
    tabs: tuple[str, ...] = ()
    tab: int = 0
    tickets: tuple[TicketRow, ...] = ()
    clerks: tuple[ClerkRow, ...] = ()
    empty: str = ""
    note: str = ""
    chosen: str = ""
    course: tuple[str, ...] = ()
    form: str = ""
    asks: tuple[str, ...] = ()
    fields: Mapping[str, FieldLook] = field(default_factory=dict)
    focus: Focus = field(default_factory=lambda: Focus("table"))


def look(words: Words, state: RatingsState) -> RatingsLook:
    """Return what a state looks like."""
    fields = {name: _field(words, state, name) for name in (PERIOD, *FIELDS)}
    tab, book = TABLES.index(state.table), state.book
    if book is None:
        return RatingsLook(tab=tab, empty=_empty(words, state), fields=fields, focus=state.focus)
    course, ticket = Course(words, book.names, book.tickets.today), state.ticket()
    form = state.form
    return RatingsLook(
        _facts(words, book),
        _cards(words, book),
        _apart(words, book),
        tuple(words.say(f"ui.ratings.table.{each}", count=_count(book, each)) for each in TABLES),
        tab,
        tuple(_ticket(words, course, each, book.tickets.today) for each in book.tickets.tickets),
        tuple(_clerk(words, course, each) for each in book.view.clerks),
        words.say(f"ui.ratings.empty.{state.table}"),
        words.say("ui.ratings.clerks_note", least=CLERK_LEAST) if state.table == "clerks" else "",
        state.chosen,
        course.lines(ticket) if ticket is not None and state.opened else (),
        "" if form is None else words.say(f"ui.ratings.form.{form}"),
        () if form is None else FORMS[form],
        fields,
        state.focus,
    )


def _facts(words: Words, book: RatingBook) -> str:
    view = book.view
    return words.say(
        "ui.ratings.facts",
        first=view.first.isoformat(),
        last=view.last.isoformat(),
        real=view.counts.real,
        bad=view.counts.bad,
    )


def _cards(words: Words, book: RatingBook) -> tuple[CardLook, ...]:
    return tuple(_card(words, each) for each in rating_figures(book.view.counts))


def _card(words: Words, figure: Figure) -> CardLook:
    name, said = figure.definition, say_share(words, figure)
    note = said.note
    if not said.known:
        note = words.say(
            "ui.ratings.none",
            why=note,
            note=words.say(
                f"figure.definition.{name}",
                numerator=figure.numerator,
                denominator=figure.denominator,
            ),
        )
    unit = words.say("ui.ratings.percent") if said.known else ""
    return CardLook(name, words.say(f"ui.ratings.card.{name}"), said.value, unit, note, said.known)


def _apart(words: Words, book: RatingBook) -> str:
    counts = book.view.counts
    return words.say(
        "ui.ratings.apart",
        defaults=counts.defaults,
        excluded=counts.excluded,
        again=counts.again,
    )


def _count(book: RatingBook, table: str) -> int:
    return len(book.tickets.tickets) if table == "tickets" else len(book.view.clerks)


def _ticket(words: Words, course: Course, seen: TicketSeen, today: date) -> TicketRow:
    ticket, age = seen.ticket, seen.age_days(today)
    state = words.say(f"rating.stage.{ticket.stage.value}")
    if seen.late:
        state = words.say(f"ui.ratings.late.{seen.late}", state=state)
    due = ticket.fix_by
    return TicketRow(
        seen.rating,
        state,
        _kind(seen),
        _STAGES.index(ticket.stage),
        words.say("ui.ratings.days", count=age),
        age,
        NONE if due is None else say_date(words, due, today),
        "danger" if seen.late == "fix" else "",
        due or date.max,
        course.person(ticket.owner),
        seen.item or words.say("ui.ratings.on_its_way"),
        words.say(f"rating.level.{seen.level.value}"),
        LEVELS.index(seen.level),
        course.tags(seen),
    )


def _kind(seen: TicketSeen) -> str:
    if seen.late:
        return "danger"
    if seen.ticket.stage is Stage.CLOSED:
        return "good"
    return "warning" if seen.ticket.stage in (Stage.OPEN, Stage.APPEALED) else "note"


def _clerk(words: Words, course: Course, rated: ClerkRatings) -> ClerkRow:
    name = course.person(rated.clerk)
    if rated.counts is None:
        why = words.say("ui.ratings.too_few", least=CLERK_LEAST)
        return ClerkRow(name, (NONE,) * 4, (-1.0,) * 4, why)
    figures = rating_figures(rated.counts)
    orders = tuple(-1.0 if each.value is None else float(each.value) for each in figures)
    return ClerkRow(name, tuple(_share(words, each) for each in figures), orders, "")


def _share(words: Words, figure: Figure) -> str:
    said = say_share(words, figure)
    if not said.known:
        return NONE
    return words.say(
        "ui.ratings.share",
        value=said.value,
        numerator=figure.numerator,
        denominator=figure.denominator,
    )


def _empty(words: Words, state: RatingsState) -> str:
    if state.trouble[0]:
        return "\n".join(state.trouble)
    return words.say("ui.ratings.looking")


def _field(words: Words, state: RatingsState, name: str) -> FieldLook:
    shown = name == PERIOD or (state.form is not None and name in FORMS[state.form])
    hint = f"ui.ratings.hint.{name}"
    told = words.say(hint) if words.knows(hint) else ""
    return FieldLook(state.text(name), told, state.errors.get(name, ""), shown=shown)
