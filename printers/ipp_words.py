"""What an IPP printer's numbers and keywords mean for the paper (facts/devices.md C2; RFC 8011)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Literal, TypeVar

from counter_app.domain.printing import PrinterState, PrintOutcome, Trouble

T = TypeVar("T")
STOPPED = 5
JOB_STOPPED, JOB_CANCELED, JOB_ABORTED, JOB_COMPLETED = 6, 7, 8, 9

# A keyword may carry -report, -warning or -error: matched by its beginning, the first that fits.
_BLOCKING = {
    "media-empty": PrinterState("paper_out"),
    "media-needed": PrinterState("paper_out"),
    "media-jam": PrinterState("error", "jam"),
    "cover-open": PrinterState("cover_open"),
    "door-open": PrinterState("cover_open"),
    "interlock-open": PrinterState("cover_open"),
    "toner-empty": PrinterState("error", "supply"),
    "marker-supply-empty": PrinterState("error", "supply"),
    "offline": PrinterState("offline"),
    "shutdown": PrinterState("offline"),
    "paused": PrinterState("offline"),
}
_WARNINGS = {
    "media-low": Trouble("printer_paper_near_end"),
    "toner-low": Trouble("printer_supply_low"),
    "marker-supply-low": Trouble("printer_supply_low"),
}
_FORMAT_REASONS = (
    "document-format-error",
    "unsupported-document-format",
    "document-unprintable",
    "document-password",
)


def read_printer(state: int, reasons: Iterable[str], *, accepts_jobs: bool) -> PrinterState:
    """Return what printer-state, printer-state-reasons and printer-is-accepting-jobs tell."""
    reasons = tuple(reasons)
    for reason in reasons:
        blocking = _match(reason, _BLOCKING)
        if blocking and (state == STOPPED or _is_error(reason)):
            return blocking
    if state == STOPPED or not accepts_jobs:
        return PrinterState("offline")
    low = any(reason.startswith(("media-low", "media-empty")) for reason in reasons)
    return PrinterState("paper_near_end" if low else "ready")


def read_warning(reasons: Iterable[str]) -> Trouble | None:
    """Return what the printer will soon need, if anything."""
    return next((found for each in reasons if (found := _match(each, _WARNINGS))), None)


def read_job(state: int, reasons: Iterable[str]) -> PrintOutcome | None:
    """
    Return the outcome of a job, or None while it may still come to an end by itself.

    A job that was canceled or aborted may have left sheets, whatever the counters say.
    """
    reasons = tuple(reasons)
    if state == JOB_COMPLETED:
        if "job-completed-with-errors" in reasons:
            return PrintOutcome("unknown", "unknown", Trouble("printer_job_with_errors"))
        return PrintOutcome("device_done", "all")
    if state in (JOB_ABORTED, JOB_CANCELED):
        if any(reason.startswith(_FORMAT_REASONS) for reason in reasons):
            return PrintOutcome.nothing(Trouble("printer_document_refused"))
        code = "printer_job_aborted" if state == JOB_ABORTED else "printer_job_canceled"
        return PrintOutcome("failed", "unknown", Trouble(code))
    return None


def read_stop(job_state: int, printer: PrinterState) -> PrintOutcome | None:
    """Return the outcome when a person must come to the printer before the job can go on."""
    if printer.prints and job_state != JOB_STOPPED:
        return None
    if printer.state in ("paper_out", "cover_open"):
        return PrintOutcome("unknown", "unknown", Trouble(f"printer_{printer.state}_midway"))
    if printer.cause == "jam":
        return PrintOutcome("unknown", "unknown", Trouble("printer_jam_midway"))
    return PrintOutcome("unknown", "unknown", Trouble("printer_stopped_midway"))


def read_end(
    ended: PrintOutcome, stopped: PrintOutcome | None, reasons: Iterable[str], *, relayed: bool
) -> PrintOutcome:
    """
    Return what a job's end tells, with the printer's own reasons; ``stopped`` as of ``read_stop``.

    Counters and "completed" are no proof (facts/devices.md C2): with a jam in the printer, whatever
    its suffix, only a person can say what lies in the tray.
    """
    reasons = tuple(reasons)
    if any(reason.startswith("media-jam") for reason in reasons):
        state: Literal["unknown", "failed"] = "failed" if ended.state == "failed" else "unknown"
        return PrintOutcome(state, "unknown", Trouble("printer_jam_midway"))
    if ended.state != "device_done":
        # the printer knows better than the job why it was given up
        return replace(ended, error=stopped.error) if stopped else ended
    known = PrintOutcome("sent", "unknown") if relayed else ended
    if any(reason.startswith(("media-empty", "media-needed")) for reason in reasons):
        return replace(known, warning=Trouble("printer_paper_used_up"))
    return replace(known, warning=read_warning(reasons))


def _match(reason: str, table: Mapping[str, T]) -> T | None:
    return next((value for key, value in table.items() if reason.startswith(key)), None)


def _is_error(reason: str) -> bool:
    return not reason.endswith(("-report", "-warning"))
