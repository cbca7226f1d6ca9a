"""Rows of the sheets ``situations`` and ``materials`` to the parts of one item."""

from __future__ import annotations

from typing import Any

from counter_app.domain.item import (
    GuideField,
    Material,
    MaterialId,
    Necessity,
    Situation,
    SituationId,
    Source,
)
from counter_app.spreadsheet import shown
from county_server.catalogue import codes
from county_server.catalogue.cells import RowReader
from county_server.catalogue.columns import MATERIAL_GUIDE
from county_server.catalogue.fields import MATERIAL_TEXTS

_ON_PAPER = (True, False)
_ORIGINAL = (True, False)


def read_situations(rows: list[RowReader]) -> tuple[Situation, ...]:
    """Read the situations of one item; a doubled id is refused."""
    found: dict[SituationId, Situation] = {}
    for row in rows:
        situation = Situation(SituationId(row.text("situation_id")), row.text("situation_name"))
        if situation.id in found:
            row.refuse("situation_id", "situation_doubled", value=shown(situation.id))
        found[situation.id] = situation
    return tuple(found.values())


def read_materials(
    rows: list[RowReader],
    situations: tuple[Situation, ...],
    *,
    deferral_allowed: bool,
    promise_allowed: bool,
) -> tuple[Material, ...]:
    """
    Read the materials of one item in their order.

    A row without ``material_id`` gets ``M01``, ``M02`` by its place. ``situations`` of a row may
    name a situation by id or by name.
    """
    known = {each.name: each.id for each in situations} | {each.id: each.id for each in situations}
    found: dict[MaterialId, Material] = {}
    for place, row in enumerate(rows, 1):
        material = _read_material(row, place, known)
        if material.id in found:
            row.refuse("material_id", "material_doubled", value=shown(material.id))
        if material.necessity is Necessity.DEFERRABLE and not deferral_allowed:
            row.refuse("is_need", "deferral_closed")
        if material.promisable and not promise_allowed:
            row.refuse("is_promise", "promise_closed")
        found[material.id] = material
    return tuple(found.values())


def _read_material(row: RowReader, place: int, known: dict[str, SituationId]) -> Material:
    texts: dict[str, Any] = {name: row.text(column) for name, column in MATERIAL_TEXTS.items()}
    _, electronic = row.choice("material_format", codes.MATERIAL_FORMAT, _ON_PAPER)
    originals, copies = _counts(row)
    return Material(
        id=MaterialId(row.text("material_id") or f"M{place:02d}"),
        necessity=row.choice("is_need", codes.NECESSITY, Necessity.REQUIRED),
        source=row.choice("source_type", codes.SOURCE, Source.APPLICANT),
        originals=originals,
        copies=copies,
        paper_form=row.text("page_format") or "A4",
        electronic=electronic,
        shared=row.flag("is_share", default=False),
        promisable=row.flag("is_promise", default=False),
        situations=_situations(row, known),
        guide=tuple(GuideField(name, text) for name, text in row.texts(MATERIAL_GUIDE)),
        **texts,
    )


def _counts(row: RowReader) -> tuple[int, int]:
    """Originals and copies: as stated, else ``page_num`` of each kind that the type names."""
    on_paper, _ = row.choice("material_format", codes.MATERIAL_FORMAT, _ON_PAPER)
    original, copy = row.choice("material_type", codes.MATERIAL_TYPE, _ORIGINAL)
    pages = row.number("page_num", 1) if on_paper else 0
    return (
        row.number("original_num", pages if original else 0),
        row.number("copy_num", pages if copy else 0),
    )


def _situations(row: RowReader, known: dict[str, SituationId]) -> tuple[SituationId, ...]:
    found: dict[SituationId, None] = {}
    for word in row.words("situations"):
        if word in known:
            found[known[word]] = None
        else:
            row.refuse("situations", "situation_unknown", value=shown(word))
    return tuple(found)
