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
from typing import Any
from urllib.parse import urlsplit

from counter_app.simulation.control import send_command
from devtools.demo import issuing
from devtools.demo.cards import CARDS
from devtools.demo.hall import display_of, fill_queue, furnish_hall
from devtools.demo.processes import STOP_S, Child, Script, call, settings
from devtools.demo.story import (
    INITIALS,
    PASSWORD,
    USER,
    become_window,
    make_users,
    make_window,
    start_devices,
)
from devtools.places import ROOT, say

FOLDER = ROOT / "var" / "demo"
WAITING = 3
"""People who have a number when the window opens for the first time."""


def show() -> int:
    """Start everything, open the window and wait until it is closed."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    with ExitStack() as stack:
        server = _county(stack)
        devices = _devices(stack)
        options = [
            *("--profile", str(FOLDER / "window")),
            *settings({f"devices.{kind}": said["url"] for kind, said in devices.items()}),
        ]
        if not (FOLDER / "enrolled").exists():
            name, code = make_window(FOLDER)
            furnish_hall(str(FOLDER / "county"))
            become_window(server, options, code)
            _prepare(name, options, devices["reader"]["control"])
            (FOLDER / "enrolled").touch()
        say(f"the hall's calls in a browser: {display_of(server)}")
        _tell(devices["reader"]["control"])
        window = subprocess.Popen([sys.executable, "-m", "counter_app", *options], cwd=ROOT)
        stack.callback(window.wait, STOP_S)
        stack.callback(window.terminate)
        return window.wait()


def _county(stack: ExitStack) -> str:
    data, kept = str(FOLDER / "county"), FOLDER / "port"
    port = kept.read_text(encoding="utf-8") if kept.exists() else "0"
    serving = Child(stack, "county_server", "serve", "--data", data, "--port", port)
    server = str(serving.said["listening"])
    if not kept.exists():
        say("first start: loading the sample catalogue")
        call("county_server", "load-catalogue", "sample", "--data", data)
        make_users(data)
        kept.write_text(server.rsplit(":", 1)[1], encoding="utf-8")
    return server


def _devices(stack: ExitStack) -> dict[str, dict[str, Any]]:
    kept = FOLDER / "blanks-port"
    port = kept.read_text(encoding="utf-8") if kept.exists() else "0"
    devices = start_devices(stack, FOLDER, port)
    address = urlsplit(str(devices["certificates"]["url"]))
    kept.write_text(str(address.port), encoding="utf-8")
    return devices


def _prepare(name: str, options: list[str], control: str) -> None:
    """Lay blanks into the drawer and decide two cases: one certificate is ready, three are not."""
    say("first start: numbered blanks, two decided food permits")
    data = str(FOLDER / "county")
    issuing.stock_blanks(data, USER, name, tuple(issuing.SERIES))
    with ExitStack() as stack:
        window = Script(stack, *options)
        window.do("sync", timeout_s=20)
        window.do("sign_in", user=USER, password=PASSWORD)
        cases = [_accept(window, control, card) for card in ("1", "2")]
        window.do("sync", timeout_s=30)
        for case_no in cases:
            issuing.decide_food_permit(data, case_no)
        window.do("sync", timeout_s=30)
        for form in issuing.try_forms(window):
            say(f"  trial of {form} printed on plain paper and said to lie right")
        issued = window.do("issue_certificate", case_no=cases[0])
        last3 = issuing.tail(issued["blank_no"])
        window.do("confirm_print", job=issued["job"], outcome="good", last3=last3)
        window.do("sync", timeout_s=30)
        fill_queue(window, WAITING)


def _accept(window: Script, control: str, card: str) -> str:
    _lay(control, card)
    window.do("leave")
    window.do("read_card")
    item = window.do("find_items", text=INITIALS, limit=1)["items"][0]
    window.do("open_case", item=item["code"])
    window.do("mark_material", material="all", state="received")
    return str(window.do("accept")["case_no"])


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
