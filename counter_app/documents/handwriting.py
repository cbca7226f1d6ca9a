"""
What no font can print is left to the pen: a ruled blank in its place (facts/domain.md 6.3).

The blank is the document's own value, so that the operation which carries the document tells that
it was written by hand.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from counter_app.documents.filling import find_gaps, match
from counter_app.domain.document import HANDWRITTEN, Document
from counter_app.typeset.fonts import resolve_chain
from counter_app.typeset.runs import missing_cluster, split_clusters

# MZ33 asks of a name field at least 50 characters (facts/domain.md 6.2): what is longer is a sentence.
NAME_MOST = 50


def leave_blank(document: Document) -> Document:
    """
    Return ``document`` with a ruled blank for each value that cannot be printed.

    A name is left out whole; a sentence keeps its words and loses the name, or the character.

    Raises:
        RuleError: as ``filling.match``

    """
    gaps = {each.value for each in find_gaps(document, match(document).template)}
    names = sorted((each for each in gaps if _is_name(each, gaps)), key=len, reverse=True)
    values = tuple((key, _blanked(value, names)) for key, value in document.values)
    rows = tuple(
        (key, tuple(tuple(_blanked(cell, names) for cell in row) for row in table))
        for key, table in document.rows
    )
    reason = _blanked(document.reprint_reason, names)
    return replace(document, values=values, rows=rows, reprint_reason=reason)


def _is_name(value: str, gaps: Iterable[str]) -> bool:
    holds_another = any(each in value for each in gaps if each != value)
    return len(value) <= NAME_MOST and not holds_another


def _blanked(value: str, names: Iterable[str]) -> str:
    for name in names:
        value = value.replace(name, HANDWRITTEN)
    chain = resolve_chain("regular")
    lacking = {
        each for each in split_clusters(value) if each != "\n" and missing_cluster(each, chain)
    }
    for cluster in sorted(lacking, key=len, reverse=True):
        value = value.replace(cluster, HANDWRITTEN)
    return value
