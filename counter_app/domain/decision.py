"""
A decision on a case (administrative licence law art. 34, 37 to 40, 44): who decided what, and why.

Whoever accepted an item does not decide it (F-F1), unless the deciding body has delegated an
immediate item to the window; then ``basis`` names the delegation.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import Enum

from counter_app.domain.certificate import CertificateGrant


class DecisionKind(Enum):
    """准予, 不予许可, 转报 (facts/domain.md 2.3: S60, S61, S62)."""

    GRANTED = "granted"
    DENIED = "denied"
    REFERRED = "referred"


@dataclass(frozen=True, slots=True)
class Decision:
    """
    One decision: ``no`` is its number (决定书文号), ``body`` the deciding body.

    ``officers``: the names of who examined, two at least where substance was checked (art. 34).
    ``reason`` is mandatory for a refusal (art. 38). ``valid_to`` None: without end.
    """

    kind: DecisionKind
    no: str
    decided_on: date
    body: str
    officers: tuple[str, ...]
    content: str
    reason: str = ""
    basis: str = ""
    valid_from: date | None = None
    valid_to: date | None = None
    grants: tuple[CertificateGrant, ...] = ()
