"""The county's ratings in memory: what a turn of the store asks of them."""

from __future__ import annotations

from dataclasses import replace

from counter_app.domain.county import Judged
from counter_app.domain.rating_ticket import Rated

INTAKE, HAND_OVER = ("case.receive", "case.accept"), ("result.hand_over",)


class MemoryRated:
    async def ratings(self, ids) -> dict[str, Rated]:
        there = (self.data.ratings[each][0] for each in ids if each in self.data.ratings)
        return {each.id: with_clerk(self.data, each) for each in there}

    def _write_rating(self, judged: Judged) -> None:
        if judged.rated is not None:
            self.data.ratings[judged.rated.id] = (judged.rated, self.device.hall)


def with_clerk(data, rated: Rated) -> Rated:
    """The rating with who served, as far as his case has come."""
    given = rated.given
    kinds = INTAKE if given.sequence in (1, 3) else HAND_OVER
    entries = [each.judged.read.entry for each in data.log if not each.judged.parked]
    mine = (each for each in entries if each.no == given.case_no and each.operation.kind in kinds)
    clerk = given.clerk or next((each.by for each in mine), "")
    return replace(rated, given=replace(given, clerk=clerk))
