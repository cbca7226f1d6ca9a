"""
What a person is told about the handling of his data, by version (personal information law art. 17).

``resources/privacy/notice-<version>.toml``: a version that was once shown is never changed; what
somebody was told is then known by its number for ever.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from counter_app.domain.errors import RuleError
from counter_app.domain.wire import WindowInfo
from counter_app.paths import resources


@dataclass(frozen=True, slots=True)
class NoticePart:
    """One duty of the article: its heading and what is said."""

    head: str
    text: str


@dataclass(frozen=True, slots=True)
class Notice:
    """A version of the notice in Chinese; its parts may name ``{hall}`` and the two phones."""

    version: int
    title: str
    basis: str
    parts: tuple[NoticePart, ...]

    def of_window(self, window: WindowInfo, unknown: str) -> Notice:
        """Return it as this window says it; ``unknown`` stands for what is not known of the hall."""
        values = {
            "hall": window.hall_name or unknown,
            "phone": window.phone or unknown,
            "complaint_phone": window.complaint_phone or unknown,
        }
        parts = tuple(NoticePart(each.head, each.text.format(**values)) for each in self.parts)
        return Notice(self.version, self.title, self.basis, parts)


@cache
def current_notice() -> Notice:
    """Return the newest version."""
    return notice(max(_versions()))


@cache
def notice(version: int) -> Notice:
    """
    Return one version.

    Raises:
        RuleError: ``notice_unknown``

    """
    if version not in _versions():
        raise RuleError("notice_unknown", version=version)
    file = resources() / "privacy" / f"notice-{version}.toml"
    table = tomllib.loads(file.read_text(encoding="utf-8"))
    parts = tuple(NoticePart(each["head"], each["text"]) for each in table["parts"])
    return Notice(table["version"], table["title"], table["basis"], parts)


def _versions() -> frozenset[int]:
    names = (each.stem.removeprefix("notice-") for each in _files())
    return frozenset(int(each) for each in names if each.isdecimal())


def _files() -> tuple[Path, ...]:
    return tuple((resources() / "privacy").glob("notice-*.toml"))
