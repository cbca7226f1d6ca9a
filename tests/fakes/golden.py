"""
The digests of the golden set, ``tests/data/documents/golden.json``, and when they count.

``python -m tests.fakes.golden`` writes them, once the pages have been looked at. Other fonts or
another compressor give other bytes, which are no worse; then only the digests are passed over.
"""

from __future__ import annotations

import hashlib
import json
import tomllib
import zlib
from functools import cache
from pathlib import Path

import reportlab
import uharfbuzz

from counter_app.documents.pdf import render_pdf
from counter_app.paths import resources
from counter_app.typeset.fonts import resolve_chain
from tests.fakes.paper_cases import APPLICANTS, a_person
from tests.fakes.papers import ALL, PAGES, golden_papers

FILE = Path(__file__).parent.parent / "data" / "documents" / "golden.json"
GOLDEN = {who: golden_papers(a_person(name)) for who, name in APPLICANTS.items()}
CASES = tuple((who, kind) for who in APPLICANTS for kind in ALL)


def sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def made_with() -> dict[str, str]:
    """What the bytes depend on beside the documents."""
    return {
        "reportlab": reportlab.__version__,
        "uharfbuzz": uharfbuzz.__version__,
        "zlib": zlib.ZLIB_RUNTIME_VERSION,
    }


@cache
def reason_to_skip() -> str:
    """Why the digests do not count here; empty when they do."""
    if json.loads(FILE.read_text(encoding="utf-8"))["made_with"] != made_with():
        return "other libraries than the digests were made with"
    noted = tomllib.loads((resources() / "fonts.toml").read_text(encoding="utf-8"))["font"]
    known = {each["file"]: each["sha256"] for each in noted}
    for face in {*resolve_chain("regular").faces, *resolve_chain("bold").faces}:
        if known.get(face.path.name, "") not in {"", sha256(face.path.read_bytes())}:
            return f"another {face.path.name} than the noted one"
    return ""


def released_digests() -> dict[str, str]:
    digests: dict[str, str] = json.loads(FILE.read_text(encoding="utf-8"))["sha256"]
    return digests


def write_digests() -> None:
    digests = {
        f"{kind}-{who}": sha256(render_pdf(GOLDEN[who][kind]))
        for who, kind in CASES
        if kind in PAGES
    }
    FILE.parent.mkdir(parents=True, exist_ok=True)
    told = {"made_with": made_with(), "sha256": dict(sorted(digests.items()))}
    FILE.write_text(json.dumps(told, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    write_digests()
