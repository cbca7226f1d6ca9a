"""The sample form beside the table and before the citizen."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtWidgets import QApplication

from counter_app.domain.errors import RuleError
from counter_app.services.visit import Visit
from counter_app.ui.citizen.presenter import CitizenPresenter
from counter_app.ui.intake.presenter import IntakePresenter
from counter_app.ui.place import Surroundings
from tests.fakes.citizen import RememberingScreen
from tests.fakes.desk import CLERK
from tests.fakes.intake import FOOD, IntakeBench, a_searchable_desk
from tests.fakes.paper_cases import a_material

ODD = replace(FOOD, materials=(a_material(1, "食品经营许可申请书"), a_material(2, "毫不相干")))


class CitizenBench(IntakeBench):
    """A bench whose window has a screen that faces the citizen."""

    def __init__(self, desk):
        super().__init__(desk)
        self.screen = RememberingScreen()
        citizen = CitizenPresenter(self.desk, self.runner, self.timers, self.screen, self.shell)
        around = Surroundings(self.desk, self.runner, self.timers, self.shell, citizen=citizen)
        self.citizen = citizen
        self.presenter = IntakePresenter(around, self.view, lambda *what: self.notes.append(what))
        self.presenter.user_changed(CLERK)


@pytest.fixture
def bench():
    return IntakeBench(a_searchable_desk(ODD))


@pytest.fixture
def two(qapp):
    return CitizenBench(a_searchable_desk(ODD))


def test_it_stands_beside_the_table_and_goes_again(bench):
    bench.ready()
    bench.press("Alt+Y")
    assert bench.look.sample.title == "样表 · 食品经营许可申请书"
    assert bench.look.sample.picture.startswith(b"\x89PNG")
    assert bench.look.page == "materials"
    assert bench.focus == "materials"
    bench.press("Alt+Y")
    assert bench.look.sample is None


def test_it_follows_the_chosen_row_and_says_when_there_is_none(bench):
    bench.ready()
    bench.press("Alt+Y")
    bench.presenter.move_row(1)
    assert bench.look.sample.title == "样表 · 毫不相干"
    assert (bench.look.sample.picture, bench.look.sample.hint) == (b"", "此材料没有样表。")
    bench.presenter.move_row(0)
    assert bench.look.sample.picture
    bench.presenter.step_back()
    assert bench.look.sample is None
    bench.presenter.move_row(1)
    assert bench.look.sample is None


def test_without_a_material_it_says_what_to_do(bench):
    bench.press("Alt+Y")
    assert bench.said == (bench.words("sample_what"), bench.words("sample_what_remedy"))


def test_while_it_is_drawn_it_says_so_and_a_late_one_is_not_shown(bench):
    bench.ready()
    bench.runner.hold = True
    bench.press("Alt+Y")
    assert bench.look.sample.hint == bench.words("sample_drawing")
    bench.presenter.step_back()
    bench.runner.release()
    assert bench.look.sample is None


def test_a_table_that_was_cleared_has_none(bench):
    bench.ready()
    bench.press("Alt+Y")
    bench.presenter.move_row(0)
    assert bench.look.sample.picture
    bench.parts.board.put(visit=Visit(user=CLERK))
    bench.parts.samples.follow()
    assert bench.look.sample is None


def test_a_sample_that_cannot_be_drawn_says_why():
    strange = replace(FOOD, materials=(a_material(1, "\U0010fffd申请书"),))
    bench = IntakeBench(a_searchable_desk(strange))
    bench.ready()
    bench.press("Alt+Y")
    assert bench.look.sample is None
    field = "\U0010fffd申请书"
    error = RuleError("glyph_missing", char="\U0010fffd", field=field)
    assert bench.said[0].startswith(bench.desk.words.error(error)[0][:4])


def test_another_item_takes_its_own(bench):
    bench.ready()
    bench.press("Alt+Y")
    bench.presenter.visit_over(lambda: None)
    assert bench.look.sample is None


def test_a_second_press_shows_it_to_the_citizen_and_a_third_takes_it_away(two):
    two.ready()
    two.press("Alt+Y")
    assert two.screen.state is None or two.screen.state.page != "sample"
    two.press("Alt+Y")
    assert two.screen.state.page == "sample"
    assert two.screen.state.title.first == "样表：食品经营许可申请书"
    assert two.screen.state.picture == two.look.sample.picture
    assert two.look.sample.hint == two.words("sample_seen")
    two.press("Alt+Y")
    assert two.screen.state.page == "idle"
    assert two.look.sample is None


def test_the_citizen_follows_the_chosen_row_too(two):
    two.ready()
    two.press("Alt+Y", "Alt+Y")
    two.presenter.move_row(1)
    assert two.screen.state.page == "idle"
    assert two.look.sample.hint == "此材料没有样表。"


def test_nothing_is_put_before_a_person_who_signs(two):
    two.ready()
    two.citizen.ask(two.state.visit, lambda _did: None, lambda: None)
    two.press("Alt+Y", "Alt+Y")
    assert two.screen.state.page == "sample"
    two.press("Alt+Y")
    assert two.screen.state.page == "check"
    two.citizen.press_right()
    two.press("Alt+Y", "Alt+Y")
    assert two.said[0] == two.words("sample_signing")
    assert two.screen.state.page == "sign"


def test_the_next_visitor_sees_nothing_of_it_and_a_lock_covers_it(two):
    two.ready()
    two.press("Alt+Y", "Alt+Y")
    two.citizen.cover(covered=True)
    assert two.screen.state.page == "idle"
    two.citizen.cover(covered=False)
    assert two.screen.state.page == "sample"
    two.presenter.visit_over(lambda: None)
    assert two.screen.state.page == "idle"


# ---- drawn
def test_the_table_makes_room_for_the_picture(clerk):
    clerk.press("F3", "F4")
    clerk.type("spjy")
    clerk.press("Enter", "Alt+Y")
    pane = clerk.view.middle._materials.sample
    assert pane.isVisible()
    assert not pane.picture.shown.isEmpty()
    assert clerk.view.middle.table.hasFocus()
    assert clerk.view.middle.table.isColumnHidden(5)
    clerk.press("Esc")
    assert not pane.isVisible()
    QApplication.sendPostedEvents()
    assert not clerk.view.middle.table.isColumnHidden(5)
