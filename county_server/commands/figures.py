"""Opening hours, baselines, limits of alerts; marking a case; counting all figures anew (F-H)."""

from __future__ import annotations

import argparse
import asyncio
import os
import time

from counter_app.domain.errors import RuleError
from counter_app.domain.figure_alert import AlertLimits
from counter_app.domain.figure_day import Baseline
from counter_app.domain.figures import Level, Mark, Scope
from counter_app.words import Words
from county_server.config import read_place
from county_server.database import open_database
from county_server.desk.acts import Hand
from county_server.desk.marking import mark_case
from county_server.output import say_json
from county_server.rollup.hours import read_hours, read_span
from db.county.desk import PostgresDeskStore
from db.county.engine import make_pool
from db.county.figure_settings import set_baselines, set_limits, set_opening
from db.county.recount import recount

_AREA_DIGITS = 6
_HIGHEST = 100_000


def opening(options: argparse.Namespace, _words: Words) -> int:
    """Set a hall's opening hours, or add a span to them."""
    spans = read_hours(options.file) if options.file else (read_span(options),)
    with open_database(read_place(options)) as url:
        hours = set_opening(url, options.hall, spans, append=options.add)
    say_json({"hall": hours.hall, "spans": len(hours.spans)})
    return 0


def baseline(options: argparse.Namespace, _words: Words) -> int:
    """Set the baselines of a hall or an area."""
    scope = Scope(Level.HALL, options.hall) if options.hall else _area(options.area)
    lines = [_baseline(each, scope) for each in options.value]
    with open_database(read_place(options)) as url:
        set_baselines(url, scope, lines)
    say_json({"scope": f"{scope.level.value}:{scope.key}", "baselines": len(lines)})
    return 0


def limits(options: argparse.Namespace, _words: Words) -> int:
    """Set from where on something in a hall is an alert."""
    wanted = AlertLimits(options.queue, options.wait, options.stuck, options.blanks, options.quiet)
    if min(options.queue, options.wait, options.stuck, options.blanks, options.quiet) < 1:
        raise RuleError("figures_limit")
    with open_database(read_place(options)) as url:
        set_limits(url, options.hall, wanted)
    say_json({"hall": options.hall})
    return 0


def mark(options: argparse.Namespace, _words: Words) -> int:
    """Put a case apart from every figure, or back."""
    hand = Hand(options.by, time.time_ns() // 1_000_000, os.urandom)
    wanted = Mark.NONE if options.mark == "ordinary" else Mark(options.mark)

    async def act(url: str) -> str:
        async with make_pool(url) as pool:
            return await mark_case(
                PostgresDeskStore(pool), hand, options.case, wanted, options.reason
            )

    with open_database(read_place(options)) as url:
        number = asyncio.run(act(url))
    say_json({"case_no": number, "mark": options.mark})
    return 0


def rebuild(options: argparse.Namespace, _words: Words) -> int:
    """Count all anew; with ``--check`` exit 1 when something differs."""
    with open_database(read_place(options)) as url:
        found = recount(url, repair=not options.check)
    say_json({"differing": found})
    return 1 if options.check and any(found.values()) else 0


def _area(code: str) -> Scope:
    if len(code) != _AREA_DIGITS or not (code.isascii() and code.isdigit()):
        raise RuleError("figures_area")
    return Scope(Level.AREA, code)


def _baseline(text: str, scope: Scope) -> Baseline:
    value, _, name = text.partition("=")
    whole, _, part = value.strip().partition(".")
    digits = f"{whole}{part:0<2}"
    if not (digits.isascii() and digits.isdigit()) or len(part) > 2:  # noqa: PLR2004 - hundredths
        raise RuleError("figures_baseline")
    hundredths = int(digits)
    if not 0 < hundredths <= _HIGHEST:
        raise RuleError("figures_baseline")
    return Baseline(hundredths, scope, name.strip())
