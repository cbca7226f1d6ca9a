"""What the citizen screen knows: one frozen value."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from counter_app.domain.errors import CounterError
from counter_app.domain.flow import Flow
from counter_app.domain.handwriting import Strokes
from counter_app.domain.wire import WindowInfo
from counter_app.services.confirmation import Consent, Manner, Sheet
from counter_app.services.visit import Visit
from counter_app.ui.citizen.state import Page


@dataclass(frozen=True, slots=True)
class Question:
    """
    What was asked of whom, and who hears the end.

    ``record`` makes the flow that writes down how it was signed, ``on_confirmed`` gets its value.
    ``visit`` is None for what does not lie on the table: the receipt of a result.
    """

    visit: Visit | None
    sheet: Sheet
    record: Callable[[Consent], Flow[Any]]
    on_confirmed: Callable[[Any], None]
    on_disputed: Callable[[], None]


@dataclass(frozen=True, slots=True)
class SampleBefore:
    """A sample form that the person looks at: of which case, the material's name, the PNG."""

    case_id: str
    name: str
    picture: bytes


@dataclass(frozen=True, slots=True)
class Facts:
    """
    Everything this screen knows.

    ``confirmed`` and ``disputed``: how the question ended; ``stale``: confirmed, then changed.
    ``covered``: the clerk's window is locked or veiled. ``monitor``: ``there``, ``window`` (an ordinary one,
    for want of a second monitor) or ``gone``.
    """

    page: Page = "idle"
    question: Question | None = None
    manner: Manner = "touch"
    strokes: Strokes = ()
    witness: str = ""
    error: CounterError | None = None
    saving: bool = False
    confirmed: bool = False
    stale: bool = False
    covered: bool = False
    monitor: str = "window"
    window: WindowInfo | None = None
    sample: SampleBefore | None = None
