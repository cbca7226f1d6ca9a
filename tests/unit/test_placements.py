from __future__ import annotations

from dataclasses import replace

import pytest

from counter_app.config import Devices, Settings
from counter_app.domain.errors import CounterError, DeviceError, StoreError
from counter_app.domain.placement import UNMOVED, Placement, Spot
from counter_app.domain.printing import PrintOutcome, Trouble
from counter_app.services.placements import (
    confirm_trial,
    form_placements,
    placement_to_print,
    print_ruler,
    print_trial,
    set_placement,
)
from counter_app.services.visit import Visit
from tests.fakes.certificates import ADVERT, FOOD, PREPRINTED
from tests.fakes.desk import a_desk, play, signed_visit
from tests.fakes.papers import page_texts

URL = "ipp://printer/ipp/print?tray=2&paper=blank"
NOW_MS = 1_794_794_400_000
MOVED = Placement(15, -8)


@pytest.fixture
def desk():
    return a_desk(settings=Settings(devices=Devices(certificates=URL)))


def refusal(desk, flow):
    with pytest.raises(CounterError) as caught:
        play(desk, flow)
    return caught.value.code


def tried(desk):
    play(desk, set_placement(desk, signed_visit(), FOOD, MOVED))
    play(desk, print_trial(desk, signed_visit(), FOOD, plain_loaded=True))
    return play(desk, confirm_trial(desk, signed_visit(), FOOD))


def printed_text(desk):
    return "".join(page_texts(desk.certificates.printed[-1][0]))


def test_every_preprinted_form_has_its_placement_on_this_printer_and_tray(desk):
    forms = play(desk, form_placements(desk))
    assert {each.paper.type_code for each in forms} == set(PREPRINTED)
    assert {(each.spot.printer, each.spot.tray) for each in forms} == {
        ("ipp://printer/ipp/print", "2")
    }
    assert all(each.trial_needed and each.placement == UNMOVED for each in forms)


def test_no_blank_is_printed_before_a_trial_was_seen_right(desk):
    paper = desk.forms.paper(FOOD)
    assert refusal(desk, placement_to_print(desk, paper)) == "placement_untried"
    play(desk, set_placement(desk, signed_visit(), FOOD, MOVED))
    assert refusal(desk, placement_to_print(desk, paper)) == "placement_untried"
    play(desk, print_trial(desk, signed_visit(), FOOD, plain_loaded=True))
    assert refusal(desk, placement_to_print(desk, paper)) == "placement_untried"
    play(desk, confirm_trial(desk, signed_visit(), FOOD))
    assert play(desk, placement_to_print(desk, paper)) == MOVED


def test_a_change_makes_a_new_trial_due(desk):
    tried(desk)
    play(desk, set_placement(desk, signed_visit(), FOOD, UNMOVED))
    assert refusal(desk, placement_to_print(desk, desk.forms.paper(FOOD))) == "placement_untried"
    assert refusal(desk, confirm_trial(desk, signed_visit(), FOOD)) == "placement_no_trial"


def test_who_changed_it_and_who_tried_it_is_noted_with_the_time(desk):
    found = tried(desk)
    note = found.note
    assert note.spot == Spot("ipp://printer/ipp/print", "2", f"{FOOD}@1")
    assert (note.changed_by, note.changed_at_ms, note.before) == ("ciren", NOW_MS, UNMOVED)
    assert (note.tried_by, note.tried_at_ms) == ("ciren", NOW_MS)
    assert desk.placements.all() == (note,)
    play(desk, set_placement(desk, signed_visit(), FOOD, Placement(1)))
    assert desk.placements.find(note.spot).before == MOVED


def test_plain_paper_is_never_moved_and_needs_no_trial(desk):
    assert play(desk, placement_to_print(desk, desk.forms.paper(ADVERT))) == UNMOVED
    visit = signed_visit()
    for flow in (
        set_placement(desk, visit, ADVERT, MOVED),
        print_trial(desk, visit, ADVERT, plain_loaded=True),
        print_ruler(desk, visit, ADVERT, plain_loaded=True),
        confirm_trial(desk, visit, ADVERT),
    ):
        assert refusal(desk, flow) == "certificate_not_preprinted"


def test_the_ruler_sheet_is_printed_on_the_certificate_lane_in_its_tray(desk):
    done = play(desk, print_ruler(desk, signed_visit(), FOOD, plain_loaded=True))
    assert done == PrintOutcome("device_done", "all")
    assert desk.background.lanes == ["paper", "paper", "certificates"]
    assert "定位尺" in printed_text(desk)
    assert desk.placements.all() == ()


def test_the_trial_sheet_shows_the_fields_where_the_certificate_will(desk):
    play(desk, set_placement(desk, signed_visit(), FOOD, MOVED))
    play(desk, print_trial(desk, signed_visit(), FOOD, plain_loaded=True))
    assert desk.certificates.printed[-1] == (
        desk.forms.render_trial(FOOD, MOVED, "试印，不作证照"),
        1,
    )


def test_a_first_trial_without_any_placement_is_noted(desk):
    play(desk, print_trial(desk, signed_visit(), FOOD, plain_loaded=True))
    found = play(desk, confirm_trial(desk, signed_visit(), FOOD))
    assert not found.trial_needed
    assert play(desk, placement_to_print(desk, desk.forms.paper(FOOD))) == UNMOVED


@pytest.mark.parametrize("act", [print_ruler, print_trial])
def test_nothing_without_a_number_goes_on_a_numbered_blank(desk, act):
    assert refusal(desk, act(desk, signed_visit(), FOOD, plain_loaded=False)) == (
        "placement_plain_paper"
    )
    assert desk.certificates.printed == []


def test_a_trial_that_did_not_come_out_cannot_be_confirmed(desk):
    nothing = PrintOutcome.nothing(Trouble("printer_paper_out"))
    desk.certificates.outcomes = [nothing]
    assert play(desk, print_trial(desk, signed_visit(), FOOD, plain_loaded=True)) == nothing
    assert refusal(desk, confirm_trial(desk, signed_visit(), FOOD)) == "placement_no_trial"


def test_a_printer_that_breaks_down_is_told_and_the_trial_may_be_there(desk):
    desk.certificates.outcomes = [DeviceError("printer_gone")]
    outcome = play(desk, print_trial(desk, signed_visit(), FOOD, plain_loaded=True))
    assert outcome == PrintOutcome("unknown", "unknown", Trouble("printer_gone"))
    assert not play(desk, confirm_trial(desk, signed_visit(), FOOD)).trial_needed


@pytest.mark.parametrize(
    ("placement", "code"),
    [
        (Placement(0, 101), "placement_far"),
        (Placement(0, 0, 900), "placement_scale"),
        (Placement(0, 100, 1000, 1010), "placement_off_sheet"),
    ],
)
def test_what_cannot_be_printed_is_not_kept(desk, placement, code):
    assert refusal(desk, set_placement(desk, signed_visit(), FOOD, placement)) == code
    assert desk.placements.all() == ()


def test_without_a_certificate_printer_there_is_nothing_to_put_right():
    desk = a_desk(certificates=None)
    paper, visit = desk.forms.paper(FOOD), signed_visit()
    for flow in (
        form_placements(desk),
        placement_to_print(desk, paper),
        set_placement(desk, visit, FOOD, MOVED),
        print_ruler(desk, visit, FOOD, plain_loaded=True),
    ):
        assert refusal(desk, flow) == "device_not_set"


def test_without_a_signed_in_clerk_nothing_is_changed(desk):
    for flow in (
        set_placement(desk, Visit(), FOOD, MOVED),
        print_trial(desk, Visit(), FOOD, plain_loaded=True),
        print_ruler(desk, Visit(), FOOD, plain_loaded=True),
        confirm_trial(desk, Visit(), FOOD),
    ):
        assert refusal(desk, flow) == "not_signed_in"


def test_a_damaged_file_of_placements_stops_the_print(desk):
    desk.placements.refuse = StoreError("placements_damaged", file="placements.json")
    paper = desk.forms.paper(FOOD)
    assert refusal(desk, placement_to_print(desk, paper)) == "placements_damaged"


def test_another_tray_or_printer_needs_its_own_trial(desk):
    tried(desk)
    for url in ("ipp://printer/ipp/print?tray=1&paper=blank", "queue:other?tray=2&paper=blank"):
        other = replace(desk, settings=Settings(devices=Devices(certificates=url)))
        paper = desk.forms.paper(FOOD)
        assert refusal(other, placement_to_print(other, paper)) == "placement_untried"
