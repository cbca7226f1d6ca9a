"""The PINs of this run of the program, kept by the door, so that a second person may use his. No Qt."""

from __future__ import annotations

from dataclasses import dataclass, field

from counter_app.services.pin import Pins


@dataclass
class PinBox:
    """``pins`` is replaced whenever the door learns of another one."""

    pins: Pins = field(default_factory=Pins)
