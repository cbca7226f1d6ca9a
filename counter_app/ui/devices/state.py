"""What the device room shows: frozen values, no Qt."""

from __future__ import annotations

from dataclasses import dataclass, field

from counter_app.config import ScreenChoice
from counter_app.domain.errors import CounterError
from counter_app.services.device_room import RoomFacts
from counter_app.services.status import DeviceRole
from counter_app.ui.looks import Choice, Kind, PillState

TEST_KEYS: dict[DeviceRole, str] = {"reader": "F3", "tickets": "F4", "documents": "F5"}
"""Which devices have a test: on numbered blanks nothing is tried out (``services.placements``)."""


@dataclass(frozen=True, slots=True)
class Result:
    """What the last test of a device ended with: ``what`` is known, ``todo`` what to look at or do."""

    kind: Kind
    what: str
    todo: str = ""


@dataclass(frozen=True, slots=True)
class Facts:
    """
    What the room knows beside the watch over the devices.

    ``testing``: roles of which a test is under way; ``kept``: whether the choice will outlast this
    opening (None: nothing was chosen yet); ``wrong``: the window's own files did not answer.
    """

    choice: ScreenChoice
    testing: frozenset[DeviceRole] = frozenset()
    results: dict[DeviceRole, Result] = field(default_factory=dict)
    room: RoomFacts | None = None
    wrong: CounterError | None = None
    kept: bool | None = None
    changed: str = ""


@dataclass(frozen=True, slots=True)
class DeviceLook:
    """One device: its state in words and since when, how it is reached, its test (empty: none) and the result."""

    role: DeviceRole
    title: str
    pill: PillState
    since: str
    address: str
    says: str = ""
    todo: str = ""
    test: str = ""
    open: bool = True
    why: str = ""
    result: Result | None = None


@dataclass(frozen=True, slots=True)
class EventLook:
    """One line of what happened, ``kind`` empty for what is neither good nor bad."""

    at_ms: int
    time: str
    device: str
    text: str
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Fact:
    """A line about this PC."""

    label: str
    value: str
    kind: str = ""


@dataclass(frozen=True, slots=True)
class ChoiceLook:
    """A choice for this PC: ``name`` is ``theme``, ``scale``, ``language`` or ``labels``."""

    name: str
    label: str
    options: tuple[Choice, ...]
    chosen: str


@dataclass(frozen=True, slots=True)
class RoomLook:
    """The whole room; ``refused`` are entries that the county did not take over, with the reason."""

    devices: tuple[DeviceLook, ...] = ()
    events: tuple[EventLook, ...] = ()
    facts: tuple[Fact, ...] = ()
    refused: tuple[str, ...] = ()
    choices: tuple[ChoiceLook, ...] = ()
    choice_note: str = ""
