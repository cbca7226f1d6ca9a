"""
The application on the table: opened under an item version, its materials marked (F-D3, F-D4).

Each change is in the journal before the flow ends, so a power cut loses nothing typed (F-A3).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from counter_app.domain.case import (
    Application,
    CaseMaterial,
    CaseState,
    ItemRef,
    MaterialState,
)
from counter_app.domain.errors import RuleError
from counter_app.domain.flow import Flow, Hop
from counter_app.domain.ids import uuid7
from counter_app.domain.item import Item, ItemHit, Material, MaterialId, Situation
from counter_app.domain.outcome import Table, gap_closed, gap_limit, item_closed
from counter_app.domain.outcome_special import Closed, promise_closed
from counter_app.services.applicants import as_applied
from counter_app.services.cases import case_of
from counter_app.services.desk import Desk, enrolled
from counter_app.services.limits import dates
from counter_app.services.papertime import paper_time
from counter_app.services.visit import (
    Draft,
    Visit,
    draft_from_bytes,
    draft_to_bytes,
    open_draft,
    signed_in,
)

CLERK = "clerk"


def find_items(desk: Desk, text: str, limit: int) -> Flow[tuple[ItemHit, ...]]:
    """Search the items that this window may receive, best first."""
    hits: tuple[ItemHit, ...] = yield Hop("store", lambda: _find(desk, text, limit))
    return hits


def open_case(desk: Desk, visit: Visit, code: str, situation: str | None) -> Flow[Visit]:
    """
    Open an application for the newest version of an item; no situation named: its first one.

    Raises:
        RuleError: ``item_unknown``, ``item_not_here`` (a field window's scope),
            ``item_withdrawn``, ``item_not_yet``, ``item_not_in_use`` or
            ``situation_unknown``

    """
    signed_in(visit, CLERK)
    opened: Visit = yield Hop("store", lambda: _open(desk, visit, code, situation))
    return opened


def resume_draft(desk: Desk, visit: Visit, draft_id: str) -> Flow[Visit]:
    """
    Take up an application that was left or cut off; a recorded one comes back as its case.

    Raises:
        RuleError: ``draft_unknown``

    """
    signed_in(visit, CLERK)
    resumed: Visit = yield Hop("store", lambda: _resume(desk, visit, draft_id))
    return resumed


def mark_material(
    desk: Desk, visit: Visit, which: str | Sequence[str], state: MaterialState, until: date | None
) -> Flow[Visit]:
    """
    Mark one material, several, or ``all`` of them; a fault in one marks none.

    ``until`` is the gap date of a deferred one; the last lawful day when none is named.

    Raises:
        RuleError: ``material_unknown``, ``not_shared``, ``not_deferrable``, a gap date rule,
            ``promise_not_allowed`` or ``not_promisable``

    """
    signed_in(visit, CLERK)
    marked: Visit = yield Hop("store", lambda: _mark(desk, visit, which, state, until))
    return marked


def save_draft(desk: Desk, visit: Visit) -> Flow[Visit]:
    """Write the open application to the journal after the people in it changed."""
    draft = visit.draft
    if draft is not None and visit.case is None:
        kept = draft_to_bytes(draft)
        yield Hop("store", lambda: desk.journal.save(draft.application.case_id, kept))
    return visit


def item_ref(item: Item) -> ItemRef:
    """Return what a case keeps of its item."""
    return ItemRef(
        item.code,
        item.version,
        item.name,
        item.dept_name,
        item.accept_org,
        item.decide_org,
        item.project_type,
        item.statutory,
        item.promised,
    )


def seated(visit: Visit, application: Application) -> Visit:
    """Return the visit with the people of an application at the counter."""
    return replace(
        visit,
        person=application.person,
        body=application.body,
        agent=application.agent,
        guardian=application.guardian,
        phone=application.phone,
    )


def _find(desk: Desk, text: str, limit: int) -> tuple[ItemHit, ...]:
    tags = enrolled(desk).window.domain_tags
    if not tags:
        return desk.cache.find_items(text, limit)
    hits = desk.cache.find_items(text, limit * 20)
    return tuple(hit for hit in hits if _in_scope(desk, hit.code, tags))[:limit]


def _in_scope(desk: Desk, code: str, tags: tuple[str, ...]) -> bool:
    item = desk.cache.item(code)
    return item is not None and (not tags or item.domain_tag in tags)


def _open(desk: Desk, visit: Visit, code: str, situation: str | None) -> Visit:
    window = enrolled(desk).window
    item = desk.cache.item(code)
    if item is None:
        raise RuleError("item_unknown", code=code)
    if not _in_scope(desk, code, window.domain_tags):
        raise RuleError("item_not_here", item=item.name)
    time = paper_time(desk, confirmed=signed_in(visit).clock_confirmed)
    if closed := item_closed(item, time.day):
        raise RuleError(closed[0], **closed[1])
    chosen = choose_situation(item, situation)
    application = Application(
        case_id=uuid7(time.moment.wall, desk.random(10)).hex(),
        item=item_ref(item),
        materials=tuple(
            unmarked(each) for each in item.materials_for(chosen.id if chosen else None)
        ),
        situation=chosen.id if chosen else None,
        situation_name=chosen.name if chosen else "",
    )
    draft = Draft(item, as_applied(visit, application, item), time.moment.wall)
    desk.journal.save(application.case_id, draft_to_bytes(draft))
    return replace(visit, draft=draft, case=None)


def choose_situation(item: Item, asked: str | None) -> Situation | None:
    """
    Return the situation with that id or name, the first one when none is asked for.

    Raises:
        RuleError: ``situation_unknown``

    """
    if asked is None:
        return item.situations[0] if item.situations else None
    found = next((each for each in item.situations if asked in (each.id, each.name)), None)
    if found is None:
        raise RuleError("situation_unknown", item=item.name, situation=asked)
    return found


def unmarked(material: Material) -> CaseMaterial:
    """Return a material as a new application holds it: missing, or shared by data."""
    state = MaterialState.SHARED if material.shared else MaterialState.MISSING
    return CaseMaterial(
        material.id,
        material.name,
        material.necessity,
        material.originals,
        material.copies,
        state,
    )


def _resume(desk: Desk, visit: Visit, draft_id: str) -> Visit:
    content = desk.journal.load(draft_id)
    if content is None:
        raise RuleError("draft_unknown")
    draft = draft_from_bytes(content)
    case = case_of(desk, draft.application.case_id)
    resumed = seated(visit, draft.application)
    if case is None:
        return replace(resumed, draft=draft, case=None)
    desk.journal.clear(draft_id)
    draft = replace(
        draft, application=case.application, state=case.state, received_on=case.received_on
    )
    return replace(resumed, draft=draft, case=case).with_papers(*case.documents)


def _mark(
    desk: Desk, visit: Visit, which: str | Sequence[str], state: MaterialState, until: date | None
) -> Visit:
    draft = open_draft(visit)
    if draft.state not in (CaseState.DRAFT, CaseState.RECEIVED):
        raise RuleError(
            "case_state", state=f"@case_state.{draft.state.value}", kind="mark_material"
        )
    asked = _asked(draft, which)
    time = paper_time(desk, confirmed=signed_in(visit).clock_confirmed)
    due = dates(desk, enrolled(desk).window.area, draft.item, time.day).due
    table = Table(draft.item, draft.application, draft.state, time.day, None, due, online=True)
    gap = (until or gap_limit(table)) if state is MaterialState.DEFERRED else None
    marked = tuple(
        _marked(table, each, state, gap, one=which != "all") if each.id in asked else each
        for each in draft.application.materials
    )
    changed = replace(draft, application=replace(draft.application, materials=marked))
    desk.journal.save(draft.application.case_id, draft_to_bytes(changed))
    return replace(visit, draft=changed)


def _asked(draft: Draft, which: str | Sequence[str]) -> frozenset[MaterialId]:
    known = frozenset(each.id for each in draft.application.materials)
    if which == "all":
        return known
    named = (which,) if isinstance(which, str) else which
    if unknown := [each for each in named if each not in known]:
        raise RuleError("material_unknown", material=unknown[0])
    return frozenset(map(MaterialId, named))


def _marked(
    table: Table, material: CaseMaterial, state: MaterialState, until: date | None, *, one: bool
) -> CaseMaterial:
    shared = material.state is MaterialState.SHARED
    if shared and not one and state is MaterialState.RECEIVED:
        return material
    if state is MaterialState.SHARED and not _may_be_shared(table.item, material):
        raise RuleError("not_shared", name=material.name)
    marked = replace(material, state=state, until=until)
    closed = _mark_closed(table, marked)
    if closed is not None:
        raise RuleError(closed[0], **closed[1])
    return marked


def _mark_closed(table: Table, marked: CaseMaterial) -> Closed | None:
    if marked.state is MaterialState.DEFERRED:
        return gap_closed(table, marked)
    return promise_closed(table.item, marked) if marked.state is MaterialState.PROMISED else None


def _may_be_shared(item: Item, material: CaseMaterial) -> bool:
    return any(each.id == material.id and each.shared for each in item.materials)
