"""Plays script lines against a desk on fakes."""

from __future__ import annotations

import json

from counter_app.domain.item import Situation, SituationId
from counter_app.script import play as play_script
from counter_app.services.desk import Desk
from tests.fakes.calendars import YEAR_2026
from tests.fakes.desk import a_desk
from tests.fakes.paper_cases import an_item

ITEM = an_item(
    situations=(Situation(SituationId("s1"), "新办"), Situation(SituationId("s2"), "变更"))
)
CREDIT_CODE = "92540402MA6T12347G"
TYPED = {
    "kind": "resident",
    "name": "测试甲",
    "sex": "1",
    "birth_date": "1990-03-07",
    "number": "540402199003070014",
}
SIGN_IN = {"do": "sign_in", "user": "ciren", "password": "right"}
READ = {"do": "read_card"}
OPEN = {"do": "open_case", "item": ITEM.code}
ALL = {"do": "mark_material", "material": "all", "state": "received"}
ACCEPT = {"do": "accept"}
OPENED = (SIGN_IN, READ, OPEN)
ACCEPTED = (*OPENED, ALL, ACCEPT)
DOCUMENT = {"kind", "id", "path", "copies"}


def run(desk: Desk, *lines: object) -> list[dict[str, object]]:
    """Play lines, objects or raw texts, and return all answers."""
    told: list[str] = []
    raw = [each if isinstance(each, str) else json.dumps(each) for each in lines]
    play_script(desk, raw, told.append)
    return [json.loads(each) for each in told]


def last(desk: Desk, *lines: object) -> dict[str, object]:
    """The last answer, which must be ok as all before it."""
    answers = run(desk, *lines)
    assert [each for each in answers if not each["ok"]] == []
    return answers[-1]


def refused(desk: Desk, *lines: object) -> str:
    """The code of the last answer, the only one that is not ok."""
    *before, answer = run(desk, *lines)
    assert all(each["ok"] for each in before), before
    assert answer["ok"] is False
    assert set(answer) == {"ok", "do", "error"}
    error = answer["error"]
    assert set(error) == {"code", "what", "remedy"}
    assert error["what"]
    assert error["remedy"]
    return error["code"]


def desk_with(*items, **changes) -> Desk:
    return a_desk(*(items or (ITEM,)), calendars=(YEAR_2026,), **changes)
