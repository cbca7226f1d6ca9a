"""
Settings of one window: frozen, read once, from ``settings.toml`` of the profile or a named file.

An unknown key or a value of the wrong kind stops the start and is named; ``--set KEY=VALUE``
overrides single keys, e.g. ``devices.reader=serial:COM3``.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields, is_dataclass
from pathlib import Path
from typing import Any, Literal, TypeVar, get_args, get_origin, get_type_hints

from counter_app.domain.errors import RuleError

T = TypeVar("T")

_LINE = re.compile(r"at line (\d+)")
"""How tomllib says where; at the end of the file it names no line."""

SCREEN_FILE = "screen.toml"
"""In the profile, beside the administrator's ``settings.toml``: what was chosen on the screen itself."""


@dataclass(frozen=True, slots=True)
class Devices:
    """One URL per role (architecture 4); empty: this window has no such device."""

    reader: str = ""
    tickets: str = ""
    documents: str = ""
    certificates: str = ""


@dataclass(frozen=True, slots=True)
class Store:
    """``key_file``: 32 raw bytes, mode 0600, used when the system has no key store."""

    key_file: str = ""
    free_floor_mb: int = 200


@dataclass(frozen=True, slots=True)
class County:
    """``ca_file``: certificate authority of the county server, if not a public one."""

    ca_file: str = ""


@dataclass(frozen=True, slots=True)
class Rules:
    """
    What facts/domain.md marks as local, so a setting.

    ``correction_days``: working days to bring corrections; ``lock_failures`` and
    ``lock_minutes``: sign-in (GB/T 22239 usage); ``card_wait_s``: how long F3 waits for a card;
    ``veil_minutes`` and ``sign_out_minutes`` without key or touch (the same usage): personal data is
    veiled, then a full sign-in is asked. ``skew_limit_s``: how far the PC clock may be from the county's before paper follows the county.
    ``rating_default``: what is recorded, marked as no answer, when nobody rates; empty: nothing.
    """

    correction_days: int = 15
    lock_failures: int = 5
    lock_minutes: int = 30
    veil_minutes: int = 5
    sign_out_minutes: int = 30
    card_wait_s: int = 10
    skew_limit_s: int = 120
    rating_default: Literal["", "very_good", "good", "fair"] = ""


@dataclass(frozen=True, slots=True)
class Screen:
    """
    The look of the window; ``scale_percent``: 100, 125, 150, 175 or 200.

    ``labels``: ``zh+bo`` puts approved Tibetan beside Chinese labels (facts/domain.md 6.1).
    """

    theme: Literal["light", "dark", "contrast"] = "light"
    scale_percent: int = 100
    labels: Literal["zh", "zh+bo"] = "zh"


@dataclass(frozen=True, slots=True)
class Kiosk:
    """
    The ticket machine. ``screen_dpi``: dots an inch of its monitor, for one that tells a wrong size.

    ``back_s``: without a touch it returns to its start; ``people_most``: on one ticket.
    """

    screen_dpi: int = 0
    back_s: int = 30
    people_most: int = 9
    labels: Literal["zh", "zh+bo"] = "zh+bo"


@dataclass(frozen=True, slots=True)
class Courier:
    """
    Who brings results to people (facts/domain.md 9.4: by local contract).

    ``waybill_forms``: forms of its numbers beside UPU S10, parted by blanks; ``#`` is a digit, ``@`` a
    letter.
    """

    name: str = "中国邮政 EMS"
    waybill_forms: str = "#############"


@dataclass(frozen=True, slots=True)
class Settings:
    """All settings: the languages of the screen and of papers, and a table for each part."""

    language: Literal["zh", "en"] = "zh"
    paper_language: Literal["zh", "zh+bo"] = "zh+bo"
    screen: Screen = field(default_factory=Screen)
    devices: Devices = field(default_factory=Devices)
    store: Store = field(default_factory=Store)
    county: County = field(default_factory=County)
    rules: Rules = field(default_factory=Rules)
    courier: Courier = field(default_factory=Courier)
    kiosk: Kiosk = field(default_factory=Kiosk)


@dataclass(frozen=True, slots=True)
class ScreenChoice:
    """What a person at the window may choose for this PC, from the next opening on."""

    language: str
    theme: str
    scale_percent: int
    labels: str = "zh"

    def text(self) -> str:
        """Return the content of ``SCREEN_FILE``; each value is one of a fixed few, so none needs quoting."""
        return (
            f'language = "{self.language}"\n\n'
            f'[screen]\ntheme = "{self.theme}"\nscale_percent = {self.scale_percent}\n'
            f'labels = "{self.labels}"\n'
        )


def load(profile: Path, config: Path | None, overrides: Iterable[str] = ()) -> Settings:
    """
    Read the settings of a profile.

    What was chosen on the screen (``SCREEN_FILE``) goes before the file, an override before both.

    Args:
        profile: folder of the window; its ``settings.toml`` is read if it is there
        config: a file to read instead; it must be there
        overrides: ``KEY=VALUE`` with dotted keys

    Raises:
        RuleError: ``setting_file_missing``, ``setting_file_closed``, ``setting_file_bytes``,
            ``setting_file_line``, ``setting_unknown`` or ``setting_value``

    """
    table = _read(config or profile / "settings.toml", must_exist=config is not None)
    _lay_over(table, _read(profile / SCREEN_FILE, must_exist=False))
    for each in overrides:
        _override(table, each)
    return _build(Settings, table, "")


def _lay_over(table: dict[str, Any], chosen: dict[str, Any]) -> None:
    for name, value in chosen.items():
        below = table.get(name)
        if isinstance(value, dict) and isinstance(below, dict):
            below.update(value)
        else:
            table[name] = value


def _read(file: Path, *, must_exist: bool) -> dict[str, Any]:
    if not must_exist and not file.exists():
        return {}
    text = _text(file)
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as wrong:
        found = _LINE.search(str(wrong))
        line = int(found[1]) if found else text.count("\n") + 1
        raise RuleError("setting_file_line", file=file.name, line=line) from wrong


def _text(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8-sig")
    except FileNotFoundError as wrong:
        raise RuleError("setting_file_missing", file=file.name) from wrong
    except OSError as wrong:
        raise RuleError("setting_file_closed", file=file.name) from wrong
    except UnicodeDecodeError as wrong:
        raise RuleError("setting_file_bytes", file=file.name) from wrong


def _override(table: dict[str, Any], text: str) -> None:
    key, equals, value = text.partition("=")
    if not equals:
        raise RuleError("setting_value", key=text, expected="KEY=VALUE")
    *parents, name = key.strip().split(".")
    for parent in parents:
        table = table.setdefault(parent, {})
        if not isinstance(table, dict):
            raise RuleError("setting_unknown", key=key)
    table[name] = value.strip()


def _build(cls: type[T], table: Mapping[str, Any], prefix: str) -> T:
    hints = get_type_hints(cls)
    known = {each.name for each in fields(cls)}  # type: ignore[arg-type]  # always a dataclass
    if unknown := sorted(table.keys() - known):
        raise RuleError("setting_unknown", key=prefix + unknown[0])
    return cls(**{name: _value(hints[name], table[name], prefix + name) for name in table})


def _value(kind: Any, value: object, key: str) -> object:
    if get_origin(kind) is Literal:
        return _one_of(get_args(kind), value, key)
    if is_dataclass(kind) and isinstance(kind, type):
        if not isinstance(value, Mapping):
            raise RuleError("setting_value", key=key, expected="[" + key + "]")
        return _build(kind, value, key + ".")
    if kind is int and isinstance(value, str) and value.removeprefix("-").isdecimal():
        return int(value)
    if type(value) is not kind:
        raise RuleError("setting_value", key=key, expected=kind.__name__)
    return value


def _one_of(allowed: tuple[str, ...], value: object, key: str) -> object:
    if value not in allowed:
        raise RuleError("setting_value", key=key, expected=" | ".join(allowed))
    return value
