"""A narrow ESC/POS printer: prints a slip once and says what is known of the paper."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import closing

from counter_app.domain.errors import CounterError, DeviceError
from counter_app.domain.printing import PrinterState, PrintOutcome, Trouble
from counter_app.domain.slip import Slip
from printers.dialogue import UNKNOWN, Dialogue, Patience
from printers.escpos import encode, end_marker
from printers.transport import Transport


class EscPosPrinter:
    """
    A ticket printer behind ``connect``, which opens its line anew for each call.

    ``width_columns`` is 48 (80 mm paper) or 32 (58 mm). Order of a print: facts/devices.md B5.
    """

    def __init__(
        self,
        connect: Callable[[], Transport],
        width_columns: int,
        patience: Patience | None = None,
    ) -> None:
        self._connect = connect
        self._width_columns = width_columns
        self._patience = patience or Patience()

    def probe(self) -> PrinterState:
        """
        Ask the printer for its state; silence is ``unknown``.

        Raises:
            DeviceError: the line does not open or breaks

        """
        with closing(self._connect()) as line:
            return Dialogue(line, self._patience).ask_state()

    def print_slip(self, slip: Slip, job: str) -> PrintOutcome:
        """Print ``slip`` once, never again by itself; every failure is told in the outcome."""
        try:
            data = encode(slip, self._width_columns)
            line = self._connect()
        except CounterError as error:
            return PrintOutcome.nothing(Trouble.of(error))
        with closing(line):
            dialogue = Dialogue(line, self._patience)
            try:
                before = dialogue.ask_state()
            except DeviceError as error:
                return PrintOutcome.nothing(Trouble.of(error))
            if not before.prints:
                return PrintOutcome.nothing(before.trouble() or Trouble("printer_offline"))
            marker = end_marker(job)
            try:
                dialogue.send(data, None if before == UNKNOWN else marker)
            except DeviceError as error:
                return _stopped_sending(error)
            if before == UNKNOWN:
                return _never_answers() if line.answers else PrintOutcome("sent", "unknown")
            return _await_end(dialogue, marker)


def _stopped_sending(error: DeviceError) -> PrintOutcome:
    if not error.values.get("sent"):
        return PrintOutcome.nothing(Trouble.of(error))
    # the cut was never sent, so the slip is not whole; a part of it may hang in the printer
    return PrintOutcome("failed", "unknown", Trouble("printer_cut_short"))


def _never_answers() -> PrintOutcome:
    return PrintOutcome("unknown", "unknown", Trouble("printer_silent"))


def _await_end(dialogue: Dialogue, marker: bytes) -> PrintOutcome:
    try:
        stopped_by = dialogue.await_end(marker)
    except DeviceError as error:
        return PrintOutcome("unknown", "unknown", Trouble(f"{error.code}_midway"))
    if stopped_by is None:
        return PrintOutcome("device_done", "all", warning=_warn(dialogue))
    if stopped_by.state in ("paper_out", "cover_open"):
        return PrintOutcome("unknown", "unknown", Trouble(f"printer_{stopped_by.state}_midway"))
    if stopped_by == UNKNOWN:
        return PrintOutcome("unknown", "unknown", Trouble("printer_unconfirmed"))
    return PrintOutcome("unknown", "unknown", Trouble("printer_stopped_midway"))


def _warn(dialogue: Dialogue) -> Trouble | None:
    try:
        paper = dialogue.ask_paper()
    except DeviceError:
        # The slip is out; a line that breaks now is told by the next print.
        return None
    if paper.state == "paper_out":
        return Trouble("printer_paper_used_up")
    return paper.trouble() if paper.state == "paper_near_end" else None
