"""Values as the plain JSON of an answer line (architecture 8)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from functools import partial
from typing import Any

from counter_app.domain import localtime
from counter_app.domain.case import Application, Case
from counter_app.domain.document import Document
from counter_app.domain.errors import CounterError
from counter_app.domain.flow import Flow, Hop
from counter_app.domain.outcome import Outcome
from counter_app.domain.printing import Trouble
from counter_app.services.desk import Desk
from counter_app.services.placements import FormPlacement
from counter_app.services.printing import PrintReport
from counter_app.services.status import Status
from counter_app.services.sync.flow import SyncReport
from counter_app.services.tabletop import Done
from counter_app.services.visit import Visit, open_draft
from counter_app.words import Words


def iso(day: date | None) -> str | None:
    """An ISO date, or null."""
    return None if day is None else day.isoformat()


def materials(application: Application) -> list[dict[str, Any]]:
    """The material rows of the open application."""
    return [
        {
            "id": each.id,
            "name": each.name,
            "necessity": each.necessity.value,
            "state": each.state.value,
            "until": iso(each.until),
        }
        for each in application.materials
    ]


def draft(visit: Visit) -> dict[str, Any]:
    """The open draft."""
    opened = open_draft(visit)
    return {
        "draft": opened.application.case_id,
        "item": opened.item.code,
        "item_version": opened.item.version,
        "situation": opened.application.situation,
        "situations": [{"id": each.id, "name": each.name} for each in opened.item.situations],
        "materials": materials(opened.application),
        "case_no": visit.case.no if visit.case else None,
        "state": opened.state.value,
    }


def papers(desk: Desk, documents: Iterable[Document]) -> Flow[list[dict[str, Any]]]:
    """Papers handed out; each is drawn as a PDF in the profile on the paper lane."""
    drawn = []
    for each in documents:
        drawn.append((yield Hop("paper", partial(_paper, desk, each))))  # noqa: PERF401  a comprehension cannot yield
    return drawn


def done(desk: Desk, result: Done) -> Flow[dict[str, Any]]:
    """The result of an act with its papers."""
    drawn = yield from papers(desk, result.documents)
    case = result.case
    return {
        "case_no": case.no,
        "state": case.state.value,
        "due_date": iso(case.due_date),
        "statutory_due_date": iso(case.statutory_due_date),
        "answer_by": iso(case.answer_by),
        "documents": drawn,
    }


def _paper(desk: Desk, document: Document) -> dict[str, Any]:
    """One paper with its PDF in the profile; one that cannot be drawn says why instead."""
    about = {"kind": document.kind, "id": document.id, "copies": document.copies}
    try:
        path = desk.files.put(f"{document.id}.pdf", desk.renderer.render_pdf(document))
    except CounterError as refused:
        what, remedy = desk.words.error(refused)
        fault = {"code": refused.code, "what": what, "remedy": remedy}
        return {**about, "path": None, "error": fault}
    return {**about, "path": path}


def report(words: Words, result: PrintReport) -> dict[str, Any]:
    """What became of a print job; a trouble or a warning is told in words."""
    return {
        "job": result.job,
        "state": result.state,
        "document": result.document.id,
        "by_hand": list(result.document.by_hand),
        "error": trouble(words, result.trouble),
        "warning": trouble(words, result.warning),
    }


def sync_report(words: Words, result: SyncReport) -> dict[str, Any]:
    """The outbox after a turn; why not everything is there, if a fault is known."""
    answer: dict[str, Any] = {
        "pending": result.pending,
        "acked": result.acked,
        "secured": result.secured,
        "parked": result.parked,
    }
    if result.fault is not None:
        what, remedy = words.error_of(result.fault.code, dict(result.fault.values))
        answer["error"] = {"code": result.fault.code, "what": what, "remedy": remedy}
    return answer


def placement(found: FormPlacement) -> dict[str, Any]:
    """Where a pre-printed form is printed on this window's printer, in mm, and who last saw to it."""
    used, note = found.placement, found.note
    answer: dict[str, Any] = {
        "type": found.paper.type_code,
        "name": found.paper.name,
        "printer": found.spot.printer,
        "tray": found.spot.tray,
        "offset_mm": [used.offset_x / 10, used.offset_y / 10],
        "scale": [used.scale_x / 1000, used.scale_y / 1000],
        "trial_needed": found.trial_needed,
    }
    if note is not None:
        answer |= {"changed_by": note.changed_by, "changed_at": _shown(note.changed_at_ms)}
    if note is not None and note.tried_by:
        answer |= {"tried_by": note.tried_by, "tried_at": _shown(note.tried_at_ms)}
    return answer


def _shown(at_ms: int) -> str:
    return localtime.at(at_ms).isoformat(timespec="seconds")


def trouble(words: Words, found: Trouble | None) -> dict[str, str] | None:
    """A device's trouble as code, what and remedy."""
    if found is None:
        return None
    what, remedy = words.error(found.error())
    return {"code": found.code, "what": what, "remedy": remedy}


def decision(case: Case) -> dict[str, Any]:
    """What was decided: number, the day of delivery, and the certificates to print."""
    return {
        "decision_no": case.decision.no if case.decision else "",
        "deliver_by": iso(case.deliver_by),
        "certificates": [
            {"id": each.grant.id, "name": each.grant.name, "type": each.grant.type_code}
            for each in case.certificates
        ],
    }


def error_body(words: Words, error: CounterError) -> dict[str, str]:
    """Return an error as ``{"code", "what", "remedy"}`` in the words of this window."""
    what, remedy = words.error(error)
    return {"code": error.code, "what": what, "remedy": remedy}


def outcome(words: Words, found: Outcome) -> dict[str, Any]:
    """One outcome, open or with the sentences that say why not and who can open it."""
    if found.open:
        return {"kind": found.kind.value, "open": True}
    what, remedy = words.error_of(found.code, found.values)
    return {
        "kind": found.kind.value,
        "open": False,
        "why": {"code": found.code, "what": what, "remedy": remedy},
    }


def status(found: Status) -> dict[str, Any]:
    """The line, the clock, papers and devices."""
    return {
        "pending": found.pending,
        "acked": found.acked,
        "secured": found.secured,
        "parked": found.parked,
        "oldest_age_s": found.oldest_age_s,
        "clock_skew_s": found.clock_skew_s,
        "leases": [
            {
                "lease": each.lease,
                "series": each.series,
                "first": each.first,
                "last": each.last,
                "fence": each.fence,
            }
            for each in found.leases
        ],
        "drafts": list(found.drafts),
        "unprinted": [
            {
                "document": each.document,
                "kind": each.kind,
                "case_no": each.case_no,
                "state": each.state,
                "job": each.job or None,
            }
            for each in found.unprinted
        ],
        "sheets": [
            {
                "job": each.job,
                "case_no": each.case_no,
                "certificate_no": each.number,
                "series": each.series,
                "blank_no": each.serial or None,
                "state": each.state,
            }
            for each in found.sheets
        ],
        "devices": {
            each.role: {"state": each.state, "detail": each.detail} for each in found.devices
        },
    }
