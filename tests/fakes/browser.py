"""
Debian's Chromium, driven by Playwright on a thread of its own.

Playwright's loop runs where it was started: on the main thread no other test could run a loop.
"""

from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

from playwright.sync_api import Error, sync_playwright

CHROMIUM = "/usr/bin/chromium"
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
SOUND = "--autoplay-policy=no-user-gesture-required"
WAIT_S = 40
WAIT_MS = 20_000


class Tab:
    """One page; ``faults`` are its console's errors and what its script threw."""

    def __init__(self, lane, page) -> None:
        self._lane, self._page = lane, page
        self.faults: list[str] = []
        self.asked: list[str] = []
        self(self._listen)

    def _listen(self, page) -> None:
        page.on("pageerror", lambda wrong: self.faults.append(str(wrong)))
        page.on("console", lambda told: told.type == "error" and self.faults.append(told.text))
        page.on("request", lambda asked: self.asked.append(asked.url))

    def __call__(self, work):
        """Do something with Playwright's page, on its thread."""
        return self._lane.submit(work, self._page).result(WAIT_S)

    def until(self, script: str) -> None:
        """Wait until an expression of JavaScript is true; asked from outside, as a policy wants it."""

        def poll(page):
            end = time.monotonic() + WAIT_S / 2
            while not _true(page, script):
                assert time.monotonic() < end, f"never: {script}"
                page.wait_for_timeout(30)

        self(poll)

    def text(self, selector: str) -> str:
        return self(lambda page: page.inner_text(selector))


def _true(page, script: str) -> bool:
    try:
        return bool(page.evaluate(script))
    except Error as wrong:  # it loads itself anew
        if "context was destroyed" not in wrong.message:
            raise
        return False


@contextmanager
def chromium(*flags: str):
    """Gives ``open(url, **options of a context)``; all is closed at the end."""
    with ThreadPoolExecutor(1, "browser") as lane:
        started = lane.submit(_start, flags)
        driver, browser = started.result(WAIT_S)

        def opened(url: str, script: str = "", **options) -> Tab:
            page = lane.submit(browser.new_page, **options).result(WAIT_S)
            tab = Tab(lane, page)
            tab(lambda page: page.set_default_timeout(WAIT_MS))
            if script:
                tab(lambda page: page.add_init_script(script))
            tab(lambda page: page.goto(url))
            return tab

        try:
            yield opened
        finally:
            lane.submit(browser.close).result(WAIT_S)
            lane.submit(driver.stop).result(WAIT_S)


def _start(flags):
    driver = sync_playwright().start()
    return driver, driver.chromium.launch(executable_path=CHROMIUM, args=[*FLAGS, *flags])
