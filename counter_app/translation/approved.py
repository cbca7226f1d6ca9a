"""
The approved Tibetan texts of one window: ``texts-bo.json`` of its profile, never part of the program.

A text counts only as long as the Chinese that was translated is the Chinese that is shown: a
sentence changed by an upgrade falls back to Chinese alone until it is approved again.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from counter_app.documents.sentences import PAPER, paper_texts
from counter_app.documents.template import Wording
from counter_app.documents.toml_table import TRIAL_APPROVER
from counter_app.domain.codec import from_plain, to_plain
from counter_app.domain.errors import StoreError
from counter_app.words import REFERENCE, texts

APPROVED_FILE = "texts-bo.json"


@dataclass(frozen=True, slots=True)
class Approved:
    """A Tibetan text, the Chinese it was made from, who approved it and when."""

    zh: str
    bo: str
    approved_by: str
    approved_at: date


def read_approved(profile: Path) -> dict[str, Approved]:
    """
    Return the texts by id, those included whose Chinese has changed since.

    Raises:
        StoreError: ``texts_file``, the file is damaged or cannot be read

    """
    file = profile / APPROVED_FILE
    if not file.exists():
        return {}
    try:
        found = json.loads(file.read_text(encoding="utf-8"))
        return {name: from_plain(Approved, plain) for name, plain in found.items()}
    except (OSError, ValueError, AttributeError) as wrong:  # a ShapeError is a ValueError
        raise StoreError("texts_file", file=APPROVED_FILE) from wrong


def to_bytes(approved: Mapping[str, Approved]) -> bytes:
    """Return the content of the file, sorted by id."""
    plain = {name: to_plain(approved[name]) for name in sorted(approved)}
    return json.dumps(plain, ensure_ascii=False, indent=1).encode()


def sources() -> dict[str, str]:
    """Return the Chinese of every sentence by id: what the screens say and what the papers print."""
    return {**texts(REFERENCE), **paper_texts()}


def in_force(approved: Mapping[str, Approved]) -> dict[str, Approved]:
    """Return those whose Chinese is still what the program says."""
    now = sources() if any(map(_on_paper, approved)) else texts(REFERENCE)
    return {name: each for name, each in approved.items() if now.get(name) == each.zh}


def tibetan(profile: Path) -> dict[str, str]:
    """
    Return what may be shown, by id; errors as ``read_approved``.

    This is what ``Words`` puts beside Chinese labels.
    """
    return {name: each.bo for name, each in in_force(read_approved(profile)).items()}


def tibetan_on_paper(profile: Path) -> dict[str, Wording]:
    """
    Return the texts of papers with their Tibetan, by id; errors as ``read_approved``.

    What the sample translator approved is a trial, which the demo alone prints.
    """
    papers = {name: each for name, each in read_approved(profile).items() if _on_paper(name)}
    return {
        name: Wording(each.zh, each.bo, trial=each.approved_by == TRIAL_APPROVER, id=name)
        for name, each in in_force(papers).items()
    }


def _on_paper(name: str) -> bool:
    return name.startswith(PAPER)
