"""``enrol-window``: a one-time code by which a computer becomes a window."""

from __future__ import annotations

import argparse
import re
import time

from counter_app.domain.county_desk import DESK_PREFIX
from counter_app.domain.errors import RuleError
from counter_app.domain.wire import WindowInfo
from counter_app.words import Words
from county_server.codes import CODE_LIFE_MS, hash_code, make_code
from county_server.config import read_place
from county_server.database import open_database
from county_server.output import say_json
from county_server.usage import WINDOW_TEXTS
from db.county.places import prepare_window
from db.county.settings import read_listening_note

DEFAULT_AREA = "540402"  # 巴宜区 (facts/domain.md 1.5)
LONGEST_ID = 64


def enrol(options: argparse.Namespace, _words: Words) -> int:
    """Make hall and window as needed and print a new code for it."""
    wanted, named = _wanted(options)
    code = make_code()
    expires_ms = time.time_ns() // 1_000_000 + CODE_LIFE_MS
    with open_database(read_place(options)) as url:
        server = options.server or read_listening_note(url)
        if server is None:
            raise RuleError("county_server_unknown")
        window = prepare_window(url, wanted, named, hash_code(code), expires_ms)
    say_json({"server": server, "window": window.id, "code": code})
    return 0


def _wanted(options: argparse.Namespace) -> tuple[WindowInfo, frozenset[str]]:
    """Return the window as asked for, and which of its texts were given."""
    for place in (options.hall, options.window):
        if (
            place.startswith(DESK_PREFIX)
            or not place.strip()
            or len(place) > LONGEST_ID
            or not place.isprintable()
        ):
            raise RuleError("county_place_id", longest=LONGEST_ID)
    if options.area is not None and not re.fullmatch(r"\d{6}", options.area, re.ASCII):
        raise RuleError("case_no_area")
    given = {
        name: getattr(options, name) for name in WINDOW_TEXTS if getattr(options, name) is not None
    }
    if options.domain_tag:
        given["domain_tags"] = tuple(options.domain_tag)
    defaults = {"name": options.window, "hall_name": options.hall, "area": DEFAULT_AREA}
    window = WindowInfo(
        id=options.window, kind=options.kind, hall=options.hall, slot=0, **(defaults | given)
    )
    return window, frozenset(given)
