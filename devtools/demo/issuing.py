"""
From the decision to the hands of the holder: back office, numbered blanks, certificate window.

The officers, the sheets and what a person sees on them are invented; the commands, the verbs and the
bytes to the printer are not.
"""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from devtools.demo.processes import Script, call

OFFICER = "gesang"
SERIES = {"SPZ": 35_001, "SPF": 70_001, "YDZ": 12_001}
"""The forms of the sample certificates, and where their printed numbers begin."""
FOOD = ("SPZ", "SPF")
SHEETS = 100
DRAWER = 20
VALUES = {
    "principal": "测试甲",
    "premises": "林芝市巴宜区测试路1号",
    "business": "食品销售经营者",
    "scope": "预包装食品销售",
}
"""What the back office writes into a food permit."""
STROKES = [[[100, 100], [1500, 900]], [[200, 900], [3900, 200]]]
"""A signature as the citizen's screen would give it."""
TAIL_DIGITS = 3


def stock_blanks(data: str, keeper: str, window: str, forms: tuple[str, ...]) -> None:
    """Receive a packet of each form and give its first sheets to a window's drawer."""

    def stock(series: str) -> None:
        sheets = f"{SERIES[series]}-{SERIES[series] + SHEETS - 1}"
        named = ("--series", series, "--by", keeper, "--data", data)
        call("county_server", "blanks", "receive", "--sheets", sheets, *named)
        given = ("--window", window, "--count", str(DRAWER))
        call("county_server", "blanks", "allot", *given, *named)

    with ThreadPoolExecutor(2) as at_once:
        for done in [at_once.submit(stock, each) for each in forms]:
            done.result()


def decide_food_permit(data: str, case_no: str) -> dict[str, Any]:
    """Grant a food permit as the back office would; who accepted the case could not."""
    values = [part for name, text in VALUES.items() for part in ("--value", f"{name}={text}")]
    return call(
        *("county_server", "decide", "--case", case_no, "--by", OFFICER, "--grant"),
        *("--officer", "格桑", "--officer", "央金", *values, "--valid-to", "2031-11-15"),
        *("--data", data),
    )[0]


def try_forms(window: Script) -> Iterator[str]:
    """Print a trial of each form on plain paper and say that it lies right; yield their names."""
    for each in window.do("placements")["placements"]:
        window.do("print_trial", type=each["type"], plain_loaded=True)
        window.do("confirm_trial", type=each["type"])
        yield str(each["name"])


def tail(blank_no: int) -> str:
    """Return what a person reads off the end of a sheet's printed number."""
    return str(blank_no)[-TAIL_DIGITS:]
