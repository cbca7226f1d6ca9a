"""Verbs for pre-printed forms on this window's printer: ruler, trial, offsets in mm (F-E2)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from counter_app.domain.errors import RuleError
from counter_app.domain.flow import Flow
from counter_app.domain.placement import Placement, placement_from_crosses
from counter_app.domain.printing import PrintOutcome
from counter_app.script import answers
from counter_app.script.arguments import Arguments
from counter_app.script.verb import Answer, Verb, wait
from counter_app.services import placements
from counter_app.services.desk import Desk
from counter_app.services.placements import FormPlacement
from counter_app.services.visit import Visit, signed_in

_PAIR, _EDGES = 2, 4
_MOST_MM = 10_000


def _forms(desk: Desk, visit: Visit, _given: Arguments) -> Answer:
    signed_in(visit)
    found = wait(desk, placements.form_placements(desk))
    return visit, {"placements": [answers.placement(each) for each in found]}


def _set(desk: Desk, visit: Visit, given: Arguments) -> Answer:
    signed_in(visit)
    now = _of_type(desk, given.text("type"))
    flow = placements.set_placement(desk, visit, now.paper.type_code, _wished(given, now))
    return visit, answers.placement(wait(desk, flow))


def _wished(given: Arguments, now: FormPlacement) -> Placement:
    if given.given("measured"):
        left, top, right, bottom = (_whole(each, 10) for each in _numbers(given, "measured"))
        return placement_from_crosses(*now.paper.size_mm, (left, top, right, bottom))
    if not given.given("offset_mm", "scale"):
        raise RuleError("argument_missing", verb=given.verb, name="offset_mm")
    wished = now.placement
    if given.given("offset_mm"):
        x, y = (_whole(each, 10) for each in _numbers(given, "offset_mm", _PAIR))
        wished = replace(wished, offset_x=x, offset_y=y)
    if given.given("scale"):
        x, y = (_whole(each, 1000) for each in _numbers(given, "scale", _PAIR))
        wished = replace(wished, scale_x=x, scale_y=y)
    return wished


def _numbers(given: Arguments, name: str, count: int = _EDGES) -> list[float]:
    values = given.list(name)
    fine = all(type(each) in (int, float) and abs(each) < _MOST_MM for each in values)
    if len(values) != count or not fine:
        raise RuleError("argument_wrong", name=name)
    return values


def _whole(value: float, times: int) -> int:
    return round(value * times)


def _of_type(desk: Desk, type_code: str) -> FormPlacement:
    for each in wait(desk, placements.form_placements(desk)):
        if each.paper.type_code == type_code:
            return each
    raise RuleError("certificate_type_unknown", type=type_code)


def _print(step: Callable[..., Flow[PrintOutcome]]) -> Verb:
    def verb(desk: Desk, visit: Visit, given: Arguments) -> Answer:
        plain = given.values.get("plain_loaded") is True
        outcome = wait(desk, step(desk, visit, given.text("type"), plain_loaded=plain))
        told: dict[str, Any] = {"state": outcome.state, "printed": outcome.printed}
        return visit, told | {"error": answers.trouble(desk.words, outcome.error)}

    return verb


def _seen(desk: Desk, visit: Visit, given: Arguments) -> Answer:
    flow = placements.confirm_trial(desk, visit, given.text("type"))
    return visit, answers.placement(wait(desk, flow))


PLACEMENT_VERBS: dict[str, Verb] = {
    "placements": _forms,
    "set_placement": _set,
    "print_ruler": _print(placements.print_ruler),
    "print_trial": _print(placements.print_trial),
    "confirm_trial": _seen,
}
