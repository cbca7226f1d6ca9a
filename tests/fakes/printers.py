"""Printers in memory: they obey the contract of the ports and can be given a trouble by name."""

from __future__ import annotations

from counter_app.domain.printing import PrinterState, PrintOutcome, Trouble

STATES = {
    "ready": PrinterState("ready"),
    "paper near": PrinterState("paper_near_end"),
    "paper out": PrinterState("paper_out"),
    "cover open": PrinterState("cover_open"),
    "silent": PrinterState("unknown"),
    "gone": PrinterState("offline"),
}


def _outcome(state):
    if not state.prints:
        return PrintOutcome.nothing(state.trouble())
    if state.state == "unknown":
        return PrintOutcome("unknown", "unknown", state.trouble())
    warning = Trouble("printer_paper_near_end") if state.state == "paper_near_end" else None
    return PrintOutcome("device_done", "all", warning=warning)


class FakeTicketPrinter:
    """``slips`` is what came out, as (job, text); ``trouble`` is a key of ``STATES``."""

    def __init__(self):
        self.slips = []
        self.trouble = "ready"

    def probe(self):
        return STATES[self.trouble]

    def print_slip(self, slip, job):
        if STATES[self.trouble].prints:
            self.slips.append((job, slip.text()))
        return _outcome(STATES[self.trouble])


class FakePagePrinter:
    """``pages`` is what came out, as (job, pdf, copies); ``trouble`` is a key of ``STATES``."""

    def __init__(self, paper="plain"):
        self.pages = []
        self.trouble = "ready"
        self._paper = paper

    @property
    def paper(self):
        return self._paper

    def probe(self):
        return STATES[self.trouble]

    def print_pdf(self, pdf, job, copies):
        if STATES[self.trouble].prints:
            self.pages.append((job, pdf, copies))
        return _outcome(STATES[self.trouble])
