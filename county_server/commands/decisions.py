"""``decide`` and ``undecide``: the back office's decision, as the API takes it too."""

from __future__ import annotations

import argparse
import asyncio
import os
import time
from collections.abc import Awaitable, Callable

from counter_app.domain.case import Case
from counter_app.domain.deciding import Ruling
from counter_app.domain.decision import DecisionKind
from counter_app.domain.errors import RuleError
from counter_app.words import Words
from county_server.config import read_place
from county_server.database import open_database
from county_server.desk import acts
from county_server.desk.acts import Hand, Wanted
from county_server.desk.answers import told
from county_server.desk.store import DeskStore
from county_server.output import say_json
from db.county.desk import PostgresDeskStore
from db.county.engine import make_pool


def decide(options: argparse.Namespace, _words: Words) -> int:
    """Record a decision and print the case as it then stands."""
    ruling = Ruling(
        DecisionKind(options.ruling),
        options.content,
        options.reason,
        options.no,
        tuple(options.officer),
        options.valid_from,
        options.valid_to,
        tuple(map(_value, options.value)),
    )
    wanted = Wanted(options.case, ruling, papers_only=options.papers_only)
    return _run(options, lambda store, hand: acts.decide(store, hand, wanted))


def undecide(options: argparse.Namespace, _words: Words) -> int:
    """Take a decision back and print the case as it then stands."""
    return _run(
        options, lambda store, hand: acts.undecide(store, hand, options.case, options.reason)
    )


def _run(options: argparse.Namespace, act: Callable[[DeskStore, Hand], Awaitable[Case]]) -> int:
    hand = Hand(options.by, time.time_ns() // 1_000_000, os.urandom)
    with open_database(read_place(options)) as url:
        case = asyncio.run(_act(url, hand, act))
    say_json(told(case))
    return 0


async def _act(url: str, hand: Hand, act: Callable[[DeskStore, Hand], Awaitable[Case]]) -> Case:
    async with make_pool(url) as pool:
        return await act(PostgresDeskStore(pool), hand)


def _value(text: str) -> tuple[str, str]:
    name, sign, value = text.partition("=")
    if not sign:
        raise RuleError("decision_json", field="--value")
    return name.strip(), value
