"""The verbs of architecture 8: each calls the service that the screen calls."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from counter_app.domain.case import MaterialState, RefusalKind
from counter_app.domain.errors import RuleError
from counter_app.domain.flow import Flow
from counter_app.domain.person import Person
from counter_app.script import answers
from counter_app.script.arguments import Arguments
from counter_app.services import (
    applicants,
    drafts,
    intake,
    printing,
    session,
    slips,
    status,
    wayback,
)
from counter_app.services.desk import Desk
from counter_app.services.sync.flow import sync_turn
from counter_app.services.visit import Visit, leave

T = TypeVar("T")
Answer = tuple[Visit, dict[str, Any]]
Verb = Callable[[Desk, Visit, Arguments], Answer]
MOST_HITS = 1_000
MOST_S = 86_400


def _wait(desk: Desk, flow: Flow[T]) -> T:
    return desk.background.start(flow).result()


def _sign_in(desk: Desk, _visit: Visit, given: Arguments) -> Answer:
    visit = _wait(desk, session.sign_in(desk, given.text("user"), given.text("password")))
    user = visit.user
    return visit, {"user": user.name, "roles": list(user.roles)} if user else {}


def _lock(desk: Desk, visit: Visit, _given: Arguments) -> Answer:
    user = visit.user
    locked = _wait(desk, session.lock(desk, visit))
    return locked, {"user": user.name, "roles": list(user.roles)} if user else {}


def _confirm_clock(_desk: Desk, visit: Visit, _given: Arguments) -> Answer:
    return session.confirm_clock(visit), {}


def _read_card(desk: Desk, visit: Visit, _given: Arguments) -> Answer:
    seated = _wait(desk, applicants.read_card(desk, visit))
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


def _find_items(desk: Desk, visit: Visit, given: Arguments) -> Answer:
    limit = int(given.number("limit", 20, most=MOST_HITS))
    hits = _wait(desk, drafts.find_items(desk, given.text("text"), limit))
    items = [
        {"code": hit.code, "name": hit.name, "department": hit.department, "kind": hit.kind.value}
        for hit in hits
    ]
    return visit, {"items": items}


def _open_case(desk: Desk, visit: Visit, given: Arguments) -> Answer:
    situation = given.text("situation", "") or None
    opened = _wait(desk, drafts.open_case(desk, visit, given.text("item"), situation))
    return opened, answers.draft(opened)


def _resume_draft(desk: Desk, visit: Visit, given: Arguments) -> Answer:
    resumed = _wait(desk, drafts.resume_draft(desk, visit, given.text("draft")))
    return resumed, answers.draft(resumed)


def _mark_material(desk: Desk, visit: Visit, given: Arguments) -> Answer:
    state = given.choice("state", MaterialState)
    until = given.day("until")
    marked = _wait(desk, drafts.mark_material(desk, visit, _which(given), state, until))
    return marked, answers.draft(marked)


def _which(given: Arguments) -> str | tuple[str, ...]:
    if given.values.get("all"):
        return "all"
    if isinstance(given.values.get("material"), list):
        return given.texts("material")
    return given.text("material")


def _outcomes(desk: Desk, visit: Visit, _given: Arguments) -> Answer:
    found = _wait(desk, intake.open_outcomes(desk, visit, online=False))
    return visit, {"outcomes": [answers.outcome(desk.words, each) for each in found]}


def _act(desk: Desk, flow: Flow[intake.Done]) -> Answer:
    result = _wait(desk, flow)
    return result.visit, _wait(desk, answers.done(desk, result))


def _receive(desk: Desk, visit: Visit, _given: Arguments) -> Answer:
    return _act(desk, intake.receive(desk, visit))


def _accept(desk: Desk, visit: Visit, _given: Arguments) -> Answer:
    return _act(desk, intake.accept(desk, visit))


def _correct(desk: Desk, visit: Visit, given: Arguments) -> Answer:
    faults = given.pairs("materials", "id", "reason")
    return _act(desk, intake.correct(desk, visit, faults, given.text("reason", "")))


def _supplement(desk: Desk, visit: Visit, given: Arguments) -> Answer:
    case_no = _case_no(visit, given)
    brought = list(given.pairs("materials", "id", "reason"))
    return _act(desk, wayback.supplement(desk, visit, case_no, brought))


def _refuse(desk: Desk, visit: Visit, given: Arguments) -> Answer:
    kind = given.choice("kind", RefusalKind)
    reason, elsewhere = given.text("reason", ""), given.text("competent_body", "")
    return _act(desk, intake.refuse(desk, visit, kind, reason, elsewhere))


def _amend(desk: Desk, visit: Visit, given: Arguments) -> Answer:
    return _act(desk, wayback.amend(desk, visit, given.text("field"), given.text("value")))


def _withdraw(desk: Desk, visit: Visit, given: Arguments) -> Answer:
    case_no = _case_no(visit, given)
    return _act(desk, wayback.withdraw(desk, visit, case_no, given.text("reason", "")))


def _case_no(visit: Visit, given: Arguments) -> str:
    return given.text("case_no", visit.case.no if visit.case else None)


def _hand_slip(desk: Desk, visit: Visit, given: Arguments) -> Answer:
    situation = given.text("situation", "") or None
    handed = _wait(desk, slips.hand_slip(desk, visit, given.text("item"), situation))
    return handed, {"documents": _wait(desk, answers.papers(desk, handed.documents[-1:]))}


def _consult(desk: Desk, visit: Visit, given: Arguments) -> Answer:
    _wait(desk, slips.serve_consultation(desk, visit, given.text("topic", "")))
    return visit, {}


def _print(desk: Desk, visit: Visit, given: Arguments) -> Answer:
    flow = printing.print_document(
        desk, visit, given.text("document"), given.text("printer", ""), given.text("reason", "")
    )
    return visit, answers.report(desk.words, _wait(desk, flow))


def _sync(desk: Desk, visit: Visit, given: Arguments) -> Answer:
    report = _wait(desk, sync_turn(desk, given.number("timeout_s", 30.0, most=MOST_S)))
    return visit, answers.sync_report(desk.words, report)


def _status(desk: Desk, visit: Visit, _given: Arguments) -> Answer:
    return visit, answers.status(_wait(desk, status.status(desk)))


def _kept(desk: Desk, visit: Visit) -> Visit:
    return _wait(desk, drafts.save_draft(desk, visit))


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


VERBS: dict[str, Verb] = {
    "sign_in": _sign_in,
    "lock": _lock,
    "confirm_clock": _confirm_clock,
    "read_card": _read_card,
    "enter_person": _enter_person,
    "complete_name": _complete_name,
    "leave": _leave,
    "set_phone": _set_phone,
    "set_agent": _set_agent,
    "set_guardian": _set_guardian,
    "set_body": _set_body,
    "find_items": _find_items,
    "open_case": _open_case,
    "resume_draft": _resume_draft,
    "mark_material": _mark_material,
    "outcomes": _outcomes,
    "receive": _receive,
    "accept": _accept,
    "correct": _correct,
    "supplement": _supplement,
    "refuse": _refuse,
    "amend": _amend,
    "withdraw": _withdraw,
    "hand_slip": _hand_slip,
    "consult": _consult,
    "print": _print,
    "sync": _sync,
    "status": _status,
}
