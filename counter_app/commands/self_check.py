"""``self-check``: fonts, libraries, store, clock and devices, each with a light and a sentence."""

from __future__ import annotations

import argparse
import importlib.metadata
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import Any, Literal

from counter_app.commands.output import say, say_json
from counter_app.commands.profile import profile_of, settings_of
from counter_app.domain.errors import CounterError
from counter_app.domain.flow import Hop
from counter_app.services.desk import Desk
from counter_app.services.papertime import clock_skew_s
from counter_app.services.status import status
from counter_app.typeset.fonts import scripts_served
from counter_app.wiring import key_strength, keys_open_to_others, open_desk
from counter_app.words import Words

Light = Literal["green", "yellow", "red"]
LIBRARIES = (
    "sqlalchemy",
    "sqlcipher3",
    "reportlab",
    "uharfbuzz",
    "pypdfium2",
    "pillow",
    "httpx2",
    "cryptography",
    "argon2-cffi",
    "pyserial",
)
NEEDED_SCRIPTS = ("han", "tibetan", "latin", "han_extension_b")


@dataclass(frozen=True, slots=True)
class Check:
    """One thing looked at: ``detail`` is for a technician, ``what`` for a clerk."""

    name: str
    light: Light
    detail: str = ""
    what: str = ""


def run(options: argparse.Namespace, words: Words) -> int:
    """Look at everything; 1 if any light is red."""
    checks = (*_fonts(), *_libraries(), *_window(options, words))
    if options.json:
        say_json({"checks": [asdict(each) for each in checks], "ok": not _red(checks)})
    else:
        for each in checks:
            say(
                f"{words.say('check.' + each.light)} {each.name} {each.detail} {each.what}".rstrip()
            )
    return 1 if _red(checks) else 0


def _red(checks: tuple[Check, ...]) -> bool:
    return any(each.light == "red" for each in checks)


def _fonts() -> Iterator[Check]:
    served = scripts_served()
    for script in NEEDED_SCRIPTS:
        font = served.get(script, "")
        yield Check(f"font.{script}", "green" if font else "red", font)


def _libraries() -> Iterator[Check]:
    for name in LIBRARIES:
        try:
            yield Check(f"library.{name}", "green", importlib.metadata.version(name))
        except importlib.metadata.PackageNotFoundError:
            yield Check(f"library.{name}", "red")


def _window(options: argparse.Namespace, words: Words) -> Iterator[Check]:
    settings = settings_of(options)
    try:
        for each in keys_open_to_others(profile_of(options), settings):
            yield Check("key_file", "yellow", each, words.say("check.key_file_open"))
        strength = key_strength(profile_of(options), settings)
        weak = strength == "profile"
        said = words.say("check.key_in_profile") if weak else ""
        yield Check("key", "yellow" if weak else "green", strength, said)
        with open_desk(profile_of(options), settings) as desk:
            yield from _stores(desk, words)
            yield from _devices(desk)
    except CounterError as fault:
        yield Check("store", "red", fault.code, "".join(words.error(fault)))


def _stores(desk: Desk, words: Words) -> Iterator[Check]:
    def look() -> Any:
        found = yield Hop("store", lambda: (desk.ledger.enrolment(), clock_skew_s(desk)))
        return found

    enrolment, skew_s = desk.background.start(look()).result()
    name = enrolment.window.name if enrolment else words.say("error.not_enrolled.what")
    yield Check("store", "green" if enrolment else "yellow", name)
    if skew_s is None:
        yield Check("clock", "yellow", words.say("check.clock_unknown"))
        return
    off = abs(skew_s) > desk.settings.rules.skew_limit_s
    yield Check("clock", "red" if off else "green", f"{skew_s:+d} s")


def _devices(desk: Desk) -> Iterator[Check]:
    for device in desk.background.start(status(desk)).result().devices:
        lights: dict[str, Light] = {
            "ready": "green",
            "not_set": "yellow",
            "paper_near_end": "yellow",
            "unknown": "yellow",
        }
        light = lights.get(device.state, "red")
        yield Check(f"device.{device.role}", light, f"{device.state} {device.detail}".rstrip())
