"""Handing over: whom, by what right, signed how, on which papers."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from counter_app.documents.renderer import TemplateRenderer
from counter_app.domain.body import Body
from counter_app.domain.case import Agent, CaseState
from counter_app.domain.certificate import CertificateState
from counter_app.domain.decision import DecisionKind
from counter_app.domain.handwriting import WIDE, unpack
from counter_app.services.handover import HandOver, hand_over
from counter_app.services.paper_handover import Relation
from counter_app.services.visit import User, Visit
from tests.fakes.certificate_window import (
    ITEM,
    a_grant,
    a_window_desk,
    accepted,
    answer,
    decide,
    decided,
    groups,
    issue,
    operations,
    refused,
)
from tests.fakes.desk import county_says, play, signed_visit
from tests.fakes.paper_cases import a_person

R, S = Relation, CaseState
NAME = (((100, 100), (1500, 900)), ((200, 900), (WIDE - 100, 200)))
OTHER = a_person("卓玛", "540402199203150022")


def printed(*grants, desk=None, case=None):
    desk = desk or a_window_desk()
    case = case or decided(desk, *grants)
    for _ in grants or (1,):
        done = issue(desk, case)
        answer(desk, done.job, last3=f"{done.certificate.sheet.serial}"[-3:])
    return desk, case


def hand(desk, case, person=None, relation=R.SELF, strokes=NAME, **told):
    given = HandOver(case.no, person or a_person(), relation, strokes=strokes, **told)
    return play(desk, hand_over(desk, signed_visit(), given))


def of_kind(documents, kind):
    (found,) = [each for each in documents if each.kind == kind]
    return found


def test_the_holder_signs_and_the_case_is_delivered():
    desk, case = printed()
    done = hand(desk, case)
    assert done.case.state is S.DELIVERED
    assert done.case.certificate(a_grant().id).state is CertificateState.HANDED_OVER
    did = operations(desk, case)[-1]
    assert (did.collector, did.collector_no, did.relation) == ("扎西", a_person().number, "本人")
    assert (unpack(did.strokes), did.witness, len(did.picture)) == (NAME, "", 64)
    assert (did.certificates, did.handed_on) == ((a_grant().id,), date(2026, 11, 16))
    assert done.visit.documents == done.documents
    assert groups(desk) == []


def test_the_papers_name_what_was_handed_over_masked():
    desk, case = printed()
    done = hand(desk, case)
    assert [each.kind for each in done.documents] == ["W10", "W12", "W13"]
    collection, service = of_kind(done.documents, "W12"), of_kind(done.documents, "W13")
    row = ("1", a_grant().name, done.case.certificate(a_grant().id).number, "1")
    assert collection.row_map()["certificates"] == (row,)
    assert service.row_map()["documents"] == (row,)
    shown = collection.value_map()["collector_document"]
    assert (shown.startswith("居民身份证 "), a_person().number in shown) == (True, False)
    assert service.value_map()["manner"] == "直接送达"
    assert "proxy" not in service.value_map()


def test_every_paper_can_be_drawn():
    desk, case = printed()
    renderer = TemplateRenderer()
    for each in hand(desk, case).documents:
        assert renderer.render_pdf(each).startswith(b"%PDF")


def test_the_decision_is_given_once():
    desk, case = printed(a_grant(1), a_grant(2))
    first = hand(desk, case, certificates=(a_grant(1).id,))
    assert first.case.state is S.READY
    second = hand(desk, case)
    assert [each.kind for each in second.documents] == ["W12", "W13"]
    assert operations(desk, case)[-1].certificates == (a_grant(2).id,)
    assert second.case.state is S.DELIVERED


def test_a_fingerprint_has_a_witness_who_signs():
    desk, case = printed()
    done = hand(desk, case, strokes=(), manner="fingerprint", witness=" 卓玛 ")
    did = operations(desk, case)[-1]
    assert (did.manner, did.witness, did.strokes, did.picture) == ("fingerprint", "卓玛", b"", "")
    assert "witness" in of_kind(done.documents, "W12").signatures


@pytest.mark.parametrize(
    ("told", "code"),
    [
        ({"strokes": ()}, "signature_empty"),
        ({"manner": "fingerprint", "witness": " "}, "witness_missing"),
        ({"person": OTHER}, "collector_not_applicant"),
        ({"person": OTHER, "relation": R.AGENT}, "authorisation_missing"),
        ({"relation": R.LEGAL}, "collector_no_body"),
        ({"person": replace(a_person(), source="typed")}, "collector_typed_reason"),
        ({"certificates": ("f" * 32,)}, "certificate_unknown"),
    ],
)
def test_what_is_missing_hands_nothing_over(told, code):
    desk, case = printed()
    before = len(operations(desk, case))
    assert refused(lambda: hand(desk, case, **told)).code == code
    assert len(operations(desk, case)) == before


def test_a_typed_collector_stands_with_the_reason_on_the_paper():
    desk, case = printed()
    typed = replace(a_person(), source="typed")
    done = hand(desk, case, typed, typed_reason=" 读卡器故障 ")
    assert operations(desk, case)[-1].typed_reason == "读卡器故障"
    assert "读卡器故障" in of_kind(done.documents, "W12").value_map()["collector_document"]


def test_who_fetches_for_another_brings_an_authorisation():
    desk, case = printed()
    done = hand(desk, case, OTHER, R.AGENT, authorisation="委托书")
    did = operations(desk, case)[-1]
    assert (did.relation, did.authorisation) == ("代领人", "委托书")
    service = of_kind(done.documents, "W13")
    assert service.value_map()["proxy"] == "卓玛"
    assert "proxy" in service.signatures


def with_application(desk, case, **changes):
    changed = replace(case, application=replace(case.application, **changes), rev=case.rev + 1)
    county_says(desk, changed)
    return changed


def test_the_agent_of_the_application_needs_no_other_authorisation():
    desk = a_window_desk()
    case = accepted(desk)
    with_application(desk, case, agent=Agent(OTHER, "代为领取"))
    desk, case = printed(desk=desk, case=decide(desk, case, a_grant()))
    hand(desk, case, OTHER, R.AGENT)
    assert operations(desk, case)[-1].authorisation == "代为领取"


def test_a_body_sends_its_legal_representative_and_nobody_is_it_himself():
    desk = a_window_desk()
    case = accepted(desk)
    with_application(desk, case, body=Body("91540402MA6T0000X8", "示例有限公司"))
    desk, case = printed(desk=desk, case=decide(desk, case, a_grant()))
    assert refused(lambda: hand(desk, case)).code == "collector_not_applicant"
    hand(desk, case, OTHER, R.LEGAL)
    assert operations(desk, case)[-1].relation == "法定代表人"


@pytest.mark.parametrize(
    ("kind", "name"), [(DecisionKind.GRANTED, "准予决定书"), (DecisionKind.DENIED, "不予决定书")]
)
def test_a_decision_without_certificate_is_itself_the_result(kind, name):
    desk = a_window_desk()
    case = decide(desk, accepted(desk), kind=kind)
    assert groups(desk) == ["to_fetch"]
    done = hand(desk, case)
    assert of_kind(done.documents, "W12").row_map()["certificates"] == (
        ("1", name, "示例〔2026〕1号", "1"),
    )
    assert (done.case.state, groups(desk)) == (S.DELIVERED, [])


def test_what_is_not_printed_yet_is_not_handed_over():
    desk = a_window_desk()
    case = decided(desk)
    assert refused(lambda: hand(desk, case)).code == "nothing_to_hand_over"
    assert refused(lambda: hand(desk, case, certificates=(a_grant().id,))).code == (
        "certificate_state"
    )
    assert refused(lambda: hand(desk, accepted(desk))).code == "nothing_to_hand_over"


def test_a_result_is_handed_over_once():
    desk, case = printed()
    hand(desk, case)
    assert refused(lambda: hand(desk, case)).code == "nothing_to_hand_over"


def test_an_item_that_is_not_in_the_lists_any_more():
    desk, case = printed()
    desk.cache.reset("reference")
    error = refused(lambda: hand(desk, case))
    assert (error.code, error.values) == ("item_unknown", {"code": ITEM.code})


def test_only_who_issues_may_hand_over():
    desk, case = printed()
    other = Visit(user=User("li", "李", ("back_office",)))
    flow = hand_over(desk, other, HandOver(case.no, a_person(), R.SELF))
    assert refused(lambda: play(desk, flow)).code == "role_missing"
