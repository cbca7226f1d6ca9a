"""What a turn needs of the desk; ``counter_app.services.desk.Desk`` has it all and more."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from counter_app.domain.ports import Cache, Clock, County, Files, Ledger, Signer
from counter_app.services.sync.line import Line


class SyncDesk(Protocol):
    """Ports of one window; ``random(n)`` gives n random bytes."""

    @property
    def ledger(self) -> Ledger:
        """Used on the store lane."""

    @property
    def cache(self) -> Cache:
        """Used on the store lane."""

    @property
    def county(self) -> County:
        """Used on the sync lane."""

    @property
    def signer(self) -> Signer:
        """Used on the sync lane; certificates' codes are signed on the store lane."""

    @property
    def files(self) -> Files:
        """Asked for the free space."""

    @property
    def clock(self) -> Clock:
        """Used anywhere."""

    @property
    def random(self) -> Callable[[int], bytes]:
        """Used anywhere."""

    @property
    def line(self) -> Line:
        """The window's line, one object as long as the program runs."""
