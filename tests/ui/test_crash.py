from __future__ import annotations

import json
import logging
import os
import signal
import subprocess
import sys
import threading
from contextlib import contextmanager
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from counter_app.domain.errors import StoreError
from counter_app.ui.crash import CrashHook, relaunch_command
from counter_app.ui.dressing import keep_log
from counter_app.ui.notice import NoticeText, notice_window
from counter_app.ui.place import KeyAction
from counter_app.words import Words

ROOT = Path(__file__).parents[2]
NUMBER = "540402199001010014"


@pytest.fixture
def hook():
    numbers = iter(f"number-{at}" for at in range(9))
    offered = []
    made = CrashHook(lambda: next(numbers), offered.append)
    made.offered = offered
    before = (sys.excepthook, threading.excepthook)
    made.install()
    yield made
    made.remove()
    assert (sys.excepthook, threading.excepthook) == before


def raise_on_a_thread():
    def bug():
        raise ValueError(NUMBER)

    thread = threading.Thread(target=bug)
    thread.start()
    thread.join()


def test_a_bug_on_a_lane_is_offered_on_this_thread_by_its_number(hook, qtbot):
    raise_on_a_thread()
    assert hook.offered == []

    qtbot.waitUntil(lambda: bool(hook.offered))
    assert hook.offered == ["number-0"]


def test_it_is_offered_once_and_noted_each_time(hook, qtbot, caplog):
    for _ in range(3):
        raise_on_a_thread()

    qtbot.waitUntil(lambda: bool(hook.offered))
    qtbot.wait(1)
    assert hook.offered == ["number-0"]
    assert [each.getMessage().split()[1] for each in caplog.records] == [
        "number=number-0",
        "number=number-1",
        "number=number-2",
    ]


def test_the_log_names_places_and_never_what_the_exception_says(hook, caplog):
    raise_on_a_thread()

    said = caplog.text
    assert "kind=ValueError" in said
    assert "test_crash.py" in said
    assert ":bug" in said
    assert NUMBER not in said
    assert all(each.exc_info is None for each in caplog.records)


def test_ctrl_c_in_a_terminal_is_no_bug(caplog):
    met, before = [], sys.excepthook
    sys.excepthook = lambda *told: met.append(told)
    made = CrashHook(lambda: "number", met.append)
    made.install()
    try:
        sys.excepthook(KeyboardInterrupt, KeyboardInterrupt(), None)
    finally:
        made.remove()
        sys.excepthook = before

    assert [each[0] for each in met] == [KeyboardInterrupt]
    assert caplog.records == []


def test_the_program_is_opened_again_with_the_arguments_it_was_given(monkeypatch):
    monkeypatch.setattr(sys, "orig_argv", ["python", "-m", "counter_app", "--profile", "p"])
    monkeypatch.setattr(sys, "executable", "/env/python")
    assert relaunch_command() == ["/env/python", "-m", "counter_app", "--profile", "p"]

    monkeypatch.setattr(sys, "frozen", True, raising=False)
    monkeypatch.setattr(sys, "argv", ["counter.exe", "--profile", "p"])
    assert relaunch_command() == ["/env/python", "--profile", "p"]


def test_a_notice_is_answered_by_its_keys(qtbot):
    answered = []
    panel = notice_window(
        "t",
        NoticeText("程序出了一处差错", ("一行", "又一行"), "error"),
        (
            KeyAction("Enter", "重新打开", lambda: answered.append("again")),
            KeyAction("Alt+Q", "先关闭", lambda: answered.append("close")),
        ),
    )
    qtbot.addWidget(panel)
    with qtbot.waitActive(panel):
        panel.show()
        panel.activateWindow()

    QTest.keyClick(panel, Qt.Key.Key_Return)
    QTest.keyClick(panel, Qt.Key.Key_Q, Qt.KeyboardModifier.AltModifier)
    QTest.mouseClick(panel.buttons[0], Qt.MouseButton.LeftButton)

    assert answered == ["again", "close", "again"]


def test_the_log_lies_in_the_profile_for_its_owner_only(tmp_path):
    log = keep_log(tmp_path / "profile")
    logging.getLogger("counter_app.test").info("window=3")
    log.close()

    folder = tmp_path / "profile" / "log"
    assert "window=3" in (folder / "window.log").read_text(encoding="utf-8")
    assert os.name == "nt" or folder.stat().st_mode & 0o077 == 0


def test_where_no_log_can_be_written_the_window_still_opens(tmp_path, caplog):
    (tmp_path / "file").write_text("not a folder", encoding="utf-8")

    keep_log(tmp_path / "file").close()

    assert "no log file" in caplog.text


# ---- the whole face, as a process of its own


@contextmanager
def face(tmp_path, plan, *more):
    """The window of ``tests/fakes/face.py`` as a process; ``plan`` is what happens in it."""
    with subprocess.Popen(
        [sys.executable, "-m", "tests.fakes.face", str(tmp_path), plan, *more],
        cwd=ROOT,
        env=os.environ | {"QT_QPA_PLATFORM": "offscreen"},
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        try:
            yield process
        finally:
            process.kill()


def told(process):
    return json.loads(process.stdout.readline())


def test_the_window_opens_and_its_lanes_are_closed_before_the_application_dies(tmp_path):
    with face(tmp_path, "close") as process:
        assert told(process) == {"opened": True}
        assert told(process) == {"lanes_closed": True, "windows": 0}
        assert told(process) == {"code": 0}
        assert process.wait(20) == 0


def test_a_desk_that_cannot_be_opened_says_so_and_ends_with_one(tmp_path):
    with face(tmp_path, "refuse") as process:
        what, remedy = Words().error(StoreError("store_in_use", file="ledger.db"))
        assert told(process) == {"notice": ["窗口没有打开", what, remedy]}
        assert told(process) == {"code": 1}
        assert process.wait(20) == 0


def test_a_slow_desk_says_that_it_is_being_opened(tmp_path):
    with face(tmp_path, "slow") as process:
        assert told(process) == {"notice": ["正在打开本窗口的资料，请稍候。"]}
        assert told(process) == {"opened": True}


def test_a_bug_closes_the_lanes_and_opens_the_program_again(tmp_path):
    with face(tmp_path, "bug") as process:
        assert told(process) == {"opened": True}
        notice = told(process)["notice"]
        assert notice[0] == "程序出了一处差错，需要重新打开"
        assert told(process)["lanes_closed"]
        assert told(process) == {"code": 1}
        assert told(process) == {"opened": True, "again": True}
    log = (tmp_path / "log" / "window.log").read_text(encoding="utf-8")
    assert "kind=ValueError" in log
    assert NUMBER not in log


@pytest.mark.skipif(os.name == "nt", reason="Windows has no SIGTERM to send")
def test_a_signal_ends_the_window_in_order(tmp_path):
    with face(tmp_path, "stay") as process:
        assert told(process) == {"opened": True}
        process.send_signal(signal.SIGTERM)
        assert told(process)["lanes_closed"]
        assert told(process) == {"code": 0}
