"""The verbs of the certificate window: lists, issue, what came out, hand-over, figures."""

from __future__ import annotations

from typing import Any

from counter_app.domain.certificate import Certificate
from counter_app.domain.errors import RuleError
from counter_app.domain.masking import mask_name
from counter_app.domain.offline import NEEDS_LINE
from counter_app.domain.person import Person
from counter_app.script import answers
from counter_app.script.arguments import Arguments
from counter_app.script.verb import Answer, Verb, wait
from counter_app.services import (
    applicants,
    certificate_answers,
    certificate_counts,
    certificate_doubles,
    certificate_issue,
    certificates,
    handover,
    print_answers,
)
from counter_app.services.certificate_counts import Count
from counter_app.services.certificate_issue import Order
from counter_app.services.certificates import Line
from counter_app.services.confirmation import Manner
from counter_app.services.desk import Desk, on_store
from counter_app.services.handover import HandOver
from counter_app.services.paper_handover import Relation
from counter_app.services.papertime import paper_time
from counter_app.services.print_answers import PrintFate
from counter_app.services.visit import Visit

SERIAL_MOST = 10**12


def _certificates(desk: Desk, visit: Visit, _given: Arguments) -> Answer:
    lines = wait(desk, certificates.certificate_lines(desk, visit))
    needs = {each: desk.words.say(f"line_needed.{each}") for each in NEEDS_LINE}
    return visit, {"certificates": [_line(each) for each in lines], "needs_line": needs}


def _line(found: Line) -> dict[str, Any]:
    return {
        "group": found.group.value,
        "case_no": found.case_no,
        "item": found.item,
        "holder_masked": mask_name(found.holder),
        "certificate": found.certificate,
        "name": found.name,
        "certificate_no": found.number,
        "series": found.series,
        "blank_no": found.serial or None,
        "job": found.job or None,
        "state": found.job_state or None,
        "prints": found.prints,
        "deliver_by": answers.iso(found.deliver_by),
        "why": found.why,
    }


def _issue(desk: Desk, visit: Visit, given: Arguments) -> Answer:
    order = Order(
        case_no=given.text("case_no"),
        certificate=given.text("certificate", ""),
        serial=_serial(given, "blank_no"),
        skip=given.values.get("skip") is True,
        reason=given.text("reason", ""),
        by_hand=given.values.get("by_hand") is True,
    )
    done = wait(desk, certificate_issue.issue_certificate(desk, visit, order))
    told = {
        **_certificate(done.certificate),
        "job": done.job,
        "state": done.state,
        "error": answers.trouble(desk.words, done.trouble),
        "warning": answers.trouble(desk.words, done.warning),
    }
    return visit, told


def _confirm(desk: Desk, visit: Visit, given: Arguments) -> Answer:
    said = print_answers.Answer(
        given.text("job"),
        given.choice("outcome", PrintFate),
        given.text("last3", ""),
        _serial(given, "blank_no"),
        given.text("reason", ""),
    )
    done = wait(desk, certificate_answers.confirm_print(desk, visit, said))
    told: dict[str, Any] = {"job": done.job, "state": done.state, "document": done.document}
    if done.certificate is not None:
        told |= _certificate(done.certificate)
        told["certificate_state"] = done.certificate.state.value
    if done.declare_lost is not None:
        series, serial = done.declare_lost
        told["declare_lost"] = {"series": series, "blank_no": serial}
    return visit, told


def _certificate(found: Certificate) -> dict[str, Any]:
    return {
        "certificate": found.grant.id,
        "certificate_no": found.number,
        "identifier": found.identifier,
        "series": found.sheet.series if found.sheet else "",
        "blank_no": found.sheet.serial if found.sheet else None,
        "prints": found.prints,
    }


def _void_doubled(desk: Desk, visit: Visit, given: Arguments) -> Answer:
    which = given.text("case_no"), given.text("certificate")
    reason = given.text("reason", "")
    sheet = wait(desk, certificate_doubles.void_doubled(desk, visit, *which, reason))
    return visit, {"series": sheet.series, "blank_no": sheet.serial}


def _hand_over(desk: Desk, visit: Visit, given: Arguments) -> Answer:
    strokes = given.strokes("strokes")
    manner: Manner = "touch" if strokes else "fingerprint"
    named = given.texts("certificates") if given.given("certificates") else ()
    handed = HandOver(
        case_no=given.text("case_no"),
        collector=_collector(visit, given),
        relation=given.choice("relation", Relation),
        authorisation=given.text("authorisation", ""),
        typed_reason=given.text("reason", ""),
        certificates=named,
        manner=manner,
        strokes=strokes,
        witness=given.text("witness", ""),
    )
    done = wait(desk, handover.hand_over(desk, visit, handed))
    return done.visit, wait(desk, answers.done(desk, done))


def _collector(visit: Visit, given: Arguments) -> Person:
    """Return who is named on the line by typed fields, else who was last read."""
    if given.given("collector"):
        return applicants.typed(given.person("collector"))
    person = applicants.at_counter(visit)
    if person is None:
        raise RuleError("collector_missing")
    return person


def _figures(desk: Desk, visit: Visit, given: Arguments) -> Answer:
    day = given.day("day") or wait(desk, on_store(lambda: paper_time(desk, confirmed=True).day))
    found = wait(desk, certificate_counts.counts(desk, visit, day))
    ledger = wait(desk, certificate_counts.day_ledger(desk, visit, day))
    movements = [
        {
            "act": each.act,
            "case_no": each.case_no,
            "certificate_no": each.number,
            "series": each.series,
            "blank_no": each.serial or None,
            "by": each.by,
            "reason": each.reason,
        }
        for each in ledger
    ]
    told = {"window": found.window, "day": _count(found.day), "year": _count(found.year)}
    return visit, {**told, "movements": movements}


def _count(found: Count) -> dict[str, int]:
    return {
        "issued": found.issued,
        "void_sheets": found.void_sheets,
        "handed_over": found.handed_over,
    }


def _serial(given: Arguments, name: str) -> int | None:
    return int(given.number(name, 0, most=SERIAL_MOST)) if given.given(name) else None


CERTIFICATE_VERBS: dict[str, Verb] = {
    "certificates": _certificates,
    "issue_certificate": _issue,
    "confirm_print": _confirm,
    "void_doubled": _void_doubled,
    "hand_over": _hand_over,
    "certificate_figures": _figures,
}
