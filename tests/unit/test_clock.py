"""The PC's clocks and the one that stands still."""

from __future__ import annotations

import subprocess
import sys
import time
from datetime import UTC, datetime
from pathlib import Path

import pytest

from counter_app.clock import SystemClock, boot_id, monotonic_ms
from tests.fakes.clock import START, FixedClock

ROOT = Path(__file__).resolve().parents[2]


def test_the_system_clock_tells_wall_and_boot():
    before = time.time_ns() // 1_000_000
    told = SystemClock().read()
    after = time.time_ns() // 1_000_000
    assert before <= told.wall_ms <= after
    assert told.boot == boot_id()


def test_the_monotonic_clock_never_falls():
    readings = [monotonic_ms() for _ in range(1000)]
    assert readings == sorted(readings)


@pytest.mark.skipif(sys.platform != "linux", reason="boot time is Linux's")
def test_the_monotonic_clock_counts_from_boot():
    up_s = float(Path("/proc/uptime").read_text().split()[0])
    assert abs(monotonic_ms() / 1000 - up_s) < 60


@pytest.mark.skipif(sys.platform != "linux", reason="the kernel names its boots on Linux")
def test_another_process_is_of_the_same_boot():
    words = "from counter_app.clock import boot_id; print(boot_id())"
    done = subprocess.run(
        [sys.executable, "-c", words], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == boot_id()


def test_the_fixed_clock_moves_only_when_told():
    clock = FixedClock()
    first = clock.read()
    assert datetime.fromtimestamp(first.wall_ms / 1000, UTC) == START
    assert clock.read() == first
    clock.advance(1_500)
    assert clock.read().wall_ms - first.wall_ms == clock.read().mono_ms - first.mono_ms == 1_500
    clock.set_wall(0)
    assert (clock.read().wall_ms, clock.read().mono_ms) == (0, first.mono_ms + 1_500)
    clock.reboot()
    assert (clock.read().boot, clock.read().wall_ms) == ("boot-2", 0)
