"""
Time and size of every paper, its first page and the ones after: one JSON line each, then a summary.

The floor is a reportlab page with one line of text in the same first font, drawn in the same run:
font subset, compression and the file's structure cost that much whatever is on the page.
"""

from __future__ import annotations

import json
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from functools import partial
from io import BytesIO

from counter_app.documents.library import current_template, templates_folder, templates_in
from counter_app.documents.pages import PAGE_HEIGHT, PAGE_WIDTH, open_canvas
from counter_app.documents.pdf import render_pdf
from counter_app.documents.preview import specimen
from counter_app.documents.slips import render_slip
from counter_app.typeset.fonts import resolve_chain
from counter_app.typeset.shaping import set_line

ROUNDS = 20
FLOOR_TEXT = "受理通知书"
FIRST = (
    "import time\n"
    "start = time.perf_counter()\n"
    "from counter_app.documents.library import current_template\n"
    "from counter_app.documents.pdf import render_pdf\n"
    "from counter_app.documents.preview import specimen\n"
    "loaded = time.perf_counter()\n"
    "render_pdf(specimen(current_template('W02')))\n"
    "print((loaded - start) * 1000, (time.perf_counter() - loaded) * 1000)\n"
)


def main() -> None:
    """Measure and print."""
    kinds = [kind for kind, older in templates_in(templates_folder()) if older is None]
    floor_ms, floor_worst_ms = measure_ms(draw_floor)
    floor_kb = len(draw_floor()) / 1000
    slowest, largest = 0.0, 0.0
    for kind in kinds:
        figures = measure_paper(kind)
        slowest, largest = (
            max(slowest, figures.get("p50_ms", 0)),
            max(largest, figures.get("kb", 0)),
        )
        if "p50_ms" in figures:
            figures["times_floor"] = round(figures["p50_ms"] / floor_ms, 1)
            figures["kb_times_floor"] = round(figures["kb"] / floor_kb, 1)
        print(json.dumps({"bench": "paper", "part": "document", "kind": kind, **figures}))
    import_ms, first_ms = measure_first()
    summary = {
        "papers": len(kinds),
        "slowest_p50_ms": slowest,
        "largest_kb": largest,
        "floor_p50_ms": floor_ms,
        "floor_worst_ms": floor_worst_ms,
        "floor_kb": round(floor_kb, 1),
        "fresh_process_import_ms": import_ms,
        "fresh_process_first_ms": first_ms,
        "rss_peak_mb": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, 1),
    }
    print(json.dumps({"bench": "paper", "part": "documents", **summary}))


def measure_paper(kind: str) -> dict[str, float]:
    """Return the figures of one paper: as pages, and as a slip where it has one."""
    template = current_template(kind)
    document = specimen(template)
    figures: dict[str, float] = {}
    if template.parts:
        draw = partial(render_pdf, document)
        figures["first_ms"] = measure_ms(draw, 1)[0]
        figures["p50_ms"], figures["worst_ms"] = measure_ms(draw)
        figures["kb"] = round(len(draw()) / 1000, 1)
    if template.slip:
        figures["slip_p50_ms"], figures["slip_worst_ms"] = measure_ms(
            partial(render_slip, document)
        )
    return figures


def measure_first() -> tuple[float, float]:
    """Return what a fresh process takes to import what draws, and for its first paper (W02), in ms."""
    done = subprocess.run(  # noqa: S603 - a program of ours
        [sys.executable, "-c", FIRST], capture_output=True, text=True, check=True
    )
    import_ms, first_ms = map(float, done.stdout.split())
    return round(import_ms, 1), round(first_ms, 1)


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
    canvas = open_canvas(target, FLOOR_TEXT)
    set_line(FLOOR_TEXT, 14, resolve_chain("regular"), FLOOR_TEXT).draw(
        canvas, PAGE_WIDTH / 2, PAGE_HEIGHT / 2
    )
    canvas.save()
    return target.getvalue()


if __name__ == "__main__":
    main()
