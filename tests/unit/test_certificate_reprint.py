"""A certificate whose print was cut off, written by hand, or printed again."""

from __future__ import annotations

from dataclasses import replace

import pytest

from counter_app.domain.certificate import CertificateState
from counter_app.domain.errors import DeviceError
from counter_app.domain.issue_operation import CertificateBound
from counter_app.domain.printing import PrintOutcome, Trouble
from counter_app.services.print_answers import PrintFate
from tests.fakes.certificate_window import (
    FIRST,
    a_grant,
    a_window_desk,
    answer,
    decided,
    groups,
    issue,
    kinds,
    lines,
    operations,
    refused,
)
from tests.fakes.desk import FakePrinter
from tests.fakes.ledger import FakeLedger

C = CertificateState


# ---- cut off and gone on
class PowerCut(FakePrinter):
    def print_pdf(self, pdf, job, copies):
        raise KeyboardInterrupt


def test_a_print_that_failed_before_paper_moved_goes_on_under_its_job_and_sheet():
    desk = a_window_desk()
    case = decided(desk)
    out = Trouble("printer_paper_out")
    desk.certificates.outcomes = [PrintOutcome.nothing(out)]
    failed = issue(desk, case)
    assert (failed.state, failed.trouble, groups(desk)) == ("failed", out, ["to_print"])
    done = issue(desk, case)
    assert (done.job, done.certificate.sheet) == (failed.job, failed.certificate.sheet)
    assert kinds(desk, case) == ["certificate.bind", "print.finish", "print.finish"]


@pytest.mark.parametrize(
    "outcome",
    [
        PrintOutcome("failed", "unknown", Trouble("printer_cut_short")),
        PrintOutcome("unknown", "unknown", Trouble("printer_unconfirmed")),
        PrintOutcome("sent", "unknown"),
        DeviceError("printer_gone_midway"),
    ],
    ids=["cut-short", "unknown", "sent", "queue-vanished"],
)
def test_what_may_lie_on_paper_is_never_sent_again_by_itself(outcome):
    desk = a_window_desk()
    case = decided(desk)
    desk.certificates.outcomes = [outcome]
    done = issue(desk, case)
    assert done.state in ("unknown", "sent")
    assert groups(desk) == ["to_answer"]
    assert refused(lambda: issue(desk, case)).code == "print_unanswered"
    assert answer(desk, done.job, last3="017").state == "confirmed"


def test_a_crash_at_the_printer_leaves_a_question_and_prints_nothing_twice():
    desk = a_window_desk()
    case = decided(desk)
    with pytest.raises(KeyboardInterrupt):
        issue(replace(desk, certificates=PowerCut("blank")), case)
    (line,) = lines(desk)
    assert (line.group.value, line.job_state, line.serial) == ("to_answer", "unknown", FIRST)
    assert refused(lambda: issue(desk, case)).code == "print_unanswered"
    assert desk.certificates.printed == []


class CutLedger(FakeLedger):
    """The power goes when a print job is to be noted."""

    cut = False

    def save_job(self, job):
        if self.cut:
            raise KeyboardInterrupt
        super().save_job(job)


def test_a_crash_before_the_job_was_noted_goes_on_with_the_bound_sheet():
    desk = a_window_desk(ledger=CutLedger())
    case = decided(desk)
    desk.ledger.cut = True
    with pytest.raises(KeyboardInterrupt):
        issue(desk, case)
    desk.ledger.cut = False
    assert (groups(desk), desk.ledger.jobs()) == (["to_print"], ())
    done = issue(desk, case)
    (bind,) = [each for each in operations(desk, case) if isinstance(each, CertificateBound)]
    assert (done.job, done.certificate.sheet.serial) == (bind.job, FIRST)
    assert len(desk.certificates.printed) == 1


# ---- by hand
def test_a_character_that_cannot_be_printed_is_written_by_hand():
    desk = a_window_desk()
    case = decided(desk, a_grant(holder="\U0003134a西"))
    done = issue(desk, case, by_hand=True)
    assert (done.certificate.by_hand, done.certificate.sheet.serial) == (True, FIRST)
    assert desk.certificates.printed == []
    bound = operations(desk, case)[-1]
    assert (bound.by_hand, bound.reason) == (True, "glyph_missing")
    assert groups(desk) == ["to_answer"]
    assert answer(desk, done.job, last3="017").certificate.state is C.PRINTED


def test_writing_by_hand_needs_a_reason_where_a_printer_would_do():
    desk = a_window_desk()
    case = decided(desk)
    assert refused(lambda: issue(desk, case, by_hand=True)).code == "by_hand_reason"
    done = issue(desk, case, by_hand=True, reason="打印机送修")
    assert operations(desk, case)[-1].reason == "打印机送修"
    assert answer(desk, done.job, last3="017").state == "confirmed"


# ---- again
def test_a_reprint_needs_a_reason_keeps_the_number_and_is_counted_in_the_log_only():
    desk = a_window_desk()
    case = decided(desk)
    first = issue(desk, case)
    answer(desk, first.job, PrintFate.SPOILED, reason="卡纸")
    assert refused(lambda: issue(desk, case)).code == "reissue_reason"
    again = issue(desk, case, reason="卡纸重打")
    assert again.certificate.number == first.certificate.number
    assert (again.certificate.sheet.serial, again.certificate.prints) == (FIRST + 1, 2)
    assert again.job != first.job
    bound = [each for each in operations(desk, case) if isinstance(each, CertificateBound)]
    assert [each.reason for each in bound] == ["", "卡纸重打"]
    one, two = (pdf for pdf, _ in desk.certificates.printed)
    assert one == two
    assert answer(desk, again.job, last3="018").state == "confirmed"
