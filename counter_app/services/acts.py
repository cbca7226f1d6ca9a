"""
One act on one case: judged, numbered, its papers worded, recorded in one transaction.

The papers are made from the case as it will stand after the act, so paper and record cannot
differ; they are part of the operation, and nothing is printed before the ledger has returned.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from counter_app.domain.case import Case
from counter_app.domain.document import Document
from counter_app.domain.fold import fold
from counter_app.domain.ids import uuid7
from counter_app.domain.operation import Entry, PaperedOperation
from counter_app.services.desk import Desk, enrolled
from counter_app.services.paper import Issuer
from counter_app.services.papertime import PaperTime
from counter_app.services.rating_code import rating_minter
from counter_app.services.visit import Visit, signed_in

Papers = Callable[[Case, Issuer], tuple[Document, ...]]


@dataclass(frozen=True, slots=True)
class Act:
    """
    What is to be recorded: the operation without its papers, and how to word them.

    ``case`` is the case before, None if this act opens it.
    """

    case_id: str
    case: Case | None
    operation: PaperedOperation
    papers: Papers


def record_act(desk: Desk, visit: Visit, act: Act, time: PaperTime) -> Case:
    """
    Record an act and return the case after it (store lane).

    Raises:
        StoreError: nothing was recorded, no number used
        RuleError: the case's state forbids the act

    """
    user = signed_in(visit)
    window = enrolled(desk).window
    issuer = Issuer(
        window,
        user.display_name,
        time.moment.wall,
        desk.settings.paper_language,
        mint=rating_minter(desk, time.day),
    )

    def make(number: str | None) -> Entry:
        no = number if act.case is None else act.case.no
        bare = Entry(act.operation, time.moment, user.name, window.id, act.case_id, no)
        papers = act.papers(_after(act, bare), issuer)
        return replace(bare, operation=replace(act.operation, documents=papers))

    op_id = uuid7(time.moment.wall, desk.random(10))
    year = time.day.year if act.case is None else None
    recorded = desk.ledger.record(op_id, make, number_year=year)
    return _after(act, recorded.entry)


def _after(act: Act, entry: Entry) -> Case:
    after = fold(act.case, entry)
    assert after is not None  # noqa: S101 - a case operation folds to a case
    return after
