"""IPP: what a printer's and a job's words mean."""

from __future__ import annotations

import pytest

from counter_app.domain.printing import PrinterState, PrintOutcome, Trouble
from printers.ipp_words import read_job, read_printer, read_stop, read_warning
from tests.fakes.ipp_printing import DONE


@pytest.mark.parametrize(
    ("state", "reasons", "accepts", "expected"),
    [
        (3, ["none"], True, PrinterState("ready")),
        (4, ["media-empty-warning"], True, PrinterState("paper_near_end")),
        (3, ["media-low-report"], True, PrinterState("paper_near_end")),
        (3, ["media-jam-report"], True, PrinterState("ready")),
        (5, ["media-jam-report"], True, PrinterState("error", "jam")),
        (3, ["media-empty-error"], True, PrinterState("paper_out")),
        (5, ["media-needed"], True, PrinterState("paper_out")),
        (5, ["cover-open-error"], True, PrinterState("cover_open")),
        (5, ["door-open"], True, PrinterState("cover_open")),
        (5, ["toner-empty-error"], True, PrinterState("error", "supply")),
        (3, ["offline-error"], True, PrinterState("offline")),
        (5, ["moving-to-paused"], True, PrinterState("offline")),
        (3, ["none"], False, PrinterState("offline")),
    ],
)
def test_reasons_are_matched_by_their_beginning(state, reasons, accepts, expected):
    assert read_printer(state, reasons, accepts_jobs=accepts) == expected


@pytest.mark.parametrize(
    ("state", "reasons", "expected"),
    [
        (3, ["none"], None),
        (5, ["job-printing"], None),
        (9, ["job-completed-successfully"], DONE),
        (9, ["job-completed-with-warnings"], DONE),
        (
            9,
            ["job-completed-with-errors"],
            PrintOutcome("unknown", "unknown", Trouble("printer_job_with_errors")),
        ),
        (
            8,
            ["aborted-by-system"],
            PrintOutcome("failed", "unknown", Trouble("printer_job_aborted")),
        ),
        (
            8,
            ["aborted-by-system", "document-format-error"],
            PrintOutcome("failed", "nothing", Trouble("printer_document_refused")),
        ),
        (
            7,
            ["job-canceled-at-device"],
            PrintOutcome("failed", "unknown", Trouble("printer_job_canceled")),
        ),
    ],
)
def test_job_states_become_outcomes(state, reasons, expected):
    assert read_job(state, reasons) == expected


@pytest.mark.parametrize(
    ("job", "printer", "code"),
    [
        (5, PrinterState("ready"), None),
        (5, PrinterState("paper_near_end"), None),
        (5, PrinterState("paper_out"), "printer_paper_out_midway"),
        (6, PrinterState("cover_open"), "printer_cover_open_midway"),
        (5, PrinterState("error", "jam"), "printer_jam_midway"),
        (6, PrinterState("ready"), "printer_stopped_midway"),
    ],
)
def test_what_a_person_must_put_right_ends_the_wait(job, printer, code):
    outcome = read_stop(job, printer)
    assert (outcome and outcome.error.code) == code


@pytest.mark.parametrize(
    ("reasons", "code"),
    [
        (["none"], None),
        (["toner-low-report"], "printer_supply_low"),
        (["media-low"], "printer_paper_near_end"),
    ],
)
def test_what_will_soon_be_needed_is_a_warning(reasons, code):
    warning = read_warning(reasons)
    assert (warning and warning.code) == code
