"""The verbs about who sits at the counter: card, typed papers, agent, guardian, body."""

from __future__ import annotations

from typing import Any

from counter_app.domain.errors import RuleError
from counter_app.domain.person import Person
from counter_app.script.arguments import Arguments
from counter_app.script.verb import Answer, Verb, wait
from counter_app.services import applicants, drafts
from counter_app.services.desk import Desk
from counter_app.services.visit import Visit, leave


def _read_card(desk: Desk, visit: Visit, _given: Arguments) -> Answer:
    seated = wait(desk, applicants.read_card(desk, visit))
    return _kept(desk, seated), _person(desk, seated)


def _enter_person(desk: Desk, visit: Visit, given: Arguments) -> Answer:
    fields = given.person(given.given("person", "fields"))
    phone = fields.pop("phone", "") or given.text("phone", "")
    seated = applicants.type_person(visit, fields, phone)
    return _kept(desk, seated), _person(desk, seated)


def _complete_name(desk: Desk, visit: Visit, given: Arguments) -> Answer:
    named = applicants.correct_name(visit, given.text("name"), given.text("reason", ""))
    return _kept(desk, named), _person(desk, named)


def _leave(_desk: Desk, visit: Visit, _given: Arguments) -> Answer:
    return leave(visit), {}


def _set_phone(desk: Desk, visit: Visit, given: Arguments) -> Answer:
    left = applicants.leave_phone(visit, given.text("phone", ""))
    return _kept(desk, left), {"phone": left.phone}


def _set_agent(desk: Desk, visit: Visit, given: Arguments) -> Answer:
    person = _given_person(visit, given)
    named = applicants.set_agent(visit, person, given.text("scope", ""))
    answer = {"agent": {"person": person.to_plain(), "scope": given.text("scope", "")}}
    return _kept(desk, named), answer


def _set_guardian(desk: Desk, visit: Visit, given: Arguments) -> Answer:
    person = _given_person(visit, given)
    named = applicants.set_guardian(visit, person, given.text("relation", ""))
    answer = {"guardian": {"person": person.to_plain(), "relation": given.text("relation", "")}}
    return _kept(desk, named), answer


def _set_body(desk: Desk, visit: Visit, given: Arguments) -> Answer:
    named = applicants.set_body(visit, given.text("credit_code"), given.text("name"))
    body = named.body
    answer = {"body": {"credit_code": body.credit_code, "name": body.name}} if body else {}
    return _kept(desk, named), answer


def _kept(desk: Desk, visit: Visit) -> Visit:
    return wait(desk, drafts.save_draft(desk, visit))


def _person(desk: Desk, visit: Visit) -> dict[str, Any]:
    person = _sitting(visit)
    return {
        "person": person.to_plain(),
        "warnings": [
            {"code": each, "what": desk.words.say(f"person.{each}")}
            for each in applicants.warnings(desk, person)
        ],
    }


def _given_person(visit: Visit, given: Arguments) -> Person:
    """Return the person named on the line by typed fields, else the one last read."""
    if given.given("person"):
        return applicants.typed(given.person("person"))
    return _sitting(visit)


def _sitting(visit: Visit) -> Person:
    person = applicants.at_counter(visit)
    if person is None:
        raise RuleError("applicant_missing")
    return person


PEOPLE_VERBS: dict[str, Verb] = {
    "read_card": _read_card,
    "enter_person": _enter_person,
    "complete_name": _complete_name,
    "leave": _leave,
    "set_phone": _set_phone,
    "set_agent": _set_agent,
    "set_guardian": _set_guardian,
    "set_body": _set_body,
}
