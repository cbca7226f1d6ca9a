"""
What happens at a window beside its cases: who sits there, when it opened, what was looked at.

Each class is one outbox entry like those of ``counter_app.domain.operation``, under the same rules.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Literal

from counter_app.domain.document import Document


@dataclass(frozen=True, slots=True)
class SignedIn:
    """A person signed in at this window."""

    kind: ClassVar[str] = "session.sign_in"
    v: ClassVar[int] = 1
    user: str


@dataclass(frozen=True, slots=True)
class Locked:
    """The window was locked."""

    kind: ClassVar[str] = "session.lock"
    v: ClassVar[int] = 1
    user: str


@dataclass(frozen=True, slots=True)
class UserChanged:
    """
    A person took a locked or veiled window up again, ``before`` being who sat there.

    ``case_id`` is of the case that lay on the table and goes on under ``user``, empty without one.
    """

    kind: ClassVar[str] = "session.change"
    v: ClassVar[int] = 1
    user: str
    before: str
    case_id: str = ""


@dataclass(frozen=True, slots=True)
class WindowOpened:
    """开窗: the opening check was seen; ``checks`` are pairs of check and light (F-A6)."""

    kind: ClassVar[str] = "window.open"
    v: ClassVar[int] = 1
    user: str
    checks: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class PersonalDataShown:
    """A masked field was shown in full (F-K3): which one, never what it holds."""

    kind: ClassVar[str] = "privacy.show"
    v: ClassVar[int] = 1
    field: str
    case_id: str = ""


@dataclass(frozen=True, slots=True)
class FieldCopied:
    """A field was copied for a department's own system (F-D19): which one, never what it holds."""

    kind: ClassVar[str] = "privacy.copy"
    v: ClassVar[int] = 1
    field: str
    case_id: str = ""


@dataclass(frozen=True, slots=True)
class MattersShown:
    """
    What is due to the person at the counter was listed (F-D17): ``cases`` are ids of what was shown.

    Drafts of this window are in no list of the county and are left out.
    """

    kind: ClassVar[str] = "privacy.look"
    v: ClassVar[int] = 1
    cases: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CitizenConfirmed:
    """
    The person at the counter was told what becomes of his data and confirmed what was entered.

    ``content`` is the SHA-256 (hex) of the application's bytes as they then were; ``notice`` the
    version of the privacy notice shown (personal information law art. 17). ``touch``: signed on the
    screen, ``strokes`` packed by ``domain.handwriting`` and ``picture`` their SHA-256. ``fingerprint``:
    按手印 on paper before ``witness``.
    """

    kind: ClassVar[str] = "citizen.confirm"
    v: ClassVar[int] = 1
    case_id: str
    content: str
    notice: int
    manner: Literal["touch", "fingerprint"]
    witness: str = ""
    picture: str = ""
    strokes: bytes = b""


@dataclass(frozen=True, slots=True)
class SlipHanded:
    """A one-time notice slip (W17) handed out: which version of which item, to whom if known."""

    kind: ClassVar[str] = "slip.hand"
    v: ClassVar[int] = 1
    item: str
    item_version: int
    document: Document


@dataclass(frozen=True, slots=True)
class ConsultationServed:
    """咨询 without a case; counts as served."""

    kind: ClassVar[str] = "consult.serve"
    v: ClassVar[int] = 1
    topic: str


@dataclass(frozen=True, slots=True)
class PrintFinished:
    """
    What became of one print job of one document.

    ``by_hand``: its fields that were left as a ruled blank, because no font has a character of
    them; an officer writes them and stamps (facts/domain.md 6.3).
    """

    kind: ClassVar[str] = "print.finish"
    v: ClassVar[int] = 1
    job: str
    document: str
    printer: str
    state: str
    reason: str = ""
    case_id: str | None = None
    by_hand: tuple[str, ...] = ()
