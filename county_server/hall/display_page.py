"""
The display's page: one document, nothing from elsewhere, style and script allowed by their hash.

What changes is put in by ``resources/display/display.js`` as text, never as markup. Chinese stands
above; Tibetan stands below where an approved text is given (facts/domain.md 6.1).
"""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Mapping
from enum import Enum
from html import escape

from counter_app import __version__
from counter_app.paths import resources
from counter_app.words import Words
from county_server.hall.display_feed import BEAT_S

_SCRIPT_WORDS = (
    "cut",
    "cut_since",
    "recalled",
    "people",
    "voice_on",
    "voice_off",
    "voice_none",
    "voice_tap",
    "date",
    "weekdays",
)
_FULL_AGAIN_S = 30


class Notice(Enum):
    """Why there is no display: its texts are ``display.VALUE.title`` and ``.about``."""

    UNKNOWN = "unknown"
    FULL = "full"


class DisplayPage:
    """Draws it; ``tibetan`` are approved texts by id, ``beat_s`` how often a stream says it lives."""

    def __init__(
        self, words: Words, tibetan: Mapping[str, str] | None = None, beat_s: float = BEAT_S
    ) -> None:
        self._words, self._tibetan, self._beat_s = words, tibetan or {}, beat_s
        folder = resources() / "display"
        self._style = (folder / "display.css").read_text(encoding="utf-8")
        self._script = (folder / "display.js").read_text(encoding="utf-8")
        self.version = self._version()
        """Changes with the program and with all that the page is made of."""
        self.headers = {
            "Content-Security-Policy": (
                f"default-src 'none'; style-src '{_hash(self._style)}'; "
                f"script-src '{_hash(self._script)}'; connect-src 'self'; media-src 'self'; "
                "form-action 'none'; base-uri 'none'; frame-ancestors 'none'"
            ),
            "Referrer-Policy": "no-referrer",
            "X-Content-Type-Options": "nosniff",
            "Cache-Control": "no-store",
        }

    def draw(self, hall_name: str) -> str:
        """Return the page of a hall, still without calls."""
        return self._document(
            hall_name,
            f'<header><h1 id="hall">{escape(hall_name)}</h1>'
            '<div id="clock"><time id="time"></time><span id="date"></span></div></header>'
            f'<main><section id="called"><h2>{self._label("called")}</h2>'
            f'<ol id="calls"></ol><p id="nobody">{self._label("nobody")}</p></section>'
            f'<section id="lines"><h2>{self._label("waiting")}</h2><ul id="waiting"></ul></section>'
            '</main><footer><p id="cut" role="alert" hidden></p><p id="hint" hidden></p>'
            '<button id="voice" type="button" hidden></button></footer>'
            f'<script type="application/json" id="data">{self._data()}</script>'
            f"<script>{self._script}</script>",
        )

    def draw_notice(self, notice: Notice) -> str:
        """Return a page that says why there is no display."""
        title = self._words.say(f"display.{notice.value}.title")
        about = escape(self._words.say(f"display.{notice.value}.about"))
        again = f'<meta http-equiv="refresh" content="{_FULL_AGAIN_S}">'
        body = f'<section id="notice"><h1>{escape(title)}</h1><p>{about}</p></section>'
        return self._document(title, body, again if notice is Notice.FULL else "")

    def _document(self, title: str, body: str, head: str = "") -> str:
        return (
            '<!doctype html><html lang="zh-CN"><head><meta charset="utf-8">'
            f'<meta name="viewport" content="width=device-width,initial-scale=1">{head}'
            f"<title>{escape(title)}</title><style>{self._style}</style></head>"
            f"<body>{body}</body></html>"
        )

    def _label(self, name: str) -> str:
        below = self._tibetan.get(f"display.{name}")
        said = f'<span lang="zh-CN">{escape(self._words.say(f"display.{name}"))}</span>'
        return said + (f'<span lang="bo">{escape(below)}</span>' if below else "")

    def _data(self) -> str:
        words = {name: self._words.say(f"display.script.{name}") for name in _SCRIPT_WORDS}
        below = self._tibetan.get("display.to")
        words |= {"to": self._words.say("display.to"), "to_bo": below or ""}
        told = {"version": self.version, "beat_ms": round(self._beat_s * 1_000), "words": words}
        return json.dumps(told, ensure_ascii=False).replace("<", "\\u003c")

    def _version(self) -> str:
        made = f"{self._style}{self._script}{self._words.language}{sorted(self._tibetan.items())}"
        return f"{__version__}-{hashlib.sha256(made.encode()).hexdigest()[:12]}"


def _hash(text: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
