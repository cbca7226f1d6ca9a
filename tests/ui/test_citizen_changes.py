"""The citizen's screen while the table changes, the store is slow or the disk is full."""

from __future__ import annotations

from dataclasses import replace

import pytest

from counter_app.domain.errors import RuleError, StoreError
from counter_app.services.confirmation import content_of
from counter_app.services.intake import accept
from counter_app.services.visit import Visit
from counter_app.words import Words
from tests.fakes.citizen import NAME, CitizenBench
from tests.fakes.desk import play
from tests.fakes.ledger import FakeLedger


@pytest.fixture
def bench():
    return CitizenBench()


class FullLedger(FakeLedger):
    """A disk that is full from a moment on."""

    full = False

    def record(self, op_id, make, **numbered):
        if self.full:
            raise StoreError("disk_full", file="ledger.db")
        return super().record(op_id, make, **numbered)


# ---- the table changes
def test_a_change_while_he_signs_starts_the_check_again(bench):
    bench.to_sign().draw()
    bench.change()
    assert (bench.page, bench.view.state.strokes) == ("check", ())
    bench.presenter.press_right()
    bench.draw().presenter.press_right()
    assert bench.recorded()[0].content == content_of(bench.visit.draft.application)


def test_what_did_not_change_disturbs_nobody(bench):
    bench.to_sign().draw()
    shown = len(bench.view.states)
    bench.presenter.follow(bench.visit)
    assert len(bench.view.states) == shown


def test_a_change_after_the_confirmation_says_that_it_is_stale(bench):
    bench.to_sign().draw()
    bench.presenter.press_right()

    bench.change()
    assert (bench.page, bench.stage) == ("idle", "内容改过")
    bench.change("13900000003")
    assert bench.stage == "内容改过"
    bench.ask()

    assert (bench.page, bench.stage) == ("check", "待确认")


def test_after_the_acceptance_it_stays_confirmed(bench):
    bench.to_sign().draw()
    bench.presenter.press_right()
    bench.presenter.follow(play(bench.desk, accept(bench.desk, bench.visit)).visit)
    assert bench.stage == "已确认"


def test_another_case_takes_the_question_back(bench):
    bench.to_sign().draw()
    bench.presenter.follow(bench.other_case())
    assert (bench.page, bench.stage, bench.view.state.rows) == ("idle", "空闲", ())


def test_when_he_leaves_nothing_of_him_stays(bench):
    bench.to_sign().draw()
    bench.presenter.follow(Visit())
    assert bench.page == "idle"
    assert "扎西" not in str(bench.presenter._facts)
    assert bench.timers.waiting == 0


def test_without_a_question_nothing_is_followed(bench):
    bench.presenter.follow(bench.visit)
    assert bench.page == "idle"


def test_an_applicant_taken_off_the_table_takes_the_question_back(bench):
    bench.ask()
    application = replace(bench.visit.draft.application, person=None)
    visit = replace(bench.visit, draft=replace(bench.visit.draft, application=application))
    bench.presenter.follow(visit)
    assert bench.page == "idle"


def test_nothing_can_be_asked_without_a_case(bench):
    with pytest.raises(RuleError) as caught:
        bench.presenter.ask(Visit(), bench.confirmed.append, bench.hear_dispute)
    assert caught.value.code == "no_open_case"


def test_the_buttons_of_another_page_do_nothing(bench):
    for press in (
        bench.presenter.press_right,
        bench.presenter.press_wrong,
        bench.presenter.press_back,
        bench.presenter.press_again,
    ):
        press()
    bench.presenter.draw(NAME[0])
    assert (bench.page, bench.disputed, bench.view.state.strokes) == ("idle", 0, ())


# ---- slowly, and going wrong
def test_while_it_is_saved_nothing_can_be_changed_and_it_is_saved_once(bench):
    bench.to_sign().draw()
    bench.runner.hold = True
    bench.presenter.press_right()
    bench.presenter.press_right()
    bench.presenter.press_back()
    bench.presenter.press_again()
    bench.presenter.draw(((0, 0), (9, 9)))

    assert bench.runner.held == 1
    assert (bench.page, bench.view.state.strokes) == ("sign", NAME)
    assert bench.view.state.right.first == "正在保存"
    assert not bench.view.state.signed
    bench.runner.release()
    assert bench.page == "done"


def test_when_he_has_left_meanwhile_the_end_is_not_heard(bench):
    bench.to_sign().draw()
    bench.runner.hold = True
    bench.presenter.press_right()
    bench.presenter.withdraw()
    bench.runner.release()

    assert (bench.page, bench.confirmed) == ("idle", [])
    assert len(bench.recorded()) == 1


def test_a_full_disk_keeps_the_signature_and_tells_both(bench):
    ledger = FullLedger()
    ledger.enrol(bench.desk.ledger.enrolment(), 1, "epoch-1")
    bench = CitizenBench(replace(bench.desk, ledger=ledger))
    bench.to_sign().draw()
    ledger.full = True

    bench.presenter.press_right()

    assert (bench.page, bench.view.state.strokes, bench.view.state.signed) == ("sign", NAME, True)
    assert "没有保存成功" in bench.view.state.error
    assert Words().error(StoreError("disk_full", file="ledger.db"))[0] in bench.clerk.error
    ledger.full = False
    bench.presenter.press_right()
    assert bench.page == "done"


def test_a_failure_after_he_has_left_is_not_shown_to_the_next(bench):
    ledger = FullLedger()
    ledger.enrol(bench.desk.ledger.enrolment(), 1, "epoch-1")
    bench = CitizenBench(replace(bench.desk, ledger=ledger))
    bench.to_sign().draw()
    ledger.full, bench.runner.hold = True, True
    bench.presenter.press_right()
    bench.presenter.withdraw()
    bench.runner.release()
    assert (bench.page, bench.clerk.error) == ("idle", "")
