"""Who stands at the counter: card, typed person, agent, guardian, body, phone (F-D1, F-D2)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from counter_app.domain import localtime
from counter_app.domain.body import Body, make_body
from counter_app.domain.case import Agent, Application, Guardian
from counter_app.domain.errors import RuleError
from counter_app.domain.flow import Flow, Hop
from counter_app.domain.item import Item
from counter_app.domain.masking import check_phone
from counter_app.domain.person import Person, complete_name, is_expired, is_same_person
from counter_app.domain.records import CardRead
from counter_app.domain.typed_person import enter_person
from counter_app.services.desk import Desk, configured
from counter_app.services.visit import Visit, leave, signed_in


def read_card(desk: Desk, visit: Visit) -> Flow[Visit]:
    """
    Read a card and seat its holder; with a body on the table the holder is its agent (F-D2).

    Raises:
        DeviceError: whatever the reader says
        RuleError: the card's number fails its checksum

    """
    person = yield from take_card(desk, visit)
    return seat(visit, person)


def take_card(desk: Desk, visit: Visit) -> Flow[Person]:
    """
    Read a card and leave it open what its holder is here.

    A screen stays usable while it waits, so who the card seats is settled when it has come.

    Raises:
        DeviceError: whatever the reader says
        RuleError: the card's number fails its checksum

    """
    signed_in(visit)
    reader = configured(desk.reader, "reader")
    wait_s = float(desk.settings.rules.card_wait_s)
    read: CardRead = yield Hop("reader", lambda: reader.read_card(wait_s))
    return read.person


def typed(fields: Mapping[str, str]) -> Person:
    """Return a person from typed fields; errors as ``domain.typed_person.enter_person``."""
    return enter_person(**fields)


def type_person(visit: Visit, fields: Mapping[str, str], phone: str = "") -> Visit:
    """
    Seat a person whose papers were typed in; they are marked as typed.

    Raises:
        RuleError: a field is missing or a number fails its checks

    """
    signed_in(visit)
    seated = seat(visit, typed(fields))
    return leave_phone(seated, phone) if phone else seated


def seat(visit: Visit, person: Person) -> Visit:
    """
    Return the visit with ``person`` as applicant, or as agent of the body on the table.

    Somebody else after a case was recorded is the next visitor: he brings nothing of the one
    before, neither agent nor phone.
    """
    known = at_counter(visit)
    same = known is not None and is_same_person(known, person)
    if visit.case is not None and not same:
        visit = leave(visit)
    if visit.body is None:
        return _applied(replace(visit, person=person))
    return set_agent(visit, person, visit.agent.scope if visit.agent and same else "")


def at_counter(visit: Visit) -> Person | None:
    """Return who sits there: the applicant, or whoever came for the body."""
    if visit.body is not None:
        return visit.agent.person if visit.agent else None
    return visit.person


def warnings(desk: Desk, person: Person) -> tuple[str, ...]:
    """
    Return what the clerk should know of a person before going on; none of it stops the case.

    ``card_expired`` by the PC's day, and the flags of ``Person``.
    """
    today = localtime.day(desk.clock.read().wall_ms)
    expired = ("card_expired",) if is_expired(person, today) else ()
    return (*expired, *person.flags)


def correct_name(visit: Visit, name: str, reason: str) -> Visit:
    """
    Complete a name that the chip holds cut off; the chip's own text is kept.

    Raises:
        RuleError: nobody was read, the name does not begin as the chip's, or no reason

    """
    person = at_counter(visit)
    if person is None:
        raise RuleError("applicant_missing")
    whole = complete_name(person, name, reason)
    if visit.agent is not None and visit.body is not None:
        return _applied(replace(visit, agent=replace(visit.agent, person=whole)))
    return _applied(replace(visit, person=whole))


def set_agent(visit: Visit, person: Person, scope: str) -> Visit:
    """Let ``person`` act for the applicant within ``scope`` (licence law art. 29)."""
    signed_in(visit)
    return _applied(replace(visit, agent=Agent(person, scope)))


def set_guardian(visit: Visit, person: Person, relation: str) -> Visit:
    """Let ``person`` stand for an applicant under 14."""
    signed_in(visit)
    return _applied(replace(visit, guardian=Guardian(person, relation)))


def set_body(visit: Visit, credit_code: str, name: str) -> Visit:
    """
    Make a body the applicant; a person already seated becomes its agent.

    Raises:
        RuleError: the credit code fails its check (GB 32100-2015) or the name is empty

    """
    signed_in(visit)
    body: Body = make_body(credit_code, name)
    agent = visit.agent
    if agent is None and visit.person is not None:
        agent = Agent(visit.person, "")
    return _applied(replace(visit, body=body, person=None, agent=agent))


def leave_phone(visit: Visit, phone: str) -> Visit:
    """
    Note the phone that is left; empty means none (无电话).

    Raises:
        RuleError: ``phone_wrong``

    """
    signed_in(visit)
    return _applied(replace(visit, phone=check_phone(phone) if phone else ""))


def as_applied(visit: Visit, application: Application, item: Item) -> Application:
    """Return ``application`` with who is at the counter, no more of each card than the item asks."""
    agent, guardian = visit.agent, visit.guardian
    return replace(
        application,
        person=_minimal(visit.person, item),
        body=visit.body,
        agent=None if agent is None else replace(agent, person=_needed(agent.person, item)),
        guardian=None
        if guardian is None
        else replace(guardian, person=_needed(guardian.person, item)),
        phone=visit.phone,
    )


def _applied(visit: Visit) -> Visit:
    draft = visit.draft
    if draft is None or visit.case is not None:
        return visit
    application = as_applied(visit, draft.application, draft.item)
    return replace(visit, draft=replace(draft, application=application))


def _minimal(person: Person | None, item: Item) -> Person | None:
    return None if person is None else _needed(person, item)


def _needed(person: Person, item: Item) -> Person:
    kept = person
    if "address" not in item.person_fields:
        kept = replace(kept, address=None, newest_address=None)
    if "ethnicity" not in item.person_fields:
        kept = replace(kept, ethnicity=None)
    return replace(kept, sam_id=None)
