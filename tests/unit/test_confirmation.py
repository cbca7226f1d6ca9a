from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import date

import pytest

from counter_app.domain.case import MaterialState
from counter_app.domain.codec import to_bytes
from counter_app.domain.errors import RuleError
from counter_app.domain.handwriting import pack, unpack
from counter_app.domain.masking import mask_address
from counter_app.domain.operation import encode
from counter_app.services.applicants import leave_phone, set_agent, set_body, set_guardian
from counter_app.services.confirmation import Consent, confirm, content_of, sheet_of
from counter_app.services.drafts import mark_material, open_case
from counter_app.services.intake import accept
from counter_app.services.visit import User, Visit
from tests.fakes.calendars import YEAR_2026
from tests.fakes.desk import a_desk, play, signed_visit
from tests.fakes.paper_cases import a_person, an_item

ITEM = an_item()
NAME = (((100, 100), (900, 500), (200, 700)), ((1200, 100), (1300, 800)))
PHONE = "13800000831"


def a_case_open(desk, **changes) -> Visit:
    visit = signed_visit(person=a_person(), **changes)
    opened = play(desk, open_case(desk, visit, ITEM.code, None))
    return play(desk, mark_material(desk, opened, "all", MaterialState.RECEIVED, None))


@pytest.fixture
def desk():
    return a_desk(ITEM, calendars=(YEAR_2026,))


def rows(visit):
    return {each.id: each.value for each in sheet_of(visit).rows}


def code_of(call):
    with pytest.raises(RuleError) as caught:
        call()
    return caught.value.code


def newest(desk):
    return desk.ledger.recent(1)[0].entry


def test_the_sheet_shows_what_is_to_be_confirmed_with_numbers_masked(desk):
    visit = leave_phone(a_case_open(desk), PHONE)

    shown = rows(visit)

    assert shown["item"] == ITEM.name
    assert (shown["applicant"], shown["applicant_number"]) == ("扎西", "5*************0014")
    assert shown["phone"] == "138****0831"
    assert shown["delivery"] == "pickup"
    # the licence comes by data: he has handed nothing in for it
    assert (
        shown["materials_received"]
        == "食品经营许可申请书、经营场所平面布局图、食品安全管理制度文本"
    )
    assert list(shown) == [
        "item",
        "situation",
        "applicant",
        "applicant_number",
        "phone",
        "delivery",
        "materials_received",
    ]


def test_no_full_number_is_anywhere_on_it(desk):
    visit = leave_phone(a_case_open(desk), PHONE)
    visit = set_agent(visit, a_person("次仁", "540402198503030037"), "领取结果")
    visit = set_guardian(visit, a_person("卓玛", "540402198001010023"), "母亲")

    everything = "".join(each.value for each in sheet_of(visit).rows)

    for number in ("540402199001010014", "540402198503030037", "540402198001010023", PHONE):
        assert number not in everything
        assert number[-4:] in everything


def test_a_body_an_agent_and_a_guardian_have_their_own_lines(desk):
    visit = set_body(a_case_open(desk), "92540402MA6T12347G", "林芝某某小吃店")
    visit = set_agent(visit, visit.agent.person, "提交材料")

    shown = rows(visit)

    assert (shown["body"], shown["credit_code"]) == ("林芝某某小吃店", "9*************347G")
    assert (shown["agent"], shown["agent_scope"]) == ("扎西", "提交材料")
    assert "applicant" not in shown
    child = set_guardian(a_case_open(desk), a_person("卓玛", "540402198001010023"), "母亲")
    assert rows(child)["guardian_number"] == "5*************0023"


def test_a_scope_that_is_not_said_takes_no_line(desk):
    visit = set_agent(a_case_open(desk), a_person("次仁", "540402198503030037"), "")
    assert "agent_scope" not in rows(visit)


def test_situation_and_the_materials_by_what_becomes_of_them(desk):
    visit = a_case_open(desk)
    names = [each.name for each in visit.draft.application.materials]
    states = (MaterialState.DEFERRED, MaterialState.MISSING)
    materials = tuple(
        replace(each, state=state, until=date(2026, 11, 27))
        for each, state in zip(visit.draft.application.materials, states, strict=False)
    )
    application = replace(visit.draft.application, materials=materials, situation_name="新办·餐饮")

    shown = rows(replace(visit, draft=replace(visit.draft, application=application)))

    assert shown["situation"] == "新办·餐饮"
    assert (shown["materials_deferred"], shown["materials_missing"]) == (names[0], names[1])
    assert "materials_received" not in shown


def test_a_case_without_a_situation_has_no_line_for_it(desk):
    visit = a_case_open(desk)
    application = replace(visit.draft.application, situation_name="")
    assert "situation" not in rows(
        replace(visit, draft=replace(visit.draft, application=application))
    )


def test_no_phone_is_a_line_with_nothing_in_it(desk):
    assert rows(a_case_open(desk))["phone"] == ""


def test_an_address_is_shown_only_where_the_item_asks_and_never_whole(desk):
    item = replace(ITEM, code="other", person_fields=("address",))
    asking = a_desk(item, calendars=(YEAR_2026,))
    person = replace(a_person(), address="西藏自治区林芝市巴宜区示例路1号")
    opened = play(asking, open_case(asking, signed_visit(person=person), item.code, None))

    assert rows(opened)["address"] == "西藏自治区林****"
    elsewhere = play(desk, open_case(desk, signed_visit(person=person), ITEM.code, None))
    assert "address" not in rows(elsewhere)


@pytest.mark.parametrize(
    ("address", "masked"),
    [("", ""), ("西藏", "西****"), ("西藏自治区林芝市巴宜区", "西藏自治区****")],
)
def test_an_address_is_half_hidden_at_least(address, masked):
    assert mask_address(address) == masked


def test_without_a_case_or_an_applicant_there_is_nothing_to_confirm(desk):
    assert code_of(lambda: sheet_of(signed_visit())) == "no_open_case"
    empty = play(desk, open_case(desk, signed_visit(), ITEM.code, None))
    assert code_of(lambda: sheet_of(empty)) == "applicant_missing"


def test_a_signature_is_recorded_with_what_it_stands_under(desk):
    visit = a_case_open(desk)

    did = play(desk, confirm(desk, visit, Consent("touch", 1, NAME)))

    application = visit.draft.application
    assert did.content == hashlib.sha256(to_bytes(application)).hexdigest()
    assert did.content == content_of(application) == sheet_of(visit).content
    assert (did.case_id, did.notice, did.manner, did.witness) == (
        application.case_id,
        1,
        "touch",
        "",
    )
    assert unpack(did.strokes) == NAME
    assert did.picture == hashlib.sha256(pack(NAME)).hexdigest()
    entry = newest(desk)
    assert (entry.operation, entry.by, entry.subject, entry.no) == (did, "ciren", did.case_id, None)
    assert entry.window == "w-3"


def test_a_name_of_a_thousand_points_stays_below_twenty_kilobytes(desk):
    stroke = tuple((at * 3 % 4000, at * 7 % 2000) for at in range(1300))
    play(desk, confirm(desk, a_case_open(desk), Consent("touch", 1, (stroke,))))
    assert 5_000 < len(encode(newest(desk))) < 20_000


def test_a_fingerprint_has_a_witness_and_no_strokes(desk):
    consent = Consent("fingerprint", 1, NAME, " 卓玛•央金 ")

    did = play(desk, confirm(desk, a_case_open(desk), consent))

    assert (did.manner, did.witness) == ("fingerprint", "卓玛·央金")
    assert (did.strokes, did.picture) == (b"", "")


def test_a_witness_beside_a_signature_is_not_recorded(desk):
    did = play(desk, confirm(desk, a_case_open(desk), Consent("touch", 1, NAME, "卓玛")))
    assert did.witness == ""


@pytest.mark.parametrize(
    ("consent", "code"),
    [
        (Consent("touch", 1), "signature_empty"),
        (Consent("fingerprint", 1), "witness_missing"),
        (Consent("fingerprint", 1, witness="  "), "witness_missing"),
        (Consent("fingerprint", 1, witness="长" * 51), "name_long"),
    ],
)
def test_what_proves_nothing_is_refused_and_not_recorded(desk, consent, code):
    visit = a_case_open(desk)
    assert code_of(lambda: play(desk, confirm(desk, visit, consent))) == code
    assert desk.ledger.recent(1) == ()


def test_only_who_serves_may_record_it(desk):
    visit = replace(a_case_open(desk), user=User("danzeng", "旦增", ("supervisor",)))
    consent = Consent("touch", 1, NAME)
    assert code_of(lambda: play(desk, confirm(desk, visit, consent))) == "role_missing"


def test_after_the_acceptance_it_carries_the_number(desk):
    visit = leave_phone(a_case_open(desk), PHONE)
    accepted = play(desk, accept(desk, visit)).visit

    play(desk, confirm(desk, accepted, Consent("touch", 1, NAME)))

    assert newest(desk).no == accepted.case.no
