"""
The main job from the first command to the case at the county, told step by step.

Only public commands are used: county_server, counter_app enrol, device simulate and script. The
people, the catalogue's content and the devices' far ends are invented; nothing else is.
"""

from __future__ import annotations

import json
import time
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from counter_app.simulation.control import send_command
from devtools.demo.cards import CARDS
from devtools.demo.line import Line
from devtools.demo.processes import Child, Script, call, settings
from devtools.places import ToolError

USER, PASSWORD = "ciren", "Demo-2026-Nyingchi"
INITIALS = "shbzk"


class Story:
    """One run in ``folder``; ``say`` prints one line."""

    def __init__(self, folder: Path, stack: ExitStack) -> None:
        self._folder = folder
        self._stack = stack
        self._step = 0
        self._began = time.monotonic()

    def play(self) -> None:
        """Play the whole story; ToolError when anything is not as it should be."""
        server = self._county()
        line = Line(server)
        devices = self._devices()
        window = self._window(line, devices)
        case_no, papers = self._case(window, devices, line)
        self._print(window, devices, papers)
        self._home(window, line, case_no)

    def _county(self) -> str:
        data = str(self._folder / "county")
        child = Child(self._stack, "county_server", "serve", "--data", data, "--port", "0")
        server = str(child.said["listening"])
        self._tell(f"county server up on {server}, PostgreSQL inside it")
        loaded = call("county_server", "load-catalogue", "sample", "--data", data)
        self._tell(f"catalogue loaded: {_brief(loaded)}")
        make_user(data)
        self._tell(f"user {USER} with role clerk")
        return server

    def _devices(self) -> dict[str, dict[str, Any]]:
        found = start_devices(self._stack, self._folder)
        for kind, said in found.items():
            self._tell(f"simulated {kind} at {said['url']}")
        return found

    def _window(self, line: Line, devices: dict[str, dict[str, Any]]) -> Script:
        profile = str(self._folder / "window")
        urls = settings({f"devices.{kind}": said["url"] for kind, said in devices.items()})
        options = ["--profile", profile, *urls]
        name = enrol_window(self._folder, line.url, options)
        self._tell(f"window {name} enrolled with its one-time code")
        window = Script(self._stack, *options)
        window.do("sync", timeout_s=20)
        signed = window.do("sign_in", user=USER, password=PASSWORD)
        self._tell(f"{signed['user']} signed in against the window's own store")
        return window

    def _case(
        self, window: Script, devices: dict[str, dict[str, Any]], line: Line
    ) -> tuple[str, list[dict[str, Any]]]:
        card = self._folder / "card.json"
        card.write_text(json.dumps(CARDS[0], ensure_ascii=False), encoding="utf-8")
        send_command(devices["reader"]["control"], f"card {card}")
        person = window.do("read_card")["person"]
        self._tell(f"card read over a serial line: {person['name']} {_masked(person['number'])}")
        hit = window.do("find_items", text=INITIALS, limit=5)["items"][0]
        self._tell(f"“{INITIALS}” finds {hit['name']} ({hit['department']})")
        opened = window.do("open_case", item=hit["code"])
        window.do("mark_material", material="all", state="received")
        self._tell(f"case opened, {len(opened['materials'])} materials marked as received")
        line.cut()
        self._tell("LINE CUT: the county cannot be reached")
        accepted = window.do("accept")
        due = accepted["due_date"] or "to follow, no holiday table for that year yet"
        self._tell(f"accepted with the line cut: case {accepted['case_no']}, due {due}")
        status = window.do("status")
        self._tell(f"{status['pending']} operations wait in the encrypted outbox")
        return str(accepted["case_no"]), accepted["documents"]

    def _print(
        self,
        window: Script,
        devices: dict[str, dict[str, Any]],
        papers: list[dict[str, Any]],
    ) -> None:
        for paper in papers:
            done = window.do("print", document=paper["id"])
            self._tell(f"{paper['kind']} {paper['id']}: printer says {done['state']}")
        slips = json.loads(send_command(devices["tickets"]["control"], "slips"))
        for text in slips:
            print("\n".join(f"        | {each}" for each in str(text).splitlines()))
        for each in sorted((self._folder / "papers").rglob("*.pdf")):
            self._tell(f"PDF kept at {each} ({each.stat().st_size} bytes)")

    def _home(self, window: Script, line: Line, case_no: str) -> None:
        cut = window.try_do("sync", timeout_s=3)
        self._tell(f"sync with the line cut: {cut.get('error', {}).get('what', cut)}")
        line.restore()
        self._tell("LINE RESTORED")
        synced = window.do("sync", timeout_s=30)
        again = window.do("sync", timeout_s=30)
        self._tell(f"synced: {synced['acked']} acknowledged, {again['pending']} pending")
        data = str(self._folder / "county")
        found = call("county_server", "cases", "--data", data)
        mine = [each for each in found if each["case_no"] == case_no]
        if len(mine) != 1:
            raise ToolError(f"the county has case {case_no} {len(mine)} times")
        print(json.dumps(mine[0], ensure_ascii=False))
        self._tell(f"case {case_no} is at the county exactly once")

    def _tell(self, text: str) -> None:
        self._step += 1
        print(f"[{time.monotonic() - self._began:5.1f} s] {self._step:2}. {text}", flush=True)


def make_user(data: str) -> None:
    """Let the county know one clerk."""
    call(
        *("county_server", "create-user", USER, "--role", "clerk"),
        *("--display-name", "次仁", "--password-stdin", "--data", data),
        given=PASSWORD + "\n",
    )


def start_devices(stack: ExitStack, folder: Path) -> dict[str, dict[str, Any]]:
    """Start one simulator of each kind; what it announced by kind."""
    found = {}
    for kind in ("reader", "tickets", "documents"):
        listen = "pty:" if kind == "reader" else "tcp:127.0.0.1:0"
        options = [] if kind == "reader" else ["--out", str(folder / "papers" / kind)]
        child = Child(
            stack,
            *("counter_app", "device", "simulate", kind),
            *("--listen", listen, "--control", "tcp:127.0.0.1:0", *options),
        )
        found[kind] = child.said
    return found


def enrol_window(folder: Path, server: str, options: list[str]) -> str:
    """Have the county make a window and become it; returns its name."""
    made = call(
        *("county_server", "enrol-window", "--hall", "巴宜区政务服务中心"),
        *("--window", "3号窗口", "--kind", "nd", "--data", str(folder / "county")),
    )[0]
    call("counter_app", *options, "enrol", "--server", server, "--code", str(made["code"]))
    return str(made["window"])


def _masked(number: str) -> str:
    return number[0] + "*" * (len(number) - 5) + number[-4:]


def _brief(lines: list[dict[str, Any]]) -> str:
    return ", ".join(f"{name} {value}" for line in lines for name, value in line.items())
