"""
A certificate's print killed at each step: what is known is known, the rest is asked, none is twice.

Real processes: SIGKILL by the child itself at a named point, then a new process reads the same files.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.fakes.proof import long_proof, longer

ROOT = Path(__file__).resolve().parents[2]
SCRIPT = Path(__file__).with_name("certificate_printing.py")
SIGN_IN = {"do": "sign_in", "user": "ciren", "password": "right"}
KILLED = -9


class Session:
    """One life of the window's process; it ends at the end of the context, or by SIGKILL in it."""

    def __init__(self, folder: Path, point: str):
        command = [sys.executable, str(SCRIPT), "play", str(folder / "profile")]
        self._process = subprocess.Popen(
            [*command, str(folder / "tray"), point],
            env={**os.environ, "PYTHONPATH": str(ROOT)},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            encoding="utf-8",
        )

    def __enter__(self):
        assert self.say(SIGN_IN)["ok"]
        return self

    def __exit__(self, *_):
        self._process.stdin.close()
        self._process.wait(120)
        self._process.stdout.close()

    def say(self, line):
        """Play a line and return its answer, None when the process died of it."""
        self._process.stdin.write(json.dumps(line) + "\n")
        self._process.stdin.flush()
        told = self._process.stdout.readline()
        if not told:
            assert self._process.wait(120) == KILLED
            return None
        return json.loads(told)

    def do(self, verb, **told):
        answer = self.say({"do": verb, **told})
        assert answer["ok"], answer
        return answer

    def refused(self, verb, **told):
        return self.say({"do": verb, **told})["error"]["code"]

    def sheet(self):
        """The one certificate on paper that nobody has answered for."""
        (found,) = self.do("status")["sheets"]
        return found


class Window:
    def __init__(self, folder: Path, case_no: str):
        self.folder, self.case_no = folder, case_no

    def session(self, point="never"):
        return Session(self.folder, point)

    def die(self, point, verb="issue_certificate", **told):
        told.setdefault("case_no", self.case_no)
        with self.session(point) as session:
            assert session.say({"do": verb, **told}) is None

    def printed(self):
        log = self.folder / "printed.log"
        return log.read_text(encoding="utf-8").split() if log.exists() else []


@pytest.fixture(scope="module")
def ready(tmp_path_factory):
    """A window with a decided case, as files; made once."""
    folder = tmp_path_factory.mktemp("ready")
    (folder / "tray").mkdir()
    made = subprocess.run(
        [sys.executable, str(SCRIPT), "setup", str(folder / "profile"), "/tray", "never"],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        timeout=120,
        check=True,
    )
    return folder, made.stdout.strip()


@pytest.fixture
def window(ready, tmp_path):
    folder, case_no = ready
    shutil.copytree(folder, tmp_path / "window")
    placements = tmp_path / "window" / "profile" / "placements.json"
    moved = placements.read_text(encoding="utf-8").replace(
        "file:/tray", f"file:{tmp_path / 'window' / 'tray'}"
    )
    placements.write_text(moved, encoding="utf-8")
    return Window(tmp_path / "window", case_no)


@pytest.mark.parametrize("point", ["bound", *longer(("queued",))])
def test_killed_before_the_printer_was_called_the_print_goes_on(window, point):
    window.die(point)
    assert window.printed() == []
    with window.session() as session:
        before = session.sheet()
        assert (before["state"], before["blank_no"]) == ("queued", 35_017)
        done = session.do("issue_certificate", case_no=window.case_no)
        assert (done["job"], done["blank_no"]) == (before["job"], 35_017)
        assert done["certificate_no"] == before["certificate_no"]
        assert window.printed() == [done["job"]]
        assert session.sheet()["state"] == "device_done"


def ask(window, session, sheets):
    """It asks, and prints nothing by itself."""
    assert len(window.printed()) == sheets
    asked = session.sheet()
    assert asked["state"] == "unknown"
    refused = session.refused("issue_certificate", case_no=window.case_no)
    assert (refused, len(window.printed())) == ("print_unanswered", sheets)
    return asked


@long_proof
def test_killed_with_the_paper_in_the_tray_the_clerk_confirms_it(window):
    window.die("after_paper")
    with window.session() as session:
        job = ask(window, session, sheets=1)["job"]
        done = session.do("confirm_print", job=job, outcome="good", last3="017")
        assert (done["state"], done["certificate_state"]) == ("confirmed", "printed")
        assert session.do("status")["sheets"] == []
    assert window.printed() == [job]


@long_proof
def test_killed_with_no_paper_the_sheet_goes_back_and_is_printed_once(window):
    window.die("before_paper")
    with window.session() as session:
        asked = ask(window, session, sheets=0)
        session.do("confirm_print", job=asked["job"], outcome="blank")
        told = {"case_no": window.case_no, "reason": "断电，没有出纸"}
        done = session.do("issue_certificate", **told)
        assert (done["blank_no"], done["certificate_no"]) == (35_017, asked["certificate_no"])
        assert window.printed() == [done["job"]]


@long_proof
def test_killed_after_the_end_was_noted_only_the_clerk_is_missing(window):
    window.die("done")
    assert len(window.printed()) == 1
    with window.session() as session:
        asked = session.sheet()
        assert asked["state"] == "device_done"
        told = {"job": asked["job"], "outcome": "good"}
        assert session.refused("confirm_print", **told, last3="") == "blank_tail_form"
        session.do("confirm_print", **told, last3="017")
        assert session.do("status")["sheets"] == []


@long_proof
def test_killed_after_the_confirmation_it_stands(window):
    with window.session("confirmed") as session:
        job = session.do("issue_certificate", case_no=window.case_no)["job"]
        confirm = {"job": job, "outcome": "good", "last3": "017"}
        assert session.say({"do": "confirm_print", **confirm}) is None
    with window.session() as session:
        assert session.do("status")["sheets"] == []
        (line,) = session.do("certificates")["certificates"]
        assert line["group"] == "to_fetch"
        assert session.do("confirm_print", **confirm)["state"] == "confirmed"
        assert session.do("certificate_figures")["day"]["issued"] == 1
    assert window.printed() == [job]


@long_proof
def test_killed_while_the_sheets_are_exchanged_it_goes_on(window):
    with window.session("spoiled") as session:
        job = session.do("issue_certificate", case_no=window.case_no)["job"]
        other = {"job": job, "outcome": "good", "last3": "019", "blank_no": 35_019}
        assert session.say({"do": "confirm_print", **other}) is None
    with window.session() as session:
        again = {"case_no": window.case_no, "reason": "再打"}
        assert session.refused("issue_certificate", **again) == "print_unanswered"
        done = session.do("confirm_print", **other)
        assert (done["blank_no"], done["certificate_state"]) == (35_019, "printed")
    assert window.printed() == [job]


@pytest.mark.parametrize(
    ("point", "outcome", "sheets"),
    [
        ("after_paper", "good", 1),
        *longer(("before_paper", "blank", 0)),
    ],
)
def test_a_document_killed_at_the_printer_is_asked_about_too(window, point, outcome, sheets):
    document = f"{window.case_no}-W02-01"
    window.die(point, "print", document=document)
    with window.session() as session:
        found = {each["document"]: each for each in session.do("status")["unprinted"]}[document]
        assert found["state"] == "unknown"
        assert session.refused("print", document=document) == "reprint_reason"
        assert len(window.printed()) == sheets
        session.do("confirm_print", job=found["job"], outcome=outcome)
        if outcome == "good":
            assert session.refused("print", document=document) == "reprint_reason"
        else:
            assert session.do("print", document=document)["job"] == found["job"]
    assert window.printed() == [found["job"]]
