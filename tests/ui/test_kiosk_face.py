"""The kiosk's program: how it opens, what it does when it cannot, and how it ends."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys

import pytest


def start(folder, plan):
    command = [sys.executable, "-m", "tests.fakes.kiosk_face", str(folder), plan]
    return subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True
    )


def told(folder, plan):
    with start(folder, plan) as process:
        out, err = process.communicate(timeout=60)
    assert "Traceback" not in err, err
    return [json.loads(line) for line in out.splitlines()], process.returncode


def test_the_staff_ends_it_and_the_lanes_close(tmp_path):
    lines, code = told(tmp_path, "staff")
    assert lines == [
        {"shown": "请选择要办的业务", "again": False, "full": True},
        {"lanes_closed": True},
        {"code": 0, "error": ""},
    ]
    assert code == 0


@pytest.mark.parametrize(
    ("plan", "error"), [("refuse", "store_in_use"), ("window", "kiosk_not_kiosk")]
)
def test_what_cannot_open_says_why_and_ends(tmp_path, plan, error):
    lines, _ = told(tmp_path, plan)
    assert lines[0]["shown"] == "取号机还没有准备好"
    assert lines[-1] == {"code": 1, "error": error}


def test_after_a_bug_it_opens_again_by_itself_and_nothing_personal_is_logged(tmp_path):
    lines, _ = told(tmp_path, "bug")
    assert {"shown": "取号机出了故障，正在重新启动。", "again": False, "full": True} in lines
    log = tmp_path / "log" / "window.log"
    assert "crash number=" in log.read_text(encoding="utf-8")
    assert "540402199001010014" not in log.read_text(encoding="utf-8")
    assert {"shown": "请选择要办的业务", "again": True, "full": True} in lines


def test_sigterm_ends_it(tmp_path):
    with start(tmp_path, "stay") as process:
        assert json.loads(process.stdout.readline())["shown"] == "请选择要办的业务"
        os.kill(process.pid, signal.SIGTERM)
        out, _ = process.communicate(timeout=60)
    assert json.loads(out.splitlines()[-1]) == {"code": 0, "error": ""}
