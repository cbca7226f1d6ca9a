"""One step of one parcel: judged by the fold, recorded, and seen in the visit if it lies there."""

from __future__ import annotations

import hashlib
from dataclasses import replace

from counter_app.domain.case import Case
from counter_app.domain.delivery_operation import ParcelOperation
from counter_app.domain.fold import fold
from counter_app.domain.ids import uuid7
from counter_app.domain.operation import Entry, Moment
from counter_app.services.certificate_steps import step_time
from counter_app.services.desk import Changes, Desk, enrolled
from counter_app.services.tabletop import Done
from counter_app.services.visit import Visit, signed_in

ID_TAIL = 10


def record_on(desk: Desk, visit: Visit, case: Case, did: ParcelOperation) -> Done:
    """
    Record a step of the delivery of ``case`` (store lane).

    Raises:
        RuleError: the delivery's state does not allow it; nothing was recorded
        StoreError: nothing was recorded

    """
    moment = step_time(desk, visit).moment
    user, window = signed_in(visit).name, enrolled(desk).window.id
    entry = Entry(did, moment, user, window, case.id, case.no)
    after = folded(case, entry)
    desk.ledger.record(uuid7(moment.wall, desk.random(ID_TAIL)), lambda _no: entry)
    return Done(on_table(visit, after), after, (), Changes(cases=(case.id,)))


def folded(case: Case, entry: Entry) -> Case:
    """Return the case after a step; RuleError where it does not allow it."""
    after = fold(case, entry)
    assert after is not None  # noqa: S101 - a case operation folds to a case
    return after


def step_id(moment: Moment, *parts: str) -> bytes:
    """Return an operation's id that is the same for the same ``parts``: done twice, recorded once."""
    return uuid7(moment.wall, hashlib.sha256("\n".join(parts).encode()).digest()[:ID_TAIL])


def on_table(visit: Visit, after: Case) -> Visit:
    """Return the visit with a case as it is now, if it is the one on the table."""
    draft = visit.draft
    if draft is None or draft.application.case_id != after.id:
        return visit
    now = replace(draft, application=after.application, state=after.state)
    return replace(visit, draft=now, case=after)
