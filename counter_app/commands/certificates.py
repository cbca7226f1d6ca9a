"""
``certificates check`` and ``certificates preview``: the forms of certificates, before one is granted.

``check`` reads every type and draws its form and a trial; ``preview`` draws sample values on the
form. Both take the program's own folder, or one that is being written.
"""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from counter_app.commands.output import error_body, say, say_json
from counter_app.documents.certificate_drawing import render_form, render_trial
from counter_app.documents.certificate_library import certificate_forms, read_form_file
from counter_app.documents.certificate_renderer import CertificateTypes
from counter_app.domain.errors import CounterError, RuleError, StoreError
from counter_app.domain.placement import UNMOVED
from counter_app.paths import resources
from counter_app.words import Words
from printers.page_images import PdfiumImages

PICTURE_DPI = 150


def run(options: argparse.Namespace, words: Words) -> int:
    """Run the action; 1 if a type is wrong."""
    if options.action == "preview":
        return _preview(options, words)
    return _check(options.folder or resources() / "certificates", words, as_json=options.json)


def _check(folder: Path, words: Words, *, as_json: bool) -> int:
    found = [_checked(path, words) for path in sorted(folder.glob("*.toml"))]
    if not found:
        raise RuleError("template_missing", template=folder.name)
    for each in found:
        if as_json:
            say_json(each)
        else:
            say(_sentence(each, words))
    if not all(each["ok"] for each in found):
        return 1
    certificate_forms(folder)  # no type twice
    return 0


def _checked(path: Path, words: Words) -> dict[str, Any]:
    try:
        form = read_form_file(path)
        render_form(form)
        render_trial(form, UNMOVED, words.say("placement.trial"))
    except CounterError as error:
        return {"file": path.stem, "ok": False, "error": error_body(words, error)}
    about = {"file": path.stem, "type": form.type_code, "name": form.name, "series": form.series}
    return {**about, "version": form.version, "sample": form.sample, "ok": True}


def _sentence(found: dict[str, Any], words: Words) -> str:
    light = words.say("check.green" if found["ok"] else "check.red")
    trouble = found.get("error", {})
    said = trouble.get("what", "") + trouble.get("remedy", "")
    named = (found["file"], found.get("type", ""), found.get("name", ""), said)
    return " ".join(filter(None, (light, *named)))


def _preview(options: argparse.Namespace, words: Words) -> int:
    types = CertificateTypes(options.folder)
    trial = types.render_trial(options.type, UNMOVED, words.say("placement.trial"))
    picture = PdfiumImages().draw(trial, PICTURE_DPI, types.render_form(options.type))
    try:
        options.out.write_bytes(picture.png)
    except OSError as wrong:
        raise StoreError("disk_failed", file=options.out.name) from wrong
    say(str(options.out))
    return 0
