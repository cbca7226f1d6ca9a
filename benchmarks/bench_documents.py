"""
Time and size of the acceptance notice (W02) as PDF, and of its slip; prints one JSON line.

The floor is a reportlab page with nothing but one line in the same font, in the same run: fonts,
compression and the file's own structure cost that much whatever is on the page.
"""

from __future__ import annotations

import json
import resource
import statistics
import time
from collections.abc import Callable
from functools import partial
from io import BytesIO

from reportlab.pdfgen.canvas import Canvas

from counter_app.documents.pages import PAGE_HEIGHT, PAGE_WIDTH
from counter_app.documents.pdf import render_pdf
from counter_app.documents.slips import render_slip
from counter_app.services import paper
from counter_app.typeset.fonts import resolve_chain
from counter_app.typeset.raster import render_line
from counter_app.typeset.shaping import set_line
from tests.fakes.paper_cases import APPLICANTS, a_case, a_person, an_issuer, an_item

ROUNDS = 50


def measure_ms(act: Callable[[], object], rounds: int = ROUNDS) -> tuple[float, float]:
    """Return p50 and worst of ``act`` in milliseconds."""
    times = []
    for _ in range(rounds):
        start = time.perf_counter_ns()
        act()
        times.append((time.perf_counter_ns() - start) / 1e6)
    return round(statistics.median(times), 2), round(max(times), 2)


def draw_floor() -> bytes:
    """Draw one line of text on A4 with the same first font."""
    target = BytesIO()
    canvas = Canvas(target, (PAGE_WIDTH, PAGE_HEIGHT), pageCompression=1, invariant=1)
    set_line("受理通知书", 14, resolve_chain("regular"), "floor").draw(canvas, 72, 72)
    canvas.save()
    return target.getvalue()


def main() -> None:
    """Measure and print."""
    item, at = an_item(), an_issuer()
    document = paper.acceptance(a_case(item), item, at)
    first_ms = measure_ms(lambda: render_pdf(document), 1)[0]
    figures: dict[str, float] = {"w02_first_ms": first_ms}
    for who, name in APPLICANTS.items():
        named = paper.acceptance(a_case(item, person=a_person(name)), item, at)
        render_pdf(named)
        figures[f"w02_{who}_ms"], figures[f"w02_{who}_worst_ms"] = measure_ms(
            partial(render_pdf, named)
        )
        figures[f"w02_{who}_kb"] = round(len(render_pdf(named)) / 1000, 1)
    figures["floor_ms"] = measure_ms(draw_floor)[0]
    figures["floor_kb"] = round(len(draw_floor()) / 1000, 1)
    figures["compose_ms"] = measure_ms(lambda: paper.acceptance(a_case(item), item, at))[0]
    figures["slip_ms"] = measure_ms(lambda: render_slip(document))[0]
    figures["raster_line_ms"] = measure_ms(lambda: render_line("བཀྲ་ཤིས་𠮷田", 48))[0]
    figures["rss_peak_mb"] = round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, 1)
    print(json.dumps({"bench": "documents", **figures}))


if __name__ == "__main__":
    main()
