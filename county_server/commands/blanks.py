"""``blanks receive|allot|transfer|lost|show``: the county's stock of numbered blanks."""

from __future__ import annotations

import argparse
import asyncio
import os
import time
from collections.abc import Awaitable, Callable
from dataclasses import asdict
from typing import Any, TypeVar

from counter_app.domain.blank import BlankLease
from counter_app.domain.blank_operation import BlankLost
from counter_app.domain.errors import RuleError
from counter_app.domain.serial_range import SerialRange, parse_ranges
from counter_app.words import Words
from county_server.config import read_place
from county_server.database import open_database
from county_server.desk import blanks
from county_server.desk.acts import Hand
from county_server.output import say_json
from db.county.blank_desk import PostgresStockStore, list_stock
from db.county.engine import make_pool

T = TypeVar("T")


def receive(options: argparse.Namespace, _words: Words) -> int:
    """Take a delivery into the store."""
    sheets = _one_range(options.sheets)
    day = _run(
        options,
        lambda store, hand: blanks.receive(store, hand, options.series, sheets, options.name),
    )
    told = {"series": options.series, "first": sheets.first, "last": sheets.last}
    say_json({**told, "sheets": len(sheets), "received_on": day.isoformat(), "by": options.by})
    return 0


def allot(options: argparse.Namespace, _words: Words) -> int:
    """Give a window's drawer a range."""
    wanted = _one_range(options.sheets) if options.sheets else options.count
    lease = _run(
        options,
        lambda store, hand: blanks.allot(store, hand, options.series, options.window, wanted),
    )
    say_json(_lease(lease, options.window))
    return 0


def transfer(options: argparse.Namespace, _words: Words) -> int:
    """Move the unused sheets of a lease to another drawer."""
    leases = _run(
        options, lambda store, hand: blanks.transfer(store, hand, options.lease, options.window)
    )
    for each in leases:
        say_json(_lease(each, options.window))
    return 0


def lost(options: argparse.Namespace, _words: Words) -> int:
    """Block sheets that are gone."""
    did = BlankLost(options.series, _one_range(options.sheets), options.reason, options.witness)
    _run(options, lambda store, hand: blanks.report_lost(store, hand, did))
    say_json({"series": did.series, "first": did.sheets.first, "last": did.sheets.last})
    return 0


def show(options: argparse.Namespace, _words: Words) -> int:
    """Print the stock, a line for each series, lease and state."""
    with open_database(read_place(options)) as url:
        for each in list_stock(url, options.series):
            say_json(asdict(each))
    return 0


def _one_range(typed: str) -> SerialRange:
    spans = parse_ranges(typed)
    if len(spans) != 1:
        raise RuleError("blank_range_form")
    return spans[0]


def _lease(lease: BlankLease, window: str) -> dict[str, Any]:
    return {
        "lease": lease.lease,
        "series": lease.series,
        "window": window,
        "first": lease.first,
        "last": lease.last,
        "fence": lease.fence,
    }


def _run(options: argparse.Namespace, act: Callable[[PostgresStockStore, Hand], Awaitable[T]]) -> T:
    hand = Hand(options.by, time.time_ns() // 1_000_000, os.urandom)
    with open_database(read_place(options)) as url:
        return asyncio.run(_act(url, hand, act))


async def _act(url: str, hand: Hand, act: Callable[[PostgresStockStore, Hand], Awaitable[T]]) -> T:
    async with make_pool(url) as pool:
        return await act(PostgresStockStore(pool), hand)
