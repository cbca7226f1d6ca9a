"""
Region codes of Nyingchi (GB/T 2260, facts/devices.md A15).

Identity numbers given before 2015 keep the codes of the former prefecture for life.
"""

from __future__ import annotations

REGIONS = {
    "540400": "林芝市",
    "540402": "巴宜区",
    "540421": "工布江达县",
    "540422": "米林县",
    "540423": "墨脱县",
    "540424": "波密县",
    "540425": "察隅县",
    "540426": "朗县",
    "540481": "米林市",
    "542600": "林芝地区",
    "542621": "林芝县",
    "542622": "工布江达县",
    "542623": "米林县",
    "542624": "墨脱县",
    "542625": "波密县",
    "542626": "察隅县",
    "542627": "朗县",
}
"""Code to name; 5426.. until 2015, 540422 until 2023."""

_PREFECTURES = ("5404", "5426")


def region_text(code: str) -> str:
    """Name of a six-digit region code; an unknown code is shown as it is."""
    return REGIONS.get(code, code)


def is_of_prefecture(number: str) -> bool:
    """Whether an identity number was first given in Nyingchi, by either family of codes."""
    return number.startswith(_PREFECTURES)
