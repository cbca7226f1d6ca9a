"""
What can be known of a printer and of one print; no printer, no bytes.

Silence is ``unknown``, never "fine", and a counter of the device is no proof (facts/devices.md B5
and C2): only a person who has seen the paper makes a job ``confirmed``.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, NamedTuple

from counter_app.domain.errors import CounterError, DeviceError, RuleError

JobState = Literal["queued", "sent", "device_done", "confirmed", "unknown", "failed"]
Condition = Literal[
    "ready", "paper_near_end", "paper_out", "cover_open", "error", "offline", "unknown"
]
Cause = Literal["cutter", "recoverable", "unrecoverable", "hot", "jam", "supply"]
Paper = Literal["plain", "blank"]
PaperUse = Literal["document", "certificate"]


class Trouble(NamedTuple):
    """A code of ``resources/i18n/*/error_printer.toml`` and its values, as frozen pairs."""

    code: str
    values: tuple[tuple[str, str | int], ...] = ()

    @classmethod
    def of(cls, error: CounterError) -> Trouble:
        """Return what ``error`` tells."""
        return cls(error.code, tuple(error.values.items()))

    def error(self) -> DeviceError:
        """Return it as an error to raise."""
        return DeviceError(self.code, **dict(self.values))


@dataclass(frozen=True, slots=True)
class PrinterState:
    """What a printer says of itself; ``cause`` is set when ``state`` is ``error``."""

    state: Condition
    cause: Cause | None = None

    @property
    def prints(self) -> bool:
        """Whether a job may be sent: a near end still prints, silence is no refusal."""
        return self.state in ("ready", "paper_near_end", "unknown")

    def trouble(self) -> Trouble | None:
        """Return what a clerk is told of this state; None when all is well."""
        if self.state == "ready":
            return None
        if self.state == "unknown":
            return Trouble("printer_silent")
        if self.state == "error":
            return Trouble(f"printer_error_{self.cause or 'unrecoverable'}")
        return Trouble(f"printer_{self.state}")


@dataclass(frozen=True, slots=True)
class PrintOutcome:
    """
    What is known of one print.

    ``device_done``: the device proved the end. ``sent``: the line takes bytes and never answers, or
    in words that prove nothing (a CUPS queue, a spooler).
    ``unknown``: sent, and the proof did not come. ``failed``: it cannot have come out whole.
    ``printed`` is what lies in the tray; ``warning`` is for the next print.
    """

    state: Literal["device_done", "sent", "unknown", "failed"]
    printed: Literal["nothing", "all", "unknown"]
    error: Trouble | None = None
    warning: Trouble | None = None

    @classmethod
    def nothing(cls, trouble: Trouble) -> PrintOutcome:
        """Return the outcome of a print that was stopped before any paper moved."""
        return cls("failed", "nothing", trouble)


def check_paper(use: PaperUse, paper: str) -> None:
    """
    Refuse to mix numbered blanks and plain paper (architecture.md 4; facts/devices.md C5).

    Raises:
        RuleError: ``document_to_blanks`` or ``certificate_to_plain``

    """
    if use == "document" and paper != "plain":
        raise RuleError("document_to_blanks")
    if use == "certificate" and paper != "blank":
        raise RuleError("certificate_to_plain")
