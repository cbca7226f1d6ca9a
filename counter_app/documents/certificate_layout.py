"""
A certificate's texts set into their places: wrapped, made smaller within the limit, or refused.

Nothing is ever cut and nothing runs over: a certificate says all of it or is not printed
(facts/domain.md 6.3). All of it is set before the page is begun.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from counter_app.documents.blocks import BASELINE, MM, leading
from counter_app.documents.certificate_form import (
    OWN_VALUES,
    Box,
    CertificateForm,
    Sheet,
    Spot,
    Type,
)
from counter_app.domain.certificate import Certificate, identifier_holds
from counter_app.domain.errors import RuleError
from counter_app.domain.placement import Placement
from counter_app.typeset.breaks import SHRINK_STEP_PT, wrap_text
from counter_app.typeset.fonts import resolve_chain
from counter_app.typeset.runs import split_runs
from counter_app.typeset.shaping import Line


@dataclass(frozen=True)
class PlacedLine:
    """A line of text with the left end of its baseline at ``x``, ``y`` mm from the upper left."""

    x: float
    y: float
    line: Line
    spot: Spot


def fill_values(form: CertificateForm, certificate: Certificate) -> Mapping[str, str]:
    """
    Return every value that the form may name, worded.

    Raises:
        RuleError: ``certificate_identifier_wrong``; ``certificate_value_unknown`` or
            ``certificate_value_missing`` naming the field

    """
    grant = certificate.grant
    _check_identifier(form, certificate)
    given = dict(grant.fields)
    known = {each.key for each in form.values}
    for key in given.keys() - known:
        raise RuleError("certificate_value_unknown", name=form.name, field=key)
    for value in form.values:
        if value.required and not given.get(value.key, "").strip():
            raise RuleError("certificate_value_missing", name=form.name, field=value.label)
    values = dict.fromkeys(known, "") | given | _own_values(form, certificate)
    values["statement"] = form.wording.statement.format_map(values)
    _check_glyphs(form, values)
    return values


def set_spots(spots: Iterable[Spot], values: Mapping[str, str], name: str) -> list[PlacedLine]:
    """
    Set every text into its place.

    Raises:
        RuleError: ``glyph_missing`` with the character and whose field it is in;
            ``certificate_text_long`` naming the field

    """
    placed: list[PlacedLine] = []
    for spot in spots:
        text = spot.text.format_map(values)
        lines = _fit(text, spot, name)
        placed += _stand(lines, spot)
    return placed


def check_on_sheet(fields: Iterable[tuple[str, Box]], sheet: Sheet, placement: Placement) -> None:
    """
    Refuse a placement that pushes a field to where the printer cannot print.

    Raises:
        RuleError: ``placement_off_sheet`` naming the field

    """
    for name, box in fields:
        left, top = placement.move(box.x, box.y)
        right, bottom = placement.move(box.right, box.bottom)
        if not sheet.holds(Box(left, top, right - left, bottom - top)):
            raise RuleError("placement_off_sheet", field=name)


def _check_identifier(form: CertificateForm, certificate: Certificate) -> None:
    identifier = certificate.identifier
    names_us = f".{form.type_code}.{form.issuer_code}." in identifier
    if not (names_us and identifier_holds(identifier)):
        raise RuleError("certificate_identifier_wrong", name=form.name)


def _own_values(form: CertificateForm, certificate: Certificate) -> dict[str, str]:
    grant, wording = certificate.grant, form.wording
    if certificate.issued_on is None or not certificate.number:
        raise RuleError("certificate_value_missing", name=form.name, field=OWN_VALUES["number"])
    start = _day(form, grant.valid_from)
    end = wording.endless if grant.valid_to is None else _day(form, grant.valid_to)
    period = wording.open_end if grant.valid_to is None else wording.period
    return {
        "name": form.name,
        "holder": grant.holder,
        "holder_code": grant.holder_code,
        "number": certificate.number,
        "identifier": certificate.identifier,
        "issuer": form.issuer,
        "issued_on": _day(form, certificate.issued_on),
        "valid_from": start,
        "valid_to": end,
        "validity": period.format(valid_from=start, valid_to=end),
    }


def _day(form: CertificateForm, day: date) -> str:
    return form.wording.day.format(year=day.year, month=day.month, day=day.day)


def _check_glyphs(form: CertificateForm, values: Mapping[str, str]) -> None:
    """Name the value's own field, which a clerk can correct, before any text is made of it."""
    labels = OWN_VALUES | {each.key: each.label for each in form.values}
    for key, value in values.items():
        split_runs(value.replace("\n", ""), resolve_chain("regular"), labels[key])


def _fit(text: str, spot: Spot, name: str) -> list[Line]:
    chain, size = resolve_chain(spot.type.weight), spot.type.size
    while size >= spot.type.smallest:
        lines = wrap_text(text, spot.box.width * MM, size, chain, spot.name)
        fits = all(line.width <= spot.box.width * MM for line in lines)
        if fits and _height(lines) <= spot.box.height * MM:
            return lines
        size -= SHRINK_STEP_PT
    raise RuleError("certificate_text_long", name=name, field=spot.name)


def _stand(lines: list[Line], spot: Spot) -> list[PlacedLine]:
    free = spot.box.height - _height(lines) / MM
    y = spot.box.y + {"top": 0.0, "middle": free / 2, "bottom": free}[spot.type.rise]
    placed = []
    for line in lines:
        step = leading(line.text, line.size) / MM
        x = spot.box.x + _indent(line, spot.box, spot.type)
        placed.append(PlacedLine(x, y + step * BASELINE, line, spot))
        y += step
    return placed


def _indent(line: Line, box: Box, look: Type) -> float:
    free = box.width - line.width / MM
    return {"left": 0.0, "centre": free / 2, "right": free}[look.align]


def _height(lines: list[Line]) -> float:
    return sum(leading(line.text, line.size) for line in lines)
