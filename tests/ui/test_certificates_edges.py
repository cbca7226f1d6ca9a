"""出证: what seldom happens: somebody else sits down meanwhile, wrong places for a key, old lists."""

from __future__ import annotations

import pytest

from counter_app.domain.errors import DeviceError, RuleError, StoreError
from counter_app.services.matters import Due, PersonMatter, PersonMatters
from counter_app.ui.certificates.presenter_drawer import ACTS
from counter_app.ui.matter_words import matters_title
from counter_app.words import Words
from tests.fakes.card_reader import FakeCardReader
from tests.fakes.certificate_window import FIRST, a_grant, a_window_desk, decided, issue
from tests.fakes.counter import ISSUER, CounterBench, with_cases
from tests.fakes.paper_cases import a_person


def test_an_answer_for_who_has_left_is_not_heard():
    bench = with_cases()
    bench.runner.hold = True
    bench.press("F5")
    bench.presenter.user_changed(ISSUER)
    bench.runner.hold = False
    bench.runner.release()
    assert bench.state.lines == ()


def test_keys_where_they_mean_nothing_do_nothing():
    bench = with_cases()
    bench.parts.handing.press_hand_over()
    assert bench.state.handing is None
    bench.press("Alt+B")
    bench.parts.lists.settle_focus()
    assert bench.focus == "form"
    bench.parts.board.put(placements=())
    bench.parts.placing.move()
    bench.presenter.type_text("offset_x", "1")
    bench.presenter.type_text("offset_y", "1")
    bench.parts.placing.enter("offset_y")
    bench.parts.placing._set(None, "offset_y")
    assert not bench.shell.told


def test_what_was_left_out_in_the_drawer_is_asked_for_at_last():
    bench = with_cases()
    bench.press("Alt+B")
    bench.take(ACTS.index("void"))
    bench.fill("reason", "脏")
    assert bench.focus == "sheets"


def test_a_fingerprint_chosen_first_leads_to_the_witness_and_a_fault_of_the_store_is_told():
    desk = a_window_desk(reader=FakeCardReader())
    case = decided(desk)
    bench = CounterBench(desk).enter_place()
    bench.press("F10")
    bench.fill("last3", f"{FIRST}"[-3:])
    bench.parts.lists.press_tab("fetch")
    bench.press("F8", "Alt+O")
    bench.lay(a_person())
    assert bench.focus == "witness"
    desk.ledger.fail = StoreError("disk_full", path="x")
    bench.fill("witness", "央金")
    assert bench.shell.told[-1][0] == "error"
    bench.fill("witness", " ")
    bench.parts.handing._refused(RuleError("witness_missing"))
    assert (bench.focus, bool(case.no)) == ("witness", True)


def test_a_waybill_of_an_unknown_form_is_asked_once():
    bench = with_cases()
    bench.press("F11")
    bench.fill("waybill", "ABCD123456")
    assert bench.state.errors["waybill"]
    assert bench.state.form.act == "form:ABCD123456"


def test_a_sheet_that_cannot_be_made_void_says_why():
    from counter_app.services.cases import case_of  # noqa: PLC0415  only here
    from tests.fakes.certificate_window import withdraw  # noqa: PLC0415

    bench = with_cases()
    bench.press("F10")
    withdraw(bench.desk, case_of(bench.desk, bench.state.lines[0].case_id))
    bench.press("F5", "F6")
    bench.desk.ledger.fail = StoreError("disk_full", path="x")
    bench.fill("reason", "撤回")
    assert bench.state.errors["reason"]


def test_a_drawer_that_runs_low_says_so():
    desk = a_window_desk(reader=FakeCardReader())
    for _ in range(6):
        issue(desk, decided(desk, a_grant()))
    bench = CounterBench(desk).enter_place()
    assert (bench.look.stock[0].next.kind, "存量低" in bench.look.stock[0].next.word) == (
        "warning",
        True,
    )


def test_a_reader_that_is_gone_is_told():
    bench = with_cases()
    bench.lay(DeviceError("reader_no_card"))
    assert bench.shell.told[-1][0] == "error"


@pytest.mark.parametrize(
    ("age_s", "said"),
    [(-1, "从没"), (30, "1 分钟"), (7_200, "2 小时"), (200_000, "2 天")],
)
def test_the_age_of_what_is_due_is_said(age_s, said):
    row = PersonMatter(Due.GAP, "c", "no", "事项", "")
    assert said in matters_title(Words(), PersonMatters((row,), age_s))
