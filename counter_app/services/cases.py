"""A case as this window knows it: the county's row under what this window has not yet sent."""

from __future__ import annotations

from counter_app.domain.case import Case
from counter_app.domain.codec import from_plain
from counter_app.domain.errors import RuleError
from counter_app.domain.fold import fold
from counter_app.domain.numbers import parse_case_no
from counter_app.domain.operation import Entry
from counter_app.domain.records import Recorded
from counter_app.services.desk import Desk


def case_of(desk: Desk, case_id: str) -> Case | None:
    """
    Return the case with that id, None when neither ledger nor cache knows it (store lane).

    The county's row counts once it holds at least all operations that the county acknowledged
    from here; operations still pending are folded on top, so a case never falls back on screen.
    """
    entries = desk.ledger.entries(case_id)
    row = desk.cache.row("case", case_id)
    acked = sum(each.acked for each in entries)
    if row is None or row.rev < acked:
        return _fold(None, tuple(each.entry for each in entries))
    county = from_plain(Case, row.body)
    return _fold(county, _pending(entries))


def case_by_no(desk: Desk, case_no: str) -> Case:
    """
    Return the case with that number (store lane).

    Raises:
        RuleError: the number's check characters are wrong, or ``case_not_here``

    """
    parse_case_no(case_no)
    case_id = desk.ledger.subject_of(case_no) or _cached_id(desk, case_no)
    found = case_of(desk, case_id) if case_id else None
    if found is None:
        raise RuleError("case_not_here", case_no=case_no)
    return found


def _cached_id(desk: Desk, case_no: str) -> str | None:
    rows = desk.cache.rows("case")
    return next((row.id for row in rows if row.body.get("no") == case_no), None)


def _pending(entries: tuple[Recorded, ...]) -> tuple[Entry, ...]:
    return tuple(each.entry for each in entries if not each.acked)


def _fold(case: Case | None, entries: tuple[Entry, ...]) -> Case | None:
    for entry in entries:
        try:
            case = fold(case, entry)
        except RuleError:
            return case
    return case
