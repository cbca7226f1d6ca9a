"""The hall around the window: its line, its hours, what its figures are compared with, its queue."""

from __future__ import annotations

from urllib.parse import quote

from devtools.demo.processes import Script, call

HALL = "巴宜区政务服务中心"
CITY = "540400"
BASELINES = ("1.17", "4.99")
"""Cases a minute that were published of the city, before and after (facts/domain.md 1.6)."""


def furnish_hall(data: str) -> None:
    """Tell the county the hall's line and its invented hours, and the city's baselines."""
    place = ("--data", data)
    line = ("--letter", "A", "--name", "综合业务")
    call("county_server", "queue-line", "--hall", HALL, *line, *place)
    for more, first, end in (((), "09:30", "13:00"), (("--add",), "15:30", "18:30")):
        hours = ("--days", "1-5", "--from", first, "--to", end, *more)
        call("county_server", "opening-hours", "--hall", HALL, *hours, *place)
    values = [part for value in BASELINES for part in ("--value", value)]
    call("county_server", "baseline", "--area", CITY, *values, *place)


def display_of(server: str) -> str:
    """Return where a browser shows the hall's calls."""
    return f"{server}/display/{quote(HALL)}"


def fill_queue(window: Script, people: int) -> list[str]:
    """Let so many people take a number; their numbers."""
    return [str(window.do("take_ticket", business="A")["ticket"]["no"]) for _ in range(people)]
