"""Text cut into clusters (what a person sees as one character) and runs (what one font draws)."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass

from counter_app.domain.errors import RuleError
from counter_app.typeset.fonts import Chain, Face

JOINERS = ("\u200c", "\u200d")


@dataclass(frozen=True)
class Run:
    """A stretch of text that one face draws; ``complex`` when only HarfBuzz places it rightly."""

    face: Face
    text: str
    complex: bool


def split_clusters(text: str) -> list[str]:
    """Split ``text`` into base characters, each with the marks and selectors that belong to it."""
    clusters: list[str] = []
    for character in text:
        if clusters and (_is_mark(character) or clusters[-1][-1] in JOINERS):
            clusters[-1] += character
        else:
            clusters.append(character)
    return clusters


def split_runs(text: str, chain: Chain, field: str) -> tuple[Run, ...]:
    """
    Split ``text`` into runs by the coverage of ``chain``.

    Raises:
        RuleError: ``glyph_missing``, with the character and ``field``, when no font has it: a box
            or a gap is never printed (facts/domain.md 6.3)

    """
    runs: list[Run] = []
    for cluster in split_clusters(text):
        face = chain.face_for(cluster)
        if face is None:
            raise RuleError("glyph_missing", char=spell(cluster), field=field)
        is_complex = needs_shaping(cluster)
        last = runs[-1] if runs else None
        if last is not None and last.face == face and last.complex == is_complex:
            runs[-1] = Run(face, last.text + cluster, is_complex)
        else:
            runs.append(Run(face, cluster, is_complex))
    return tuple(runs)


def missing_cluster(text: str, chain: Chain) -> str:
    """Return the first cluster of ``text`` that no face of ``chain`` has, empty if none lacks."""
    clusters = split_clusters(text)
    return next((each for each in clusters if chain.face_for(each) is None), "")


def needs_shaping(text: str) -> bool:
    """Whether ``text`` holds Tibetan or a combining mark, which must not be set one by one."""
    return any(is_tibetan(each) or _is_mark(each) for each in text)


def is_tibetan(character: str) -> bool:
    """Whether ``character`` is of the Tibetan block, U+0F00 to U+0FFF."""
    return "\u0f00" <= character <= "\u0fff"


def _is_mark(character: str) -> bool:
    return character in JOINERS or unicodedata.category(character).startswith("M")


def spell(cluster: str) -> str:
    """Return ``cluster`` with its code points, for people to look up."""
    points = " ".join(f"U+{ord(each):04X}" for each in cluster)
    return f"{cluster} ({points})"
