"""One county and one set of devices for every journey: each starts real processes, which is slow."""

from __future__ import annotations

import shutil
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack

import pytest

from tests.fakes.county_process import CountyProcess, json_lines, new_folder, run_command
from tests.fakes.window_process import DeviceProcess

USER, PASSWORD = "ciren", "Test-2026-Nyingchi"
PAGE = "https://zw.example"
"""The county's public page as codes on papers name it; nobody answers there."""


class Hall:
    """A running county with the sample catalogue, one clerk and the ``code`` of one window."""

    def __init__(self, url, data):
        self.url = url
        self.place = ("--data", data)
        role = ("--role", "clerk", "--password-stdin")
        self._windows = 1
        named = _named(1)
        with ThreadPoolExecutor() as at_once:
            loading = at_once.submit(run_command, "load-catalogue", "sample", *self.place)
            window = at_once.submit(run_command, "enrol-window", *named, *self.place)
            run_command("create-user", USER, *role, *self.place, stdin=PASSWORD + "\n")
            self.code = json_lines(window.result())[0]["code"]
            loading.result()

    def another_window(self):
        """Return the one-time code of one more window."""
        self._windows += 1
        made = run_command("enrol-window", *_named(self._windows), *self.place)
        return json_lines(made)[0]["code"]

    def run(self, *arguments, **options):
        """Run a command of the county beside the server."""
        return run_command(*arguments, *self.place, **options)

    def cases(self, case_no):
        """Return every case with that number that the county has."""
        found = json_lines(run_command("cases", *self.place))
        return [each for each in found if each["case_no"] == case_no]


def _named(number):
    return ("--hall", "巴宜区政务服务中心", "--window", f"{number}号窗口", "--kind", "nd")


@pytest.fixture(scope="session")
def hall(devices):
    data = new_folder()
    with CountyProcess("--data", data, more=("--public-url", PAGE)) as process:
        yield Hall(process.ready(), data)
    shutil.rmtree(data)


@pytest.fixture(scope="session")
def devices(tmp_path_factory):
    """The three devices of a window, at the far ends of a serial line and of two sockets."""
    out = tmp_path_factory.mktemp("papers")
    with ExitStack() as stack:
        yield {
            "reader": stack.enter_context(DeviceProcess("reader", listen="pty:")),
            "tickets": stack.enter_context(DeviceProcess("tickets", out / "tickets")),
            "documents": stack.enter_context(DeviceProcess("documents", out / "documents")),
        }


@pytest.fixture
def whole_devices(devices):
    """The devices without a trouble, a card or a job of the test before."""
    devices["reader"].ask("remove")
    devices["reader"].ask("fault none")
    devices["tickets"].ask("reset")
    devices["documents"].ask("reset")
    return devices
