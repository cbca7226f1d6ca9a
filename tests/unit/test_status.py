from __future__ import annotations

from dataclasses import replace

import pytest

from counter_app.domain.case import MaterialState
from counter_app.domain.printing import PrinterState, PrintOutcome, Trouble
from counter_app.domain.records import ReaderState, ServerTime
from counter_app.services.drafts import mark_material, open_case
from counter_app.services.intake import accept
from counter_app.services.printing import print_document
from counter_app.services.slips import hand_slip
from counter_app.services.status import DeviceLine, status
from counter_app.services.sync.flow import sync_turn
from tests.fakes.desk import FakePrinter, a_desk, play, signed_visit
from tests.fakes.paper_cases import a_person, an_item

ITEM = an_item()


class SilentReader:
    def probe(self):
        return ReaderState("reader_silent", None, "timeout")


def opened(desk):
    return play(desk, open_case(desk, signed_visit(person=a_person()), ITEM.code, None))


def accepted(desk):
    visit = play(desk, mark_material(desk, opened(desk), "all", MaterialState.RECEIVED, None))
    return play(desk, accept(desk, visit))


def told(desk):
    return play(desk, status(desk))


def papers(desk):
    return [(each.document, each.state) for each in told(desk).unprinted]


def test_a_window_at_rest_has_nothing_waiting():
    desk = a_desk()
    found = told(desk)
    assert (found.pending, found.acked, found.secured, found.parked) == (0, 0, 0, 0)
    assert (found.oldest_age_s, found.drafts, found.unprinted) == (None, (), ())


def test_each_device_is_asked_on_its_own_lane():
    desk = a_desk()
    told(desk)
    assert desk.background.lanes == ["store", "reader", "tickets", "documents", "certificates"]


def test_what_waits_and_since_when():
    desk = a_desk(ITEM)
    accepted(desk)
    opened(desk)
    desk.clock.advance(90_500)
    found = told(desk)
    assert (found.pending, found.acked, found.oldest_age_s) == (1, 0, 90)
    assert len(found.drafts) == 1
    play(desk, sync_turn(desk, 10))
    assert (told(desk).pending, told(desk).acked, told(desk).oldest_age_s) == (0, 1, None)


def test_a_clock_set_back_makes_no_age_negative():
    desk = a_desk(ITEM)
    accepted(desk)
    desk.clock.set_wall(desk.clock.read().wall_ms - 86_400_000)
    assert told(desk).oldest_age_s == 0


def test_the_skew_is_told_once_the_countys_time_is_known():
    desk = a_desk()
    now = desk.clock.read()
    desk.ledger.set_server_time(ServerTime(now.wall_ms + 5_000, now.mono_ms, now.boot))
    assert told(desk).clock_skew_s == -5
    desk.clock.reboot()
    assert told(desk).clock_skew_s is None


def test_after_a_crash_it_names_what_was_accepted_and_not_printed():
    desk = a_desk(ITEM)
    done = accepted(desk)
    found = told(desk).unprinted
    assert [(each.kind, each.case_no, each.state) for each in found] == [
        ("W01", done.case.no, "none"),
        ("W02", done.case.no, "none"),
    ]


def test_only_what_is_known_to_be_on_paper_leaves_the_list():
    desk = a_desk(ITEM)
    done = accepted(desk)
    receipt, notice = done.documents
    desk.tickets.outcomes = [
        PrintOutcome("unknown", "unknown", Trouble("printer_silent")),
        PrintOutcome.nothing(Trouble("printer_paper_out")),
    ]
    play(desk, print_document(desk, done.visit, receipt.id))
    assert papers(desk) == [(receipt.id, "unknown"), (notice.id, "none")]
    play(desk, print_document(desk, done.visit, receipt.id, reason="没有出纸"))
    assert papers(desk) == [(receipt.id, "failed"), (notice.id, "none")]
    play(desk, print_document(desk, done.visit, receipt.id, reason="没有出纸"))
    assert papers(desk) == [(notice.id, "none")]


def test_a_failed_reprint_takes_the_first_print_not_back():
    desk = a_desk(ITEM)
    done = accepted(desk)
    receipt, notice = done.documents
    play(desk, print_document(desk, done.visit, receipt.id))
    desk.tickets.outcomes = [PrintOutcome.nothing(Trouble("printer_paper_out"))]
    play(desk, print_document(desk, done.visit, receipt.id, reason="再要一份"))
    assert papers(desk) == [(notice.id, "none")]


def test_a_print_cut_off_by_a_crash_at_the_device_is_named_as_unknown():
    desk = a_desk(ITEM)
    done = accepted(desk)

    class PowerCut(FakePrinter):
        def print_slip(self, slip, job):
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        play(
            desk,
            print_document(replace(desk, tickets=PowerCut()), done.visit, done.documents[0].id),
        )
    assert papers(desk)[0] == (done.documents[0].id, "unknown")


def test_notice_slips_are_named_too():
    desk = a_desk(ITEM)
    slip = play(desk, hand_slip(desk, signed_visit(), ITEM.code, None)).documents[-1]
    assert papers(desk) == [(slip.id, "none")]


def test_devices_speak_for_themselves():
    tickets, documents = FakePrinter(), FakePrinter()
    tickets.state = PrinterState("error", "cutter")
    documents.state = PrinterState("unknown")
    desk = a_desk(reader=SilentReader(), tickets=tickets, documents=documents)
    assert told(desk).devices == (
        DeviceLine("reader", "reader_silent", "timeout"),
        DeviceLine("tickets", "error", "cutter"),
        DeviceLine("documents", "unknown"),
        DeviceLine("certificates", "ready"),
    )


def test_a_ready_reader_gives_its_module_number():
    found = told(a_desk()).devices[0]
    assert (found.state, found.detail[:5]) == ("ready", "05.03")


def test_a_device_that_is_not_set_says_so():
    desk = a_desk(reader=None, tickets=None, documents=None, certificates=None)
    assert {each.state for each in told(desk).devices} == {"not_set"}
