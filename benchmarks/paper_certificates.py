"""
Certificates: time and size of each kind, the preview, 1,000 in a row, and from F10 to the printer.

The floor is a page of the same size with one line of text in the same font, drawn in the same run.
F10 is the whole flow on this disk's ledger and a simulated IPP printer in a process of its own, up to
the moment at which the printer has the bytes.
"""

from __future__ import annotations

import json
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

from benchmarks.desk_process import rss_mb
from counter_app.documents.certificate_form import Sheet
from counter_app.documents.certificate_page import CertificateCanvas
from counter_app.documents.certificate_renderer import CertificateTypes
from counter_app.domain.blank import BlankLease
from counter_app.domain.placement import Placement
from counter_app.domain.printing import PrintOutcome
from counter_app.domain.serial_range import SerialRange
from counter_app.typeset.fonts import resolve_chain
from counter_app.typeset.shaping import set_line
from db.window.ledger import open_ledger
from printers import open_page_printer
from printers.page_images import PdfiumImages
from tests.fakes import certificate_window as window
from tests.fakes.certificates import ELDER, FELLING, FOOD, QR, a_certificate
from tests.fakes.desk import a_desk
from tests.fakes.paper_cases import APPLICANTS
from tests.fakes.simulators import simulator

ROUNDS = 20
IN_A_ROW = 1000
ISSUED = 10
KINDS = {"food_blank": FOOD, "elder_blank": ELDER, "felling_plain": FELLING}
FIRST = (
    "import time; start = time.perf_counter()\n"
    "from tests.fakes.certificates import QR, a_certificate\n"
    "from counter_app.documents.certificate_renderer import CertificateTypes\n"
    "import counter_app.documents.certificate_drawing\n"
    "loaded = time.perf_counter()\n"
    "CertificateTypes().render(a_certificate(), QR)\n"
    "print((loaded - start) * 1000, (time.perf_counter() - loaded) * 1000)\n"
)
TYPES = CertificateTypes()


def main() -> None:
    """Measure and print."""
    for figures in (_each_kind(), _preview(), _in_a_row(), _from_f10()):
        for each in figures:
            print(json.dumps({"bench": "paper", "part": "certificates", **each}))


def _each_kind() -> Iterator[dict[str, Any]]:
    done = subprocess.run(  # noqa: S603 - this python, our code
        [sys.executable, "-c", FIRST], capture_output=True, text=True, check=True
    )
    loaded, first = (round(float(each), 1) for each in done.stdout.split())
    floor_ms = _ms(_floor)
    yield {"figure": "fresh process", "import_ms": loaded, "first_ms": first}
    yield {"figure": "floor", "p50_ms": floor_ms, "kb": _kb(_floor())}
    for kind, type_code in KINDS.items():
        draw = partial(TYPES.render, a_certificate(type_code), QR, Placement(12, -7))
        p50_ms = _ms(draw)
        times = {"times_floor": round(p50_ms / floor_ms, 1)}
        yield {"figure": kind, "p50_ms": p50_ms, "kb": _kb(draw()), **times}
    for who, name in APPLICANTS.items():
        draw = partial(TYPES.render, a_certificate(FOOD, holder=name), QR)
        yield {"figure": f"food_blank {who}", "p50_ms": _ms(draw), "kb": _kb(draw())}


def _preview() -> Iterator[dict[str, Any]]:
    images, pdf, form = PdfiumImages(), TYPES.render(a_certificate(), QR), TYPES.render_form(FOOD)
    for dpi in (100, 150):
        shown = partial(images.draw, pdf, dpi, form)
        yield {"figure": f"preview {dpi} dpi", "p50_ms": _ms(shown), "kb": _kb(shown().png)}


def _in_a_row() -> Iterator[dict[str, Any]]:
    before, start, cpu = rss_mb(), time.perf_counter(), time.process_time()
    names = list(APPLICANTS.values())
    size = 0
    for number in range(IN_A_ROW):
        named = a_certificate(FOOD, names[number % len(names)], number=f"Z540402{number:06d}")
        size += len(TYPES.render(named, f"{QR}{number}"))
    seconds, cpu = time.perf_counter() - start, time.process_time() - cpu
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    yield {
        "figure": f"{IN_A_ROW} in a row",
        "seconds": round(seconds, 1),
        "ms_each": round(seconds * 1000 / IN_A_ROW, 1),
        "cpu_ms_each": round(cpu * 1000 / IN_A_ROW, 1),
        "kb_each": round(size / IN_A_ROW / 1000, 1),
        "rss_grew_mb": round(rss_mb() - before, 1),
        "rss_peak_mb": round(peak, 1),
    }


class _Watched:
    """The printer, which notes when it is called and when the printer has the job."""

    def __init__(self, url: str) -> None:
        self._printer = open_page_printer(url)
        self.called = self.ended = 0.0

    paper = "blank"

    def print_pdf(self, pdf: bytes, job: str, copies: int) -> PrintOutcome:
        self.called = time.perf_counter()
        outcome = self._printer.print_pdf(pdf, job, copies)
        self.ended = time.perf_counter()
        return outcome


def _from_f10() -> Iterator[dict[str, Any]]:
    with (
        tempfile.TemporaryDirectory(dir=Path.cwd()) as folder,
        simulator("documents", "tcp:127.0.0.1:0", "tcp:127.0.0.1:0", folder) as device,
    ):
        ledger = open_ledger(Path(folder), bytes(range(32)))
        printer = _Watched(device.url)
        desk = a_desk(window.ITEM, ledger=ledger, certificates=printer)
        serials = SerialRange(1, ISSUED)
        ledger.take_leases((BlankLease("l", window.SERIES, 1, ISSUED, 1, (serials,)),))
        desk.placements.keep(window.a_window_desk().placements.all()[0])
        called, ended = [], []
        for number in range(ISSUED):
            case = window.decided(desk, window.a_grant(number + 1))
            start = time.perf_counter()
            issued = window.issue(desk, case)
            called.append((printer.called - start) * 1000)
            ended.append((printer.ended - start) * 1000)
            window.answer(desk, issued.job, last3=f"{number + 1:03d}")
        ledger.close()
    yield {
        "figure": "F10",
        "to_printer_call_p50_ms": round(statistics.median(called), 1),
        "to_printer_call_first_ms": round(called[0], 1),
        "to_job_done_p50_ms": round(statistics.median(ended), 1),
    }


def _floor() -> bytes:
    canvas = CertificateCanvas(Sheet(297.0, 210.0), "floor")
    canvas.line(set_line("食品经营许可证", 14, resolve_chain("regular"), "floor"), 20, 20)
    return canvas.end()


def _ms(act: Callable[[], object]) -> float:
    """Return the median of ``act`` in milliseconds, after one run that does not count."""
    act()
    times = []
    for _ in range(ROUNDS):
        start = time.perf_counter_ns()
        act()
        times.append((time.perf_counter_ns() - start) / 1e6)
    return round(statistics.median(times), 2)


def _kb(content: bytes) -> float:
    return round(len(content) / 1000, 1)


if __name__ == "__main__":
    main()
