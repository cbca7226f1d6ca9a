"""
A flow: a generator that hops from lane to lane, and that screen and script both run.

Each ``yield`` names a lane and what to do there; the result, or the error, comes back into the
generator. What stands between two hops is pure and short (design/architecture.md 3).
"""

from __future__ import annotations

from collections.abc import Callable, Generator
from dataclasses import dataclass
from typing import Any, TypeVar

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Hop:
    """One step of a flow: ``call`` runs on the lane of that name."""

    lane: str
    call: Callable[[], Any]


Flow = Generator[Hop, Any, T]
