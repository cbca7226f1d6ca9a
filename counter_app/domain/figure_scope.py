"""Whose figures somebody may see: his own hall's, and as a supervisor those of its city."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from counter_app.domain.errors import RuleError
from counter_app.domain.figures import Level, Scope

SUPERVISOR = "supervisor"
_AREA_DIGITS = 6
_PAIR = 2


@dataclass(frozen=True, slots=True)
class HallPlace:
    """A hall and its area code."""

    id: str
    name: str
    area: str


@dataclass(frozen=True, slots=True)
class Asker:
    """A device's hall, and the roles of who asks at it (none: nobody was named)."""

    hall: str
    roles: tuple[str, ...] = ()


def halls_allowed(
    scope: Scope, asker: Asker, halls: Sequence[HallPlace], window_hall: str = ""
) -> tuple[str, ...]:
    """
    Return the halls whose figures answer for ``scope``.

    ``window_hall`` is the hall of a scope's window. Items and clerks are counted in the own hall.

    Raises:
        RuleError: ``figures_scope``

    """
    city = _city(asker, halls)
    wanted = {
        Level.HALL: (scope.key,),
        Level.WINDOW: (window_hall,),
        Level.AREA: area_halls(scope.key, halls),
    }.get(scope.level, (asker.hall,))
    beyond = scope.level is Level.AREA or set(wanted) != {asker.hall}
    supervising = SUPERVISOR in asker.roles
    if (beyond or scope.level is Level.CLERK) and not supervising:
        raise RuleError("figures_scope")
    if not wanted or not set(wanted) <= city:
        raise RuleError("figures_scope")
    return wanted


def area_halls(area: str, halls: Sequence[HallPlace]) -> tuple[str, ...]:
    """Return the halls of an area: all whose code begins like it, trailing pairs of zeros apart."""
    if len(area) != _AREA_DIGITS or not (area.isascii() and area.isdigit()):
        return ()
    head = area
    while head.endswith("00"):
        head = head[:-_PAIR]
    return tuple(each.id for each in halls if each.area.startswith(head))


def _city(asker: Asker, halls: Sequence[HallPlace]) -> set[str]:
    """Return the halls of the city in which the asker's hall lies."""
    own = next((each.area for each in halls if each.id == asker.hall), "")
    return set(area_halls(f"{own[:4]}00", halls))
