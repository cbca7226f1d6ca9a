"""What a simulated world is built of."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from counter_app.services.sync.line import Line
from county_server.sync.routes import SyncApi
from tests.sim.county import CountyNode, SimStore
from tests.sim.disk import SimCache, SimLedger
from tests.sim.window import accept_at


@dataclass(frozen=True)
class Parts:
    """What a world is built of: the product's, or a mutant of a test."""

    ledger: Callable = SimLedger
    cache: Callable = SimCache
    store: Callable = SimStore
    api: type[SyncApi] = SyncApi
    line: Callable = Line
    accept: Callable = accept_at
    county: Callable = CountyNode
