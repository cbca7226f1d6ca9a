"""
``device``: look at, read from or print on one device by its URL, without a window.

``probe``, ``read-card``, ``print-slip`` and ``print-pdf`` end with 1 when the device refuses;
``simulate`` speaks the real bytes as a device would, until it is told to stop.
"""

from __future__ import annotations

import argparse
import uuid
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from typing import Any

from counter_app.commands.output import complain, error_body, say, say_json
from counter_app.domain.errors import CounterError, DeviceError
from counter_app.domain.printing import PrintOutcome, check_paper
from counter_app.domain.slip import Feed, Slip, Text
from counter_app.readers import open_reader
from counter_app.readers.simulated import run_reader_simulator
from counter_app.services.device_tests import slip_to_try
from counter_app.words import Words
from printers import open_page_printer, open_ticket_printer
from printers.simulated import (
    run_certificates_simulator,
    run_documents_simulator,
    run_tickets_simulator,
)

Result = tuple[dict[str, Any], bool]
CARD_WAIT_S = 10.0
PDF_MARK = b"%PDF-"
PDF_MARK_WITHIN = 1024
"""Some programs write a few bytes before the mark; viewers bear it."""


def run(options: argparse.Namespace, words: Words) -> int:
    """Do what ``options.action`` names."""
    if options.action == "simulate":
        return _simulate(options)
    acts = {
        "probe": _probe,
        "read-card": _read_card,
        "print-slip": _print_slip,
        "print-pdf": _print_pdf,
    }
    return _run(acts[options.action], options, words)


def _run(
    action: Callable[[argparse.Namespace], Result], options: argparse.Namespace, words: Words
) -> int:
    try:
        answer, fine = action(options)
    except CounterError as error:
        if options.json:
            say_json({"error": error_body(words, error)})
        else:
            complain(words, error)
        return 1
    _tell(answer, words, as_json=options.json)
    return 0 if fine else 1


def _tell(answer: dict[str, Any], words: Words, *, as_json: bool) -> None:
    for name in ("error", "warning"):
        if trouble := answer.get(name):
            what, remedy = words.error_of(trouble["code"], trouble.pop("values"))
            trouble |= {"what": what, "remedy": remedy}
    if as_json:
        say_json(answer)
        return
    for name, value in _flat(answer):
        say(f"{name}: {value}")


def _flat(answer: dict[str, Any], prefix: str = "") -> list[tuple[str, Any]]:
    lines: list[tuple[str, Any]] = []
    for name, value in answer.items():
        if isinstance(value, dict):
            lines += _flat(value, f"{prefix}{name}.")
        elif value is not None:
            lines.append((prefix + name, value))
    return lines


def _probe(options: argparse.Namespace) -> Result:
    role = options.role or _role_of(options.url)
    if role == "reader":
        reader = open_reader(options.url)
        try:
            found = asdict(reader.probe())
        finally:
            reader.close()
        return {"role": role, **found}, found["state"] == "ready"
    open_printer = open_ticket_printer if role == "tickets" else open_page_printer
    state = open_printer(options.url).probe()
    trouble = state.trouble()
    answer: dict[str, Any] = {"role": role, "state": state.state}
    if trouble is not None:
        answer["error"] = {"code": trouble.code, "values": dict(trouble.values)}
    return answer, state.prints and state.state != "unknown"


def _role_of(url: str) -> str:
    """A card reader keeps still at a printer's status request, so that may be asked first."""
    if url.split(":", 1)[0] in ("ipp", "file", "queue", "qt"):
        return "documents"
    try:
        answers = open_ticket_printer(url).probe().state != "unknown"
    except DeviceError:
        answers = False
    return "tickets" if answers else "reader"


def _read_card(options: argparse.Namespace) -> Result:
    reader = open_reader(options.url)
    try:
        return {"person": reader.read_card(CARD_WAIT_S).person.to_plain()}, True
    finally:
        reader.close()


def _print_slip(options: argparse.Namespace) -> Result:
    slip = slip_to_try(Words()) if options.file is None else _slip_of(_read(options.file).decode())
    outcome = open_ticket_printer(options.url).print_slip(slip, uuid.uuid4().hex)
    return _printed(outcome)


def _print_pdf(options: argparse.Namespace) -> Result:
    printer = open_page_printer(options.url)
    check_paper("document", printer.paper)
    pdf = _read(options.file)
    if PDF_MARK not in pdf[:PDF_MARK_WITHIN]:
        raise DeviceError("file_not_pdf", file=options.file.name)
    return _printed(printer.print_pdf(pdf, uuid.uuid4().hex, 1))


def _printed(outcome: PrintOutcome) -> Result:
    answer: dict[str, Any] = {"state": outcome.state, "printed": outcome.printed}
    for name, trouble in (("error", outcome.error), ("warning", outcome.warning)):
        if trouble is not None:
            answer[name] = {"code": trouble.code, "values": dict(trouble.values)}
    return answer, outcome.state in ("device_done", "sent")


def _read(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as wrong:
        raise DeviceError("file_unreadable", file=file.name) from wrong


def _slip_of(text: str) -> Slip:
    return Slip("slip", tuple(Text(line) for line in text.splitlines()) or (Feed(),))


def _simulate(options: argparse.Namespace) -> int:
    if options.kind == "reader":
        run_reader_simulator(options.listen, options.control)
        return 0
    run = {
        "tickets": run_tickets_simulator,
        "documents": run_documents_simulator,
        "certificates": run_certificates_simulator,
    }[options.kind]
    run(options.listen, options.control, options.out)
    return 0
