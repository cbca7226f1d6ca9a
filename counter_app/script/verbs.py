"""The verbs of architecture 8: each calls the service that the screen calls."""

from __future__ import annotations

from typing import Any

from counter_app.domain.case import MaterialState, RefusalKind
from counter_app.domain.deciding import Ruling
from counter_app.domain.decision import DecisionKind
from counter_app.domain.flow import Flow
from counter_app.script import answers
from counter_app.script.arguments import Arguments
from counter_app.script.verb import Answer, Verb
from counter_app.script.verb import wait as _wait
from counter_app.script.verbs_blanks import BLANK_VERBS
from counter_app.script.verbs_certificates import CERTIFICATE_VERBS
from counter_app.script.verbs_day import DAY_VERBS
from counter_app.script.verbs_delivery import DELIVERY_VERBS
from counter_app.script.verbs_people import PEOPLE_VERBS
from counter_app.script.verbs_placements import PLACEMENT_VERBS
from counter_app.script.verbs_queue import QUEUE_VERBS
from counter_app.script.verbs_rating import RATING_VERBS
from counter_app.services import (
    decisions,
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
from counter_app.services.tabletop import Done
from counter_app.services.visit import Visit

MOST_HITS = 1_000
MOST_S = 86_400


def _sign_in(desk: Desk, _visit: Visit, given: Arguments) -> Answer:
    visit = _wait(desk, session.sign_in(desk, given.text("user"), given.text("password")))
    user = visit.user
    return visit, {"user": user.name, "roles": list(user.roles)} if user else {}


def _lock(desk: Desk, visit: Visit, _given: Arguments) -> Answer:
    user = visit.user
    locked = _wait(desk, session.lock(desk, visit))
    told: dict[str, Any] = {"user": user.name, "roles": list(user.roles)} if user else {}
    if locked.left_undone is not None:
        told["left_undone"] = answers.error_body(desk.words, locked.left_undone)
    return locked.visit, told


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


def _act(desk: Desk, flow: Flow[Done]) -> Answer:
    result = _wait(desk, flow)
    return result.visit, _wait(desk, answers.done(desk, result))


def _receive(desk: Desk, visit: Visit, _given: Arguments) -> Answer:
    return _act(desk, intake.receive(desk, visit))


def _accept(desk: Desk, visit: Visit, _given: Arguments) -> Answer:
    return _act(desk, intake.accept(desk, visit))


def _decide_now(desk: Desk, visit: Visit, given: Arguments) -> Answer:
    values = given.pairs("values", "name", "text") if given.given("values") else {}
    ruling = Ruling(
        given.choice("ruling", DecisionKind),
        content=given.text("content", ""),
        reason=given.text("reason", ""),
        valid_to=given.day("valid_to"),
        values=tuple(values.items()),
    )
    result = _wait(desk, decisions.decide_on_the_spot(desk, visit, ruling))
    told = _wait(desk, answers.done(desk, result))
    return result.visit, told | answers.decision(result.case)


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
    field, value, reason = given.text("field"), given.text("value"), given.text("reason", "")
    return _act(desk, wayback.amend(desk, visit, field, value, reason))


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
        desk,
        visit,
        given.text("document"),
        given.text("printer", ""),
        given.text("reason", ""),
        by_hand=given.values.get("by_hand") is True,
    )
    return visit, answers.report(desk.words, _wait(desk, flow))


def _sync(desk: Desk, visit: Visit, given: Arguments) -> Answer:
    report = _wait(desk, sync_turn(desk, given.number("timeout_s", 30.0, most=MOST_S)))
    return visit, answers.sync_report(desk.words, report)


def _status(desk: Desk, visit: Visit, _given: Arguments) -> Answer:
    return visit, answers.status(_wait(desk, status.status(desk)))


VERBS: dict[str, Verb] = {
    "sign_in": _sign_in,
    "lock": _lock,
    **DAY_VERBS,
    **PEOPLE_VERBS,
    "find_items": _find_items,
    "open_case": _open_case,
    "resume_draft": _resume_draft,
    "mark_material": _mark_material,
    "outcomes": _outcomes,
    "receive": _receive,
    "accept": _accept,
    "decide_now": _decide_now,
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
    **BLANK_VERBS,
    **CERTIFICATE_VERBS,
    **QUEUE_VERBS,
    **RATING_VERBS,
    **DELIVERY_VERBS,
    **PLACEMENT_VERBS,
}
