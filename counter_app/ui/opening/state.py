"""What the opening check knows, what it shows, and how that is said. No Qt."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from counter_app.domain import localtime
from counter_app.services.opening import Findings, Leftover
from counter_app.services.opening_checks import Check
from counter_app.services.print_jobs import MAYBE_ON_PAPER
from counter_app.services.status import DEVICE_ROLES, DeviceRole
from counter_app.ui.check_look import CheckLook, say_check, say_device_check, with_keys
from counter_app.ui.looks import Kind
from counter_app.ui.second import SignState
from counter_app.words import Words

ORDER = (
    "yesterday",
    "receipts",
    *DEVICE_ROLES,
    "certificates",
    "blanks",
    "certificate_numbers",
    "numbers",
    "lent",
    "lists",
    "holidays",
    "unsent",
    "clock",
)
"""What the day before left, then as a clerk looks over her place: what is in reach first."""
_DEVICES = (*DEVICE_ROLES, "certificates")
_SOME = ("yesterday", "receipts", "blanks", "certificate_numbers", "lent")
"""Lines that not every window, or not every morning, has."""
PLACES = {
    "receipts": "intake",
    **dict.fromkeys((*_DEVICES, "lists", "unsent", "clock"), "devices"),
    "blanks": "certificates",
}
"""Where each line is put right; with nothing to press, somebody has to be told."""
DOUBT = "doubtful"
"""The state of the clock's line that two persons can settle here."""
_PRINTED: dict[str, Kind] = {
    "device_done": "good",
    "confirmed": "good",
    "sent": "note",
    "printing": "note",
    "unknown": "warning",
    "queued": "warning",
}


@dataclass(frozen=True, slots=True)
class OpeningFacts:
    """
    What is known so far: a check that has not come is missing in ``checks``.

    ``row`` is the chosen leftover, -1 while none is; ``warned`` the id of a paper that may be out
    already; ``printed`` what became of papers printed here; ``devices`` those of this window;
    ``roles`` the user's.
    """

    who: str = ""
    checks: Mapping[str, Check] = field(default_factory=dict)
    findings: Findings | None = None
    row: int = -1
    warned: str = ""
    printed: Mapping[str, str] = field(default_factory=dict)
    devices: tuple[DeviceRole, ...] = DEVICE_ROLES
    roles: tuple[str, ...] = ()
    sign: SignState = field(default_factory=SignState)

    @property
    def order(self) -> tuple[str, ...]:
        """The checks of this window, in their order; few windows have numbered blanks."""
        there = (*self.devices, *(each for each in ORDER if each not in (*_DEVICES, *_SOME)))
        return tuple(each for each in ORDER if each in there or each in self.checks)

    @property
    def leftovers(self) -> tuple[Leftover, ...]:
        """What was left from before, papers first."""
        return self.findings.leftovers if self.findings else ()

    @property
    def chosen(self) -> Leftover | None:
        """The leftover that Enter opens, None when Enter opens the window."""
        rows = self.leftovers
        return rows[self.row] if 0 <= self.row < len(rows) else None

    @property
    def doubtful(self) -> bool:
        """Whether two persons have to compare the PC's clock, and have not yet."""
        clock = self.checks.get("clock")
        return clock is not None and clock.state == DOUBT

    def paper_state(self, paper: Leftover) -> str:
        """What is known of a paper's print by now."""
        return self.printed.get(paper.id, paper.paper_state)


@dataclass(frozen=True, slots=True)
class LeftoverLook:
    """One row of what was left."""

    title: str
    detail: str
    kind: Kind
    state: str


@dataclass(frozen=True, slots=True)
class OpeningState:
    """The screen as it is drawn; ``enter`` is what Enter does now, ``now`` the same as a sentence."""

    title: str
    checks: tuple[CheckLook, ...]
    restored: str
    leftovers_title: str
    leftovers: tuple[LeftoverLook, ...]
    row: int
    enter: str
    again: str
    now: str
    two: str = ""
    sign: SignState = field(default_factory=SignState)


def say_opening(words: Words, facts: OpeningFacts) -> OpeningState:
    """Put the facts into words."""
    found = facts.findings
    again = found is not None and found.opened
    act = "open_again" if again else "open"
    if facts.sign.two:
        act = "sign"
    elif facts.chosen is not None:
        act = {"paper": "print", "sheet": "answer"}.get(facts.chosen.kind, "take_up")
    return OpeningState(
        title=_say(words, "title_again" if again else "title", who=facts.who),
        checks=_checks(words, facts),
        restored=_restored(words, found),
        leftovers_title=_leftovers_title(words, len(facts.leftovers)),
        leftovers=tuple(_leftover(words, facts, each) for each in facts.leftovers),
        row=facts.row,
        enter=_say(words, f"act.{act}"),
        again=_say(words, "act.again"),
        now=_now(words, facts, act),
        two=_say(words, "act.two") if facts.doubtful and not facts.sign.two else "",
        sign=facts.sign,
    )


def reason_needed(facts: OpeningFacts, paper: Leftover) -> bool:
    """Whether a paper may have come out already, so that printing it again is a reprint."""
    return facts.paper_state(paper) in MAYBE_ON_PAPER


def _checks(words: Words, facts: OpeningFacts) -> tuple[CheckLook, ...]:
    looks = (_check(words, name, facts.checks.get(name)) for name in facts.order)
    return with_keys(words, looks, PLACES, facts.roles)


def _check(words: Words, name: str, check: Check | None) -> CheckLook:
    if check is None:
        title = _say(words, f"check.{name}")
        return CheckLook(name, title, "quiet", _say(words, "looking"))
    if name not in _DEVICES:
        return say_check(words, "opening", check)
    look = say_device_check(words, "opening", check)
    if check.light == "green":
        return look
    return replace(look, todo=f"{look.todo}{_say(words, f'today.{name}')}")


def _restored(words: Words, found: Findings | None) -> str:
    if found is None or found.restored is None:
        return ""
    time = f"{localtime.at(found.restored.opened_ms):%H:%M}"
    if not found.restored.name:
        return _say(words, "restored_people", time=time)
    return _say(words, "restored", item=found.restored.name, time=time)


def _leftover(words: Words, facts: OpeningFacts, left: Leftover) -> LeftoverLook:
    if left.kind == "paper":
        state = facts.paper_state(left)
        return LeftoverLook(
            _paper_name(words, left.name),
            _case(words, left.case_no),
            _PRINTED.get(state, "danger"),
            _say(words, f"paper_state.{state}"),
        )
    if left.kind == "sheet":
        state = left.paper_state if left.paper_state == "queued" else "asked"
        title = _say(words, "sheet", name=left.name)
        said = _say(words, f"sheet_state.{state}")
        return LeftoverLook(title, _case(words, left.case_no), "warning", said)
    if not left.opened_ms:
        damaged = _say(words, "draft_state.damaged")
        return LeftoverLook(_say(words, "draft"), left.id[:8], "danger", damaged)
    opened = localtime.at(left.opened_ms)
    month = words.say(f"ui.shell.date.month_{opened.month}")
    day = words.say("ui.shell.date.day", month=month, day=opened.day)
    when = _say(words, "opened_at", day=day, time=f"{opened:%H:%M}")
    return LeftoverLook(left.name, when, "note", _say(words, "draft_state.open"))


def _leftovers_title(words: Words, count: int) -> str:
    return _say(words, "leftovers", count=count) if count else _say(words, "leftovers_none")


def _case(words: Words, case_no: str) -> str:
    """Running number and check digits tell the cases of one window apart."""
    return _say(words, "case_tail", tail=case_no[-7:]) if case_no else _say(words, "no_case")


def _paper_name(words: Words, kind: str) -> str:
    known = f"ui.intake.paper.{kind}"
    return words.say(known) if words.knows(known) else kind


def _now(words: Words, facts: OpeningFacts, act: str) -> str:
    chosen = facts.chosen
    if act == "sign":
        return _say(words, "now.sign")
    if chosen is not None and chosen.kind == "paper" and facts.warned == chosen.id:
        return _say(words, "now.print_anyway")
    red = sum(each.light == "red" for each in facts.checks.values())
    if chosen is None and red:
        return _say(words, f"now.{act}_red", count=red)
    left = "_left" if chosen is None and facts.leftovers else ""
    return _say(words, f"now.{act}{left}")


def _say(words: Words, message: str, **values: str | int) -> str:
    return words.say(f"ui.opening.{message}", **values)
