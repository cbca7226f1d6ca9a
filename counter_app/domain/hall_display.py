"""What a hall's public display shows: no name, no number of a person, nothing that waits aside (F-C5)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from counter_app.domain.hall import LineCount

SHOWN_CALLS = 8


@dataclass(frozen=True, slots=True)
class ShownCall:
    """A call; ``said_ms`` (UTC) is when it was last said: called, or called again."""

    no: str
    window: str
    window_name: str
    said_ms: int
    recalls: int


@dataclass(frozen=True, slots=True)
class HallDisplay:
    """A hall's day: ``name`` is the hall's, ``calls`` go from what was said last."""

    name: str
    day: date
    calls: tuple[ShownCall, ...]
    waiting: tuple[LineCount, ...]
