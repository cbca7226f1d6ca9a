"""
What one act looks at, read once on the store lane, and how it is recorded.

Shared by everything that ends a sitting: intake (F-D6) and decisions on the spot (即办件).
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from counter_app.domain.case import Case, CaseState
from counter_app.domain.document import Document
from counter_app.domain.flow import Flow
from counter_app.domain.item import in_force
from counter_app.domain.operation import PaperedOperation
from counter_app.domain.outcome import Table
from counter_app.services.acts import Act, Papers, record_act
from counter_app.services.cases import case_of
from counter_app.services.desk import Changes, Desk, enrolled
from counter_app.services.limits import Dates, dates
from counter_app.services.papertime import PaperTime, paper_time
from counter_app.services.sync.flow import sync_turn
from counter_app.services.visit import Draft, Visit, open_draft, signed_in

ONLINE_WAIT_S = 8.0
"""How long an item limited in number may wait for the county before it counts as unreachable."""


@dataclass(frozen=True, slots=True)
class Done:
    """An act's result: the visit after it, the case, its new papers, and what changed."""

    visit: Visit
    case: Case
    documents: tuple[Document, ...]
    changes: Changes


@dataclass(frozen=True, slots=True)
class Tabletop:
    """The draft or case on the table, the paper's time, the dates from it, and what the rules look at."""

    draft: Draft
    case: Case | None
    time: PaperTime
    dates: Dates
    table: Table


def ask_online(desk: Desk, visit: Visit) -> Flow[bool]:
    """Whether the county answers now, asked only for an item limited in number (licence law art. 57)."""
    if not open_draft(visit).item.quantity_limit:
        return False
    report = yield from sync_turn(desk, ONLINE_WAIT_S)
    return report.fault is None


def lay_table(desk: Desk, visit: Visit, *, online: bool) -> Tabletop:
    """Read what lies on the table (store lane)."""
    draft = open_draft(visit)
    case = case_of(desk, draft.application.case_id)
    if case is not None:
        draft = replace(draft, state=case.state, received_on=case.received_on)
    time = paper_time(desk, confirmed=signed_in(visit).clock_confirmed)
    counted = dates(desk, enrolled(desk).window.area, draft.item, time.day)
    table = Table(
        in_force(draft.item, desk.cache.item(draft.item.code), received=bool(draft.received_on)),
        draft.application,
        draft.state,
        time.day,
        draft.received_on,
        counted.due,
        online=online,
    )
    return Tabletop(draft, case, time, counted, table)


def done_before(visit: Visit, top: Tabletop, *states: CaseState) -> Done | None:
    """Return the same result when the act was already done (a second key, a crash before the answer)."""
    if top.case is None or top.case.state not in states:
        return None
    handed = replace(visit, case=top.case)
    return Done(handed, top.case, top.case.documents, Changes())


def record(desk: Desk, visit: Visit, top: Tabletop, did: PaperedOperation, papers: Papers) -> Done:
    """Record one operation on the case on the table and empty its journal (store lane)."""
    case_id = top.draft.application.case_id
    act = Act(case_id, top.case, did, papers)
    case = record_act(desk, visit, act, top.time)
    desk.journal.clear(case_id)
    new = case.documents[len(top.case.documents) if top.case else 0 :]
    draft = replace(
        top.draft,
        application=case.application,
        state=case.state,
        received_on=case.received_on,
    )
    changed = replace(visit, draft=draft, case=case).with_papers(*new)
    return Done(changed, case, new, Changes(cases=(case_id,), drafts=(case_id,)))
