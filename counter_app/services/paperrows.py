"""Rows of the tables on papers: materials as taken, brought, asked for and given back."""

from __future__ import annotations

from collections.abc import Iterable

from counter_app.domain.case import Case, CaseMaterial, MaterialState
from counter_app.domain.document import Rows
from counter_app.domain.item import Item, Material, Necessity, Source
from counter_app.services import phrasing


def state_rows(materials: Iterable[CaseMaterial]) -> Rows:
    """Return each material: number, name, originals and copies taken, what was found."""
    rows = []
    for number, each in enumerate(materials, start=1):
        here = each.state is MaterialState.RECEIVED
        counts = (each.originals, each.copies) if here else (0, 0)
        rows.append((str(number), each.name, *map(phrasing.count, counts), phrasing.state(each)))
    return tuple(rows)


def brought_row(number: int, material: CaseMaterial) -> tuple[str, ...]:
    """Return one material brought later, ticked or still lacking."""
    here = material.state is MaterialState.RECEIVED
    counts = (material.originals, material.copies) if here else (0, 0)
    told = phrasing.say("brought" if here else "lacking")
    return (str(number), material.name, *map(phrasing.count, counts), told)


def correction_row(
    number: int, material: CaseMaterial, asked: Material | None, item: Item
) -> tuple[str, ...]:
    """Return one material of a correction notice: what is wrong, what is asked, in what form, and why."""
    standard = (asked.accept_standard or asked.fill_explain) if asked else ""
    basis = (asked.by_law if asked else "") or item.by_law or phrasing.say("basis_unknown")
    return (
        str(number),
        material.name,
        material.fault or phrasing.say("fault_missing"),
        standard or phrasing.say("requirement"),
        phrasing.form(material),
        basis,
    )


def returned(case: Case) -> Rows:
    """Return what was taken in and goes back: number, name, originals, copies."""
    taken = (each for each in case.application.materials if each.state is MaterialState.RECEIVED)
    return tuple(
        (str(number), each.name, phrasing.count(each.originals), phrasing.count(each.copies))
        for number, each in enumerate(taken, start=1)
    )


def asked_row(number: int, material: Material) -> tuple[str, ...]:
    """Return the row of a material in the one-time notice: number, name, source, form, necessity."""
    source = "source_shared" if material.shared else _SOURCES[material.source]
    need = _NEEDS[material.necessity]
    return (
        str(number),
        material.name,
        phrasing.say(source),
        phrasing.form(material),
        phrasing.say(need),
    )


_SOURCES = {
    Source.APPLICANT: "source_applicant",
    Source.GOVERNMENT: "source_government",
    Source.OTHER: "source_other",
}
_NEEDS = {
    Necessity.REQUIRED: "need_required",
    Necessity.OPTIONAL: "need_optional",
    Necessity.DEFERRABLE: "need_deferrable",
}
