"""Decided cases, blanks and a placement for the pictures of 出证; people and numbers are made up."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from counter_app.domain import localtime
from counter_app.domain.blank import BlankLease
from counter_app.domain.case import Case, MaterialState
from counter_app.domain.certificate import CertificateGrant
from counter_app.domain.decision import Decision, DecisionKind
from counter_app.domain.flow import Flow
from counter_app.domain.ids import uuid7
from counter_app.domain.issue_operation import CaseDecided
from counter_app.domain.operation import Entry
from counter_app.domain.person import Person
from counter_app.domain.placement import UNMOVED, PlacementNote, spot_of
from counter_app.domain.serial_range import SerialRange
from counter_app.services.desk import Desk, enrolled
from counter_app.services.drafts import mark_material, open_case
from counter_app.services.intake import accept
from counter_app.services.papertime import paper_time
from counter_app.services.visit import User, Visit

FOOD, ADVERT = "11540402MB9990012G011", "11540402MB9990100Y011"
ITEM = "540402000SPJYXK01"
SERIES, FIRST, LAST = "SPZ", 35_017, 35_116
TIBETAN = "བཀྲ་ཤིས་སྒྲོལ་མ་རྒྱལ་མཚན་བསྟན་འཛིན"
RARE = "扎西\U0002ebf0"
"""A name with a character that no font here has."""
_VALUES: Mapping[str, Mapping[str, str]] = {
    FOOD: {
        "principal": "次仁旺堆",
        "premises": "西藏自治区林芝市巴宜区八一镇示例路1号",
        "business": "餐饮服务经营者",
        "scope": "热食类食品制售；自制饮品制售（不含自酿酒）",
    },
    ADVERT: {
        "place": "巴宜区八一镇广东路中段",
        "kind": "落地式电子显示屏",
        "size": "6.0 米 × 3.0 米 × 0.3 米",
    },
}


@dataclass(frozen=True, slots=True)
class Story:
    """A case to show: the holder's name on the certificate, its type, materials still to come."""

    holder: str = "林芝某某小吃店"
    type_code: str = FOOD
    gaps: tuple[str, ...] = ()
    delivery: str = "pickup"


def fill_drawer(desk: Desk, last: int = LAST) -> None:
    """Give the drawer a range of blanks, and a placement that somebody has seen right."""
    lease = BlankLease("lease-1", SERIES, FIRST, last, 1, (SerialRange(FIRST, last),))
    desk.ledger.add_lease(lease)
    now_ms = desk.clock.read().wall_ms
    spot = spot_of(desk.settings.devices.certificates, desk.forms.paper(FOOD).form)
    note = PlacementNote(
        spot, UNMOVED, "ciren", now_ms, trial_printed=True, tried_by="ciren", tried_at_ms=now_ms
    )
    desk.placements.keep(note)


def decided(desk: Desk, user: User, number: int, story: Story) -> Case:
    """Accept a case and let the county's decision arrive."""
    person = Person(
        kind="resident",
        name="扎西",
        sex="1",
        birth_date=date(1990, 1, 1),
        number="540402199001010018" if number == 1 else f"54040219900101{number:03d}X",
    )
    visit = Visit(user=user, person=person, phone="13800000831")
    visit = _play(desk, open_case(desk, visit, ITEM, None))
    visit = _play(desk, mark_material(desk, visit, "all", MaterialState.RECEIVED, None))
    for each in story.gaps:
        visit = _play(desk, mark_material(desk, visit, each, MaterialState.DEFERRED, None))
    case: Case = _play(desk, accept(desk, visit)).case
    return _decide(desk, user, case, _grant(story, number))


def _grant(story: Story, number: int) -> CertificateGrant:
    values = tuple(_VALUES[story.type_code].items())
    name = {FOOD: "食品经营许可证（正本）", ADVERT: "户外广告设置许可证"}[story.type_code]
    days = (date(2026, 11, 16), date(2031, 11, 15))
    return CertificateGrant(
        f"{number:032x}", story.type_code, name, story.holder, "91540402MA6T0000X8", values, *days
    )


def _decide(desk: Desk, user: User, case: Case, grant: CertificateGrant) -> Case:
    time = paper_time(desk, confirmed=True)
    day = localtime.day(time.moment.wall)
    decision = Decision(
        DecisionKind.GRANTED,
        "示例〔2026〕1号",
        day,
        "示例局",
        ("格桑", "央金"),
        "准予",
        grants=(grant,),
    )
    did = CaseDecided(case.id, decision, (), date(2026, 11, 30))
    entry = Entry(did, time.moment, user.name, enrolled(desk).window.id, case.id, case.no)
    desk.ledger.record(uuid7(time.moment.wall, desk.random(10)), lambda _no: entry)
    return case


def _play(desk: Desk, flow: Flow[Any]) -> Any:
    return desk.background.start(flow).result()
