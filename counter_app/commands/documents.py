"""
``documents check`` and ``documents preview``: the templates of papers, before a case needs them.

``check`` reads and draws every template, and every version that is kept; ``preview`` draws one with
specimen values. Both take the program's own folder, or one that is being written.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

from counter_app.commands.output import error_body, say, say_json
from counter_app.documents.filling import Filled, match_with, refuse_gaps
from counter_app.documents.library import common_words, read_kind, templates_folder, templates_in
from counter_app.documents.pdf import draw_pdf
from counter_app.documents.preview import specimen
from counter_app.documents.slips import lay_out
from counter_app.domain.errors import CounterError, RuleError, StoreError
from counter_app.words import Words
from printers.page_images import PdfiumImages
from printers.pdfium import count_pages
from printers.simulated.develop import develop

SLIP_COLUMNS = 48
PICTURE_DPI = 150


def run(options: argparse.Namespace, words: Words) -> int:
    """Run the action; 1 if a template is wrong."""
    folder = options.folder or templates_folder()
    if options.action == "preview":
        return _preview(folder, options)
    return _check(folder, words, as_json=options.json)


def _check(folder: Path, words: Words, *, as_json: bool) -> int:
    found = [_checked(folder, kind, version, words) for kind, version in templates_in(folder)]
    if not found:
        raise RuleError("template_missing", template=folder.name)
    for each in found:
        if as_json:
            say_json(each)
        else:
            say(_sentence(each, words))
    return int(not all(each["ok"] for each in found))


def _sentence(found: dict[str, Any], words: Words) -> str:
    light = words.say("check.green" if found["ok"] else "check.red")
    trouble = found.get("error", {})
    said = trouble.get("what", "") + trouble.get("remedy", "")
    return " ".join(filter(None, (light, found["template"], found.get("title", ""), said)))


def _checked(folder: Path, kind: str, version: int | None, words: Words) -> dict[str, Any]:
    about: dict[str, Any] = {"template": kind if version is None else f"{kind}@{version}"}
    try:
        filled = _filled(folder, kind, version, "zh+bo")
        pages = count_pages(draw_pdf(filled)) if filled.template.parts else 0
        lines = len(lay_out(filled).lines) if filled.template.slip else 0
    except CounterError as error:
        return {**about, "ok": False, "error": error_body(words, error)}
    about |= {"title": filled.template.title.zh, "version": filled.template.version}
    return {**about, "ok": True, "pages": pages, "slip_lines": lines}


def _preview(folder: Path, options: argparse.Namespace) -> int:
    filled = _filled(folder, options.kind, None, options.language)
    files = dict(_files(filled, options.out))
    try:
        for path, content in files.items():
            path.write_bytes(content)
    except OSError as wrong:
        raise StoreError("file_unwritable", file=options.out.name) from wrong
    say_json({"template": options.kind, "files": [each.name for each in files]})
    return 0


def _files(filled: Filled, out: Path) -> Iterator[tuple[Path, bytes]]:
    """Yield the PDF; beside it (or alone, if ``out`` is no PDF) a picture of each page and the slip."""
    if filled.template.parts:
        pdf = draw_pdf(filled)
        if out.suffix == ".pdf":
            yield out, pdf
        else:
            for page in range(count_pages(pdf)):
                picture = PdfiumImages().draw(pdf, PICTURE_DPI, page=page)
                yield out.with_name(f"{out.stem}-{page + 1}.png"), picture.png
    if filled.template.slip:
        target = BytesIO()
        develop(lay_out(filled), SLIP_COLUMNS).save(target, "PNG")
        yield out.with_name(f"{out.stem}-slip.png"), target.getvalue()


def _filled(folder: Path, kind: str, version: int | None, language: str) -> Filled:
    template = read_kind(folder, kind, common_words(), version)
    filled = match_with(template, specimen(template, language))
    refuse_gaps(filled)
    return filled
