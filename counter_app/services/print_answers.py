"""
What a person says of paper that the program cannot see (F-E4): it came out, it did not, not known.

Counters and job states of a printer are no proof (facts/devices.md C2). A document that came out is
confirmed, one that did not may be printed again without a reason; of a certificate the sheet
is answered for too (``services.certificate_answers``).
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import Enum

from counter_app.domain.certificate import Certificate
from counter_app.domain.errors import RuleError
from counter_app.domain.flow import Flow
from counter_app.domain.records import PrintJob
from counter_app.services import print_jobs
from counter_app.services.cases import case_by_no
from counter_app.services.desk import Desk, on_store
from counter_app.services.visit import Visit, signed_in


class PrintFate(Enum):
    """What became of the paper; ``UNKNOWN``: the clerk does not know either."""

    GOOD = "good"
    BLANK = "blank"
    SPOILED = "spoiled"
    LOST = "lost"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Answer:
    """
    What was seen of a job's paper.

    ``last3``: the last three digits on the sheet in hand, of a certificate. ``serial``: the number on
    the sheet that came out, if it is another one than was bound. ``reason``: why a sheet is void.
    """

    job: str
    fate: PrintFate
    last3: str = ""
    serial: int | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Answered:
    """
    How a job stands after the answer.

    ``certificate`` is set for a job that prints one. ``declare_lost``: series and number of a sheet
    that two persons still have to report as lost.
    """

    job: str
    state: str
    document: str
    certificate: Certificate | None = None
    declare_lost: tuple[str, int] | None = None


def answer_document(desk: Desk, visit: Visit, answer: Answer) -> Flow[Answered]:
    """
    Write down what the clerk saw of a document.

    Raises:
        RuleError: ``not_signed_in``, ``print_job_unknown``, ``print_not_sent`` (nothing can have
            come out) or ``print_answered``

    """
    signed_in(visit)
    return (yield from on_store(lambda: _answer(desk, visit, answer)))


def check_answerable(job: PrintJob, fate: PrintFate) -> None:
    """Refuse an answer that no paper can have: RuleError ``print_not_sent`` or ``print_answered``."""
    if job.state == "confirmed":
        raise RuleError("print_answered")
    if job.state == "queued" and fate in (PrintFate.GOOD, PrintFate.UNKNOWN):
        raise RuleError("print_not_sent")


def state_after(fate: PrintFate) -> str:
    """Return how a job stands after an answer."""
    if fate is PrintFate.GOOD:
        return "confirmed"
    return "unknown" if fate is PrintFate.UNKNOWN else "failed"


def _answer(desk: Desk, visit: Visit, answer: Answer) -> Answered:
    job = print_jobs.job_of(desk, answer.job)
    check_answerable(job, answer.fate)
    ended = replace(job, state=state_after(answer.fate), reason=answer.reason.strip() or job.reason)
    print_jobs.note_end(desk, visit, ended, _case_id(desk, job))
    return Answered(job.job, ended.state, job.document.id)


def _case_id(desk: Desk, job: PrintJob) -> str | None:
    number = job.document.case_no
    return case_by_no(desk, number).id if number else None
