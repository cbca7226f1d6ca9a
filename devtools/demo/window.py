"""
The window itself, on a county and devices of its own: what ``dev.py run`` opens on a display.

The county, the window's profile and its papers stay in ``var/demo``, so a second start goes on
where the first one ended. Cards are laid on the simulated reader from the terminal.
"""

from __future__ import annotations

import json
import subprocess
import sys
import threading
from contextlib import ExitStack
from pathlib import Path

from counter_app.simulation.control import send_command
from devtools.demo.cards import CARDS
from devtools.demo.processes import Child, call, settings
from devtools.demo.story import PASSWORD, USER, enrol_window, make_user, start_devices
from devtools.places import ROOT, say

FOLDER = ROOT / "var" / "demo"


def show() -> int:
    """Start everything, open the window and wait until it is closed."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    with ExitStack() as stack:
        server = _county(stack)
        devices = start_devices(stack, FOLDER)
        options = [
            *("--profile", str(FOLDER / "window")),
            *settings({f"devices.{kind}": said["url"] for kind, said in devices.items()}),
        ]
        if not (FOLDER / "enrolled").exists():
            enrol_window(FOLDER, server, options)
            (FOLDER / "enrolled").touch()
        _tell(devices["reader"]["control"])
        return subprocess.run(
            [sys.executable, "-m", "counter_app", *options], cwd=ROOT, check=False
        ).returncode


def _county(stack: ExitStack) -> str:
    data, kept = str(FOLDER / "county"), FOLDER / "port"
    port = kept.read_text(encoding="utf-8") if kept.exists() else "0"
    serving = Child(stack, "county_server", "serve", "--data", data, "--port", port)
    server = str(serving.said["listening"])
    if not kept.exists():
        say("first start: loading the sample catalogue")
        call("county_server", "load-catalogue", "sample", "--data", data)
        make_user(data)
        kept.write_text(server.rsplit(":", 1)[1], encoding="utf-8")
    return server


def _tell(control: str) -> None:
    say(f"sign in as {USER} with password {PASSWORD}")
    for number, card in enumerate(CARDS, start=1):
        say(f"  type {number} and Enter here to lay the card of {card['name']} on the reader")
    say("  Enter alone takes the card off; F3 in the window reads it")
    _lay(control, "1")
    if sys.stdin.isatty():
        threading.Thread(target=_listen, args=(control,), daemon=True).start()


def _listen(control: str) -> None:
    for line in sys.stdin:
        _lay(control, line.strip())


def _lay(control: str, choice: str) -> None:
    send_command(control, "remove")
    if choice.isdigit() and 1 <= int(choice) <= len(CARDS):
        card = Path(FOLDER / "card.json")
        text = json.dumps(CARDS[int(choice) - 1], ensure_ascii=False)
        card.write_text(text, encoding="utf-8")
        send_command(control, f"card {card}")
