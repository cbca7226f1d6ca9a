"""Puts the facts of the citizen screen into words, for either side."""

from __future__ import annotations

from collections.abc import Callable

from counter_app.domain.handwriting import is_written
from counter_app.services.confirmation import Row
from counter_app.services.privacy_notice import current_notice
from counter_app.ui.citizen.facts import Facts, Question, SampleBefore
from counter_app.ui.citizen.state import (
    Both,
    CitizenState,
    CitizenWords,
    ClerkState,
    NoticeLook,
    RowLook,
)
from counter_app.ui.looks import Kind, PillState
from counter_app.words import Words

STRONG = ("item", "body", "applicant", "agent", "guardian", "certificates", "collector")
_CHOICES = ("delivery",)


class Said:
    """The texts of both sides: the person's in Chinese first, the clerk's in his language."""

    def __init__(self, words: Words) -> None:
        self.words = words
        self._citizen = CitizenWords(words)

    def both(self, message: str, /, **values: str | int) -> Both:
        """Return a text for the person."""
        return self._citizen.both(message, **values)

    def clerk(self, message: str, /, **values: str | int) -> str:
        """Return a text for the clerk."""
        return self.words.say(f"ui.citizen.{message}", **values)

    def row(self, row: Row) -> RowLook:
        """Return one line to check."""
        value = row.value
        if row.id in _CHOICES:
            choice = f"{row.id}.{value}"
            value = self.both(choice if self._citizen.knows(choice) else f"{row.id}.other").first
        elif not value:
            value = self.both(f"none.{row.id}").first
        return RowLook(self.both(f"row.{row.id}"), value, row.id in STRONG)


def citizen_state(said: Said, facts: Facts) -> CitizenState:
    """Return the page in front of the person; veiled, it is the calm one."""
    page = "idle" if facts.covered or facts.question is None else facts.page
    if facts.sample is not None and not facts.covered:
        page = "sample"
    return _PAGES[page](said, facts)


def clerk_state(said: Said, facts: Facts) -> ClerkState:
    """Return what the clerk sees of it."""
    stage = _stage(facts)
    detail = "\n".join(said.words.error(facts.error)) if facts.error is not None else ""
    word = said.clerk("clerk.pill", state=f"@ui.citizen.clerk.stage.{stage}")
    last = "mark" if facts.manner == "fingerprint" else "sign"
    asked = facts.question is not None and facts.page not in ("idle", "done")
    return ClerkState(
        PillState(_KINDS[stage], word, detail or _hint(said, stage)),
        tuple(said.clerk(f"clerk.stage.{each}") for each in ("check", last, "done")),
        {"check": 0, "sign": 1, "mark": 1, "done": 2}.get(stage, -1),
        facts.manner,
        facts.witness if facts.manner == "fingerprint" and not facts.confirmed else None,
        detail.replace("\n", ""),
        asked,
    )


_KINDS: dict[str, Kind] = {
    "idle": "quiet",
    "check": "note",
    "sign": "note",
    "mark": "warning",
    "done": "good",
    "stale": "warning",
    "disputed": "danger",
    "gone": "warning",
}


def _stage(facts: Facts) -> str:
    if facts.stale:
        return "stale"
    if facts.confirmed:
        return "done"
    if facts.monitor == "gone":
        return "gone"
    return facts.page


def _hint(said: Said, stage: str) -> str:
    message = f"clerk.hint.{stage}"
    return said.clerk(message) if said.words.knows(f"ui.citizen.{message}") else ""


def _idle(said: Said, facts: Facts) -> CitizenState:
    hall = facts.window.hall_name if facts.window is not None else ""
    name = facts.window.name if facts.window is not None else ""
    title = Both(hall) if hall else said.both("idle.title")
    return CitizenState("idle", title, said.both("idle.hint", window=name))


def _check(said: Said, facts: Facts) -> CitizenState:
    question: Question = facts.question  # type: ignore[assignment]  # this page has one
    rows = tuple(said.row(each) for each in question.sheet.rows)
    notice = _notice(said, facts)
    return CitizenState(
        "check",
        said.both("check.title" if question.visit is not None else "check.receipt"),
        said.both("check.hint"),
        rows,
        notice,
        # nobody confirms what he was not told
        said.both("check.right") if notice is not None else Both(""),
        said.both("check.wrong"),
    )


def _sign(said: Said, facts: Facts) -> CitizenState:
    return CitizenState(
        "sign",
        said.both("sign.title"),
        said.both("sign.hint"),
        right=said.both("sign.saving" if facts.saving else "sign.right"),
        back=said.both("sign.back"),
        again=said.both("sign.again"),
        pad=said.both("sign.pad"),
        strokes=facts.strokes,
        signed=is_written(facts.strokes) and not facts.saving,
        error=_error(facts),
    )


def _mark(said: Said, _facts: Facts) -> CitizenState:
    return CitizenState(
        "mark", said.both("mark.title"), said.both("mark.hint"), back=said.both("sign.back")
    )


def _done(said: Said, _facts: Facts) -> CitizenState:
    return CitizenState("done", said.both("done.title"), said.both("done.hint"))


def _disputed(said: Said, _facts: Facts) -> CitizenState:
    return CitizenState("disputed", said.both("disputed.title"), said.both("disputed.hint"))


def _sample(said: Said, facts: Facts) -> CitizenState:
    sample: SampleBefore = facts.sample  # type: ignore[assignment]  # this page has one
    title = said.both("sample.title", name=sample.name)
    return CitizenState("sample", title, said.both("sample.hint"), picture=sample.picture)


_PAGES: dict[str, Callable[[Said, Facts], CitizenState]] = {
    "idle": _idle,
    "check": _check,
    "sign": _sign,
    "mark": _mark,
    "done": _done,
    "disputed": _disputed,
    "sample": _sample,
}


def _notice(said: Said, facts: Facts) -> NoticeLook | None:
    if facts.window is None:
        return None
    notice = current_notice().of_window(facts.window, said.both("notice.unknown").first)
    title = said.both("notice.title", version=notice.version)
    return NoticeLook(title, notice.basis, tuple((each.head, each.text) for each in notice.parts))


def _error(facts: Facts) -> str:
    """Say in Chinese what stopped the signature; what only the clerk can mend he is told himself."""
    if facts.error is None:
        return ""
    own = facts.error.code.startswith("signature_")
    message = f"error.{facts.error.code}.remedy" if own else "ui.citizen.sign.failed"
    return Words("zh").say(message)
