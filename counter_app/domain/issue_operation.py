"""
From the decision to the holder's hands: decisions, certificates, hand-over, under operation's rules.

``certificate.bind``, ``confirm`` and ``spoil`` move the case and the numbered blank together, so
that no crash can part them.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar, Literal

from counter_app.domain.decision import Decision
from counter_app.domain.document import Document


@dataclass(frozen=True, slots=True)
class CaseDecided:
    """
    A decision, by the deciding body or by the window where it is delegated (W10).

    ``deliver_by``: the certificate is due in ten working days (art. 44); None without a table.
    """

    kind: ClassVar[str] = "case.decide"
    v: ClassVar[int] = 1
    case_id: str
    decision: Decision
    documents: tuple[Document, ...]
    deliver_by: date | None = None


@dataclass(frozen=True, slots=True)
class DecisionWithdrawn:
    """The deciding body took its decision back; certificates not handed over are void."""

    kind: ClassVar[str] = "case.undecide"
    v: ClassVar[int] = 1
    case_id: str
    withdrawn_on: date
    reason: str


@dataclass(frozen=True, slots=True)
class CertificateBound:
    """
    A sheet was bound to a certificate before it was printed (facts/devices.md C5).

    ``certificate`` is the grant's id; ``number`` stays the same on every further sheet. ``series``
    is empty and ``serial`` 0 on plain paper. ``by_hand``: written by hand because a character
    cannot be printed (facts/domain.md 6.3); ``reason`` says why this is not the first sheet. ``qr`` is
    the signed text of the code on it (``domain.certificate_code``), so that the county draws the same.
    """

    kind: ClassVar[str] = "certificate.bind"
    v: ClassVar[int] = 1
    case_id: str
    certificate: str
    number: str
    identifier: str
    issued_on: date
    job: str
    series: str = ""
    serial: int = 0
    fence: int = 0
    by_hand: bool = False
    reason: str = ""
    qr: str = ""


@dataclass(frozen=True, slots=True)
class CertificateConfirmed:
    """The clerk has the sheet in hand: it came out right, and ``tail`` is what stands on it."""

    kind: ClassVar[str] = "certificate.confirm"
    v: ClassVar[int] = 1
    case_id: str
    certificate: str
    job: str
    series: str = ""
    serial: int = 0
    tail: str = ""


@dataclass(frozen=True, slots=True)
class CertificateSpoiled:
    """
    A bound or printed sheet did not become the certificate.

    ``fate`` of the sheet: ``void`` (kept for destruction), or ``empty``: it came out blank and goes
    back to the drawer under its number.
    """

    kind: ClassVar[str] = "certificate.spoil"
    v: ClassVar[int] = 1
    case_id: str
    certificate: str
    job: str
    fate: Literal["void", "empty"]
    reason: str
    series: str = ""
    serial: int = 0


@dataclass(frozen=True, slots=True)
class ResultHandedOver:
    """
    The result was handed over at the window (W12, W13).

    ``certificates`` are grants' ids, empty when the decision itself is the result. ``collector``
    is the name and ``collector_no`` the number of who took it, ``relation`` to the holder and
    ``authorisation`` what lets another one take it; ``typed_reason`` says why no card was read. Signed
    by ``touch`` (``strokes`` as in CitizenConfirmed) or ``fingerprint`` before ``witness``.
    """

    kind: ClassVar[str] = "result.hand_over"
    v: ClassVar[int] = 1
    case_id: str
    certificates: tuple[str, ...]
    handed_on: date
    collector: str
    collector_no: str
    relation: str
    manner: Literal["touch", "fingerprint"]
    documents: tuple[Document, ...]
    witness: str = ""
    picture: str = ""
    strokes: bytes = b""
    authorisation: str = ""
    typed_reason: str = ""
