"""``rating-ticket list|assign|call|verdict|fix|confirm|appeal|days``: what becomes of bad ratings."""

from __future__ import annotations

import argparse
import asyncio
import os
import time
from collections.abc import Awaitable, Callable

from counter_app.domain.county_rating import RatedAt
from counter_app.domain.errors import RuleError
from counter_app.domain.rating_operation import CallResult, Verdict
from counter_app.domain.rating_rule import FIX_DAYS_MOST
from counter_app.words import Words
from county_server.config import read_place
from county_server.database import open_database
from county_server.desk import ratings
from county_server.desk.acts import Hand
from county_server.output import say_json
from db.county.engine import make_pool
from db.county.rating_desk import PostgresRatings
from db.county.settings import keep_setting

Act = Callable[[PostgresRatings, Hand], Awaitable[RatedAt]]


def show(options: argparse.Namespace, _words: Words) -> int:
    """Print each ticket that the user may see as a JSON line."""

    async def listed(url: str) -> None:
        async with make_pool(url) as pool:
            seen = await ratings.tickets(PostgresRatings(pool), options.by, closed=options.closed)
        for each, whole in seen:
            say_json(ratings.told(each, _now_ms(), whole=whole))

    with open_database(read_place(options)) as url:
        asyncio.run(listed(url))
    return 0


def assign(options: argparse.Namespace, _words: Words) -> int:
    """Name who looks into it."""
    return _run(options, lambda at, hand: ratings.assign(at, hand, options.rating, options.owner))


def call(options: argparse.Namespace, _words: Words) -> int:
    """Record a call back."""
    result = CallResult(options.result)
    return _run(
        options, lambda at, hand: ratings.call(at, hand, options.rating, result, options.note)
    )


def verdict(options: argparse.Namespace, _words: Words) -> int:
    """Record what was found."""
    found = ratings.Found(Verdict(options.verdict), options.grounds, options.days, options.again)
    return _run(options, lambda at, hand: ratings.judge(at, hand, options.rating, found))


def fix(options: argparse.Namespace, _words: Words) -> int:
    """Record what was mended and answered."""
    did, reply = options.did, options.reply
    return _run(options, lambda at, hand: ratings.fix(at, hand, options.rating, did, reply))


def confirm(options: argparse.Namespace, _words: Words) -> int:
    """Close it."""
    return _run(options, lambda at, hand: ratings.confirm(at, hand, options.rating, options.note))


def appeal(options: argparse.Namespace, _words: Words) -> int:
    """Ask for another look."""
    return _run(options, lambda at, hand: ratings.appeal(at, hand, options.rating, options.reason))


def days(options: argparse.Namespace, _words: Words) -> int:
    """Set the county's number of working days to mend; RuleError ``rating_fix_days``."""
    if not 1 <= options.days <= FIX_DAYS_MOST:
        raise RuleError("rating_fix_days", most=FIX_DAYS_MOST)
    with open_database(read_place(options)) as url:
        keep_setting(url, ratings.FIX_DAYS_SETTING, str(options.days), replace=True)
    say_json({"days": options.days})
    return 0


def _run(options: argparse.Namespace, act: Act) -> int:
    hand = Hand(options.by, _now_ms(), os.urandom)
    with open_database(read_place(options)) as url:
        after = asyncio.run(_act(url, hand, act))
    say_json(ratings.told(after, hand.now_ms, whole=options.by != after.clerk))
    return 0


async def _act(url: str, hand: Hand, act: Act) -> RatedAt:
    async with make_pool(url) as pool:
        return await act(PostgresRatings(pool), hand)


def _now_ms() -> int:
    return time.time_ns() // 1_000_000
