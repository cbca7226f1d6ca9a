"""
Which font serves which character: a chain, tried in order, of the TrueType files found here.

Fonts are a dependency, not content (facts/dependencies.md 5): packages or the system bring them,
or a bundle carries them in ``resources/fonts/``. reportlab refuses CFF outlines, so only TrueType
files are named.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import Literal

import uharfbuzz

from counter_app.paths import resources

Weight = Literal["regular", "bold"]

# In order of preference: a 仿宋 where the system has one, then Song, then Kai; then the fonts that
# fill gaps. A number after the colon is the font's place in its collection.
CANDIDATES: dict[Weight, tuple[str, ...]] = {
    "regular": (
        "simfang.ttf",
        "NotoSerifSC_400Regular.ttf",
        "LXGWWenKai-Regular.ttf",
        "simsun.ttc:0",
        "NotoSerifTibetan-Regular.ttf",
        "NotoSerifTibetan_400Regular.ttf",
        "himalaya.ttf",
        "HanaMinA.ttf",
        "simsunb.ttf",
        "HanaMinB.ttf",
        "NotoSerif-Regular.ttf",
    ),
    "bold": (
        "NotoSerifSC_700Bold.ttf",
        "simhei.ttf",
        "LXGWWenKai-Bold.ttf",
        "NotoSerifTibetan-Bold.ttf",
        "NotoSerifTibetan_700Bold.ttf",
        "NotoSerif-Bold.ttf",
    ),
}

# One character that tells whether a chain serves a script at all.
PROBES = {
    "han": "\u53d7",
    "tibetan": "\u0f56",
    "latin": "A",
    "latin_extended": "\u0151",
    "cyrillic": "\u0416",
    "han_extension_a": "\u4dae",
    "han_extension_b": "\U00020bb7",
    "han_extension_c": "\U0002a700",
    "han_extension_f": "\U0002ceb0",
}


@dataclass(frozen=True)
class Face:
    """One font file, or one font of a collection; read when first asked."""

    path: Path
    index: int = 0

    @property
    def name(self) -> str:
        """The file's name without its ending, for people and for the PDF."""
        return self.path.stem

    @cached_property
    def shaper(self) -> uharfbuzz.Font:
        """The font as HarfBuzz sees it, in units of its em."""
        blob = uharfbuzz.Blob.from_file_path(str(self.path))
        return uharfbuzz.Font(uharfbuzz.Face(blob, self.index))

    @property
    def units_per_em(self) -> int:
        """How many font units one em has."""
        return int(self.shaper.face.upem)

    @cached_property
    def covered(self) -> frozenset[int]:
        """The code points that the font has a glyph for."""
        return frozenset(self.shaper.face.unicodes)


@dataclass(frozen=True, eq=False)
class Chain:
    """Faces in order; the first that covers a character serves it. Compared by identity."""

    faces: tuple[Face, ...]

    def face_for(self, cluster: str) -> Face | None:
        """Return the first face that has every character of ``cluster``, or None."""
        wanted = {ord(each) for each in cluster if not _is_selector(each)}
        return next((face for face in self.faces if wanted <= face.covered), None)


@cache
def resolve_chain(weight: Weight) -> Chain:
    """Return the chain of ``weight`` for this computer; a bold one ends in the regular one."""
    names = (
        CANDIDATES[weight] if weight == "regular" else CANDIDATES["bold"] + CANDIDATES["regular"]
    )
    found = _installed()
    faces = []
    for name in names:
        file, _, index = name.partition(":")
        if file.lower() in found:
            faces.append(Face(found[file.lower()], int(index or 0)))
    return Chain(tuple(faces))


def scripts_served() -> dict[str, str]:
    """Return, for each script of ``PROBES``, the font that serves it, or an empty text."""
    chain = resolve_chain("regular")
    faces = {script: chain.face_for(probe) for script, probe in PROBES.items()}
    return {script: face.name if face else "" for script, face in faces.items()}


def _is_selector(character: str) -> bool:
    return "\ufe00" <= character <= "\ufe0f" or "\U000e0100" <= character <= "\U000e01ef"


@cache
def _installed() -> dict[str, Path]:
    found: dict[str, Path] = {}
    for folder in _folders():
        for path in sorted(folder.rglob("*.tt?")):
            found.setdefault(path.name.lower(), path)
    return found


def _folders() -> Iterator[Path]:
    yield resources() / "fonts"
    home = Path.home()
    if sys.platform == "win32":
        yield Path(os.environ.get("WINDIR", "C:/Windows")) / "Fonts"
        yield home / "AppData/Local/Microsoft/Windows/Fonts"
    elif sys.platform == "darwin":
        yield from (home / "Library/Fonts", Path("/Library/Fonts"), Path("/System/Library/Fonts"))
    else:
        yield from (home / ".local/share/fonts", *_system_folders())


def _system_folders() -> Iterator[Path]:
    """Yield the font folders of the system (XDG Base Directory Specification 0.8)."""
    named = os.environ.get("XDG_DATA_DIRS") or "/usr/local/share:/usr/share"
    yield from (Path(each) / "fonts" for each in named.split(":") if each)
