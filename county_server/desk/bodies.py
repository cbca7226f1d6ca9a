"""The JSON that the desk's requests carry, from bytes to values."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import TypeVar

import msgspec

from counter_app.domain.deciding import Ruling
from counter_app.domain.decision import DecisionKind
from counter_app.domain.errors import RuleError
from county_server.desk.acts import Wanted

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class DecisionBody:
    """
    ``POST /desk/v1/cases/{no}/decision``; only ``ruling`` must be there.

    ``values`` fill the certificates by name; ``papers_only``: no substance was to be checked.
    """

    ruling: DecisionKind
    content: str = ""
    reason: str = ""
    no: str = ""
    officers: tuple[str, ...] = ()
    valid_from: date | None = None
    valid_to: date | None = None
    values: dict[str, str] = field(default_factory=dict)
    papers_only: bool = False

    def wanted(self, case_no: str) -> Wanted:
        """Return the decision that is asked for."""
        ruling = Ruling(
            self.ruling,
            self.content,
            self.reason,
            self.no,
            self.officers,
            self.valid_from,
            self.valid_to,
            tuple(self.values.items()),
        )
        return Wanted(case_no, ruling, papers_only=self.papers_only)


@dataclass(frozen=True, slots=True)
class WithdrawalBody:
    """``DELETE /desk/v1/cases/{no}/decision``."""

    reason: str


def read(body: bytes, kind: type[T]) -> T:
    """
    Read a body; an unknown key is ignored.

    Raises:
        RuleError: ``decision_json`` naming the place, never what stands there

    """
    try:
        return msgspec.json.decode(body, type=kind)
    except (msgspec.DecodeError, UnicodeDecodeError) as wrong:
        _, sign, place = str(wrong).rpartition("`$.")
        raise RuleError("decision_json", field=place.rstrip("`") if sign else "JSON") from wrong
