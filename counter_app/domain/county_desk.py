"""
The county acting itself: who its people are, where a case lies, under what name its desk logs.

Shared by the county's decision (``county_server.desk``) and its stores, like ``domain.county``.
"""

from __future__ import annotations

from dataclasses import dataclass

DESK_PREFIX = "county-desk:"
"""Ids of the county's own desks begin so, one for each hall; no window's does."""


def desk_window(hall: str) -> str:
    """Return the window id under which the county itself acts in ``hall``: a desk without a place."""
    return f"{DESK_PREFIX}{hall}"


def is_desk(window: str) -> bool:
    """Whether a window id is of a county's own desk."""
    return window.startswith(DESK_PREFIX)


@dataclass(frozen=True, slots=True)
class Account:
    """A user as the county knows him; ``verifier`` is an Argon2id string."""

    name: str
    display_name: str
    verifier: str
    roles: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CasePlace:
    """Where a case lies: its id, its hall and the hall's area code, its item."""

    id: str
    hall: str
    area: str
    item: str
