"""The one act that is open now, said as a sentence, and the keys with their reasons."""

from __future__ import annotations

from datetime import date

from counter_app.domain.case import CaseMaterial, CaseState, MaterialState
from counter_app.domain.outcome import OutcomeKind, blocking
from counter_app.services.desk import Desk
from counter_app.services.intake import Outlook
from counter_app.ui.board import both
from counter_app.ui.intake.look_case import say_day
from counter_app.ui.intake.presenter import IntakePresenter
from counter_app.ui.intake.state import Desktop
from counter_app.ui.place import KeyAction, NowLine


def now_line(desk: Desk, presenter: IntakePresenter) -> NowLine:
    """Return the sentence for the state as it is."""
    state = presenter.state
    return NowLine(_Sentence(desk, state).now(), _Sentence(desk, state).closed())


class _Sentence:
    def __init__(self, desk: Desk, state: Desktop) -> None:
        self._words, self._state = desk.words, state
        self._today = state.outlook.today if state.outlook else date.min

    def now(self) -> str:
        """What to do now."""
        state, draft = self._state, self._state.visit.draft
        if state.clock_doubt:
            return self._say("clock")
        if state.acting:
            return self._say("acting")
        if state.laid is not None:
            return self._say("laid")
        if state.reading:
            return self._say("reading")
        if draft is None:
            seated = state.visit.person is not None or state.visit.body is not None
            return self._say("item" if seated else "start")
        return self._of_case()

    def closed(self) -> str:
        """The nearest act that is not open, with its reason in a few words."""
        state, ahead = self._state, self._state.outlook
        if ahead is None or state.acting or state.returning():
            return ""
        accept = ahead.of(OutcomeKind.ACCEPT)
        promise = ahead.of(OutcomeKind.PROMISE)
        if accept.open or promise.open or accept.code == "case_state":
            return ""
        draft = state.visit.draft
        if accept.code == "materials_missing" and draft is not None:
            missing = {each.id for each in blocking(draft.application)}
            comma = self._words.say("ui.intake.comma")
            rows = [str(n) for n, m in enumerate(state.materials(), 1) if m.id in missing]
            return self._say("accept_missing", rows=comma.join(rows))
        what, _ = self._words.error_of(accept.code, accept.values)
        return self._say("accept_closed", what=what)

    def _of_case(self) -> str:
        state = self._state
        if state.returning():
            count = len(state.ticked)
            return self._say("supplement", count=count) if count else self._say("bring")
        if state.done and state.case_state() is not CaseState.RECEIVED:
            return self._say("next")
        return self._open_act()

    def _open_act(self) -> str:
        ahead = self._state.outlook
        if ahead is None:
            return ""
        accept = ahead.of(OutcomeKind.ACCEPT)
        if accept.open:
            due = ahead.dates.due
            return self._say("accept", due=self._day(due)) if due else self._say("accept_undated")
        if ahead.of(OutcomeKind.PROMISE).open:
            return self._say("promise", names=self._names(self._state.promised()))
        if ahead.of(OutcomeKind.DEFER).open:
            return self._defer()
        wanted = {"applicant_missing": "applicant", "guardian_missing": "guardian"}
        if accept.code in wanted:
            return self._say(wanted[accept.code])
        return self._of_materials(ahead)

    def _of_materials(self, ahead: Outlook) -> str:
        if ahead.of(OutcomeKind.CORRECT).open and self._state.touched:
            missing = sum(each.state is MaterialState.MISSING for each in self._state.materials())
            return self._say("correct", count=missing)
        return self._say("materials" if ahead.of(OutcomeKind.RECEIVE).open else "other")

    def _defer(self) -> str:
        gaps = self._state.deferred()
        days = sorted(each.until for each in gaps if each.until)
        return self._say("defer", names=self._names(gaps), day=self._day(days[0]) if days else "")

    def _names(self, materials: tuple[CaseMaterial, ...]) -> str:
        return self._words.say("ui.intake.comma").join(each.name for each in materials)

    def _day(self, day: date) -> str:
        return say_day(self._words, day, self._today)

    def _say(self, message: str, **values: str | int) -> str:
        return self._words.say(f"ui.intake.now.{message}", **values)


def keys(desk: Desk, presenter: IntakePresenter) -> tuple[KeyAction, ...]:
    """Return every key of 办件: those of the bar first, then those written beside what they act on."""
    return (*_bar(desk, presenter), *_beside(desk, presenter))


def _bar(desk: Desk, presenter: IntakePresenter) -> tuple[KeyAction, ...]:
    parts, say = presenter.parts, desk.words.say
    back = presenter.state.returning()

    def outcome(key: str, kind: OutcomeKind, act: str) -> KeyAction:
        what, remedy = parts.acts.closed(kind)
        press = {
            "receive": parts.acts.press_receive,
            "accept": parts.acts.press_accept,
            "defer": parts.acts.press_defer,
            "correct": parts.acts.press_correct,
        }[act]
        shown = act in ("accept", "defer", "correct")
        text = say(f"ui.intake.key.{act}")
        return KeyAction(key, text, press, not what, both(desk.words, what, remedy), bar=shown)

    correct = outcome("F7", OutcomeKind.CORRECT, "correct")
    if back:
        correct = KeyAction("F7", say("ui.intake.key.supplement"), parts.acts.press_correct)
    return (
        KeyAction("F1", say("ui.intake.key.slip"), parts.papers.press_slip),
        KeyAction("F3", say("ui.intake.key.card"), parts.applicants.press_read),
        KeyAction("F4", say("ui.intake.key.item"), presenter.press_items),
        KeyAction("F6", say("ui.intake.key.all"), presenter.press_all),
        correct,
        outcome("F8", OutcomeKind.DEFER, "defer"),
        outcome("F9", parts.acts.accepting(), "accept"),
        _delivery(desk, presenter),
        KeyAction("Alt+F9", say("ui.intake.key.outcomes"), parts.sheets.press_outcomes),
        KeyAction("Alt+N", say("ui.intake.key.person"), presenter.next_person),
        outcome("Alt+J", OutcomeKind.RECEIVE, "receive"),
    )


def _delivery(desk: Desk, presenter: IntakePresenter) -> KeyAction:
    what, remedy = presenter.parts.deliveries.closed()
    press, text = presenter.parts.deliveries.press, desk.words.say("ui.intake.key.delivery")
    return KeyAction("F11", text, press, not what, both(desk.words, what, remedy))


def _steps_back(state: Desktop) -> bool:
    """Whether Esc has something to put away."""
    open_things = (state.laid, state.sheet.kind, state.popup, state.guide, state.sample)
    return any(open_things) or state.revealed


def _beside(desk: Desk, presenter: IntakePresenter) -> tuple[KeyAction, ...]:
    parts, state = presenter.parts, presenter.state
    marks = {
        "Alt+S": MaterialState.RECEIVED,
        "Alt+Q": MaterialState.MISSING,
        "Alt+R": MaterialState.DEFERRED,
        "Alt+F8": MaterialState.PROMISED,
        "Alt+G": MaterialState.SHARED,
    }
    acts = {
        "Alt+A": parts.applicants.press_agent,
        "Alt+B": parts.applicants.press_body,
        "Alt+U": lambda: parts.applicants.place_laid("replace"),
        "Alt+K": parts.applicants.return_card,
        "Alt+W": parts.phone.none,
        "Alt+X": parts.search.next_situation,
        "Alt+F": parts.favourites.press,
        "Alt+Y": parts.samples.press,
        "Alt+P": parts.papers.press_again,
        "Alt+E": parts.sheets.press_amend,
        "Alt+D": parts.sheets.press_drafts,
        "Alt+L": parts.sheets.press_matters,
        "Alt+M": parts.due.press,
        "Alt+H": presenter.toggle_guide,
        "Alt+V": parts.privacy.press_reveal,
        "Alt+C": parts.privacy.press_copy,
    }
    if state.clock_doubt:
        acts["Alt+T"] = presenter.confirm_clock
    say = desk.words.say
    told = [
        KeyAction(key, say(f"ui.intake.key.{key[-1].lower()}"), act, bar=False)
        for key, act in acts.items()
    ]
    told += [
        KeyAction(
            key,
            say(f"ui.intake.key.mark_{wanted.value}"),
            lambda wanted=wanted: parts.materials.mark(wanted),  # type: ignore[misc]
            bar=False,
        )
        for key, wanted in marks.items()
    ]
    if _steps_back(state):
        told.append(KeyAction("Esc", say("ui.intake.key.esc"), presenter.step_back, bar=False))
    return tuple(told)
