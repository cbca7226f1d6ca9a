"""出证: the card, by what right, the signature; parcels and papers; behaviour without a window."""

from __future__ import annotations

from dataclasses import replace

from counter_app.domain.certificate import CertificateState
from counter_app.domain.errors import DeviceError
from counter_app.domain.printing import PrintOutcome, Trouble
from counter_app.services.cases import case_of
from tests.fakes.citizen import NAME
from tests.fakes.counter import ISSUER
from tests.fakes.handing import OTHER, bench_with_one, handed
from tests.fakes.paper_cases import a_person


def test_the_holder_signs_on_the_citizens_screen():
    bench = bench_with_one(citizen=True)
    bench.lay(a_person())
    bench.press("F8")
    assert bench.look.form.title == "发证"
    assert "请领取人签字" in bench.now.now
    bench.press("F8")
    assert bench.said[0].startswith("已送到群众屏")
    state = bench.citizen._view.state
    assert state.title.first == "请核对您领取的证照"
    assert any(row.value.startswith("食品经营许可证") for row in state.rows)
    bench.citizen.press_right()
    for stroke in NAME:
        bench.citizen.draw(stroke)
    bench.citizen.press_right()
    (did,) = handed(bench)
    assert (did.collector, did.manner, bool(did.strokes)) == ("扎西", "touch", True)
    assert case_of(bench.desk, bench.case.id).certificates[0].state is (
        CertificateState.HANDED_OVER
    )
    assert [each.document.kind for each in bench.state.handed][-2:] == ["W12", "W13"]
    assert (bench.state.person, bench.state.form.kind) == (None, "")


def test_who_has_his_result_is_asked_for_a_rating():
    bench = bench_with_one(citizen=True, rated=True)
    bench.lay(a_person())
    bench.press("F8", "F8")
    bench.citizen.press_right()
    for stroke in NAME:
        bench.citizen.draw(stroke)
    bench.citizen.press_right()
    bench.rating.press("level:very_good")
    bench.rating.press("submit")
    (given,) = (each.entry.operation for each in bench.desk.ledger.of_kinds("rating.give"))
    assert (given.level.value, given.sequence) == ("very_good", 2)


def test_what_lies_before_the_person_is_not_touched_by_the_other_screen():
    bench = bench_with_one(citizen=True)
    bench.lay(a_person())
    bench.press("F8", "F8")
    from counter_app.services.visit import Visit  # noqa: PLC0415  only here

    bench.citizen.follow(Visit(user=ISSUER))
    assert bench.citizen.clerk.asked
    bench.citizen.press_wrong()
    assert bench.said[0] == "领取人说内容不对。"
    bench.press("Alt+Z")
    assert not bench.citizen.clerk.asked


def test_a_fingerprint_before_a_witness_while_the_screen_asks():
    bench = bench_with_one(citizen=True)
    bench.lay(a_person())
    bench.press("F8", "F8", "Alt+O")
    assert (bench.citizen.clerk.manner, bench.focus) == ("fingerprint", "witness")
    assert bench.keys()["F8"].text == "发证"
    bench.press("Alt+O")
    assert bench.citizen.clerk.manner == "touch"
    assert bench.keys()["F8"].text == "请签字"
    bench.press("Alt+O")
    bench.presenter.enter("witness")
    assert bench.state.errors["witness"]
    bench.fill("witness", "卓玛")
    assert handed(bench)[0].witness == "卓玛"


def test_without_a_citizens_screen_it_is_a_fingerprint():
    bench = bench_with_one()
    bench.press("F8")
    assert "F3" in bench.now.now
    bench.press("F8")
    assert bench.shell.told[-1][0] == "error"
    bench.lay(a_person())
    bench.press("F8")
    assert (bench.focus, "见证人" in bench.now.now) == ("witness", True)
    bench.fill("witness", "央金")
    assert handed(bench)[0].manner == "fingerprint"
    assert bench.said[0].startswith("扎西的证照已发")


def test_somebody_else_brings_an_authorisation():
    bench = bench_with_one()
    bench.press("F8")
    bench.lay(OTHER)
    assert bench.focus == "authorisation"
    bench.press("F8")
    assert bench.state.errors["authorisation"]
    bench.fill("authorisation", "委托书")
    bench.take(1)
    bench.press("F8")
    bench.fill("witness", "央金")
    (did,) = handed(bench)
    assert (did.collector, did.authorisation) == ("卓玛", "委托书")


def test_what_the_rules_refuse_is_said_and_nothing_is_handed_over():
    bench = bench_with_one()
    bench.press("F8")
    bench.lay(OTHER)
    bench.take(0)
    bench.press("F8")
    bench.fill("witness", "央金")
    assert handed(bench) == []
    assert bench.shell.told[-1][0] == "error"


def test_a_card_that_cannot_be_read_is_typed_with_the_reason():
    bench = bench_with_one(person=a_person(number="540402199001010018"))
    bench.press("F8")
    bench.lay(DeviceError("reader_no_card"))
    assert bench.state.handing.typing
    bench.press("Alt+T")
    bench.fill("number", "540402199001010018")
    assert bench.focus == "name"
    bench.presenter.enter("name")
    assert bench.state.errors["name"]
    bench.fill("name", "扎西")
    assert bench.focus == "typed_reason"
    bench.press("F8")
    assert bench.state.errors["typed_reason"]
    bench.fill("typed_reason", "消磁")
    bench.press("F8")
    bench.fill("witness", "央金")
    assert handed(bench)[0].typed_reason == "消磁"


def test_a_wrong_number_is_said_under_the_number_and_a_passport_asks_for_more():
    bench = bench_with_one()
    bench.press("F8", "Alt+T")
    bench.presenter.type_text("name", "扎西")
    bench.presenter.type_text("number", "540402199001010013")
    bench.presenter.enter("name")
    assert bench.state.errors["number"]
    bench.presenter.type_text("number", "E12345678")
    assert "birth_date" in bench.look.form.fields
    bench.presenter.enter("number")
    assert bench.focus == "name"
    bench.presenter.type_text("sex", "9")
    bench.presenter.type_text("birth_date", "1990")
    bench.presenter.enter("sex")
    assert bench.state.errors


def test_the_person_card_says_what_is_wrong_with_the_card():
    from datetime import date  # noqa: PLC0415  only here

    bench = bench_with_one()
    bench.lay(replace(a_person(), valid_to=date(2020, 1, 1)))
    assert bench.look.person.flags[0].kind == "danger"
    assert bench.look.person.reminder
    bench.press("Alt+K")
    assert not bench.look.person.reminder


def test_a_body_is_represented_or_sends_its_agent():
    from counter_app.domain.body import Body  # noqa: PLC0415  only here
    from counter_app.ui.certificates.presenter_handing import relations  # noqa: PLC0415

    bench = bench_with_one()
    bench.press("F8")
    case = bench.state.handing.case
    body = Body("92540402MA6T12347G", "林芝某某小吃店")
    about = replace(case.application, body=body, person=None)
    assert [each.value for each in relations(replace(case, application=about))] == [
        "legal",
        "agent",
    ]


def test_the_papers_that_did_not_come_out_are_printed_again():
    bench = bench_with_one()
    bench.press("Alt+R")
    assert bench.said[0].startswith("没有需要")
    printer = bench.desk.documents
    printer.outcomes += [
        DeviceError("printer_gone"),
        PrintOutcome.nothing(Trouble("printer_paper_out", ())),
        PrintOutcome("sent", "unknown"),
    ]
    bench.lay(a_person())
    bench.press("F8", "F8")
    bench.fill("witness", "央金")
    assert [each.state for each in bench.state.handed] == ["unknown", "failed", "sent"]
    assert bench.look.papers[1].remedy
    bench.press("Alt+R")
    assert {each.state for each in bench.state.handed} == {"sent", "device_done"}


def test_a_paper_without_a_printer_says_so():
    bench = bench_with_one()
    bench.desk.documents.paper = "blank"
    bench.lay(a_person())
    bench.press("F8", "F8")
    bench.fill("witness", "央金")
    assert {each.state for each in bench.state.handed} == {"failed"}
