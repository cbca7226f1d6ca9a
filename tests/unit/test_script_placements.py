"""Pre-printed forms are put right by verbs as in the device room."""

from __future__ import annotations

import pytest

from counter_app.config import Devices, Settings
from counter_app.domain.printing import PrintOutcome, Trouble
from tests.fakes.certificates import ADVERT, FOOD, PREPRINTED
from tests.fakes.desk import a_desk
from tests.fakes.paper_cases import an_item
from tests.fakes.script import SIGN_IN, last, refused

FORM = {"type": FOOD}


def a_window():
    url = "ipp://printer/ipp/print?tray=2&paper=blank"
    return a_desk(an_item(), settings=Settings(devices=Devices(certificates=url)))


def put(**told):
    return {"do": "set_placement", **FORM, **told}


def test_every_form_says_where_it_is_printed_and_that_a_trial_is_due():
    found = last(a_window(), SIGN_IN, {"do": "placements"})["placements"]
    assert {each["type"] for each in found} == set(PREPRINTED)
    first = found[0]
    assert (first["printer"], first["tray"]) == ("ipp://printer/ipp/print", "2")
    assert (first["offset_mm"], first["scale"]) == ([0.0, 0.0], [1.0, 1.0])
    assert first["trial_needed"]
    assert "changed_by" not in first


def test_from_an_offset_over_the_trial_to_what_was_seen():
    desk = a_window()
    found = last(desk, SIGN_IN, put(offset_mm=[1.5, -0.8]))
    assert (found["offset_mm"], found["trial_needed"]) == ([1.5, -0.8], True)
    assert (found["changed_by"], found["changed_at"]) == ("ciren", "2026-11-16T10:00:00+08:00")
    assert "tried_by" not in found
    trial = last(desk, SIGN_IN, {"do": "print_trial", **FORM, "plain_loaded": True})
    assert trial | {"do": ""} == {
        "ok": True, "do": "", "state": "device_done", "printed": "all", "error": None,
    }  # fmt: skip
    seen = last(desk, SIGN_IN, {"do": "confirm_trial", **FORM})
    assert (seen["trial_needed"], seen["tried_by"]) == (False, "ciren")
    kept = last(desk, SIGN_IN, put(scale=[1.002, 1]))
    assert (kept["offset_mm"], kept["scale"]) == ([1.5, -0.8], [1.002, 1.0])
    assert kept["trial_needed"]


def test_crosses_of_the_ruler_sheet_are_worked_out():
    desk = a_window()
    last(desk, SIGN_IN, {"do": "print_ruler", **FORM, "plain_loaded": True})
    found = last(desk, SIGN_IN, put(measured=[11.5, 9.2, 288.5, 199]))
    assert (found["offset_mm"], found["scale"]) == ([-1.5, 0.8], [1.0, 1.001])


def test_a_trial_that_failed_says_why():
    desk = a_window()
    desk.certificates.outcomes = [PrintOutcome.nothing(Trouble("printer_paper_out"))]
    told = last(desk, SIGN_IN, {"do": "print_trial", **FORM, "plain_loaded": True})
    assert (told["state"], told["error"]["code"]) == ("failed", "printer_paper_out")


@pytest.mark.parametrize(
    ("asked", "code"),
    [
        ({"do": "print_trial", **FORM}, "placement_plain_paper"),
        ({"do": "confirm_trial", **FORM}, "placement_no_trial"),
        (put(), "argument_missing"),
        (put(offset_mm=[1]), "argument_wrong"),
        (put(offset_mm=[1, True]), "argument_wrong"),
        (put(scale=["1", 1]), "argument_wrong"),
        (put(measured=[1, 2, 3]), "argument_wrong"),
        (put(measured=[1e9, 2, 3, 4]), "argument_wrong"),
        (put(offset_mm=[11, 0]), "placement_far"),
        ({**put(offset_mm=[1, 0]), "type": ADVERT}, "certificate_type_unknown"),
    ],
)
def test_what_is_refused_says_why(asked, code):
    assert refused(a_window(), SIGN_IN, asked) == code
