"""A rating at the window: recorded with the line cut, once, told to nobody; and the code on the paper."""

from __future__ import annotations

import json
import logging
from dataclasses import replace
from datetime import date

import pytest
import zxingcpp

from counter_app.documents.renderer import TemplateRenderer
from counter_app.documents.slips import render_slip
from counter_app.domain.case import MaterialState
from counter_app.domain.errors import RuleError
from counter_app.domain.rating import Level, Occasion, Source, rating_id, subject_of_rating
from counter_app.domain.rating_code import check_rating_code
from counter_app.services import wayback
from counter_app.services.drafts import mark_material, open_case
from counter_app.services.intake import accept
from counter_app.services.rating import Opinion, Served, give, give_typed, is_rated, occasion_of
from counter_app.signatures import scheme_of
from printers.simulated.develop import develop
from tests.fakes.calendars import YEAR_2026
from tests.fakes.county import LineFault
from tests.fakes.county_seal import FakeCountySeal
from tests.fakes.desk import a_desk, play, signed_visit
from tests.fakes.paper_cases import a_person, an_item
from tests.fakes.script import ACCEPTED, desk_with, last, run
from tests.fakes.script import refused as script_refused

COUNTY = FakeCountySeal()
ITEM = an_item()
GOOD = Opinion(Level.GOOD, ("406",))


@pytest.fixture
def desk():
    made = a_desk(ITEM, calendars=(YEAR_2026,), renderer=TemplateRenderer())
    made.county.standing = LineFault.CUT
    return made


def accepted(desk):
    visit = play(desk, open_case(desk, signed_visit(person=a_person()), ITEM.code, None))
    visit = play(desk, mark_material(desk, visit, "all", MaterialState.RECEIVED, None))
    return play(desk, accept(desk, visit))


def served(case_no, occasion=Occasion.INTAKE):
    return Served(case_no, occasion, "ciren")


def ratings(desk, case_no, occasion=Occasion.INTAKE):
    subject = subject_of_rating(rating_id(case_no, int(occasion)))
    return [each.entry for each in desk.ledger.entries(subject)]


def refused(desk, flow) -> str:
    with pytest.raises(RuleError) as caught:
        play(desk, flow)
    return caught.value.code


# ---- recording
def test_a_rating_is_recorded_with_the_line_cut(desk):
    no = accepted(desk).case.no
    assert not is_rated(desk, served(no))
    assert (
        play(desk, give(desk, served(no), Opinion(Level.GOOD, ("406",), " 好 ", anonymous=True)))
        == 1
    )
    (entry,) = ratings(desk, no)
    did = entry.operation
    assert (did.level, did.tags, did.text, did.anonymous) == (Level.GOOD, ("406",), "好", True)
    assert (did.clerk, did.served_at, did.sequence) == ("ciren", entry.window, 1)
    assert (entry.by, entry.no, did.channel.value) == ("citizen", None, "hall_tablet")
    assert is_rated(desk, served(no))


def test_a_visit_is_rated_once_and_the_next_visit_of_the_case_once_more(desk):
    no = accepted(desk).case.no
    play(desk, give(desk, served(no), GOOD))
    assert refused(desk, give(desk, served(no), GOOD)) == "rating_given"
    assert play(desk, give(desk, served(no, Occasion.HAND_OVER), GOOD)) == 2


def test_a_default_does_not_count_and_gives_way(desk):
    no = accepted(desk).case.no
    default = Opinion(Level.VERY_GOOD, source=Source.SYSTEM_DEFAULT)
    assert play(desk, give(desk, served(no), default)) == 0
    assert refused(desk, give(desk, served(no), default)) == "rating_given"
    assert not is_rated(desk, served(no))
    assert play(desk, give(desk, served(no), GOOD)) == 1


@pytest.mark.parametrize(
    ("opinion", "code"),
    [
        (Opinion(Level.GOOD, ("517",)), "rating_tag"),
        (Opinion(Level.GOOD, text="长" * 10_000), "rating_text_long"),
    ],
)
def test_what_no_rating_may_hold_is_not_recorded(desk, opinion, code):
    no = accepted(desk).case.no
    assert refused(desk, give(desk, served(no), opinion)) == code
    assert ratings(desk, no) == []


def test_a_clock_that_was_set_back_stops_no_rating(desk):
    no = accepted(desk).case.no
    desk.clock.set_wall(desk.clock.read().wall_ms - 400 * 86_400_000)
    assert play(desk, give(desk, served(no), GOOD)) >= 0
    (entry,) = ratings(desk, no)
    assert entry.at.clock in ("confirmed", "county")


def test_the_visit_of_a_withdrawn_case_can_be_rated(desk):
    done = accepted(desk)
    play(desk, wayback.withdraw(desk, done.visit, done.case.no, "不办了"))
    assert play(desk, give_typed(desk, signed_visit(), done.case.no, GOOD)) == 1
    assert ratings(desk, done.case.no)


def test_which_visit_a_case_has_come_to(desk):
    case = accepted(desk).case
    assert occasion_of(case) is Occasion.INTAKE
    delivered = replace(case, state=type(case.state).DELIVERED)
    assert occasion_of(delivered) is Occasion.HAND_OVER


# ---- by a script, and what a clerk can see of it
def rate(case_no, **changes):
    return {"do": "rate", "case_no": case_no, "level": "not_good", "tags": ["207"]} | changes


def test_the_verb_tells_how_many_and_never_what(caplog):
    desk = desk_with(ITEM)
    case_no = run(desk, *ACCEPTED)[-1]["case_no"]
    own_words = "等了很久没人管"
    with caplog.at_level(logging.DEBUG):
        told = run(
            desk, ACCEPTED[0], rate(case_no, text=own_words, anonymous=True), {"do": "status"}
        )
    assert told[1] == {"ok": True, "do": "rate", "rating": "评价 1 条"}
    shown = json.dumps(told, ensure_ascii=False) + caplog.text + repr(desk.ledger.recent(9))
    for hidden in ("not_good", "NOT_GOOD", "207", own_words):
        assert hidden not in shown.replace('"tags": ["207"]', "")
    assert ratings(desk, case_no)[0].operation.anonymous


def test_the_verb_refuses_what_it_does_not_know():
    desk = desk_with(ITEM)
    case_no = run(desk, *ACCEPTED)[-1]["case_no"]
    assert script_refused(desk, ACCEPTED[0], rate(case_no, level="best")) == "argument_wrong"
    assert script_refused(desk, rate(case_no)) == "not_signed_in"
    assert last(desk, ACCEPTED[0], {"do": "rate", "case_no": case_no, "level": "good"})["ok"]


# ---- the code on the paper
def trusted(desk, **changes):
    desk.ledger.set_credential(COUNTY.credential(desk.signer.public_key(), **changes))
    return desk


def code_on(done, kind):
    (paper,) = [each for each in done.visit.documents if each.kind == kind]
    return paper, paper.value_map().get("rating_code", "")


def test_the_code_is_minted_with_the_paper_and_the_line_cut(desk):
    done = accepted(trusted(desk))
    _, text = code_on(done, "W02")
    assert text.startswith("HTTPS://ZWFW.EXAMPLE.GOV.CN/R/")
    signed = check_rating_code(text, COUNTY.public_key, scheme_of)
    assert (signed.code.case_no, signed.code.sequence) == (done.case.no, 1)
    assert signed.code.signed_on == date(2026, 11, 16)
    recorded = desk.ledger.entries(done.case.id)[-1].entry.operation.documents
    assert text in {each.value_map().get("rating_code") for each in recorded}


def test_a_slip_shows_it_beside_the_case_number(desk):
    paper, text = code_on(accepted(trusted(desk)), "W02")
    slip = render_slip(paper)
    read = {each.text for each in zxingcpp.read_barcodes(develop(slip, 48).convert("L"))}
    assert {text, paper.case_no} <= read


@pytest.mark.parametrize("changes", [None, {"page": ""}, {"valid_to": date(2026, 11, 15)}], ids=str)
def test_without_the_county_s_word_or_page_there_is_none(desk, changes):
    if changes is not None:
        trusted(desk, **changes)
    _, text = code_on(accepted(desk), "W02")
    assert text == ""
