"""Ratings at the county on a bench: in memory or on PostgreSQL, codes on papers, and their window."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from counter_app.domain.county_rating import RatedAt
from counter_app.domain.operation import Entry
from counter_app.domain.rating import Channel, Level, Source, subject_of_rating
from counter_app.domain.rating_code import RatingCode, write_rating_code
from counter_app.domain.rating_operation import RATER, RatingGiven
from db.county.engine import make_pool
from db.county.rating_desk import PostgresRatings
from db.county.store import PostgresCountyStore
from tests.fakes.builders import MOMENT
from tests.fakes.county_desk import MemoryDesk, MemoryDeskBench, PostgresDeskBench
from tests.fakes.county_rated import with_clerk
from tests.fakes.county_seal import PAGE, FakeCountySeal

COUNTY = FakeCountySeal()
TODAY = date(2026, 11, 16)


@dataclass
class MemoryRatings(MemoryDesk):
    """``county_server.desk.rating_store.RatingStore`` over the store in memory."""

    kept: dict[str, str] = field(default_factory=dict)

    async def hall_of(self, window: str) -> str | None:
        rows = self.store.data.devices.values()
        return next((each.hall for each in rows if each.window == window), None)

    async def first_hall(self) -> str | None:
        return next((each.hall for each in self.store.data.devices.values()), None)

    async def rating(self, rating: str) -> RatedAt | None:
        data = self.store.data
        found = data.ratings.get(rating)
        if found is None:
            return None
        rated, hall = found
        known = with_clerk(data, rated)
        place = await self.place(known.given.case_no)
        case = None if place is None else data.cases[place.id].case
        phone = "" if case is None else case.application.phone
        return RatedAt(
            known,
            hall,
            "540402",
            case is not None,
            known.given.clerk,
            bool(phone) and not known.given.anonymous,
            TODAY,
            "" if case is None else case.application.item.name,
        )

    async def rating_tickets(self, *, closed: bool) -> tuple[RatedAt, ...]:
        found = [await self.rating(each) for each in self.store.data.ratings]
        return tuple(
            each
            for each in found
            if each.rated.ticket and (closed or each.rated.ticket.stage.value != "closed")
        )

    async def case_is_here(self, case_no: str) -> bool:
        return await self.place(case_no) is not None

    async def setting(self, name: str) -> str | None:
        return self.kept.get(name)


class MemoryRatingBench(MemoryDeskBench):
    def rate(self, scenario) -> Any:
        return asyncio.run(scenario(self.store, MemoryRatings(self.store, self.items)))


class PostgresRatingBench(PostgresDeskBench):
    def rate(self, scenario) -> Any:
        async def with_stores() -> Any:
            async with make_pool(self.url) as pool:
                return await scenario(PostgresCountyStore(pool), PostgresRatings(pool))

        return asyncio.run(with_stores())


class NoneEnded:
    """No device's word has ended, or those that a test names."""

    def __init__(self, *ended):
        self.ended = ended

    async def revocations(self):
        return self.ended


def a_rating(case_no: str, level: Level = Level.GOOD, sequence: int = 1, **changes) -> RatingGiven:
    made = RatingGiven(case_no, sequence, level, Channel.HALL_TABLET, Source.CITIZEN)
    return replace(made, **changes)


def rating_entry(window: str, did: Any, by: str = RATER, wall: int | None = None) -> Entry:
    moment = MOMENT if wall is None else replace(MOMENT, wall=wall)
    return Entry(did, moment, by, window, subject_of_rating(did.rating))


def code_for(window, case_no: str, sequence: int = 1, county=COUNTY, **changes) -> str:
    """The token of the QR code on a paper of a window (``WireWindow``)."""
    device = county.certify(window.public_key, device=window.device, window=window.info.id)
    code = replace(RatingCode(case_no, sequence, TODAY, b"12345678"), **changes)
    return write_rating_code(code, device, window.key.sign, PAGE).rpartition("/")[2]
