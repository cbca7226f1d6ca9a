"""Another situation (情形) for the application on the table, and an application given up (F-D4)."""

from __future__ import annotations

from dataclasses import replace

from counter_app.domain.case import CaseState
from counter_app.domain.errors import RuleError
from counter_app.domain.flow import Flow, Hop
from counter_app.services.desk import Desk
from counter_app.services.drafts import CLERK, choose_situation, unmarked
from counter_app.services.visit import Visit, draft_to_bytes, open_draft, signed_in


def change_situation(desk: Desk, visit: Visit, situation: str) -> Flow[Visit]:
    """
    Ask for the materials of another situation; what was marked of those asked in both stays.

    Raises:
        RuleError: ``no_open_case``, ``case_state`` once it is recorded, or ``situation_unknown``

    """
    signed_in(visit, CLERK)
    changed: Visit = yield Hop("store", lambda: _change_situation(desk, visit, situation))
    return changed


def drop_draft(desk: Desk, draft_id: str) -> Flow[None]:
    """Forget an application that was opened by mistake, before anything of it was recorded."""
    yield Hop("store", lambda: desk.journal.clear(draft_id))


def _change_situation(desk: Desk, visit: Visit, situation: str) -> Visit:
    draft = open_draft(visit)
    if draft.state is not CaseState.DRAFT:
        state = f"@case_state.{draft.state.value}"
        raise RuleError("case_state", state=state, kind="change_situation")
    chosen = choose_situation(draft.item, situation)
    kept = {each.id: each for each in draft.application.materials}
    materials = tuple(
        kept.get(each.id, unmarked(each))
        for each in draft.item.materials_for(chosen.id if chosen else None)
    )
    application = replace(
        draft.application,
        materials=materials,
        situation=chosen.id if chosen else None,
        situation_name=chosen.name if chosen else "",
    )
    changed = replace(draft, application=application)
    desk.journal.save(application.case_id, draft_to_bytes(changed))
    return replace(visit, draft=changed)
