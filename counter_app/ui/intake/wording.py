"""A state put into words: everything the view draws."""

from __future__ import annotations

from counter_app.domain import localtime
from counter_app.domain.case import CaseState, MaterialState
from counter_app.services.desk import Desk
from counter_app.ui.intake.look_case import CaseWords
from counter_app.ui.intake.look_lists import ListWords
from counter_app.ui.intake.look_people import PeopleWords
from counter_app.ui.intake.looks import IntakeLook
from counter_app.ui.intake.state import Desktop, fault_field
from counter_app.ui.looks import FieldLook
from counter_app.words import Words


def look(desk: Desk, state: Desktop) -> IntakeLook:
    """Word a state."""
    words = desk.words
    today = state.outlook.today if state.outlook else localtime.day(desk.clock.read().wall_ms)
    people = PeopleWords(words, state, today)
    case, lists = CaseWords(words, state, today), ListWords(words, state, today)
    fields = people.fields() | lists.fields() | _middle_fields(words, state)
    return IntakeLook(
        page=_page(state),
        people=people.cards(),
        laid=people.laid(),
        laid_keys=words.say("ui.intake.laid_keys"),
        people_keys=people.hint(),
        fields=fields,
        kinds=people.kinds(),
        kind=state.kind,
        kind_open=people.typing(),
        item=case.item(),
        hits=case.hits(),
        popup=state.popup,
        materials=case.materials(),
        row=state.row,
        requirement=case.requirement(),
        state_keys=words.say("ui.intake.state_keys" + ("_back" if state.returning() else "")),
        dates=case.dates(),
        facts=case.facts(),
        dates_line=case.dates_line(),
        result=case.result(),
        papers=lists.papers(),
        papers_title=lists.papers_title(),
        matters=lists.matters(),
        matters_title=lists.matters_title(),
        due=lists.due(),
        due_title=lists.due_title(),
        sheet=lists.sheet(),
        guide=case.guide(),
        sample=case.sample(),
        copy_line=_copy_line(words, state),
        empty_title=words.say(_empty(state)),
        empty_hint=words.say(f"{_empty(state)}_hint"),
        focus=state.focus,
    )


def _page(state: Desktop) -> str:
    if state.sheet.kind:
        return "sheet"
    back = state.done == "supplement" and state.case_state() is CaseState.RECEIVED
    if state.done and not back:
        return "result"
    return "materials" if state.visit.draft is not None else "empty"


def _empty(state: Desktop) -> str:
    seated = state.visit.person is not None or state.visit.body is not None
    return "ui.intake.empty_item" if seated else "ui.intake.empty"


def _middle_fields(words: Words, state: Desktop) -> dict[str, FieldLook]:
    material = state.material()
    missing = material is not None and material.state is MaterialState.MISSING
    deferred = material is not None and material.state is MaterialState.DEFERRED
    fault = state.text(fault_field(material.id)) if material is not None else ""
    markable = state.case_state() in (CaseState.DRAFT, CaseState.RECEIVED)
    return {
        "search": FieldLook(state.text("search"), words.say("ui.intake.hint.search")),
        "fault": FieldLook(
            fault,
            words.say("ui.intake.hint.fault"),
            state.errors.get("fault", ""),
            shown=missing and markable,
        ),
        "until": FieldLook(
            state.text("until"),
            words.say("ui.intake.hint.until"),
            state.errors.get("until", ""),
            shown=deferred and markable,
        ),
    }


def _copy_line(words: Words, state: Desktop) -> str:
    if state.visit.draft is None or not state.copied:
        return ""
    return words.say("ui.intake.copy_line", at=state.copied)
