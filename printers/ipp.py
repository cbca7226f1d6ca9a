"""
An A4 printer that speaks IPP (RFC 8011), asked directly or through a CUPS queue.

The PDF's bytes go as they are, unscaled, to the tray asked for; the job's state is asked until it
ends. The library pyipp drops every attribute it does not know, print-scaling and media-col among
them, so the few messages needed are made here.
"""

from __future__ import annotations

import itertools
import time
from dataclasses import dataclass
from threading import Event

from counter_app.domain.errors import DeviceError
from counter_app.domain.printing import Paper, PrinterState, PrintOutcome, Trouble
from printers import ipp_wire as wire
from printers.address import Address
from printers.ipp_http import post
from printers.ipp_wire import Attribute, Group, Message
from printers.ipp_words import read_end, read_job, read_printer, read_stop
from printers.media import Media, media_of
from printers.transport import TcpTransport, check_open

PRINT_JOB, GET_JOB, GET_PRINTER = 0x0002, 0x0009, 0x000B
FIRST_ERROR, NOT_FOUND, BUSY = 0x0100, 0x0406, 0x0507
REFUSALS = {0x040A: "printer_document_refused", 0x040B: "printer_tray_refused"}
PDF = "application/pdf"


@dataclass(frozen=True, slots=True)
class Limits:
    """How long to wait, in seconds: for one answer, for a busy printer, for the end of a job."""

    answer_s: float = 10.0
    busy_s: float = 60.0
    job_s: float = 120.0
    poll_s: float = 0.25


class IppPrinter:
    """
    A printer at ``ipp://HOST:631/ipp/print?tray=2&paper=plain``.

    ``tray`` is a number or the printer's own keyword for a tray; without it the printer chooses.
    """

    def __init__(
        self, address: Address, paper: Paper, closing: Event, limits: Limits | None = None
    ) -> None:
        self._address = address
        self._closing = closing
        self._limits = limits or Limits()
        self._uri = f"ipp://{address.host}:{address.port}{address.path}"
        self._numbers = itertools.count(1)
        tray = address.option("tray", "")
        self._tray = f"tray-{tray}" if tray.isdigit() else tray
        self._paper = paper

    @property
    def paper(self) -> Paper:
        """What lies in the tray."""
        return self._paper

    def probe(self) -> PrinterState:
        """
        Ask the printer for its state.

        Raises:
            DeviceError: the printer cannot be reached or does not speak IPP

        """
        return _state(self._ask_printer())

    def print_pdf(self, pdf: bytes, job: str, copies: int) -> PrintOutcome:
        """Print ``copies`` of ``pdf`` once; every failure is told in the outcome."""
        try:
            printer = self._ask_printer()
        except DeviceError as error:
            return PrintOutcome.nothing(Trouble.of(error))
        media = media_of(pdf)
        refusal = self._refuse(printer, media)
        if refusal:
            return PrintOutcome.nothing(refusal)
        most = printer.get(wire.PRINTER, "copies-supported")
        at_once = bool(most) and isinstance(most[0], tuple) and most[0][1] >= copies
        outcome = PrintOutcome("device_done", "all")
        for done, batch in enumerate([copies] if at_once else [1] * copies):
            outcome = self._print_batch(pdf, job, batch, media, scaling=_knows_scaling(printer))
            if outcome.state not in ("device_done", "sent"):
                # copies that came out before make it more than nothing
                return PrintOutcome(outcome.state, "unknown", outcome.error) if done else outcome
        return outcome

    def _refuse(self, printer: Message, media: Media) -> Trouble | None:
        state = _state(printer)
        if not state.prints:
            return state.trouble()
        formats = printer.get(wire.PRINTER, "document-format-supported")
        if formats and PDF not in formats:
            return Trouble("printer_document_refused")
        trays = printer.get(wire.PRINTER, "media-source-supported")
        if self._tray and self._tray not in trays:
            return Trouble("printer_tray_refused")
        sheets = printer.get(wire.PRINTER, "media-supported")
        if sheets and media.keyword and media.keyword not in sheets:
            # it would print on another sheet, or scale: a certificate beside its form
            return Trouble("printer_media_refused")
        return None

    def _print_batch(
        self, pdf: bytes, job: str, copies: int, media: Media, *, scaling: bool
    ) -> PrintOutcome:
        details = [self._media(media)]
        if copies > 1:
            details.append(Attribute("copies", wire.INTEGER, (copies,)))
        if scaling:
            details.append(Attribute("print-scaling", wire.KEYWORD, ("none",)))
        try:
            answer = self._send_job(pdf, job, tuple(details))
        except DeviceError as error:
            if not error.values.get("sent"):
                return PrintOutcome.nothing(Trouble.of(error))
            return PrintOutcome("unknown", "unknown", Trouble("printer_unconfirmed"))
        if answer.code >= FIRST_ERROR:
            code = "printer_busy" if answer.code == BUSY else REFUSALS.get(answer.code)
            return PrintOutcome.nothing(Trouble(code or "printer_job_refused"))
        number = answer.get(wire.JOB, "job-id")
        try:
            return self._follow(_number(number))
        except DeviceError:
            return PrintOutcome("unknown", "unknown", Trouble("printer_unconfirmed"))

    def _send_job(self, pdf: bytes, job: str, details: tuple[Attribute, ...]) -> Message:
        operation = (
            Attribute("job-name", wire.NAME, (job,)),
            Attribute("ipp-attribute-fidelity", wire.BOOLEAN, (bool(self._tray),)),
            Attribute("document-format", wire.MIME, (PDF,)),
        )
        groups = (Group(wire.JOB, details),)
        deadline = time.monotonic() + self._limits.busy_s
        while True:
            answer = self._ask(PRINT_JOB, operation, groups, pdf)
            if answer.code != BUSY or time.monotonic() > deadline:
                return answer
            self._closing.wait(self._limits.poll_s)
            check_open(self._closing)

    def _media(self, media: Media) -> Attribute:
        if not self._tray and media.keyword:
            return Attribute("media", wire.KEYWORD, (media.keyword,))
        size = tuple(Attribute(name, wire.INTEGER, (value,)) for name, value in media.dimensions)
        members: tuple[Attribute, ...] = (Attribute("media-size", wire.BEGIN_COLLECTION, (size,)),)
        if self._tray:
            members += (Attribute("media-source", wire.KEYWORD, (self._tray,)),)
        return Attribute("media-col", wire.BEGIN_COLLECTION, (members,))

    def _follow(self, job_id: int) -> PrintOutcome:
        deadline = time.monotonic() + self._limits.job_s
        while time.monotonic() < deadline:
            answer = self._ask(GET_JOB, (Attribute("job-id", wire.INTEGER, (job_id,)),))
            if answer.code >= FIRST_ERROR:
                break
            state = _number(answer.get(wire.JOB, "job-state"))
            ended = read_job(state, _words(answer.get(wire.JOB, "job-state-reasons")))
            printer = self._ask_printer()
            stopped = read_stop(state, _state(printer))
            if ended:
                return read_end(ended, stopped, _reasons(printer), relayed=_is_queue(printer))
            if stopped:
                return stopped
            self._closing.wait(self._limits.poll_s)
            check_open(self._closing)
        return PrintOutcome("unknown", "unknown", Trouble("printer_unconfirmed"))

    def _ask_printer(self) -> Message:
        answer = self._ask(GET_PRINTER, ())
        if answer.code == NOT_FOUND:
            raise DeviceError("printer_not_found", sent=0)
        if answer.code >= FIRST_ERROR:
            raise DeviceError("printer_answer_bad", sent=0)
        return answer

    def _ask(
        self,
        operation: int,
        attributes: tuple[Attribute, ...],
        groups: tuple[Group, ...] = (),
        data: bytes = b"",
    ) -> Message:
        head = (
            Attribute("attributes-charset", wire.CHARSET, ("utf-8",)),
            Attribute("attributes-natural-language", wire.LANGUAGE, ("zh-cn",)),
            Attribute("printer-uri", wire.URI, (self._uri,)),
        )
        user = (Attribute("requesting-user-name", wire.NAME, ("counter",)),)
        # RFC 8011 4.1.5: the job's number stands right behind the printer's address
        order = (*head, *attributes, *user) if operation == GET_JOB else (*head, *user, *attributes)
        request = Message(
            operation, next(self._numbers), (Group(wire.OPERATION, order), *groups), data
        )
        place = self._address
        line = TcpTransport(place.host, place.port, self._closing)
        host = f"{place.host}:{place.port}"
        body = wire.encode_message(request)
        try:
            return wire.decode_message(post(line, host, place.path, body, self._limits.answer_s))
        except wire.IppSyntaxError as error:
            raise DeviceError("printer_answer_bad", sent=len(data)) from error


def _state(printer: Message) -> PrinterState:
    accepts = printer.get(wire.PRINTER, "printer-is-accepting-jobs")
    state = printer.get(wire.PRINTER, "printer-state")
    if not state:
        return PrinterState("unknown")
    return read_printer(_number(state), _reasons(printer), accepts_jobs=accepts != (False,))


def _reasons(printer: Message) -> tuple[str, ...]:
    return _words(printer.get(wire.PRINTER, "printer-state-reasons"))


def _is_queue(printer: Message) -> bool:
    """Whether CUPS answers for the printer: only it sends this attribute."""
    return bool(printer.get(wire.PRINTER, "printer-type"))


def _knows_scaling(printer: Message) -> bool:
    return "none" in printer.get(wire.PRINTER, "print-scaling-supported")


def _words(values: tuple[object, ...]) -> tuple[str, ...]:
    return tuple(str(value) for value in values)


def _number(values: tuple[object, ...]) -> int:
    if not values or not isinstance(values[0], int):
        raise DeviceError("printer_answer_bad", sent=1)
    return values[0]
