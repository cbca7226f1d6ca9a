"""
What is said of a call: the clips to join, or the sentence in pinyin (F-C5).

Numbers are said digit by digit, as they stand on the ticket.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from pypinyin import Style, lazy_pinyin

from counter_app.domain.errors import StoreError
from counter_app.domain.ticket import LETTERS

NAMED = "window-"
"""Before a window's name: the clip that says it whole."""
_DIGITS = "零一二三四五六七八九"
_TEN = 10
_NUMBER = re.compile(r"[0-9]{1,3}(?![0-9])(?!.*[0-9])", re.ASCII)
_SOUNDS = re.compile(r"[a-z]+[1-5]")
_LONGEST = 40


@dataclass(frozen=True, slots=True)
class SpokenCall:
    """A call as it is said: ``window`` is the window's id."""

    no: str
    window: str
    window_name: str


@dataclass(frozen=True, slots=True)
class Layout:
    """
    How a language says it: names of clips in order, and what each clip says.

    ``{number}`` stands for the ticket's number, ``{window}`` for the window's own clip or ``window``,
    in which ``{digits}`` stands for its number.
    """

    order: tuple[str, ...]
    window: tuple[str, ...]
    clips: Mapping[str, str]


def read_layout(folders: Sequence[Path]) -> Layout:
    """Return what the first folder with a ``voice.toml`` says; StoreError ``voice_layout``."""
    file = next((each / "voice.toml" for each in folders if (each / "voice.toml").exists()), None)
    try:
        told = {} if file is None else tomllib.loads(file.read_text(encoding="utf-8"))
        clips = {str(name): str(text) for name, text in told["clips"].items()}
        layout = Layout(tuple(told["order"]), tuple(told["window"]), clips)
        plain = {each for each in (*layout.order, *layout.window) if not each.startswith("{")}
    except (OSError, ValueError, KeyError, AttributeError, TypeError) as wrong:
        raise StoreError("voice_layout", file=str(file)) from wrong
    if not plain <= clips.keys():
        raise StoreError("voice_layout", file=str(file))
    signs = {sign: sign for sign in LETTERS} | {str(at): _DIGITS[at] for at in range(_TEN)}
    return Layout(layout.order, layout.window, clips | signs)


def clips_of(layout: Layout, call: SpokenCall, has: Callable[[str], bool]) -> list[str] | None:
    """Return the names of the clips in their order; None when the window cannot be named."""
    window = [NAMED + call.window_name]
    if not has(window[0]):
        digits = window_number(call)
        if not digits:
            return None
        window = _filled(layout.window, {"{digits}": list(digits)})
    return _filled(layout.order, {"{number}": list(call.no), "{window}": window})


def window_number(call: SpokenCall) -> str:
    """Return the last number in a window's name, else in its id; empty when there is none."""
    for text in (call.window_name, call.window):
        found = _NUMBER.search(text)
        if found is not None:
            return found[0].lstrip("0") or "0"
    return ""


def pinyin_of(call: SpokenCall) -> str:
    """Return the Chinese sentence as pinyin with tone digits, letters as letters."""
    number = " ".join(_sound(sign) for sign in call.no)
    digits = _NUMBER.search(call.window_name[:_LONGEST])
    name = call.window_name[:_LONGEST]
    if digits is not None:
        name = name[: digits.start()] + _counted(int(digits[0])) + name[digits.end() :]
    spoken = name if lazy_sounds(name) else f"{_counted(int(window_number(call) or 0))}号窗口"
    return f"{lazy_sounds('请')} {number} {lazy_sounds('号到')} {lazy_sounds(spoken)}"


def lazy_sounds(text: str) -> str:
    """Return the Chinese of a text in pinyin; what is not Chinese is left out."""
    sounds = lazy_pinyin(text, style=Style.TONE3, neutral_tone_with_five=True, errors="ignore")
    return " ".join(each for each in sounds if _SOUNDS.fullmatch(each))


def _sound(sign: str) -> str:
    return lazy_sounds(_DIGITS[int(sign)]) if sign in "0123456789" else sign


def _counted(number: int) -> str:
    """Return a window's number as people say it: 12 is 十二, 205 is 二零五."""
    tens, ones = divmod(number, _TEN)
    if not tens or tens >= _TEN:
        return "".join(_DIGITS[int(sign)] for sign in str(number))
    return ("" if tens == 1 else _DIGITS[tens]) + "十" + (_DIGITS[ones] if ones else "")


def _filled(order: Sequence[str], parts: Mapping[str, list[str]]) -> list[str]:
    return [name for each in order for name in parts.get(each, [each])]
