"""The delivery authorisation: when it is offered, what it asks, what it puts on paper."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from counter_app.documents.renderer import TemplateRenderer
from counter_app.domain.body import Body
from counter_app.domain.case import CaseState
from counter_app.domain.codec import to_plain
from counter_app.domain.decision import DecisionKind
from counter_app.domain.delivery import DeliveryState
from counter_app.domain.delivery_offer import check_offer
from counter_app.domain.errors import RuleError
from counter_app.domain.item import ProjectType
from counter_app.domain.postal import Address
from counter_app.services.cases import case_of
from counter_app.services.delivery import cancel_delivery
from counter_app.services.delivery_batch import ready_to_send
from counter_app.services.delivery_parcels import take_back
from counter_app.services.handover import HandOver, hand_over
from counter_app.services.paper_handover import Relation
from counter_app.services.printing import print_document
from counter_app.services.visit import User, Visit
from counter_app.services.wayback import amend, take_up, withdraw
from counter_app.words import Words
from tests.fakes.certificate_window import (
    a_grant,
    accepted,
    decide,
    finished,
    groups,
    refused,
)
from tests.fakes.delivery_window import HOME, POSTED, a_posting_desk, offer, ready, sent, signed
from tests.fakes.desk import county_says, play, publish_item, signed_visit
from tests.fakes.paper_cases import a_person, an_item

NAME = (((100, 100), (1500, 900)), ((200, 900), (3900, 200)))
DAY = date(2026, 11, 16)


def why(desk, case):
    found = offer(desk, case)
    assert not found.open
    assert all(Words().error_of(found.code, found.values))
    return found.code


def test_it_is_offered_while_there_is_no_result():
    desk = a_posting_desk()
    case = accepted(desk, item=POSTED)
    found = offer(desk, case)
    assert (found.open, found.known, found.delivery) == (True, (), None)
    assert [each.name for each in found.contents] == [POSTED.result_name]
    granted = decide(desk, case, a_grant())
    assert offer(desk, granted).open
    assert [e.name for e in offer(desk, granted).contents] == ["准予决定书", a_grant().name]


def test_an_item_that_may_not_be_sent_is_not():
    desk = a_posting_desk(replace(POSTED, deliverable=False))
    case = accepted(desk, item=POSTED)
    assert why(desk, case) == "not_deliverable"
    assert refused(lambda: signed(desk, case)).code == "not_deliverable"


def test_a_result_that_lies_here_is_fetched_at_once():
    desk = a_posting_desk()
    case = decide(desk, accepted(desk, item=POSTED), a_grant())
    finished(desk, case)
    assert why(desk, case) == "delivery_result_here"
    denied = decide(desk, accepted(desk, item=POSTED), kind=DecisionKind.DENIED)
    assert why(desk, denied) == "delivery_result_here"


def test_what_is_decided_on_the_spot_is_there_today():
    desk = a_posting_desk()
    case = accepted(desk, item=POSTED)
    spot = replace(case.application.item, project_type=ProjectType.IMMEDIATE)
    case = replace(case, application=replace(case.application, item=spot))
    code = offered(case)
    assert code == "delivery_result_today"
    assert offered(replace(case, received_on=date(2026, 11, 13))) == ""
    granted = decide(desk, accepted(desk, item=POSTED), a_grant())
    by_window = replace(granted, decision=replace(granted.decision, basis="委托书"))
    assert offered(by_window) == "delivery_result_today"
    assert offered(replace(by_window, certificate_held=True)) == ""
    assert offered(by_window, date(2026, 11, 17)) == ""


def offered(case, day=DAY):
    try:
        check_offer(case, POSTED, day)
    except RuleError as closed:
        return closed.code
    return ""


def test_a_case_that_has_ended_has_nothing_to_send():
    desk = a_posting_desk()
    case = accepted(desk, item=POSTED)
    play(desk, withdraw(desk, signed_visit(), case.no, "不办了"))
    assert why(desk, case) == "delivery_no_result"


def test_it_is_signed_once_until_it_is_taken_back():
    desk = a_posting_desk()
    case = signed(desk, accepted(desk, item=POSTED)).case
    assert (why(desk, case), offer(desk, case).delivery.state) == (
        "delivery_authorised",
        DeliveryState.AUTHORISED,
    )
    again = play(desk, cancel_delivery(desk, signed_visit(), case.no, "自己来领"))
    assert (again.case.delivery.state.value, again.changes.cases) == ("cancelled", (case.id,))
    assert offer(desk, case).open
    assert refused(
        lambda: play(desk, cancel_delivery(desk, signed_visit(), case.no, " "))
    ).code == ("reason_missing")
    other = accepted(desk, item=POSTED)
    flow = cancel_delivery(desk, signed_visit(), other.no, "x")
    assert refused(lambda: play(desk, flow)).code == "delivery_none"


def test_on_the_road_nothing_is_offered_and_what_came_back_may_go_again():
    desk = a_posting_desk()
    case = sent(desk)
    assert why(desk, case) == "delivery_under_way"
    play(desk, take_back(desk, signed_visit(), case.no, "无人签收"))
    assert groups(desk) == ["to_fetch"]
    assert offer(desk, case).open
    signed(desk, case)
    assert groups(desk) == ["to_send"]


def test_who_comes_himself_gets_it_all_the_same():
    desk = a_posting_desk()
    case = ready(desk)
    given = HandOver(case.no, a_person(), Relation.SELF, strokes=NAME)
    done = play(desk, hand_over(desk, signed_visit(), given))
    assert (done.case.state, done.case.delivery.state.value) == (CaseState.DELIVERED, "cancelled")


def test_while_it_is_signed_the_way_is_not_amended_behind_it():
    desk = a_posting_desk()
    case = signed(desk, accepted(desk, item=POSTED)).case
    visit = play(desk, take_up(desk, signed_visit(), case.no))
    flow = amend(desk, visit, "delivery", "pickup")
    assert refused(lambda: play(desk, flow)).code == "delivery_cancel_first"


# ---- the address
def test_the_last_address_of_the_same_applicant_is_offered_first():
    desk = a_posting_desk()
    old, new = replace(HOME, address="旧址1号"), replace(HOME, address="新址2号")
    signed(desk, accepted(desk, item=POSTED), old)
    signed(desk, accepted(desk, item=POSTED), new)
    signed(desk, accepted(desk, item=POSTED), new)
    case = accepted(desk, item=POSTED)
    assert offer(desk, case).known == (new, old)
    other = accepted(desk, item=POSTED, person=a_person("卓玛", "540402199203150022"))
    assert offer(desk, other).known == ()


def test_the_hall_knows_what_another_window_was_told():
    desk, there = a_posting_desk(), a_posting_desk()
    told = signed(there, accepted(there, item=POSTED)).case
    county_says(desk, replace(told, id="f" * 32, no="540402269A1A0000197"))
    assert offer(desk, accepted(desk, item=POSTED)).known == (HOME,)


def test_a_row_of_a_newer_county_is_passed_over():
    desk = a_posting_desk()
    case = accepted(desk, item=POSTED)
    number = case.application.applicant_number()
    strange = {"delivery": {"order": {"applicant": number, "id": 7}}}
    plain = to_plain(case)
    county_says(desk, replace(case, id="f" * 32), {**plain, **strange})
    county_says(desk, replace(case, id="e" * 32, rev=9), {**plain, "delivery": "?"})
    assert offer(desk, case).known == ()


def test_the_cards_address_is_never_taken():
    desk = a_posting_desk()
    person = replace(a_person(), address="西藏自治区林芝市巴宜区卡上路1号")
    assert offer(desk, accepted(desk, item=POSTED, person=person)).known == ()


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"receiver": " "}, "delivery_receiver"),
        ({"phone": ""}, "delivery_phone"),
        ({"region": "四川省成都市"}, "delivery_region"),
        ({"address": " "}, "delivery_street"),
        ({"postcode": "86000"}, "delivery_postcode"),
        ({"alternative_phone": "12"}, "delivery_other_phone"),
    ],
)
def test_an_address_that_no_courier_finds_is_refused(changed, code):
    desk = a_posting_desk()
    case = accepted(desk, item=POSTED)
    assert refused(lambda: signed(desk, case, replace(HOME, **changed))).code == code
    assert case_of(desk, case.id).delivery is None


# ---- the paper
def test_the_paper_says_what_goes_where_and_is_printed():
    desk = a_posting_desk(renderer=TemplateRenderer())
    to = Address("卓 玛", "138 0000 0832", "巴宜区", "示例路3号", "860000", "扎西", "13800000831")
    done = signed(desk, accepted(desk, item=POSTED), to)
    (paper,) = done.documents
    values = paper.value_map()
    assert (paper.kind, paper.copies, paper.signatures) == ("W14", 2, ("applicant", "officer"))
    assert values["region"] == "西藏自治区林芝市巴宜区"
    assert values["receiver_phone"] == "13800000832"
    assert values["applicant_document"].startswith("居民身份证 5*")
    assert paper.row_map()["certificates"] == (("1", POSTED.result_name, "—", "1"),)
    assert play(desk, print_document(desk, done.visit, paper.id)).state == "device_done"


def test_a_body_is_named_by_its_code():
    desk = a_posting_desk()
    case = accepted(desk, item=POSTED)
    body = Body("92540402MA6T12347G", "示例有限公司")
    about = replace(case.application, person=None, body=body)
    county_says(desk, replace(case, application=about, rev=9))
    (paper,) = signed(desk, case).documents
    assert paper.value_map()["applicant_document"] == body.credit_code


def test_he_signs_by_touch_or_gives_a_fingerprint_before_a_witness():
    desk = a_posting_desk()
    touched = signed(desk, accepted(desk, item=POSTED), manner="touch", strokes=NAME)
    did = desk.ledger.entries(touched.case.id)[-1].entry.operation
    assert (did.manner, len(did.picture), bool(did.strokes)) == ("touch", 64, True)
    marked = signed(desk, accepted(desk, item=POSTED), manner="fingerprint", witness="卓玛")
    assert marked.documents[0].signatures == ("applicant", "officer", "witness")
    case = accepted(desk, item=POSTED)
    assert refused(lambda: signed(desk, case, manner="fingerprint")).code == "witness_missing"
    assert refused(lambda: signed(desk, case, manner="touch")).code == "signature_empty"


# ---- around it
def test_the_case_on_the_table_follows():
    desk = a_posting_desk()
    case = accepted(desk, item=POSTED)
    visit = play(desk, take_up(desk, signed_visit(), case.no))
    done = signed(desk, case, visit=visit)
    assert done.visit.case.delivery.state is DeliveryState.AUTHORISED
    assert done.visit.draft.application.delivery == "courier"
    assert done.visit.documents == done.documents


def test_an_item_that_is_not_here_any_more_asks_for_a_sync():
    desk = a_posting_desk()
    case = accepted(desk, item=POSTED)
    desk.cache.reset("reference")
    assert refused(lambda: offer(desk, case)).code == "item_unknown"


def test_only_who_serves_may_do_it():
    desk = a_posting_desk()
    publish_item(desk, an_item())
    for visit in (Visit(), Visit(user=User("x", "y", ("supervisor",)))):
        assert refused(lambda v=visit: play(desk, ready_to_send(desk, v))).code in (
            "not_signed_in",
            "role_missing",
        )


def test_a_doubtful_clock_is_asked_about_first():
    desk = a_posting_desk()
    case = accepted(desk, item=POSTED)
    desk.clock.reboot()
    desk.clock.set_wall(desk.clock.read().wall_ms - 3_600_000)
    assert refused(lambda: offer(desk, case)).code == "clock_doubtful"
