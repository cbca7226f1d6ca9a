"""
What is known of a print job, whatever happens to this program (F-E4).

``queued``: written down, the device was not called, so nothing can be on paper. Before the device is
called the job stands as ``unknown``, and stays so if nobody comes back from it: then only a person
who has looked knows. A job keeps its id until its paper is answered for.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from counter_app.domain.errors import DeviceError, RuleError
from counter_app.domain.ids import uuid7
from counter_app.domain.operation import Entry
from counter_app.domain.printing import PrintOutcome, Trouble
from counter_app.domain.records import PrintJob
from counter_app.domain.window_operation import PrintFinished
from counter_app.services.desk import Desk, enrolled
from counter_app.services.papertime import paper_time
from counter_app.services.visit import Visit, signed_in

NOT_SENT = ("queued", "failed")
"""Nothing lies on paper: such a job may be sent without asking, under the same id."""
UNANSWERED = ("sent", "device_done", "unknown")
"""It may lie on paper, and nobody has said so yet."""
MAYBE_ON_PAPER = (*UNANSWERED, "confirmed")


def new_job(desk: Desk) -> str:
    """Return an id for a job."""
    return uuid7(desk.clock.read().wall_ms, desk.random(10)).hex()


def job_of(desk: Desk, job: str) -> PrintJob:
    """
    Return the job with that id (store lane).

    Raises:
        RuleError: ``print_job_unknown``

    """
    found = desk.ledger.job(job)
    if found is None:
        raise RuleError("print_job_unknown")
    return found


def set_out(desk: Desk, job: PrintJob) -> None:
    """
    Note that the device is called now (store lane); once only, whoever else holds the job.

    Raises:
        RuleError: ``print_running``, it was called already

    """
    if job_of(desk, job.job).state not in NOT_SENT:
        raise RuleError("print_running")
    desk.ledger.save_job(replace(job, state="unknown"))


def send(call: Callable[[], PrintOutcome]) -> PrintOutcome:
    """Call the device (its lane); what it raises is told in the outcome."""
    try:
        return call()
    except RuleError as refused:  # it could not be put into the device's language
        return PrintOutcome.nothing(Trouble.of(refused))
    except DeviceError as fault:
        return PrintOutcome("unknown", "unknown", Trouble.of(fault))


def note_end(desk: Desk, visit: Visit, job: PrintJob, case_id: str | None) -> None:
    """Write down how a job stands now, and record it with its case (store lane)."""
    desk.ledger.save_job(job)
    user = signed_in(visit)
    moment = paper_time(desk, confirmed=True).moment
    paper = job.document
    did = PrintFinished(
        job.job, paper.id, job.printer, job.state, job.reason, case_id, paper.by_hand
    )
    subject = case_id or subject_of_paper(job.document.id)
    entry = Entry(did, moment, user.name, enrolled(desk).window.id, subject, job.document.case_no)
    desk.ledger.record(uuid7(moment.wall, desk.random(10)), lambda _no: entry)


def subject_of_paper(document: str) -> str:
    """Return the subject of operations on a paper that belongs to no case."""
    return f"document:{document}"
