"""
A heartbeat on the thread of an event loop: how late each beat comes is how long that thread stood still.

``python -m benchmarks.desk_heartbeat`` beats in a loop that does nothing else until its input ends:
the floor of the machine as it is at that time.
"""

from __future__ import annotations

import json
import sys
import threading
import time
from array import array
from collections import Counter
from pathlib import Path
from types import FrameType

from PySide6.QtCore import QCoreApplication, QObject, QSocketNotifier, Qt, QTimer, Slot

BEAT_MS = 5
LONG_MS = 50.0
"""A stall that is looked into; what screens.md 3 allows."""
LOOK_S = 0.01
OWN = ("/counter_app/", "/db/", "/printers/")
STORIES = 4
"""So many calls, from the innermost, name a place."""


class Heartbeat(QObject):
    """
    Beats every 5 ms on the thread that made it.

    A stall is the wait between two beats less the beat itself. Beside each stands the processor
    time of this thread in it: the rest is waiting for the processor or for Python's lock.
    """

    def __init__(self) -> None:
        super().__init__()
        self._stalls, self._worked = array("d"), array("d")
        self._last, self._last_cpu = time.perf_counter(), time.thread_time()
        self._looker = Looker(self)
        self._timer = QTimer(self, interval=BEAT_MS, timerType=Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._beat)
        self._timer.start()

    @property
    def last(self) -> float:
        """When the last beat was, on ``time.perf_counter``."""
        return self._last

    def forget(self) -> None:
        """Begin the figures anew."""
        self._stalls, self._worked = array("d"), array("d")
        self._looker.found.clear()

    def rest(self) -> None:
        """Begin the next beat now: what the measuring itself took is not the window's."""
        self._last, self._last_cpu = time.perf_counter(), time.thread_time()

    def end(self) -> None:
        """Beat no more."""
        self._timer.stop()
        self._looker.end()

    def figures(self) -> dict[str, float]:
        """
        Return milliseconds; ``over_50`` counts the stalls of more than 50 ms.

        ``cpu`` is the processor time of the beating thread alone, whoever else uses the machine.
        """
        return {
            "stall_ms_max": at(self._stalls, 1),
            "stall_ms_p99": at(self._stalls, 0.99),
            "stall_ms_p50": at(self._stalls, 0.5),
            "stall_cpu_ms_max": at(self._worked, 1),
            "stall_cpu_ms_p99": at(self._worked, 0.99),
            "cpu_s": round(sum(self._worked) / 1000, 2),
            "over_50": sum(each > LONG_MS for each in self._stalls),
            "over_50_by_own_work": sum(each > LONG_MS for each in self._worked),
            "beats": len(self._stalls),
        }

    def places(self) -> list[str]:
        """Return where the thread stood when a beat was late, most often first."""
        return [f"{count}x {where}" for where, count in self._looker.found.most_common(8)]

    @Slot()
    def _beat(self) -> None:
        now, cpu = time.perf_counter(), time.thread_time()
        self._stalls.append(max(0.0, (now - self._last) * 1000 - BEAT_MS))
        self._worked.append((cpu - self._last_cpu) * 1000)
        self._last, self._last_cpu = now, cpu


class Looker:
    """Looks at the beating thread's stack when its beat is more than 30 ms late, once a stall."""

    LATE_S = 0.03

    def __init__(self, heart: Heartbeat) -> None:
        self.found: Counter[str] = Counter()
        self._heart, self._thread_id = heart, threading.get_ident()
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._look, daemon=True)
        self._thread.start()

    def end(self) -> None:
        """Look no more."""
        self._over.set()
        self._thread.join()

    def _look(self) -> None:
        seen = 0.0
        while not self._over.wait(LOOK_S):
            last = getattr(self._heart, "_last", 0.0)
            if last and last != seen and time.perf_counter() - last > self.LATE_S:
                seen = last
                frame = sys._current_frames().get(self._thread_id)  # noqa: SLF001  the documented way
                self.found[_place(frame)] += 1


def _place(frame: FrameType | None) -> str:
    # by code objects: reading source lines would keep whole files in the memory that is measured
    named: list[str] = []
    while frame is not None and len(named) < STORIES:
        code = frame.f_code
        if any(own in code.co_filename for own in OWN):
            file = "/".join(Path(code.co_filename).parts[-2:])
            named.append(f"{file}:{frame.f_lineno} {code.co_name}")
        frame = frame.f_back
    return " > ".join(reversed(named)) or "the event loop"


def at(values: array[float] | list[float], part: float) -> float:
    """Return the value below which ``part`` of them lie, rounded; 0 without any."""
    ordered = sorted(values)
    return round(ordered[min(len(ordered) - 1, int(len(ordered) * part))], 1) if ordered else 0.0


def main() -> None:
    """Beat in an idle loop until the input ends; print the figures."""
    app = QCoreApplication(sys.argv[:1])
    heart = Heartbeat()
    ended = QSocketNotifier(sys.stdin.fileno(), QSocketNotifier.Type.Read)
    ended.activated.connect(app.quit)
    app.exec()
    heart.end()
    print(json.dumps(heart.figures()))


if __name__ == "__main__":
    main()
