"""The way back: supplement, amend before the person leaves, withdraw (F-D18)."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from counter_app.domain.case import Application, Case, CaseMaterial, CaseState, MaterialState
from counter_app.domain.errors import RuleError
from counter_app.domain.flow import Flow, Hop
from counter_app.domain.fold import amended
from counter_app.domain.fold_issue import DECIDED
from counter_app.domain.item import Item, MaterialId
from counter_app.domain.masking import check_phone
from counter_app.domain.numbers import check_case_no
from counter_app.domain.operation import (
    CaseAmended,
    CaseSupplemented,
    CaseWithdrawn,
    PaperedOperation,
)
from counter_app.services import handouts
from counter_app.services.acts import Act, Papers, record_act
from counter_app.services.cases import case_by_no
from counter_app.services.desk import Changes, Desk, enrolled
from counter_app.services.drafts import CLERK, seated
from counter_app.services.limits import dates
from counter_app.services.papertime import PaperTime, paper_time
from counter_app.services.phrasing import say
from counter_app.services.tabletop import Done
from counter_app.services.visit import Draft, Visit, signed_in

DELIVERIES = ("pickup", "courier")


def take_up(desk: Desk, visit: Visit, case_no: str) -> Flow[Visit]:
    """
    Put the case with that number on the table, with the people as it names them.

    Raises:
        RuleError: the number's check characters are wrong, ``case_not_here`` or ``item_unknown``

    """
    signed_in(visit, CLERK)
    taken: Visit = yield Hop("store", lambda: _take_up(desk, visit, case_no))
    return taken


def supplement(desk: Desk, visit: Visit, case_no: str, materials: Sequence[str]) -> Flow[Done]:
    """
    Tick materials that were brought against their notice; all corrected leads back to 已收件.

    Raises:
        RuleError: ``nothing_to_supplement``, ``material_unknown`` or ``material_not_awaited``

    """
    signed_in(visit, CLERK)
    done: Done = yield Hop("store", lambda: _supplement(desk, visit, case_no, materials))
    return done


def amend(desk: Desk, visit: Visit, field: str, value: str, reason: str = "") -> Flow[Done]:
    """
    Put a field of the case on the table right before the person leaves (art. 32(3)).

    A name is put right for a ``reason`` (facts/domain.md 6.2), which stands on the paper printed
    again and so in the operation.

    Raises:
        RuleError: ``amend_left``, ``amend_field``, ``amend_same``, ``amend_reason``, ``phone_form``,
            ``delivery_unknown``, ``not_deliverable``, ``delivery_cancel_first`` or what
            ``normalise_name`` raises

    """
    signed_in(visit, CLERK)
    done: Done = yield Hop("store", lambda: _amend(desk, visit, field, value, reason.strip()))
    return done


def withdraw(desk: Desk, visit: Visit, case_no: str, reason: str) -> Flow[Done]:
    """
    退件/撤回 before the decision; originals go back against W16.

    Raises:
        RuleError: ``reason_missing`` or ``case_state``

    """
    signed_in(visit, CLERK)
    done: Done = yield Hop("store", lambda: _withdraw(desk, visit, case_no, reason))
    return done


def awaited(case: Case) -> tuple[CaseMaterial, ...]:
    """Return what the last notice of the case still waits for."""
    if case.state is CaseState.ACCEPTED_WITH_GAPS or case.state in DECIDED:
        return case.open_gaps()
    if case.state is not CaseState.CORRECTING:
        return ()
    named = case.corrections[-1].materials
    return tuple(
        each
        for each in case.application.materials
        if each.id in named and each.state is MaterialState.MISSING
    )


def _take_up(desk: Desk, visit: Visit, case_no: str) -> Visit:
    case = case_by_no(desk, check_case_no(case_no))
    item = _item(desk, visit, case)
    opened_ms = _time(desk, visit).moment.wall
    draft = Draft(item, case.application, opened_ms, case.state, case.received_on)
    return replace(seated(visit, case.application), draft=draft, case=case)


def _supplement(desk: Desk, visit: Visit, case_no: str, materials: Sequence[str]) -> Done:
    case = case_by_no(desk, case_no)
    waiting = {each.id: each for each in awaited(case)}
    if not waiting:
        raise RuleError("nothing_to_supplement")
    brought = tuple(_brought(case, waiting, each) for each in materials)
    if not brought:
        raise RuleError("argument_missing", verb="supplement", name="materials")
    time = _time(desk, visit)
    answer_by = dates(
        desk, enrolled(desk).window.area, _item(desk, visit, case), time.day
    ).answer_by
    did = CaseSupplemented(case.id, time.day, brought, (), answer_by)
    return _do(desk, visit, case, did, lambda item: handouts.supplemented(item, brought), time)


def _brought(case: Case, waiting: Mapping[MaterialId, CaseMaterial], material: str) -> CaseMaterial:
    found = next((each for each in case.application.materials if each.id == material), None)
    if found is None:
        raise RuleError("material_unknown", material=material)
    if found.id not in waiting:
        raise RuleError("material_not_awaited", name=found.name)
    return replace(found, state=MaterialState.RECEIVED, until=None, fault="")


def _amend(desk: Desk, visit: Visit, field: str, value: str, why: str) -> Done:
    if visit.case is None:
        raise RuleError("amend_left")
    case = case_by_no(desk, visit.case.no)
    old = _field(case.application, field)
    new = _checked(field, value.strip())
    changed = amended(case.application, field, new)
    if changed == case.application:
        raise RuleError("amend_same")
    if field == "name" and not why:
        raise RuleError("amend_reason")
    if field == "delivery" and new == "courier" and not _item(desk, visit, case).deliverable:
        raise RuleError("not_deliverable")
    if field == "delivery" and case.delivery is not None and case.delivery.is_open:
        raise RuleError("delivery_cancel_first")
    did = CaseAmended(case.id, field, old, new, ())
    said = say("amended", field=say(f"field_{field}"))
    reason = say("amended_for", what=said, reason=why) if why else said
    time = _time(desk, visit)
    kept = replace(visit, phone=new) if field == "phone" else visit
    return _do(desk, kept, case, did, lambda item: handouts.amended(item, reason), time)


def _checked(field: str, value: str) -> str:
    if field == "phone" and value:
        return check_phone(value)
    if field == "delivery" and value not in DELIVERIES:
        raise RuleError("delivery_unknown")
    return value


def _field(application: Application, field: str) -> str:
    if field == "name":
        return application.applicant_name()
    return str(getattr(application, field, ""))


def _withdraw(desk: Desk, visit: Visit, case_no: str, reason: str) -> Done:
    if not reason.strip():
        raise RuleError("reason_missing")
    case = case_by_no(desk, case_no)
    time = _time(desk, visit)
    did = CaseWithdrawn(case.id, time.day, reason.strip(), ())
    return _do(desk, visit, case, did, handouts.withdrawn, time)


def _time(desk: Desk, visit: Visit) -> PaperTime:
    return paper_time(desk, confirmed=signed_in(visit).clock_confirmed)


def _do(
    desk: Desk,
    visit: Visit,
    case: Case,
    did: PaperedOperation,
    papers: Callable[[Item], Papers],
    time: PaperTime,
) -> Done:
    item = _item(desk, visit, case)
    after = record_act(desk, visit, Act(case.id, case, did, papers(item)), time)
    new = after.documents[len(case.documents) :]
    draft = Draft(item, after.application, time.moment.wall, after.state, after.received_on)
    changed = replace(visit, draft=draft, case=after).with_papers(*new)
    return Done(changed, after, new, Changes(cases=(case.id,)))


def _item(desk: Desk, visit: Visit, case: Case) -> Item:
    """Return the item as the case was opened under it, as far as this window still has it."""
    if visit.draft is not None and visit.draft.application.case_id == case.id:
        return visit.draft.item
    item = desk.cache.item(case.application.item.code)
    if item is None:
        raise RuleError("item_unknown", code=case.application.item.code)
    return item
