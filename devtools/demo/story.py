"""
The main job from the first command to the certificate in the holder's hands, told step by step.

Only public commands are used: county_server, counter_app enrol, device simulate and script. The
people, the catalogue's content, the numbered sheets and the devices' far ends are invented; nothing
else is.
"""

from __future__ import annotations

import json
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from counter_app.simulation.control import send_command
from devtools.demo import issuing
from devtools.demo.cards import CARDS
from devtools.demo.hall import HALL, display_of, fill_queue, furnish_hall
from devtools.demo.line import Line
from devtools.demo.processes import Child, Script, call, settings
from devtools.places import ToolError

KINDS = ("reader", "tickets", "documents", "certificates")
USER, PASSWORD = "ciren", "Demo-2026-Nyingchi"
INITIALS = "spjyxk"
"""食品经营许可: decided by the back office, and its certificates lie on numbered blanks."""


class Story:
    """One run in ``folder``; ``say`` prints one line."""

    def __init__(self, folder: Path, stack: ExitStack) -> None:
        self._folder = folder
        self._stack = stack
        self._step = 0
        self._began = time.monotonic()

    def play(self) -> None:
        """Play the whole story; ToolError when anything is not as it should be."""
        with ThreadPoolExecutor(1) as beside:
            starting = beside.submit(start_devices, self._stack, self._folder)
            server, made = self._county()
            devices = starting.result()
        for kind, said in devices.items():
            self._tell(f"simulated {kind} at {said['url']}")
        line = Line(server)
        window = self._window(line, devices, made)
        case_no, papers = self._case(window, devices, line)
        self._print(window, devices, papers)
        self._home(window, line, case_no)
        self._decide(window, case_no)
        self._issue(window, case_no)
        self._hand_over(window, devices, case_no)
        for each in sorted((self._folder / "papers").rglob("*.pdf")):
            name = each.relative_to(self._folder)
            self._tell(f"PDF {name} ({each.stat().st_size} bytes), removed with the demo's folder")

    def _county(self) -> tuple[str, tuple[str, str]]:
        data = str(self._folder / "county")
        child = Child(self._stack, "county_server", "serve", "--data", data, "--port", "0")
        server = str(child.said["listening"])
        self._tell(f"county server up on {server}, PostgreSQL inside it")
        with ThreadPoolExecutor(2) as at_once:
            loading = at_once.submit(
                call, "county_server", "load-catalogue", "sample", "--data", data
            )
            make_users(data)
            made = make_window(self._folder)
            furnish_hall(data)
            self._tell(f"catalogue loaded: {_brief(loading.result())}")
        self._tell(f"user {USER} for the windows, {issuing.OFFICER} for the back office")
        self._tell(f"the hall's calls in a browser: {display_of(server)}")
        return server, made

    def _window(
        self, line: Line, devices: dict[str, dict[str, Any]], made: tuple[str, str]
    ) -> Script:
        profile = str(self._folder / "window")
        urls = settings({f"devices.{kind}": said["url"] for kind, said in devices.items()})
        options = ["--profile", profile, *urls]
        name, code = made
        with ThreadPoolExecutor(1) as beside:
            joining = beside.submit(become_window, line.url, options, code)
            issuing.stock_blanks(str(self._folder / "county"), USER, name, issuing.FOOD)
            joining.result()
        self._tell(f"window {name} enrolled with its one-time code")
        drawer = f"{issuing.DRAWER} of {issuing.SHEETS} sheets (invented numbers) of each form"
        self._tell(f"numbered blanks received at the county, in the drawer {drawer}")
        window = Script(self._stack, *options)
        window.do("sync", timeout_s=20)
        signed = window.do("sign_in", user=USER, password=PASSWORD)
        self._tell(f"{signed['user']} signed in against the window's own store")
        self._call(window)
        return window

    def _call(self, window: Script) -> None:
        taken = fill_queue(window, 2)
        called = window.do("call_next")
        self._tell(f"numbers {'、'.join(taken)} taken; the next is called: {called['reason']}")
        window.do("start")

    def _case(
        self, window: Script, devices: dict[str, dict[str, Any]], line: Line
    ) -> tuple[str, list[dict[str, Any]]]:
        self._lay_card(devices)
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
        ended = window.do("finish")["ticket"]
        window.do("sync", timeout_s=30)
        differing = call("county_server", "rebuild-figures", "--check", "--data", data)
        self._tell(
            f"visit {ended['no']} ended; the hall's figures against a recount: {_brief(differing)}"
        )

    def _decide(self, window: Script, case_no: str) -> None:
        decided = issuing.decide_food_permit(str(self._folder / "county"), case_no)
        self._tell(f"BACK OFFICE: {issuing.OFFICER} grants it, decision {decided['decision_no']}")
        window.do("sync", timeout_s=30)
        waiting = window.do("certificates")["certificates"]
        names = "、".join(each["name"] for each in waiting)
        self._tell(f"the feed brings it to the certificate window: to print {names}")
        forms = "、".join(issuing.try_forms(window))
        self._tell(f"trials on plain paper said to lie right (nobody looked): {forms}")

    def _issue(self, window: Script, case_no: str) -> None:
        for _ in range(2):
            issued = window.do("issue_certificate", case_no=case_no)
            sheet, job = issued["blank_no"], issued["job"]
            self._tell(
                f"{issued['certificate_no']} bound to blank {issued['series']} {sheet}, then printed: "
                f"simulated printer says {issued['state']}"
            )
            wrong = window.try_do(
                "confirm_print", job=job, outcome="good", last3=issuing.tail(sheet + 1)
            )
            self._tell(f"a wrong number is typed: {wrong['error']['what']}")
            told = window.do("confirm_print", job=job, outcome="good", last3=issuing.tail(sheet))
            self._tell(f"the last three digits {issuing.tail(sheet)} are typed: {told['state']}")

    def _hand_over(self, window: Script, devices: dict[str, dict[str, Any]], case_no: str) -> None:
        window.do("leave")
        self._lay_card(devices)
        person = window.do("read_card")["person"]
        handed = window.do("hand_over", case_no=case_no, relation="self", strokes=issuing.STROKES)
        kinds = " ".join(each["kind"] for each in handed["documents"])
        self._tell(
            f"card of {person['name']} read again, signed by invented strokes, handed over: "
            f"state {handed['state']}, papers {kinds}"
        )
        window.do("sync", timeout_s=30)
        data = str(self._folder / "county")
        states = {
            each["case_no"]: each["state"]
            for each in call("county_server", "cases", "--data", data)
        }
        used = [
            each
            for each in call("county_server", "blanks", "show", "--data", data)
            if each["state"] == "used"
        ]
        sheets = "、".join(f"{each['series']} {each['first']}" for each in used)
        self._tell(f"the county has the case as {states[case_no]} and the sheets {sheets} as used")

    def _lay_card(self, devices: dict[str, dict[str, Any]]) -> None:
        card = self._folder / "card.json"
        card.write_text(json.dumps(CARDS[0], ensure_ascii=False), encoding="utf-8")
        send_command(devices["reader"]["control"], "remove")
        send_command(devices["reader"]["control"], f"card {card}")

    def _tell(self, text: str) -> None:
        self._step += 1
        print(f"[{time.monotonic() - self._began:5.1f} s] {self._step:2}. {text}", flush=True)


def make_users(data: str) -> None:
    """Let the county know one clerk, who issues certificates and supervises too, and one officer."""
    for name, shown, *roles in (
        (USER, "次仁", "clerk", "certificate_clerk", "supervisor"),
        (issuing.OFFICER, "格桑", "back-office"),
    ):
        call(
            *("county_server", "create-user", name, "--role", *roles),
            *("--display-name", shown, "--password-stdin", "--data", data),
            given=PASSWORD + "\n",
        )


def start_devices(
    stack: ExitStack, folder: Path, blanks_port: str = "0"
) -> dict[str, dict[str, Any]]:
    """
    Start one simulator of each kind; what it announced by kind.

    ``blanks_port`` of the certificate printer: where forms are printed is kept by its address.
    """

    def start(kind: str) -> dict[str, Any]:
        port = blanks_port if kind == "certificates" else "0"
        listen = "pty:" if kind == "reader" else f"tcp:127.0.0.1:{port}"
        options = [] if kind == "reader" else ["--out", str(folder / "papers" / kind)]
        child = Child(
            stack,
            *("counter_app", "device", "simulate", kind),
            *("--listen", listen, "--control", "tcp:127.0.0.1:0", *options),
        )
        return child.said

    with ThreadPoolExecutor(2) as at_once:
        return dict(zip(KINDS, at_once.map(start, KINDS), strict=True))


def make_window(folder: Path) -> tuple[str, str]:
    """Have the county make a window; its name and its one-time code."""
    made = call(
        *("county_server", "enrol-window", "--hall", HALL),
        *("--window", "3号窗口", "--kind", "nd", "--data", str(folder / "county")),
    )[0]
    return str(made["window"]), str(made["code"])


def become_window(server: str, options: list[str], code: str) -> None:
    """Make this profile the window of that code."""
    call("counter_app", *options, "enrol", "--server", server, "--code", code)


def _masked(number: str) -> str:
    return number[0] + "*" * (len(number) - 5) + number[-4:]


def _brief(lines: list[dict[str, Any]]) -> str:
    return ", ".join(f"{name} {value}" for line in lines for name, value in line.items())
