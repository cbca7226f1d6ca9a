"""Issuing certificates: bound and recorded before anything is printed, each sheet once."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from counter_app.domain.blank import BlankState
from counter_app.domain.certificate import CertificateState, Sheet, identifier_holds
from counter_app.domain.certificate_number import check_certificate_no
from counter_app.domain.errors import StoreError
from counter_app.domain.window_operation import PrintFinished
from counter_app.services.certificate_issue import Order, issue_certificate
from counter_app.services.visit import User, Visit
from tests.fakes.certificate_window import (
    FIRST,
    SERIES,
    a_grant,
    a_window_desk,
    answer,
    blank_state,
    decided,
    groups,
    issue,
    kinds,
    lines,
    operations,
    refused,
    withdraw,
)
from tests.fakes.certificates import ADVERT
from tests.fakes.desk import FakePrinter, play

C = CertificateState


def test_a_certificate_takes_the_next_blank_and_a_number():
    desk = a_window_desk()
    case = decided(desk)
    done = issue(desk, case)
    bound = done.certificate
    assert (bound.state, bound.sheet, done.state) == (
        C.BOUND,
        Sheet(SERIES, FIRST, 1),
        "device_done",
    )
    assert check_certificate_no(bound.number) == bound.number
    assert bound.number in bound.identifier
    assert identifier_holds(bound.identifier)
    assert (bound.issued_on, bound.prints, bound.window) == (date(2026, 11, 16), 1, "w-3")
    assert blank_state(desk, FIRST) is BlankState.BOUND
    assert len(desk.certificates.printed) == 1
    assert kinds(desk, case) == ["certificate.bind", "print.finish"]


def test_each_certificate_has_its_own_number_and_sheet():
    desk = a_window_desk()
    case = decided(desk, a_grant(1), a_grant(2))
    first = issue(desk, case, certificate=a_grant(2).id).certificate
    second = issue(desk, case, certificate=a_grant(1).id).certificate
    assert (first.sheet.serial, second.sheet.serial) == (FIRST, FIRST + 1)
    assert first.number[:18] < second.number[:18]


def test_everything_is_recorded_before_the_printer_is_called():
    desk = a_window_desk()
    case = decided(desk)
    seen = []

    class Watching(FakePrinter):
        def print_pdf(self, pdf, job, copies):
            seen.append((kinds(desk, case), desk.ledger.job(job).state, copies))
            return super().print_pdf(pdf, job, copies)

    issue(replace(desk, certificates=Watching("blank")), case)
    assert seen == [(["certificate.bind"], "unknown", 1)]


def test_the_print_and_its_end_stand_in_the_log():
    desk = a_window_desk()
    case = decided(desk)
    done = issue(desk, case)
    last = operations(desk, case)[-1]
    number = done.certificate.number
    assert last == PrintFinished(done.job, number, "certificates", "device_done", "", case.id)


def test_the_lanes_of_a_print():
    desk = a_window_desk()
    case = decided(desk)
    desk.background.lanes.clear()
    issue(desk, case)
    assert desk.background.lanes == [
        "store", "paper", "store", "paper", "store", "store", "paper", "store", "certificates", "store"
    ]  # fmt: skip


def test_plain_paper_takes_no_blank_and_goes_to_the_documents_printer():
    desk = a_window_desk()
    case = decided(desk, a_grant(type_code=ADVERT))
    done = issue(desk, case)
    assert (done.certificate.sheet, done.certificate.prints) == (None, 1)
    assert (len(desk.documents.printed), desk.certificates.printed) == (1, [])
    assert desk.ledger.job(done.job).printer == "documents"


@pytest.mark.parametrize(
    ("type_code", "role", "paper", "code"),
    [
        (ADVERT, "documents", "blank", "document_to_blanks"),
        (None, "certificates", "plain", "certificate_to_plain"),
    ],
)
def test_a_tray_with_the_wrong_paper_binds_nothing(type_code, role, paper, code):
    desk = a_window_desk(**{role: FakePrinter(paper)})
    case = decided(desk, a_grant(type_code=type_code) if type_code else a_grant())
    assert refused(lambda: issue(desk, case)).code == code
    assert kinds(desk, case) == []


@pytest.mark.parametrize("role", ["certificates", "documents"])
def test_a_window_without_the_printer_binds_nothing(role):
    desk = a_window_desk(**{role: None})
    case = decided(desk, a_grant(type_code=ADVERT) if role == "documents" else a_grant())
    error = refused(lambda: issue(desk, case))
    assert (error.code, error.values) == ("device_not_set", {"role": f"@role.{role}"})
    assert kinds(desk, case) == []


def test_a_placement_that_nobody_tried_binds_nothing():
    desk = a_window_desk()
    desk.placements.keep(replace(desk.placements.all()[0], tried_by=""))
    case = decided(desk)
    assert refused(lambda: issue(desk, case)).code == "placement_untried"
    assert kinds(desk, case) == []


def test_what_cannot_be_drawn_binds_nothing():
    desk = a_window_desk()
    case = decided(desk, a_grant(holder="\U0003134a西"))
    assert refused(lambda: issue(desk, case)).code == "glyph_missing"
    assert kinds(desk, case) == []
    assert blank_state(desk, FIRST) is BlankState.HELD


def test_a_full_disk_binds_and_prints_nothing():
    desk = a_window_desk()
    case = decided(desk)
    desk.ledger.fail = StoreError("disk_full")
    assert refused(lambda: issue(desk, case)).code == "disk_full"
    assert (kinds(desk, case), desk.certificates.printed) == ([], [])


# ---- which certificate, which sheet
def test_a_case_without_anything_to_print_says_so():
    desk = a_window_desk()
    case = decided(desk)
    done = issue(desk, case)
    answer(desk, done.job, last3="017")
    error = refused(lambda: issue(desk, case))
    assert (error.code, error.values) == ("certificate_none_to_print", {"case_no": case.no})
    assert refused(lambda: issue(desk, case, certificate=a_grant().id)).code == "certificate_state"


@pytest.mark.parametrize("which", ["f" * 32, "no-such"])
def test_a_certificate_that_the_case_does_not_have(which):
    desk = a_window_desk()
    assert refused(lambda: issue(desk, decided(desk), certificate=which)).code == (
        "certificate_unknown"
    )


def test_a_number_of_another_drawer_or_a_used_one_is_refused():
    desk = a_window_desk()
    case = decided(desk, a_grant(1), a_grant(2))
    assert refused(lambda: issue(desk, case, serial=99_999)).code == "blank_unknown"
    issue(desk, case, certificate=a_grant(1).id)
    again = refused(lambda: issue(desk, case, certificate=a_grant(2).id, serial=FIRST))
    assert again.code == "blank_taken"


def test_a_sheet_skipped_in_the_pile_is_asked_about():
    desk = a_window_desk()
    case = decided(desk)
    error = refused(lambda: issue(desk, case, serial=FIRST + 2))
    assert (error.code, error.values["first"]) == ("blank_skipped", FIRST)
    done = issue(desk, case, serial=FIRST + 2, skip=True)
    assert done.certificate.sheet.serial == FIRST + 2


def test_a_drawer_without_sheets_says_which_series():
    desk = a_window_desk()
    case = decided(desk, *(a_grant(n) for n in range(1, 12)))
    for n in range(1, 11):
        issue(desk, case, certificate=a_grant(n).id)
    error = refused(lambda: issue(desk, case, certificate=a_grant(11).id))
    assert (error.code, error.values) == ("blank_none_left", {"series": SERIES})


# ---- what holds it
def test_open_gaps_hold_it_and_are_named():
    desk = a_window_desk()
    case = decided(desk, gaps=((("m3"), date(2026, 11, 20)),))
    error = refused(lambda: issue(desk, case))
    assert error.code == "certificate_held"
    (line,) = lines(desk)
    assert (line.group.value, line.why) == ("held", error.values["names"])


def test_a_withdrawn_decision_prints_nothing():
    desk = a_window_desk()
    case = withdraw(desk, decided(desk))
    error = refused(lambda: issue(desk, case, certificate=a_grant().id))
    assert error.code == "decision_withdrawn"
    assert groups(desk) == []


def test_only_who_issues_certificates_may():
    desk = a_window_desk()
    case = decided(desk)
    other = Visit(user=User("li", "李", ("back_office",)))
    flow = lambda: play(desk, issue_certificate(desk, other, Order(case.no)))  # noqa: E731
    assert refused(flow).code == "role_missing"
    clerk = Visit(user=User("li", "李", ("certificate_clerk",)))
    assert play(desk, issue_certificate(desk, clerk, Order(case.no))).state == "device_done"
