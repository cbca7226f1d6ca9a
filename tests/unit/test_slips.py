from __future__ import annotations

import pytest

from counter_app.domain.errors import RuleError
from counter_app.domain.item import Situation, SituationId
from counter_app.domain.window_operation import ConsultationServed, SlipHanded
from counter_app.services.printing import print_document
from counter_app.services.slips import hand_slip, serve_consultation
from counter_app.services.visit import Visit
from tests.fakes.desk import a_desk, play, signed_visit
from tests.fakes.paper_cases import an_item

ITEM = an_item(
    situations=(Situation(SituationId("s1"), "新办"), Situation(SituationId("s2"), "变更"))
)


def last(desk):
    return desk.ledger.recent(1)[0].entry


def test_a_slip_is_recorded_with_the_version_that_was_handed_out():
    desk = a_desk(ITEM)
    visit = play(desk, hand_slip(desk, signed_visit(), ITEM.code, None))
    slip = visit.documents[-1]
    did = last(desk).operation
    assert isinstance(did, SlipHanded)
    assert (did.item, did.item_version, did.document) == (ITEM.code, ITEM.version, slip)
    assert (slip.kind, slip.form, slip.case_no) == ("W17", "slip", None)


def test_a_slip_may_be_for_one_situation():
    desk = a_desk(ITEM)
    visit = play(desk, hand_slip(desk, signed_visit(), ITEM.code, "变更"))
    assert visit.documents[-1].value_map()["situation"] == "变更"
    by_id = play(desk, hand_slip(desk, signed_visit(), ITEM.code, "s2"))
    assert by_id.documents[-1].value_map()["situation"] == "变更"
    with pytest.raises(RuleError, match="situation_unknown"):
        play(desk, hand_slip(desk, signed_visit(), ITEM.code, "没有"))


def test_the_next_person_gets_a_slip_of_his_own_without_a_reason():
    desk = a_desk(ITEM)
    papers = []
    for _ in range(2):
        visit = play(desk, hand_slip(desk, signed_visit(), ITEM.code, None))
        papers.append(play(desk, print_document(desk, visit, visit.documents[-1].id)).document)
    assert papers[0].id != papers[1].id
    assert [each.reprint for each in papers] == [0, 0]


def test_an_item_that_is_not_in_the_catalogue_has_no_slip():
    desk = a_desk()
    with pytest.raises(RuleError, match="item_unknown"):
        play(desk, hand_slip(desk, signed_visit(), "none", None))


def test_advice_without_a_case_counts_as_served():
    desk = a_desk()
    play(desk, serve_consultation(desk, signed_visit(), "医保"))
    play(desk, serve_consultation(desk, signed_visit(), "医保"))
    assert last(desk).operation == ConsultationServed("医保")
    subjects = {each.entry.subject for each in desk.ledger.recent(2)}
    assert len(subjects) == 2


def test_neither_is_done_before_somebody_signs_in():
    desk = a_desk(ITEM)
    for flow in (hand_slip(desk, Visit(), ITEM.code, None), serve_consultation(desk, Visit(), "")):
        with pytest.raises(RuleError, match="not_signed_in"):
            play(desk, flow)
