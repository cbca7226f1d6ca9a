"""Operations on ratings, judged (pure): a window's own, those from a paper's code, and the tickets."""

from __future__ import annotations

from collections.abc import Iterable

from counter_app.domain.county import Judged, Known, ReadOp
from counter_app.domain.errors import RuleError
from counter_app.domain.operation import Entry
from counter_app.domain.rating import first_of, rating_id
from counter_app.domain.rating_operation import RatingGiven, RatingOperation
from counter_app.domain.rating_ticket import Rated, fold_rating
from counter_app.domain.wire import OpResult


def ratings_of(entries: Iterable[Entry]) -> tuple[str, ...]:
    """Return the ids of ratings to look up; sorted, so that rows are locked in one order."""
    named: set[str] = set()
    for each in entries:
        did = each.operation
        if isinstance(did, RatingOperation):
            named.add(did.rating)
        if isinstance(did, RatingGiven):
            named.add(_first_id(did))
    return tuple(sorted(named))


def judge_rating(read: ReadOp, entry: Entry, known: Known) -> Judged:
    """Return the outcome; the rating of a case that has not come yet counts like any other."""
    did = entry.operation
    assert isinstance(did, RatingOperation)  # noqa: S101 - who calls this has looked
    try:
        after = fold_rating(known.ratings.get(did.rating), entry, _first(did, known))
    except RuleError as wrong:
        return Judged(read, OpResult(read.op.seq, "parked", wrong.code))
    return Judged(read, OpResult(read.op.seq, "applied", id=after.id, rev=after.rev), rated=after)


def _first(did: RatingOperation, known: Known) -> Rated | None:
    return known.ratings.get(_first_id(did)) if isinstance(did, RatingGiven) else None


def _first_id(did: RatingGiven) -> str:
    return rating_id(did.case_no, first_of(did.sequence))
