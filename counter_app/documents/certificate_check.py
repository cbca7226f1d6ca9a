"""
A certificate type's file checked and read; the first mistake is named with its place.

A field beyond the sheet, or over another one, would show only on a numbered blank: it stops here.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import combinations
from typing import Any, get_args

from counter_app.documents.certificate_form import (
    OWN_VALUES,
    WORDING_NAMES,
    Box,
    CertificateForm,
    CertificateWording,
    Frame,
    Rise,
    Rule,
    Sheet,
    Spot,
    Type,
    Value,
    placeholders,
)
from counter_app.documents.template import Align
from counter_app.documents.toml_table import TableReader
from counter_app.domain.check_characters import credit_code_check
from counter_app.domain.errors import RuleError
from counter_app.typeset.fonts import Weight

CREDIT_CODE, TYPE_CODE = 18, 21
SMALLEST_PT = 6.0
"""Anything smaller is not read without a glass."""


def read_form(data: Mapping[str, object], name: str) -> CertificateForm:
    """
    Check the parsed TOML ``data`` of the file ``name`` and return its certificate type.

    Raises:
        RuleError: ``template_key_missing``, ``template_key_unknown``, ``template_value_wrong`` or
            ``template_name_unknown`` with the place of the key; ``certificate_field_outside``,
            ``certificate_fields_overlap`` or ``certificate_field_twice`` with the fields' names

    """
    reader = TableReader(data, "", name)
    paper = TableReader(reader.take("sheet", dict), "sheet", name)
    sheet = Sheet(paper.number("width_mm"), paper.number("height_mm"))
    paper.finish()
    drawn = TableReader(reader.take("form", dict), "form", name)
    form = CertificateForm(
        type_code=_type_code(reader, name),
        version=reader.take("version", int),
        name=reader.take("name", str),
        issuer=reader.take("issuer", str),
        issuer_code=_credit_code(reader, name),
        series=reader.take("series", str),
        sample=reader.take("sample", bool, default=False),
        sheet=sheet,
        wording=_read_wording(TableReader(reader.take("wording", dict), "wording", name)),
        values=tuple(_read_value(each) for each in reader.readers("values", [])),
        spots=tuple(_read_spot(each, name) for each in reader.readers("fields")),
        qr=_read_qr(TableReader(reader.take("qr", dict), "qr", name)),
        texts=tuple(_read_spot(each, name) for each in drawn.readers("texts", [])),
        rules=tuple(_read_rule(each) for each in drawn.readers("rules", [])),
        frames=tuple(_read_frame(each) for each in drawn.readers("frames", [])),
    )
    drawn.finish()
    reader.finish()
    _check_names(form, name)
    _check_places(form, name)
    return form


def _type_code(reader: TableReader, name: str) -> str:
    code: str = reader.take("type_code", str)
    if len(code) != TYPE_CODE or not _credit_holds(code[:CREDIT_CODE]) or not code[-3:].isdigit():
        raise _wrong(name, "type_code", "18-character credit code + 3 digits")
    return code


def _credit_code(reader: TableReader, name: str) -> str:
    code: str = reader.take("issuer_code", str)
    if not _credit_holds(code):
        raise _wrong(name, "issuer_code", "18-character credit code")
    return code


def _credit_holds(code: str) -> bool:
    try:
        return len(code) == CREDIT_CODE and credit_code_check(code[:-1]) == code[-1]
    except ValueError:  # a character outside the alphabet
        return False


def _read_wording(reader: TableReader) -> CertificateWording:
    wording = CertificateWording(
        day=reader.take("day", str),
        period=reader.take("period", str),
        open_end=reader.take("open_end", str),
        endless=reader.take("endless", str),
        statement=reader.take("statement", str),
    )
    reader.finish()
    return wording


def _read_value(reader: TableReader) -> Value:
    key, label = reader.take("key", str), reader.take("label", str)
    value = Value(key, label, reader.take("required", bool, default=True))
    reader.finish()
    return value


def _read_spot(reader: TableReader, template: str) -> Spot:
    name, text = reader.take("name", str, ""), reader.take("text", str)
    box = Box(*reader.numbers("box_mm", 4))
    size = reader.number("size_pt")
    smallest = reader.number("smallest_pt", size)
    if not SMALLEST_PT <= smallest <= size:
        raise _wrong(template, f"{name or text}.smallest_pt", f"{SMALLEST_PT:g} to size_pt")
    look = Type(
        size,
        smallest,
        reader.choose("weight", get_args(Weight), "regular"),
        reader.choose("align", get_args(Align), "left"),
        reader.choose("rise", get_args(Rise), "middle"),
    )
    reader.finish()
    return Spot(name or text, text, box, look)


def _read_qr(reader: TableReader) -> Box:
    x, y = reader.numbers("at_mm", 2)
    side = reader.number("side_mm")
    reader.finish()
    return Box(x, y, side, side)


def _read_rule(reader: TableReader) -> Rule:
    x1, y1 = reader.numbers("from_mm", 2)
    x2, y2 = reader.numbers("to_mm", 2)
    rule = Rule(x1, y1, x2, y2, _stroke(reader))
    reader.finish()
    return rule


def _read_frame(reader: TableReader) -> Frame:
    frame = Frame(Box(*reader.numbers("box_mm", 4)), _stroke(reader))
    reader.finish()
    return frame


def _stroke(reader: TableReader) -> float:
    return reader.number("width_pt", 0.6)


def _check_names(form: CertificateForm, name: str) -> None:
    keys = [each.key for each in form.values]
    for key in keys:
        if key in OWN_VALUES or keys.count(key) > 1:
            raise RuleError("certificate_field_twice", template=name, field=key)
    for place, used, known in _names_used(form, {*keys, *OWN_VALUES}):
        if used not in known:
            raise RuleError("template_name_unknown", template=name, key=place, name=used)


def _names_used(form: CertificateForm, known: set[str]) -> Iterator[tuple[str, str, set[Any]]]:
    for number, spot in enumerate(form.spots, start=1):
        yield from ((f"fields[{number}].text", used, known) for used in spot.placeholders())
    for number, spot in enumerate(form.texts, start=1):
        # what varies is not on the blank: it would be missing from the paper
        yield from ((f"form.texts[{number}].text", used, set()) for used in spot.placeholders())
    for key, names in WORDING_NAMES.items():
        wording = getattr(form.wording, key)
        yield from ((f"wording.{key}", used, set(names)) for used in placeholders(wording))
    said = placeholders(form.wording.statement)
    yield from (("wording.statement", used, known - {"statement"}) for used in said)


def _check_places(form: CertificateForm, name: str) -> None:
    variable = [(spot.name, spot.box) for spot in form.spots] + [("qr", form.qr)]
    drawn = [(spot.name, spot.box) for spot in form.texts]
    drawn += [("form.frames", frame.box) for frame in form.frames]
    for field, box in variable + drawn:
        if min(box.width, box.height) <= 0 or not form.sheet.holds(box):
            raise RuleError("certificate_field_outside", template=name, field=field)
    texts = variable + [(spot.name, spot.box) for spot in form.texts]
    for (field, box), (other, second) in combinations(texts, 2):
        if box.meets(second):
            raise RuleError("certificate_fields_overlap", template=name, field=field, other=other)


def _wrong(template: str, key: str, expected: str) -> RuleError:
    return RuleError("template_value_wrong", template=template, key=key, expected=expected)
