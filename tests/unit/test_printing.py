from __future__ import annotations

from dataclasses import replace

import pytest

from counter_app.domain.errors import DeviceError, RuleError, StoreError
from counter_app.domain.printing import PrintOutcome, Trouble
from counter_app.domain.window_operation import PrintFinished
from counter_app.services.printing import print_document
from counter_app.services.slips import hand_slip
from counter_app.services.visit import Visit
from counter_app.services.wayback import amend
from tests.fakes.desk import FakePrinter, FakeRenderer, a_desk, county_says, play, signed_visit
from tests.fakes.ledger import FakeLedger
from tests.fakes.printed import ITEM, accepted, code_of, printed


def finished(desk):
    return [
        each.entry.operation
        for each in reversed(desk.ledger.recent(99))
        if isinstance(each.entry.operation, PrintFinished)
    ]


def test_a_print_hops_from_the_record_to_the_page_to_the_device_and_back():
    desk = a_desk(ITEM)
    visit, receipt, _ = accepted(desk)
    desk.background.lanes.clear()
    printed(desk, visit, receipt)
    assert desk.background.lanes == ["store", "paper", "store", "tickets", "store"]


def test_what_the_device_says_is_told_and_recorded_with_the_case():
    desk = a_desk(ITEM)
    visit, receipt, _ = accepted(desk)
    warning = Trouble("printer_paper_near_end")
    desk.tickets.outcomes = [PrintOutcome("device_done", "all", warning=warning)]
    report = printed(desk, visit, receipt)
    assert (report.state, report.trouble, report.warning) == ("device_done", None, warning)
    last = desk.ledger.recent(1)[0].entry
    assert last.operation == PrintFinished(
        report.job, receipt.id, "tickets", "device_done", "", visit.case.id
    )
    assert (last.subject, last.no) == (visit.case.id, visit.case.no)


def test_the_job_stands_in_the_ledger_before_the_device_is_called():
    desk = a_desk(ITEM)
    visit, receipt, _ = accepted(desk)
    seen = []

    class Watching(FakePrinter):
        def print_slip(self, slip, job):
            seen.extend(desk.ledger.jobs("unknown"))
            return super().print_slip(slip, job)

    watched = replace(desk, tickets=Watching())
    report = printed(watched, visit, receipt)
    assert [(each.job, each.document) for each in seen] == [(report.job, receipt)]
    assert [each.state for each in desk.ledger.jobs()] == ["device_done"]


def test_a_job_names_the_operation_that_carries_its_paper():
    desk = a_desk(ITEM)
    visit, receipt, _ = accepted(desk)
    made_by = desk.ledger.recent(1)[0].op_id.hex()
    printed(desk, visit, receipt)
    slip_visit = play(desk, hand_slip(desk, visit, ITEM.code, None))
    slip_by = desk.ledger.recent(1)[0].op_id.hex()
    printed(desk, slip_visit, slip_visit.documents[-1])
    assert [each.op_id for each in desk.ledger.jobs()] == [made_by, slip_by]


def test_nothing_is_sent_when_the_job_cannot_be_written_down():
    class FullLedger(FakeLedger):
        def save_job(self, job):
            raise StoreError("disk_full")

    desk = a_desk(ITEM, ledger=FullLedger())
    visit, receipt, _ = accepted(desk)
    assert code_of(lambda: printed(desk, visit, receipt)) == "disk_full"
    assert desk.tickets.printed == []


def test_printing_again_needs_a_reason_and_is_marked_and_counted():
    desk = a_desk(ITEM)
    visit, _, notice = accepted(desk)
    printed(desk, visit, notice)
    assert code_of(lambda: printed(desk, visit, notice)) == "reprint_reason"
    assert code_of(lambda: printed(desk, visit, notice, reason="  ")) == "reprint_reason"
    again = printed(desk, visit, notice, reason=" 卡纸 ").document
    third = printed(desk, visit, notice, reason="遗失").document
    assert [(each.reprint, each.reprint_reason) for each in (again, third)] == [
        (1, "卡纸"),
        (2, "遗失"),
    ]
    assert [each[0] for each in desk.documents.printed] == [
        f"{notice.id} {count}".encode() for count in range(3)
    ]
    assert [each.reason for each in finished(desk)] == ["", "卡纸", "遗失"]


def test_a_reason_given_for_the_first_print_marks_nothing():
    desk = a_desk(ITEM)
    visit, receipt, _ = accepted(desk)
    assert printed(desk, visit, receipt, reason="多余").document.reprint == 0


def test_an_amended_paper_counts_on_from_its_amendment():
    desk = a_desk(ITEM)
    visit, _, _ = accepted(desk)
    done = play(desk, amend(desk, visit, "phone", "13800000831"))
    assert printed(desk, done.visit, done.documents[0]).document.reprint == 1
    again = printed(desk, done.visit, done.documents[0], reason="卡纸")
    assert again.document.reprint == 2


@pytest.mark.parametrize("state", ["unknown", "sent"])
def test_what_may_be_on_paper_is_never_sent_again_by_itself(state):
    desk = a_desk(ITEM)
    visit, receipt, _ = accepted(desk)
    desk.tickets.outcomes = [PrintOutcome(state, "unknown", Trouble("printer_silent"))]
    assert printed(desk, visit, receipt).state == state
    assert len(desk.tickets.printed) == 1
    assert code_of(lambda: printed(desk, visit, receipt)) == "reprint_reason"
    assert printed(desk, visit, receipt, reason="没有出纸").document.reprint == 1


class PowerCutRenderer(FakeRenderer):
    def render_slip(self, document):
        raise KeyboardInterrupt


def test_a_job_that_a_crash_cut_off_before_the_device_was_called_goes_on_under_its_id():
    desk = a_desk(ITEM)
    visit, receipt, _ = accepted(desk)
    with pytest.raises(KeyboardInterrupt):
        printed(replace(desk, renderer=PowerCutRenderer()), visit, receipt)
    (cut,) = desk.ledger.jobs("queued")
    report = printed(desk, visit, receipt)
    assert (report.job, report.state, report.document.reprint) == (cut.job, "device_done", 0)
    assert len(desk.tickets.printed) == 1


def test_two_hands_on_one_queued_job_print_once():
    desk = a_desk(ITEM)
    visit, receipt, _ = accepted(desk)

    class Twice(FakeRenderer):
        inner = None

        def render_slip(self, document):
            if self.inner is None:
                self.inner = "running"
                self.inner = printed(desk, visit, receipt)
            return super().render_slip(document)

    renderer = Twice()
    assert code_of(lambda: printed(replace(desk, renderer=renderer), visit, receipt)) == (
        "print_running"
    )
    assert renderer.inner.state == "device_done"
    assert len(desk.tickets.printed) == 1


def test_a_job_that_a_crash_cut_off_may_be_on_paper_too():
    desk = a_desk(ITEM)
    visit, receipt, _ = accepted(desk)

    class PowerCut(FakePrinter):
        def print_slip(self, slip, job):
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        printed(replace(desk, tickets=PowerCut()), visit, receipt)
    assert [each.state for each in desk.ledger.jobs()] == ["unknown"]
    assert code_of(lambda: printed(desk, visit, receipt)) == "reprint_reason"


def test_a_failed_print_may_be_tried_again_at_once_and_unmarked():
    desk = a_desk(ITEM)
    visit, receipt, _ = accepted(desk)
    out = Trouble("printer_paper_out")
    desk.tickets.outcomes = [PrintOutcome.nothing(out)]
    report = printed(desk, visit, receipt)
    assert (report.state, report.trouble) == ("failed", out)
    again = printed(desk, visit, receipt)
    assert (again.state, again.document.reprint) == ("device_done", 0)
    assert again.job == report.job
    assert [each.state for each in finished(desk)] == ["failed", "device_done"]


def test_a_device_that_fails_in_mid_print_leaves_the_paper_unknown():
    desk = a_desk(ITEM)
    visit, _, notice = accepted(desk)
    desk.documents.outcomes = [DeviceError("printer_gone_midway")]
    report = printed(desk, visit, notice)
    assert (report.state, report.trouble.code) == ("unknown", "printer_gone_midway")
    assert finished(desk)[0].state == "unknown"


def test_a_rule_of_the_printer_means_that_nothing_moved():
    desk = a_desk(ITEM)
    visit, receipt, _ = accepted(desk)
    desk.tickets.outcomes = [RuleError("slip_code_too_long", length=99)]
    report = printed(desk, visit, receipt)
    assert (report.state, report.trouble.code) == ("failed", "slip_code_too_long")
    assert printed(desk, visit, receipt).document.reprint == 0


@pytest.mark.parametrize("role", ["tickets", "documents"])
def test_a_character_without_a_glyph_prints_nothing_and_is_recorded_as_failed(role):
    desk = a_desk(ITEM)
    visit, receipt, notice = accepted(desk)
    desk.renderer.refuse = RuleError("glyph_missing", field="申请人", char="\ue000")
    document = receipt if role == "tickets" else notice
    assert code_of(lambda: printed(desk, visit, document)) == "glyph_missing"
    assert desk.tickets.printed + desk.documents.printed == []
    assert [each.state for each in finished(desk)] == ["failed"]
    desk.renderer.refuse = None
    assert printed(desk, visit, document).document.reprint == 0


@pytest.mark.parametrize("unknown", ["nothing", "W17-none-1", "", "54040226AAAB0000183-W01-01"])
def test_a_paper_that_nobody_knows_is_told(unknown):
    desk = a_desk(ITEM)
    accepted(desk)
    flow = print_document(desk, signed_visit(), unknown)
    assert code_of(lambda: play(desk, flow)) == "document_unknown"


def test_a_paper_of_the_case_that_is_not_there_is_told():
    desk = a_desk(ITEM)
    visit, _, _ = accepted(desk)
    flow = print_document(desk, visit, f"{visit.case.no}-W16-01")
    assert code_of(lambda: play(desk, flow)) == "document_unknown"


def test_papers_of_earlier_visits_are_found_in_the_ledger():
    desk = a_desk(ITEM)
    visit, receipt, _ = accepted(desk)
    slip = play(desk, hand_slip(desk, visit, ITEM.code, None)).documents[-1]
    assert printed(desk, signed_visit(), receipt).state == "device_done"
    assert printed(desk, signed_visit(), slip).state == "device_done"
    last = desk.ledger.recent(1)[0].entry
    assert (last.subject, last.no) == (f"document:{slip.id}", None)
    assert code_of(lambda: printed(desk, signed_visit(), slip)) == "reprint_reason"


def test_a_paper_of_another_window_is_printed_from_the_countys_row():
    there, here = a_desk(ITEM), a_desk(ITEM)
    visit, receipt, _ = accepted(there)
    county_says(here, visit.case)
    assert printed(here, signed_visit(), receipt).state == "device_done"
    last = here.ledger.recent(1)[0].entry
    assert (last.subject, last.operation.case_id) == (visit.case.id, visit.case.id)
    assert here.ledger.jobs()[0].op_id == ""


def test_nobody_prints_before_signing_in():
    desk = a_desk(ITEM)
    _, receipt, _ = accepted(desk)
    assert code_of(lambda: printed(desk, Visit(), receipt)) == "not_signed_in"
