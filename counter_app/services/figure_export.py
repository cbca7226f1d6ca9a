"""
Reports leave the house as .xlsx or PDF, each time an operation in the one log (F-H4).

What was exported is told with its days, its scope and how many rows, never what stands in it.
"""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from counter_app.domain import localtime
from counter_app.domain.errors import StoreError
from counter_app.domain.flow import Flow, Hop
from counter_app.domain.ids import uuid7
from counter_app.domain.operation import Entry
from counter_app.domain.report import Report
from counter_app.domain.report_operation import FiguresExported
from counter_app.services.desk import Desk, enrolled
from counter_app.services.export_file import fill, release, reserve
from counter_app.services.papertime import paper_time
from counter_app.services.report_sheets import report_book
from counter_app.services.visit import User, Visit, signed_in

Form = Literal["xlsx", "pdf"]
FORMS: tuple[Form, ...] = ("xlsx", "pdf")


def file_name(report: Report, form: Form) -> str:
    """Return the name that is offered: title and days."""
    safe = "".join(
        " " if each in '/\\:*?"<>|' else each for each in f"{report.title} {report.span}"
    )
    return f"{' '.join(safe.split())}.{form}"


def export_report(desk: Desk, visit: Visit, report: Report, path: str) -> Flow[str]:
    """
    Write a report into a new file at ``path``, whose ending says which form; return the path.

    The file is recorded before anything stands in it.

    Raises:
        RuleError: ``not_signed_in``, ``role_missing``
        StoreError: ``export_form``, ``export_exists``, ``export_folder``, ``export_refused``,
            ``export_full``, or of the ledger: then there is no file

    """
    user = signed_in(visit, "supervisor")
    target = Path(path)
    form = _form(target)
    now_ms = desk.clock.read().wall_ms
    content: bytes = yield Hop("paper", lambda: _drawn(desk, report, form, user, now_ms))
    yield Hop("paper", lambda: reserve(target))
    yield Hop("store", lambda: _record(desk, user, report, form, target))
    yield Hop("paper", lambda: fill(target, content))
    return str(target)


def _form(target: Path) -> Form:
    form = target.suffix.lower().removeprefix(".")
    found = next((each for each in FORMS if each == form), None)
    if found is None:
        raise StoreError("export_form", name=target.name)
    return found


def _drawn(desk: Desk, report: Report, form: Form, user: User, now_ms: int) -> bytes:
    at = f"{localtime.at(now_ms):%Y-%m-%d %H:%M}"
    who = desk.words.say("report.exported", by=user.display_name, at=at)
    if form == "xlsx":
        return report_book(desk.words, report, who)
    from counter_app.documents.report import render_report  # noqa: PLC0415  reportlab with the first

    return render_report(report, who, desk.words)


def _record(desk: Desk, user: User, report: Report, form: Form, target: Path) -> None:
    moment = paper_time(desk, confirmed=True).moment
    did = FiguresExported(report.id, form, report.rows(), report.span, report.scope)
    entry = Entry(did, moment, user.name, enrolled(desk).window.id, f"user:{user.name}")
    try:
        desk.ledger.record(uuid7(moment.wall, desk.random(10)), lambda _no: entry)
    except StoreError:
        release(target)
        raise
