"""
``device ruler`` and ``device calibrate``: pre-printed forms put right by a technician.

What is set is signed with the name of this computer's user. The window must be closed meanwhile; the
device room does the same while it is open.
"""

from __future__ import annotations

import argparse
import getpass
from collections.abc import Callable
from dataclasses import replace
from typing import Any, TypeVar

from counter_app.commands.output import complain, error_body, say, say_json
from counter_app.commands.profile import profile_of, settings_of
from counter_app.domain.errors import CounterError, RuleError
from counter_app.domain.flow import Flow
from counter_app.domain.placement import Placement, placement_from_crosses
from counter_app.domain.printing import PrintOutcome
from counter_app.script import answers
from counter_app.services import placements
from counter_app.services.desk import Desk
from counter_app.services.placements import FormPlacement
from counter_app.services.visit import User, Visit
from counter_app.wiring import open_desk
from counter_app.words import Words

T = TypeVar("T")
Answers = list[dict[str, Any]]


def run(options: argparse.Namespace, words: Words) -> int:
    """Do what ``options.action`` names; 1 when it is refused or nothing came out."""
    act = _ruler if options.action == "ruler" else _calibrate
    try:
        answers, fine = _at_desk(options, act)
    except CounterError as error:
        if options.json:
            say_json({"error": error_body(words, error)})
        else:
            complain(words, error)
        return 1
    for answer in answers:
        if options.json:
            say_json(answer)
        else:
            say(" ".join(f"{name}={value}" for name, value in answer.items()))
    return 0 if fine else 1


def _at_desk(
    options: argparse.Namespace,
    act: Callable[[Desk, Visit, argparse.Namespace], tuple[Answers, bool]],
) -> tuple[Answers, bool]:
    name = getpass.getuser()
    with open_desk(profile_of(options), settings_of(options)) as desk:
        return act(desk, Visit(User(name, name, ())), options)


def _ruler(desk: Desk, visit: Visit, options: argparse.Namespace) -> tuple[Answers, bool]:
    draw = placements.print_trial if options.trial else placements.print_ruler
    outcome: PrintOutcome = _play(
        desk, draw(desk, visit, options.type, plain_loaded=options.plain_loaded)
    )
    answer: dict[str, Any] = {"state": outcome.state, "printed": outcome.printed}
    if outcome.error is not None:
        answer["error"] = error_body(desk.words, outcome.error.error())
    return [answer], outcome.state in ("device_done", "sent")


def _calibrate(desk: Desk, visit: Visit, options: argparse.Namespace) -> tuple[Answers, bool]:
    if not options.type:
        found = _play(desk, placements.form_placements(desk))
        return [answers.placement(each) for each in found], True
    now = _of_type(desk, options.type)
    wished = _wished(options, now)
    if wished is not None:
        now = _play(desk, placements.set_placement(desk, visit, options.type, wished))
    if options.seen:
        now = _play(desk, placements.confirm_trial(desk, visit, options.type))
    return [answers.placement(now)], True


def _of_type(desk: Desk, type_code: str) -> FormPlacement:
    for each in _play(desk, placements.form_placements(desk)):
        if each.paper.type_code == type_code:
            return each
    raise RuleError("certificate_type_unknown", type=type_code)


def _wished(options: argparse.Namespace, now: FormPlacement) -> Placement | None:
    if options.measured:
        left, top, right, bottom = (_tenths(each) for each in options.measured)
        return placement_from_crosses(*now.paper.size_mm, (left, top, right, bottom))
    wished = now.placement
    if options.offset:
        x, y = options.offset
        wished = replace(wished, offset_x=_tenths(x), offset_y=_tenths(y))
    if options.scale:
        x, y = options.scale
        wished = replace(wished, scale_x=round(x * 1000), scale_y=round(y * 1000))
    return wished if options.offset or options.scale else None


def _tenths(mm: float) -> int:
    return round(mm * 10)


def _play(desk: Desk, flow: Flow[T]) -> T:
    return desk.background.start(flow).result()
