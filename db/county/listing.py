"""The cases as one list."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from counter_app.domain.case import Case
from counter_app.domain.codec import from_plain
from db.county.engine import session

_CASES = """
    SELECT no, item, window_id, accepted_at, state, body FROM case_ ORDER BY no
"""


@dataclass(frozen=True, slots=True)
class CaseLine:
    """A case in a list; ``accepted_at`` is an aware time or None."""

    no: str
    item: str
    window: str
    accepted_at: datetime | None
    state: str
    applicant: str


def list_cases(url: str) -> Iterator[CaseLine]:
    """Yield every case in the order of the numbers."""
    with session(url) as opened, opened.cursor("cases") as cursor:
        for no, item, window, accepted_at, state, body in cursor.execute(_CASES):
            applicant = from_plain(Case, body).application.applicant_name()
            yield CaseLine(no, item, window, accepted_at, state, applicant)
