"""What every page printer does, whatever it can or cannot know of its paper."""

from __future__ import annotations

import pytest

from counter_app.domain.errors import DeviceError
from counter_app.domain.printing import check_paper
from printers.pdfium import count_pages
from tests.fakes.certificates import QR, a_certificate
from tests.fakes.page_printers import KINDS, page_bench
from tests.unit.test_certificate_pages import TYPES

PDF = TYPES.render(a_certificate(), QR)


@pytest.fixture(params=KINDS)
def bench(request, tmp_path, qapp):
    with page_bench(request.param, tmp_path) as made:
        yield made


def may_print(printer):
    try:
        return printer.probe().prints
    except DeviceError:
        return False


def test_it_tells_what_lies_in_its_tray(bench):
    assert bench.printer.paper == "blank"
    check_paper("certificate", bench.printer.paper)


def test_a_printer_that_is_there_can_be_asked_and_prints_nothing_by_it(bench):
    assert bench.printer.probe().prints


def test_each_copy_comes_out_and_no_more_is_claimed_than_is_known(bench):
    outcome = bench.printer.print_pdf(PDF, "0198-job", 2)
    assert outcome.state in ("device_done", "sent")
    assert outcome.printed == ("all" if outcome.state == "device_done" else "unknown")
    assert outcome.error is None
    assert bench.came_out() == 2


def test_a_printer_that_is_gone_prints_nothing_and_says_so(bench):
    bench.gone()
    outcome = bench.printer.print_pdf(PDF, "0198-job", 1)
    assert (outcome.state, outcome.printed) == ("failed", "nothing")
    assert outcome.error is not None
    assert not may_print(bench.printer)


def test_it_never_prints_again_by_itself(bench):
    bench.printer.print_pdf(PDF, "one", 2)
    bench.printer.probe()
    assert bench.came_out() == 2
    assert count_pages(PDF) == 1
