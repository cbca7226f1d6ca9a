"""A simulated A4 printer's inside: one IPP job at a time, with the troubles of real ones (RFC 8011)."""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path

from printers import ipp_wire as wire
from printers.ipp_wire import Attribute, Group, Message
from printers.simulated.ipp_attributes import QUEUE_ATTRIBUTE, TRAYS, tell_printer

OK, BAD_REQUEST, NOT_FOUND = 0x0000, 0x0400, 0x0406
FORMAT_UNSUPPORTED, ATTRIBUTES_UNSUPPORTED = 0x040A, 0x040B
OPERATION_UNSUPPORTED, BUSY = 0x0501, 0x0507
PRINT_JOB, VALIDATE_JOB, CANCEL_JOB, GET_JOB, GET_JOBS, GET_PRINTER = 2, 4, 8, 9, 10, 11
PROCESSING, JOB_STOPPED, CANCELED, ABORTED, COMPLETED = 5, 6, 7, 8, 9
IDLE, BUSY_PRINTING, STOPPED = 3, 4, 5
MOST_COPIES = 99
_UNSAFE = re.compile(r"[^0-9A-Za-z._-]")
_REASONS = {
    PROCESSING: "job-printing",
    JOB_STOPPED: "printer-stopped",
    CANCELED: "job-canceled-at-device",
    ABORTED: "aborted-by-system",
    COMPLETED: "job-completed-successfully",
}


@dataclass
class Job:
    """One accepted job; ``done_at`` is monotonic seconds, as long as nothing stops it."""

    id: int
    name: str
    path: Path
    copies: int
    tray: str
    media: str
    scaling: str
    done_at: float
    is_strict: bool = False
    state: int = PROCESSING

    def describe(self) -> dict[str, str | int]:
        """Return it for the control line."""
        names = {5: "processing", 6: "stopped", 7: "canceled", 8: "aborted", 9: "completed"}
        return {
            "id": self.id,
            "name": self.name,
            "state": names[self.state],
            "file": str(self.path),
            "copies": self.copies,
            "tray": self.tray,
            "media": self.media,
            "scaling": self.scaling,
            "strict": self.is_strict,
        }


@dataclass
class PageDevice:
    """The printer; the faults are set by the control line."""

    uri: str
    out: Path
    jobs: list[Job] = field(default_factory=list)
    troubles: set[str] = field(default_factory=set)
    aborts_next: bool = False
    jams_unseen: bool = False
    is_queue: bool = False
    is_gone: bool = False
    busy_answers: int = 0
    slow_s: float = 0.0
    most_copies: int = MOST_COPIES

    def reset(self) -> None:
        """Be as new: no trouble, no job."""
        self.jobs.clear()
        self.troubles.clear()
        self.aborts_next = self.jams_unseen = self.is_queue = self.is_gone = False
        self.busy_answers = 0
        self.slow_s, self.most_copies = 0.0, MOST_COPIES

    def answer(self, raw: bytes) -> bytes:
        """Answer one IPP request."""
        self._let_time_pass()
        try:
            request = wire.decode_message(raw)
        except wire.IppSyntaxError:
            return wire.encode_message(_reply(BAD_REQUEST, 0))
        operations: dict[int, Callable[[Message], Message]] = {
            PRINT_JOB: self._print_job,
            VALIDATE_JOB: self._validate_job,
            CANCEL_JOB: self._cancel_job,
            GET_JOB: self._get_job,
            GET_JOBS: self._get_jobs,
            GET_PRINTER: self._get_printer,
        }
        if request.code not in operations:
            answer = _reply(OPERATION_UNSUPPORTED, request.request_id)
        elif not request.get(wire.OPERATION, "attributes-charset"):
            answer = _reply(BAD_REQUEST, request.request_id)
        elif self.is_gone:
            answer = _reply(NOT_FOUND, request.request_id)
        else:
            answer = operations[request.code](request)
        return wire.encode_message(replace(answer, version=request.version))

    @property
    def is_stopped(self) -> bool:
        """Whether somebody must come before it prints on."""
        return any(each.endswith("-error") for each in self.troubles)

    def jam(self) -> None:
        """Jam: the running job is given up, the sheets already counted stay counted."""
        self.troubles.add("media-jam-error")
        self.cancel()

    def cancel(self) -> None:
        """Let a person cancel the running job at the printer."""
        for job in self._running():
            job.state = CANCELED

    def put_right(self, *troubles: str) -> None:
        """Take troubles away; a stopped job goes on."""
        self.troubles.difference_update(troubles)
        self._let_time_pass()

    def _running(self) -> list[Job]:
        return [job for job in self.jobs if job.state in (PROCESSING, JOB_STOPPED)]

    def _let_time_pass(self) -> None:
        for job in self._running():
            if self.is_stopped:
                job.state = JOB_STOPPED
            elif time.monotonic() >= job.done_at:
                job.state = COMPLETED
                if self.jams_unseen:
                    # counted and called complete, while the sheet hangs in the machine
                    self.jams_unseen = False
                    self.troubles.add("media-jam-report")
            else:
                job.state = PROCESSING

    def _check(self, request: Message) -> int:
        formats = request.get(wire.OPERATION, "document-format")
        if formats and formats[0] not in ("application/pdf", "application/octet-stream"):
            return FORMAT_UNSUPPORTED
        copies, tray = _copies(request), _tray(request)
        if not 1 <= copies <= self.most_copies or tray not in TRAYS:
            return ATTRIBUTES_UNSUPPORTED
        return OK

    def _validate_job(self, request: Message) -> Message:
        return _reply(self._check(request), request.request_id)

    def _print_job(self, request: Message) -> Message:
        status = self._check(request)
        if status == OK and (self._running() or self.busy_answers):
            self.busy_answers = max(0, self.busy_answers - 1)
            status = BUSY
        if status == OK and not request.data.startswith(b"%PDF-"):
            status = FORMAT_UNSUPPORTED
        if status != OK:
            return _reply(status, request.request_id)
        job = self._accept(request)
        return _reply(OK, request.request_id, Group(wire.JOB, self._tell_job(job)))

    def _accept(self, request: Message) -> Job:
        number = len(self.jobs) + 1
        name = _text(request, wire.OPERATION, "job-name") or "untitled"
        path = self.out / f"job-{number:04d}-{_UNSAFE.sub('_', name)}.pdf"
        path.write_bytes(request.data)
        media, scaling = (_text(request, wire.JOB, each) for each in ("media", "print-scaling"))
        done_at = time.monotonic() + self.slow_s
        job = Job(number, name, path, _copies(request), _tray(request), media, scaling, done_at)
        job.is_strict = request.get(wire.OPERATION, "ipp-attribute-fidelity") == (True,)
        if self.aborts_next:
            self.aborts_next = False
            # CUPS tells it as completed, in the words of any other job
            job.state = COMPLETED if self.is_queue else ABORTED
        self.jobs.append(job)
        self._let_time_pass()
        return job

    def _find(self, request: Message) -> Job | None:
        number = request.get(wire.OPERATION, "job-id")
        uri = _text(request, wire.OPERATION, "job-uri")
        wanted = int(uri.rpartition("/")[2]) if uri else number[0] if number else 0
        return next((job for job in self.jobs if job.id == wanted), None)

    def _get_job(self, request: Message) -> Message:
        job = self._find(request)
        if job is None:
            return _reply(NOT_FOUND, request.request_id)
        return _reply(OK, request.request_id, Group(wire.JOB, self._tell_job(job)))

    def _get_jobs(self, request: Message) -> Message:
        ended = _text(request, wire.OPERATION, "which-jobs") == "completed"
        running = self._running()
        wanted = [job for job in self.jobs if (job not in running) == ended]
        groups = [Group(wire.JOB, self._tell_job(job)) for job in wanted]
        return _reply(OK, request.request_id, *groups)

    def _cancel_job(self, request: Message) -> Message:
        job = self._find(request)
        if job is None:
            return _reply(NOT_FOUND, request.request_id)
        job.state = CANCELED if job in self._running() else job.state
        return _reply(OK, request.request_id)

    def _tell_job(self, job: Job) -> tuple[Attribute, ...]:
        sheets = int(job.state in (CANCELED, COMPLETED)) * job.copies
        return (
            Attribute("job-id", wire.INTEGER, (job.id,)),
            Attribute("job-uri", wire.URI, (f"{self.uri}/{job.id}",)),
            Attribute("job-name", wire.NAME, (job.name,)),
            Attribute("job-state", wire.ENUM, (job.state,)),
            Attribute("job-state-reasons", wire.KEYWORD, (_REASONS[job.state],)),
            Attribute("job-impressions-completed", wire.INTEGER, (sheets,)),
        )

    def _get_printer(self, request: Message) -> Message:
        wanted = request.get(wire.OPERATION, "requested-attributes")
        told = self._tell_printer()
        if wanted and "all" not in wanted:
            told = tuple(each for each in told if each.name in wanted) or told
        return _reply(OK, request.request_id, Group(wire.PRINTER, told))

    def _tell_printer(self) -> tuple[Attribute, ...]:
        running = self._running()
        state = STOPPED if self.is_stopped else BUSY_PRINTING if running else IDLE
        reasons = tuple(sorted(self.troubles))
        told = tell_printer(self.uri, state, reasons, self.most_copies, len(running))
        return (*told, QUEUE_ATTRIBUTE) if self.is_queue else told


def _reply(status: int, request_id: int, *groups: Group) -> Message:
    head = (
        Attribute("attributes-charset", wire.CHARSET, ("utf-8",)),
        Attribute("attributes-natural-language", wire.LANGUAGE, ("en",)),
    )
    return Message(status, request_id, (Group(wire.OPERATION, head), *groups))


def _text(request: Message, group: int, name: str) -> str:
    values = request.get(group, name)
    return str(values[0]) if values else ""


def _copies(request: Message) -> int:
    values = request.get(wire.JOB, "copies")
    return values[0] if values and isinstance(values[0], int) else 1


def _tray(request: Message) -> str:
    for collection in request.get(wire.JOB, "media-col"):
        members = collection if isinstance(collection, tuple) else ()
        for member in members:
            if member.name == "media-source":
                return str(member.values[0])
    return "auto"
