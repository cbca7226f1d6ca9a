"""A desk with ten sheets in its drawer, a second person, and the line cut."""

from __future__ import annotations

import pytest

from counter_app.domain.errors import RuleError
from counter_app.services.desk import Desk
from counter_app.services.second_person import Second
from tests.fakes.builders_blank import SERIES, a_lease, bind, done
from tests.fakes.county import LineFault
from tests.fakes.desk import a_desk, a_user, play, signed_visit
from tests.store.samples import op_id

VISIT = signed_visit()
ZHUOMA = Second("zhuoma", "right too")


def drawer_desk() -> Desk:
    """Sheets 35001 to 35010 under ``lease-1``."""
    desk = a_desk()
    users = [a_user(), a_user(name="zhuoma", display_name="卓玛", verifier="right too")]
    desk.ledger.replace_users(users)
    desk.ledger.add_lease(a_lease())
    desk.county.standing = LineFault.CUT
    desk.background.lanes.clear()
    return desk


def newest(desk):
    return desk.ledger.recent(1)[0].entry


def refused(desk, flow) -> RuleError:
    """The rule that refuses an act; nothing was recorded."""
    before = desk.ledger.chain_state()
    with pytest.raises(RuleError) as caught:
        play(desk, flow)
    assert desk.ledger.chain_state() == before
    return caught.value


def state(desk, serial=35_001):
    return desk.ledger.blank(SERIES, serial).state


def bound(desk, serial, n=1):
    window = desk.ledger.enrolment().window.id
    desk.ledger.record(op_id(n), lambda _no: done(bind(serial), window=window))
