"""
The places of the window, in the order of the rail, and who stands at its door.

A place stands here only when it works.
"""

from __future__ import annotations

from counter_app.ui.certificates.place import CertificatesPlace
from counter_app.ui.devices.place import DevicesPlace
from counter_app.ui.hall.place import HallPlace
from counter_app.ui.intake.place import IntakePlace
from counter_app.ui.place import PlaceOffer, Surroundings
from counter_app.ui.queue.line import CALLERS
from counter_app.ui.queue.place import QueuePlace
from counter_app.ui.session import place as door


def offers() -> tuple[PlaceOffer, ...]:
    """Every place there is; the shell shows those of the user's roles."""
    return (
        PlaceOffer("queue", "ph.megaphone", tuple(sorted(CALLERS)), QueuePlace),
        PlaceOffer("intake", "ph.clipboard-text", ("clerk",), IntakePlace, home=True),
        PlaceOffer(
            "certificates", "ph.medal", ("certificate_clerk",), CertificatesPlace, home=True
        ),
        PlaceOffer("hall", "ph.chart-bar", ("supervisor",), HallPlace),
        PlaceOffer("devices", "ph.printer", (), DevicesPlace),
    )


def begin(surroundings: Surroundings) -> object:
    """
    Start the session on a window that is just built and shown: cover it with the sign-in.

    What it returns is kept as long as the window lives.
    """
    return door.begin(surroundings)
