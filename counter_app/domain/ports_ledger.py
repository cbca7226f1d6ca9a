"""The operations of this window: appended once, found again by id, subject, number and kind."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from counter_app.domain.certificate_number import Series
from counter_app.domain.operation import Entry
from counter_app.domain.records import Recorded


class OperationLog(Protocol):
    """What is recorded here; part of the Ledger."""

    def record(
        self,
        op_id: bytes,
        make: Callable[[str | None], Entry],
        *,
        number_year: int | None = None,
        series: Series = "case",
    ) -> Recorded:
        """
        Append one operation in one transaction, or return the one already there under ``op_id``.

        ``number_year`` (four digits): that year's next number of ``series`` is drawn with it for
        ``make``, which is pure and else gets None. Its blanks move with it; what fails leaves
        nothing, no number used.
        """

    def find(self, op_id: bytes) -> Recorded | None:
        """The operation with that id."""

    def entries(self, subject: str) -> tuple[Recorded, ...]:
        """All operations of one subject, oldest first."""

    def recent(self, count: int) -> tuple[Recorded, ...]:
        """The newest ``count`` operations, newest first."""

    def of_kinds(self, *kinds: str, since_ms: int = 0) -> tuple[Recorded, ...]:
        """Operations of any of ``kinds`` from ``since_ms`` (UTC ms of their moment), oldest first."""

    def subject_of(self, no: str) -> str | None:
        """The subject of the oldest operation that carries case number ``no``."""

    def unsettled(self, *kinds: str) -> tuple[str, ...]:
        """Subjects of operations of ``kinds`` that the county has not acknowledged, or has parked."""

    def subjects_of(self, *kinds: str) -> tuple[str, ...]:
        """Subjects of operations of any of ``kinds``, each once, in the order of their first one."""

    def subjects_about(self, number: str) -> tuple[str, ...]:
        """Cases applied for here that ``domain.parties`` finds by that number, each once."""
