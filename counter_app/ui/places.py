"""
The places of the window, in the order of the rail. A place stands here only when it works.

``covers`` are the screens that stand over the whole window before and between: sign-in, lock.
"""

from __future__ import annotations

from counter_app.ui.place import PlaceOffer


def offers() -> tuple[PlaceOffer, ...]:
    """Every place there is; the shell shows those of the user's roles."""
    return ()
