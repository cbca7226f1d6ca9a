"""The city of ``bench hall``: four halls of sixteen windows, their people, items and working days."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

from counter_app.domain.calendar import Break, Calendar, YearTable
from counter_app.domain.case import Application, Case, CaseState, ItemRef
from counter_app.domain.codec import to_plain
from counter_app.domain.figure_day import Baseline
from counter_app.domain.figure_opening import OpeningSpan
from counter_app.domain.figures import Level, Scope
from counter_app.domain.hall import KIOSK
from counter_app.domain.item import Item, ItemCode, ProjectType
from counter_app.domain.numbers import window_code
from counter_app.domain.search import IndexedItem
from counter_app.domain.wire import WindowInfo
from county_server.codes import hash_code
from db.county.figure_settings import set_baselines, set_opening
from db.county.guide import revise_guide
from db.county.people import User, save_user
from db.county.places import prepare_window
from tests.fakes.paper_cases import a_person, an_item

CITY = "540400"
AREAS = ("540402", "540421", "540423", "540424")
WINDOWS = 16
PER_WINDOW = 46
"""Cases of a window in a day; a quarter of the windows has one more."""
PER_DAY = len(AREAS) * WINDOWS * PER_WINDOW + len(AREAS) * WINDOWS // 4
CLERKS = 20
ITEMS = 40
SUPERVISOR = "zhuoma"
LAST_DAY = date(2026, 11, 20)
MORNING = (9 * 60 + 30, 13 * 60)
AFTERNOON = (15 * 60 + 30, 18 * 60)
"""Opening hours, in minutes of the day."""
_FIRST_YEAR, _LAST_YEAR = 2015, 2027
_WEEKDAYS = (1, 2, 3, 4, 5)
_NO_VERIFIER = "-"


@dataclass(frozen=True, slots=True)
class Place:
    """A window of the city by its place, 0 to 63."""

    at: int

    @property
    def hall(self) -> str:
        """Its hall."""
        return f"h{self.at // WINDOWS + 1}"

    @property
    def id(self) -> str:
        """Its id."""
        return f"{self.hall}-w{self.at % WINDOWS + 1:02d}"

    @property
    def number_head(self) -> str:
        """What stands before year, running number and check of its case numbers, year apart."""
        return AREAS[self.at // WINDOWS] + window_code(self.at % WINDOWS, 1)


def places() -> Iterator[Place]:
    """Yield all windows that take cases."""
    return map(Place, range(len(AREAS) * WINDOWS))


def halls() -> tuple[str, ...]:
    """Return the halls."""
    return tuple(f"h{at + 1}" for at in range(len(AREAS)))


def kiosk_of(hall: str) -> str:
    """Return the id of a hall's kiosk."""
    return f"{hall}-k1"


def tables() -> tuple[YearTable, ...]:
    """Return holiday tables that leave 250 working days, give or take two; no real year's."""
    return tuple(
        YearTable(
            area="",
            year=year,
            breaks=(
                Break("元旦", date(year, 1, 1), date(year, 1, 3)),
                Break("劳动节", date(year, 5, 1), date(year, 5, 5)),
                Break("国庆节", date(year, 10, 1), date(year, 10, 7)),
            ),
            worked=(),
            source="benchmarks/hall_city.py",
            confidence="L",
        )
        for year in range(_FIRST_YEAR, _LAST_YEAR + 1)
    )


def working_days(number: int) -> tuple[date, ...]:
    """Return so many working days up to LAST_DAY, the oldest first."""
    calendar = Calendar.from_tables(tables(), CITY)
    found: list[date] = []
    day = LAST_DAY
    while len(found) < number:
        if calendar.is_working(day):
            found.append(day)
        day -= timedelta(days=1)
    return tuple(reversed(found))


def items() -> tuple[Item, ...]:
    """Return the items; three of five are 即办件."""
    return tuple(
        replace(
            an_item(),
            code=ItemCode(f"{CITY}000BENCH{at:03d}"),
            version=1,
            name=f"示例事项{at + 1}",
            project_type=ProjectType.IMMEDIATE if is_immediate(at) else ProjectType.PROMISED,
        )
        for at in range(ITEMS)
    )


def is_immediate(at: int) -> bool:
    """Whether the item in that place is 即办件."""
    return at % 5 < 3  # noqa: PLR2004 - three of five


def body_of(item: Item) -> tuple[dict[str, object], dict[str, object]]:
    """Return a case of an item as stored, without and with what it asks for."""
    named = (item.code, item.version, item.name, item.dept_name, item.accept_org, item.decide_org)
    about = ItemRef(*named, item.project_type, item.statutory, item.promised)
    application = Application("", about, (), person=a_person())
    case = Case("", "", CaseState.ACCEPTED, application, "", "", 1, LAST_DAY)
    plain = to_plain(case)
    return plain, plain["application"]


def furnish(url: str) -> None:
    """Lay down everything but cases and tickets in an empty county."""
    revise_guide(url, lambda _: tuple(IndexedItem(each, ()) for each in items()), tables())
    save_user(url, User(SUPERVISOR, "卓玛", _NO_VERIFIER, ("supervisor",)), update=False)
    for name in (f"clerk-{at + 1:02d}" for at in range(len(AREAS) * CLERKS)):
        save_user(url, User(name, name, _NO_VERIFIER, ("clerk",)), update=False)
    for at, hall in enumerate(halls()):
        windows = [each.id for each in places() if each.hall == hall]
        for window in (*windows, kiosk_of(hall)):
            kind = KIOSK if window == kiosk_of(hall) else "nd"
            info = WindowInfo(window, window, kind, hall, f"示例大厅{at + 1}", AREAS[at], 0)
            prepare_window(url, info, frozenset(), hash_code(f"unused-{window}"), 0)
        spans = tuple(OpeningSpan(_WEEKDAYS, *each) for each in (MORNING, AFTERNOON))
        set_opening(url, hall, spans, append=False)
    scope = Scope(Level.AREA, CITY)
    set_baselines(url, scope, (Baseline(117, scope, "前"), Baseline(499, scope, "后")))
