"""
即办件: accepted and decided at the window in one sitting, where the deciding body delegated it.

Two operations, accept and decide, then the hand-over (facts/domain.md 2.3); a crash between them
leaves a lawful case that is decided by doing the same thing again.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from counter_app.documents.combining import KIND as ONE_SHEET
from counter_app.documents.granting import Terms, grants_of
from counter_app.domain.case import CaseState
from counter_app.domain.certificate import CertificateGrant
from counter_app.domain.deciding import DELIVER, Ruling, check_ruling, decision_no, holds_from
from counter_app.domain.decision import Decision, DecisionKind
from counter_app.domain.errors import RuleError
from counter_app.domain.flow import Flow, Hop
from counter_app.domain.ids import uuid7
from counter_app.domain.issue_operation import CaseDecided
from counter_app.domain.outcome import OutcomeKind, require
from counter_app.services import handouts
from counter_app.services.desk import Desk, enrolled
from counter_app.services.drafts import CLERK
from counter_app.services.handouts import SITTING
from counter_app.services.intake import record_acceptance
from counter_app.services.limits import calendar
from counter_app.services.tabletop import (
    Done,
    Tabletop,
    ask_online,
    done_before,
    lay_table,
    record,
)
from counter_app.services.visit import Visit, signed_in

_DECIDED = (CaseState.GRANTED, CaseState.DENIED, CaseState.READY)


def decide_on_the_spot(desk: Desk, visit: Visit, ruling: Ruling) -> Flow[Done]:
    """
    当场办结: accept what lies on the table, if that is still to do, and decide on it (W10).

    ``ruling`` is granted or denied. The papers of one sitting are one sheet.

    Raises:
        RuleError: the rule that closes it (``spot_not_immediate``, ``spot_not_delegated``,
            ``spot_gaps``, those of acceptance), ``spot_referral``, what ``check_ruling`` and
            ``grants_of`` raise
        StoreError: of the ledger; what was recorded before stands

    """
    signed_in(visit, CLERK)
    online = False
    if visit.case is None or visit.case.state is CaseState.RECEIVED:
        online = yield from ask_online(desk, visit)
    done: Done = yield Hop("store", lambda: _decide(desk, visit, ruling, online=online))
    return done


def delivery_due(desk: Desk, day: date) -> date | None:
    """Return the day by which a certificate decided on ``day`` is delivered (art. 44; store lane)."""
    return calendar(desk, enrolled(desk).window.area).due_date(day, DELIVER)


def _decide(desk: Desk, visit: Visit, ruling: Ruling, *, online: bool) -> Done:
    top = lay_table(desk, visit, online=online)
    if again := done_before(visit, top, *_DECIDED):
        return again
    require(top.table, OutcomeKind.ON_THE_SPOT)
    if ruling.kind is DecisionKind.REFERRED:
        raise RuleError("spot_referral")
    check_ruling(ruling, top.time.day)
    grants = _grants(desk, ruling, top)
    if top.case is not None and top.case.state is not CaseState.RECEIVED:
        return _record(desk, visit, ruling, grants)
    accepted = record_acceptance(desk, visit, top)
    return _joined(accepted, _record(desk, accepted.visit, ruling, grants))


def _grants(desk: Desk, ruling: Ruling, top: Tabletop) -> tuple[CertificateGrant, ...]:
    if ruling.kind is not DecisionKind.GRANTED:
        return ()
    terms = Terms(ruling.valid_from or top.time.day, ruling.valid_to, ruling.values)
    wall = top.time.moment.wall
    return grants_of(
        top.draft.item.certificate_types,
        top.draft.application,
        terms,
        lambda: uuid7(wall, desk.random(10)).hex(),
    )


def _record(desk: Desk, visit: Visit, ruling: Ruling, grants: tuple[CertificateGrant, ...]) -> Done:
    top = lay_table(desk, visit, online=True)
    case, item, today = top.case, top.draft.item, top.time.day
    assert case is not None  # noqa: S101 - accepted now or before
    granted = ruling.kind is DecisionKind.GRANTED
    decision = Decision(
        kind=ruling.kind,
        no=decision_no(case),
        decided_on=today,
        body=item.decide_org,
        officers=(signed_in(visit).display_name,),
        content=ruling.content.strip(),
        reason=ruling.reason.strip(),
        basis=item.delegated_basis,
        valid_from=holds_from(ruling, today, certified=bool(grants)),
        valid_to=ruling.valid_to,
        grants=grants,
    )
    due = delivery_due(desk, today) if granted else None
    did = CaseDecided(case.id, decision, (), due)
    return record(desk, visit, top, did, handouts.decided(item))


def _joined(accepted: Done, decided: Done) -> Done:
    """One result of both acts; where one sheet says it all, that is what is printed."""
    sheet = [each for each in decided.documents if each.kind == ONE_SHEET]
    rest = [each for each in accepted.documents if each.kind not in SITTING]
    papers = (*sheet, *rest) if sheet else (*accepted.documents, *decided.documents)
    return replace(decided, documents=papers)
