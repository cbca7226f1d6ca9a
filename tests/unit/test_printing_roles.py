from __future__ import annotations

import pytest

from counter_app.domain.case import MaterialState
from counter_app.domain.errors import DeviceError
from counter_app.services.drafts import mark_material
from counter_app.services.intake import correct
from tests.fakes.desk import FakePrinter, a_desk, play
from tests.fakes.printed import ITEM, accepted, at_counter, code_of, printed


def test_the_clerk_may_choose_the_other_printer_but_no_third():
    desk = a_desk(ITEM)
    visit, receipt, _ = accepted(desk)
    printed(desk, visit, receipt, "documents")
    assert len(desk.documents.printed) == 1
    assert code_of(lambda: printed(desk, visit, receipt, "certificates")) == "printer_role"


def test_a_document_never_goes_to_numbered_blanks():
    desk = a_desk(ITEM, documents=FakePrinter("blank"))
    visit, _, notice = accepted(desk)
    assert code_of(lambda: printed(desk, visit, notice)) == "document_to_blanks"
    assert desk.documents.printed == []


@pytest.mark.parametrize("role", ["tickets", "documents"])
def test_a_window_without_any_printer_says_which_is_not_set(role):
    desk = a_desk(ITEM, tickets=None, documents=None)
    visit, receipt, notice = accepted(desk)
    document = receipt if role == "tickets" else notice
    with pytest.raises(DeviceError) as caught:
        printed(desk, visit, document)
    assert (caught.value.code, caught.value.values) == ("device_not_set", {"role": f"@role.{role}"})
    assert [each.state for each in desk.ledger.jobs()] == ["failed"]


def test_a_window_with_only_a_page_printer_prints_slips_as_pages():
    desk = a_desk(ITEM, tickets=None)
    visit, receipt, _ = accepted(desk)
    printed(desk, visit, receipt)
    assert desk.documents.printed == [(f"{receipt.id} 0".encode(), 1)]


def test_a_window_with_only_a_ticket_printer_prints_what_has_a_slip_form():
    desk = a_desk(ITEM, documents=None)
    visit, _, notice = accepted(desk)
    printed(desk, visit, notice)
    assert [each.title for each in desk.tickets.printed] == [notice.id]


def test_a_paper_without_a_slip_form_waits_for_a_page_printer():
    desk = a_desk(ITEM, documents=None)
    unsigned = mark_material(desk, at_counter(desk), "m1", MaterialState.MISSING, None)
    done = play(desk, correct(desk, play(desk, unsigned), {"m1": "没有签字"}))
    assert code_of(lambda: printed(desk, done.visit, done.documents[0])) == "device_not_set"
    assert desk.tickets.printed == []


def test_a_printer_that_was_asked_for_is_not_replaced_by_another():
    desk = a_desk(ITEM, tickets=None)
    visit, receipt, _ = accepted(desk)
    assert code_of(lambda: printed(desk, visit, receipt, "tickets")) == "device_not_set"


def test_a_paper_goes_where_its_form_belongs():
    desk = a_desk(ITEM)
    visit, receipt, notice = accepted(desk)
    printed(desk, visit, receipt)
    printed(desk, visit, notice)
    assert [each.title for each in desk.tickets.printed] == [receipt.id]
    assert desk.documents.printed == [(f"{notice.id} 0".encode(), notice.copies)]
