"""Finds templates: the newest of a kind, or the one that an older paper was made with."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from pathlib import Path
from typing import Any

from counter_app.documents.check import read_common, read_template
from counter_app.documents.template import Common, Template
from counter_app.domain.errors import RuleError
from counter_app.paths import resources

# A kind comes over the wire and names a file.
KIND = re.compile(r"W\d\d[A-Z]?", re.ASCII)


@cache
def common_words() -> Common:
    """
    Return what every paper says, ``resources/documents/common.toml``.

    Raises:
        RuleError: as ``read_kind``

    """
    return read_common(parsed("common"), "common")


@cache
def current_template(kind: str) -> Template:
    """
    Return the template that new papers of ``kind`` follow.

    Raises:
        RuleError: as ``read_kind``

    """
    return read_kind(templates_folder(), kind, common_words())


@cache
def template_for(kind: str, version: int) -> Template:
    """
    Return the template of ``kind`` that a paper of ``version`` was made with.

    Raises:
        RuleError: as ``read_kind``

    """
    newest = current_template(kind)
    if newest.version == version:
        return newest
    return read_kind(templates_folder(), kind, common_words(), version)


def read_kind(folder: Path, kind: str, common: Common, version: int | None = None) -> Template:
    """
    Read ``<kind>.toml`` of ``folder``, or ``<kind>@<version>.toml``, where older ones are kept.

    Raises:
        RuleError: ``template_missing``, ``template_unreadable`` or what ``check.read_template`` says

    """
    name = kind if version is None else f"{kind}@{version}"
    if not KIND.fullmatch(kind):
        raise RuleError("template_missing", template=name)
    template = read_template(_parse(folder / f"{name}.toml"), name, common)
    if template.id != kind:
        raise RuleError("template_value_wrong", template=name, key="id", expected=kind)
    if version not in {None, template.version}:
        raise RuleError("template_value_wrong", template=name, key="version", expected=version or 0)
    return template


def templates_in(folder: Path) -> tuple[tuple[str, int | None], ...]:
    """Return what ``folder`` has a template of, in order: kind, and version if it is an older one."""
    found = []
    for path in folder.glob("*.toml"):
        kind, mark, version = path.stem.partition("@")
        if KIND.fullmatch(kind) and version.isdecimal() == bool(mark):
            found.append((kind, int(version) if mark else None))
    return tuple(sorted(found, key=lambda each: (each[0], each[1] or 0)))


def templates_folder() -> Path:
    """Return the folder of the program's own templates."""
    return resources() / "documents"


def parsed(name: str) -> dict[str, Any]:
    """Return the TOML of ``resources/documents/<name>.toml``; errors as ``read_kind``."""
    return _parse(templates_folder() / f"{name}.toml")


def _parse(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError as missing:
        raise RuleError("template_missing", template=path.stem) from missing
    except ValueError as wrong:
        raise RuleError("template_unreadable", template=path.stem, reason=str(wrong)) from wrong
