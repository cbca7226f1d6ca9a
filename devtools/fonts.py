"""The fonts on this machine against the ones that resources/fonts.toml notes."""

from __future__ import annotations

import hashlib
import os
import tomllib
from collections.abc import Iterable
from pathlib import Path

from devtools.places import FONT_LIST, say

_FOLDERS = (
    Path("/usr/share/fonts"),
    Path("/usr/local/share/fonts"),
    Path.home() / ".local/share/fonts",
)


def noted() -> list[dict[str, str]]:
    """Read the rows of resources/fonts.toml."""
    rows: list[dict[str, str]] = tomllib.loads(FONT_LIST.read_text(encoding="utf-8"))["font"]
    return rows


def compare(rows: list[dict[str, str]], folders: Iterable[Path]) -> tuple[list[str], list[str]]:
    """Files that are missing, and files whose SHA-256 is not the noted one. Names as in the rows."""
    found = {
        name: Path(at) / name
        for folder in folders
        for at, _, names in os.walk(folder)
        for name in names
    }
    absent = [row["file"] for row in rows if row["file"] not in found]
    foreign = [
        row["file"]
        for row in rows
        if row["file"] in found and _sha256(found[row["file"]]) != row["sha256"]
    ]
    return absent, foreign


def report() -> None:
    """Warn of missing and foreign fonts. Never an error: other fonts print too, only not to the byte."""
    absent, foreign = compare(noted(), _FOLDERS)
    if absent:
        say("set-up: fonts not found, other ones will stand in: " + ", ".join(absent))
    if foreign:
        say("set-up: fonts other than noted, golden bytes will be skipped: " + ", ".join(foreign))


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
