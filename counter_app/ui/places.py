"""
The places of the window, in the order of the rail, and who stands at its door.

A place stands here only when it works.
"""

from __future__ import annotations

from counter_app.ui.certificates.place import CertificatesPlace
from counter_app.ui.devices.place import DevicesPlace
from counter_app.ui.intake.place import IntakePlace
from counter_app.ui.place import PlaceOffer, Surroundings
from counter_app.ui.session import place as door


def offers() -> tuple[PlaceOffer, ...]:
    """Every place there is; the shell shows those of the user's roles."""
    return (
        PlaceOffer("intake", "ph.clipboard-text", ("clerk",), IntakePlace),
        PlaceOffer("certificates", "ph.medal", ("certificate_clerk",), CertificatesPlace),
        PlaceOffer("devices", "ph.printer", (), DevicesPlace),
    )


def begin(surroundings: Surroundings) -> object:
    """
    Start the session on a window that is just built and shown: cover it with the sign-in.

    What it returns is kept as long as the window lives.
    """
    return door.begin(surroundings)
