"""``dev.py run`` ended from outside leaves no process of its own behind."""

from __future__ import annotations

import re
import signal
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from tests.fakes.proof import long_proof

ROOT = Path(__file__).resolve().parents[2]
ENDS_WITHIN_S = 30


@long_proof
@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGTERM to send")
def test_the_county_of_the_demo_ends_with_the_demo():
    with subprocess.Popen(
        [sys.executable, "-u", "-m", "devtools.demo", "--headless"],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    ) as demo:
        port = next(
            int(found[1])
            for line in demo.stdout
            if (found := re.search(r"county server up on http://127\.0\.0\.1:(\d+)", line))
        )
        demo.terminate()
        assert demo.wait(ENDS_WITHIN_S) == 128 + signal.SIGTERM
    with pytest.raises(ConnectionRefusedError):
        socket.create_connection(("127.0.0.1", port), timeout=5)
