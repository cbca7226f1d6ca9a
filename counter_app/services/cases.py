"""A case as this window knows it: the county's row under what that row does not hold yet."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress

from counter_app.domain.case import Case
from counter_app.domain.codec import ShapeError, from_plain
from counter_app.domain.errors import RuleError
from counter_app.domain.fold import fold
from counter_app.domain.numbers import check_case_no
from counter_app.domain.operation import documents_of
from counter_app.domain.records import Recorded
from counter_app.services.desk import Desk


def case_of(desk: Desk, case_id: str) -> Case | None:
    """
    Return the case with that id, None when neither ledger nor cache knows it (store lane).

    What was done here is folded over the county's row unless the row holds it already, whatever
    came first, acknowledgement or row: a case never falls back on screen (INV-16).
    """
    entries = desk.ledger.entries(case_id)
    county = _county_row(desk, case_id)
    if county is None:
        return _fold(None, entries)
    return _fold(county, (each for each in entries if not _settled(county, each)))


def case_by_no(desk: Desk, case_no: str) -> Case:
    """
    Return the case with that number, as a person types it (store lane).

    Raises:
        RuleError: ``case_no_form``, ``case_no_check`` or ``case_not_here``

    """
    number = check_case_no(case_no)
    case_id = desk.ledger.subject_of(number) or _cached_id(desk, number)
    found = case_of(desk, case_id) if case_id else None
    if found is None:
        raise RuleError("case_not_here", case_no=number)
    return found


def _county_row(desk: Desk, case_id: str) -> Case | None:
    row = desk.cache.row("case", case_id)
    try:
        return None if row is None else from_plain(Case, row.body)
    except ShapeError:  # the county is newer than this window; what was done here is still known
        return None


def _cached_id(desk: Desk, case_no: str) -> str | None:
    rows = desk.cache.rows("case")
    return next((row.id for row in rows if row.body.get("no") == case_no), None)


def _settled(county: Case, recorded: Recorded) -> bool:
    """
    Whether nothing of an operation is left to show over the county's row.

    The row holds it when it holds the papers it handed out: revisions are no measure, since other
    windows count in them too. What the county has parked changes the case no more.
    """
    if recorded.code or recorded.outcome in ("parked", "conflict"):
        return True
    papers = documents_of(recorded.entry.operation)
    return all(each in county.documents for each in papers) if papers else recorded.acked


def _fold(case: Case | None, entries: Iterable[Recorded]) -> Case | None:
    for each in entries:
        # another window may have been faster: what no longer fits leaves the case as it is
        with suppress(RuleError):
            case = fold(case, each.entry)
    return case
