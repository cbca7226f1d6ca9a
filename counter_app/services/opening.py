"""
The opening check (F-A6): what stands, what will not work today, what was left from before.

A red light never keeps a window shut, and calling begins with it. Everything is asked on its own lane: ``look_at_stores`` and
one ``look_at_device`` for each role, so that a silent device holds nobody up.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

from counter_app.domain.errors import RuleError, StoreError
from counter_app.domain.flow import Flow, Hop
from counter_app.domain.ids import uuid7
from counter_app.domain.operation import Entry
from counter_app.domain.window_operation import WindowOpened
from counter_app.services.calling import resume
from counter_app.services.desk import Desk, enrolled
from counter_app.services.open_sheets import OpenSheet
from counter_app.services.opening_checks import Check, device_check, store_checks
from counter_app.services.opening_day import day_checks, day_subject, stands_open
from counter_app.services.papertime import paper_time
from counter_app.services.shift_figures import today
from counter_app.services.sketch import SKETCH, Sketch, draft_ids, keep_sketch, sketch_on_table
from counter_app.services.status import DeviceRole, probe, stored_status
from counter_app.services.ticketing import has_queue
from counter_app.services.visit import User, Visit, draft_from_bytes


@dataclass(frozen=True, slots=True)
class Leftover:
    """
    A paper that nobody has seen printed, a certificate on its sheet, or an application left open.

    ``id`` is of the document, the print job or the draft; ``name`` is the paper's kind, the sheet's
    series and number (of plain paper the certificate's) or the item's name. ``paper_state`` as in
    ``services.status.Paper``; ``opened_ms`` is of a draft, 0 when it cannot be read any more.
    """

    kind: Literal["paper", "sheet", "draft"]
    id: str
    name: str
    case_no: str = ""
    paper_state: str = ""
    opened_ms: int = 0


@dataclass(frozen=True, slots=True)
class Findings:
    """
    What the stores tell. ``restored`` is the application that comes back by itself.

    ``opened``: this window was opened today and not closed, so the program has been started again.
    """

    checks: tuple[Check, ...]
    leftovers: tuple[Leftover, ...]
    restored: Leftover | None
    opened: bool


def look_at_stores(desk: Desk) -> Flow[Findings]:
    """Look at numbers, lists, calendar, outbox and clock, and for what was left."""
    found: Findings = yield Hop("store", lambda: _findings(desk))
    return found


def look_at_device(desk: Desk, role: DeviceRole) -> Flow[Check]:
    """Look at one device on its own lane."""
    return device_check((yield from probe(desk, role)))


def open_window(desk: Desk, user: User, checks: tuple[Check, ...]) -> Flow[None]:
    """
    Record 开窗 with the lights that were seen, and call again where people wait with tickets.

    Done once, however often it is asked, until the window is closed: who pauses stays paused.
    """
    opened: bool = yield Hop("store", lambda: _open(desk, user, checks))
    if opened and (yield Hop("store", lambda: has_queue(desk))):
        yield from resume(desk, Visit(user=user))


def lay_on_table(desk: Desk, visit: Visit, draft: str) -> Flow[None]:
    """
    Have ``draft`` come back when the window opens, instead of what lay on the table last.

    Raises:
        RuleError: ``table_taken``, something half-typed lies there and would be lost

    """
    there: Sketch | None = yield Hop("store", lambda: sketch_on_table(desk))
    if there is not None and there.draft == draft:
        return
    if there is not None and (there.texts or (not there.draft and _people(there))):
        raise RuleError("table_taken")
    now_ms = desk.clock.read().wall_ms
    yield from keep_sketch(desk, replace(visit, draft=None), Sketch(now_ms, draft=draft))


def _findings(desk: Desk) -> Findings:
    known = stored_status(desk)
    drafts = tuple(_draft(desk, each) for each in draft_ids(desk))
    table = _restored(desk, drafts)
    papers = tuple(
        Leftover("paper", each.document, each.kind, each.case_no or "", each.state)
        for each in known.unprinted
    )
    sheets = tuple(map(_sheet, known.sheets))
    others = tuple(each for each in drafts if table is None or each.id != table.id)
    checks = (*store_checks(desk, known), *day_checks(desk))
    return Findings(checks, (*sheets, *papers, *others), table, stands_open(desk))


def _sheet(sheet: OpenSheet) -> Leftover:
    name = f"{sheet.series} {sheet.serial}" if sheet.serial else sheet.number
    return Leftover("sheet", sheet.job, name, sheet.case_no, sheet.state)


def _restored(desk: Desk, drafts: tuple[Leftover, ...]) -> Leftover | None:
    table = sketch_on_table(desk)
    if table is None:
        return None
    for each in drafts:
        if each.id == table.draft:
            return each
    if table.texts or _people(table):
        return Leftover("draft", SKETCH, "", opened_ms=table.saved_ms)
    return None


def _people(sketch: Sketch) -> bool:
    return any((sketch.person, sketch.body, sketch.agent, sketch.guardian))


def _draft(desk: Desk, draft_id: str) -> Leftover:
    try:
        draft = draft_from_bytes(desk.journal.load(draft_id) or b"")
    except StoreError:  # one damaged draft does not hide the others
        return Leftover("draft", draft_id, "")
    return Leftover("draft", draft_id, draft.application.item.name, opened_ms=draft.opened_ms)


def _open(desk: Desk, user: User, checks: tuple[Check, ...]) -> bool:
    """Return whether the window was not open yet."""
    if stands_open(desk):
        return False
    moment = paper_time(desk, confirmed=True).moment
    did = WindowOpened(user.name, tuple((each.id, each.light) for each in checks))
    subject = day_subject(desk, today(desk))
    entry = Entry(did, moment, user.name, enrolled(desk).window.id, subject)
    desk.ledger.record(uuid7(moment.wall, desk.random(10)), lambda _no: entry)
    return True
