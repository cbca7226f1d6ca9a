"""
What a decision must have, and who may take it (administrative licence law art. 34, 38, 44; F-F1).

The same rules for the deciding body and for the window that decides by delegation.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from counter_app.domain.case import Case
from counter_app.domain.decision import DecisionKind
from counter_app.domain.errors import RuleError
from counter_app.domain.item import Limit, ProjectType

DELIVER = Limit(10)
"""Art. 44: ten working days from the decision to the certificate in its holder's hands."""
DECIDER = "back_office"
"""The role that decides at the deciding body (facts/domain.md 2.4)."""
_OFFICERS = 2


@dataclass(frozen=True, slots=True)
class Ruling:
    """
    A decision as it is asked for: ``values`` fill the certificates by name.

    ``content`` and ``no`` empty: the usual wording, and a number made from the case's.
    ``valid_to`` None: without end. ``officers``: the names of who examined.
    """

    kind: DecisionKind
    content: str = ""
    reason: str = ""
    no: str = ""
    officers: tuple[str, ...] = ()
    valid_from: date | None = None
    valid_to: date | None = None
    values: tuple[tuple[str, str], ...] = ()


def check_ruling(ruling: Ruling, today: date) -> None:
    """
    Refuse a ruling that lacks what the law asks for.

    Raises:
        RuleError: ``decision_reason`` (a refusal says why, art. 38), ``decision_valid`` (it ends
            before it begins), ``decision_values`` (certificates without a grant)

    """
    if ruling.kind is DecisionKind.DENIED and not ruling.reason.strip():
        raise RuleError("decision_reason")
    given = ruling.values or ruling.valid_from or ruling.valid_to
    if ruling.kind is not DecisionKind.GRANTED and given:
        raise RuleError("decision_values")
    if ruling.valid_to is not None and ruling.valid_to < (ruling.valid_from or today):
        raise RuleError("decision_valid")


def check_officers(ruling: Ruling, case: Case, *, papers_only: bool) -> tuple[str, ...]:
    """
    Return the names of who examined, each once.

    Two at least where substance was checked (art. 34): always, but for an immediate item, a
    referral upwards, and where ``papers_only`` says that the papers were all there was to check.

    Raises:
        RuleError: ``decision_officer`` (nobody named), ``decision_two_officers``

    """
    named = tuple(dict.fromkeys(name for each in ruling.officers if (name := each.strip())))
    if not named:
        raise RuleError("decision_officer")
    immediate = case.application.item.project_type is ProjectType.IMMEDIATE
    lenient = papers_only or immediate or ruling.kind is DecisionKind.REFERRED
    if not lenient and len(named) < _OFFICERS:
        raise RuleError("decision_two_officers")
    return named


def holds_from(ruling: Ruling, today: date, *, certified: bool) -> date | None:
    """Return from when a grant holds; None where neither a certificate nor the ruling says so."""
    dated = certified or ruling.valid_from is not None or ruling.valid_to is not None
    return (ruling.valid_from or today) if dated else None


def require_decider(user: str, roles: Collection[str], hands: Collection[str]) -> None:
    """
    Refuse who may not decide: ``hands`` are those who received or accepted the case (F-F1).

    Raises:
        RuleError: ``decide_role``, ``decide_own_case``

    """
    if DECIDER not in roles:
        raise RuleError("decide_role", user=user)
    if user in hands:
        raise RuleError("decide_own_case", user=user)


def decision_no(case: Case) -> str:
    """Return the number (决定书文号) of the next decision on ``case``: that of its W10."""
    running = 1 + sum(each.kind == "W10" for each in case.documents)
    return f"{case.no}-W10-{running:02d}"
