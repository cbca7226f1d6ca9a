"""
A template file checked and read, key by key; the first wrong key is named with its place.

Unknown keys stop: a misspelt one would otherwise leave a statutory field off the paper.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import get_args

from counter_app.documents.template import (
    COMMON_TEXTS,
    OWN_FIELDS,
    Align,
    Column,
    Common,
    Field,
    FieldGrid,
    PageBreak,
    Paragraph,
    Part,
    SealSection,
    Section,
    Signature,
    SignatureSection,
    SlipKind,
    SlipLine,
    Style,
    TableSection,
    TableShape,
    Template,
    Wording,
)
from counter_app.documents.toml_table import TableReader
from counter_app.domain.errors import RuleError


def read_common(data: Mapping[str, object], name: str) -> Common:
    """
    Check the parsed TOML ``data`` of the file ``name`` and return what every paper says.

    Raises:
        RuleError: as ``read_template``

    """
    reader = TableReader(data, "", name)
    fields = tuple(_read_field(each) for each in reader.readers("fields"))
    inner = TableReader(reader.take("texts", dict), "texts", name)
    texts = {key: inner.wording(key) for key in COMMON_TEXTS}
    inner.finish()
    listed = reader.take("phrases", dict)
    phrasing = TableReader(listed, "phrases", name)
    phrases = {key: phrasing.wording(key) for key in listed}
    reader.finish()
    for key, known in COMMON_TEXTS.items():
        for used in set(texts[key].placeholders()) - known:
            raise RuleError("template_name_unknown", template=name, key=f"texts.{key}", name=used)
    return Common(fields, texts, phrases)


def read_template(data: Mapping[str, object], name: str, common: Common) -> Template:
    """
    Check the parsed TOML ``data`` of the file ``name`` and return its template.

    Raises:
        RuleError: ``template_key_missing``, ``template_key_unknown``, ``template_value_wrong`` or
            ``template_name_unknown``, each with the place of the key

    """
    reader = TableReader(data, "", name)
    title = reader.wording("title")
    template = Template(
        id=reader.take("id", str),
        version=reader.take("version", int),
        title=title,
        copies=reader.wordings("copies"),
        fields=_joined(common, [_read_field(each) for each in reader.readers("fields", [])]),
        tables=tuple(_read_table(each) for each in reader.readers("tables", [])),
        signatures=tuple(_read_signature(each) for each in reader.readers("signatures", [])),
        parts=tuple(_read_part(each, title) for each in reader.readers("parts", [])),
        slip=tuple(_read_slip_line(each) for each in reader.readers("slip", [])),
    )
    reader.finish()
    _check_names(template, name)
    return template


def _joined(common: Common, own: list[Field]) -> tuple[Field, ...]:
    names = {each.key for each in own}
    return (*(each for each in common.fields if each.key not in names), *own)


def _read_field(reader: TableReader) -> Field:
    key, label = reader.take("key", str), reader.wording("label")
    field = Field(key, label, reader.take("required", bool, default=True))
    reader.finish()
    return field


def _read_table(reader: TableReader) -> TableShape:
    columns = tuple(_read_column(each) for each in reader.readers("columns"))
    shape = TableShape(
        reader.take("key", str), columns, reader.take("required", bool, default=True)
    )
    reader.finish()
    return shape


def _read_column(reader: TableReader) -> Column:
    label, share = reader.wording("label"), reader.take("share", int)
    column = Column(label, share, reader.choose("align", get_args(Align), "left"))
    reader.finish()
    return column


def _read_signature(reader: TableReader) -> Signature:
    signature = Signature(reader.take("key", str), reader.wording("label"))
    reader.finish()
    return signature


def _read_part(reader: TableReader, title: Wording) -> Part:
    own_title = reader.wording("title", "")
    sections = tuple(_read_section(each) for each in reader.readers("sections"))
    reader.finish()
    return Part(own_title if own_title.zh else title, sections)


def _read_section(reader: TableReader) -> Section:
    kind = reader.choose("kind", tuple(SECTIONS))
    section = SECTIONS[kind](reader)
    reader.finish()
    return section


def _read_grid(reader: TableReader) -> FieldGrid:
    rows = tuple(tuple(row.split()) for row in reader.texts("rows"))
    return FieldGrid(rows, reader.take("blank", bool, default=False))


def _read_paragraph(reader: TableReader) -> Paragraph:
    text = reader.wording("text")
    return Paragraph(
        text, reader.choose("style", get_args(Style), "body"), reader.take("when", str, "")
    )


def _read_table_section(reader: TableReader) -> TableSection:
    return TableSection(reader.take("key", str))


def _read_signature_section(reader: TableReader) -> SignatureSection:
    return SignatureSection(reader.texts("keys"))


def _read_seal(reader: TableReader) -> SealSection:
    caption = reader.wording("caption")
    body, date_key = reader.take("body", str, "body"), reader.take("date", str, "date")
    return SealSection(caption, body, date_key, reader.texts("signatures", []))


def _read_page_break(_: TableReader) -> PageBreak:
    return PageBreak()


SECTIONS: Mapping[str, Callable[[TableReader], Section]] = {
    "fields": _read_grid,
    "paragraph": _read_paragraph,
    "table": _read_table_section,
    "signatures": _read_signature_section,
    "seal": _read_seal,
    "page_break": _read_page_break,
}


def _read_slip_line(reader: TableReader) -> SlipLine:
    line = SlipLine(
        kind=reader.choose("kind", get_args(SlipKind)),
        text=reader.wording("text", ""),
        value=reader.take("value", str, ""),
        align=reader.choose("align", get_args(Align), "left"),
        scale=reader.choose("scale", (1, 2, 4), 1),
        bold=reader.take("bold", bool, default=False),
        lines=reader.take("lines", int, 1),
        when=reader.take("when", str, ""),
        each=reader.take("each", str, ""),
    )
    reader.finish()
    return line


def _check_names(template: Template, name: str) -> None:
    fields = {each.key for each in template.fields} | set(OWN_FIELDS)
    tables = {each.key: len(each.columns) for each in template.tables}
    signatures = {each.key for each in template.signatures}
    for place, used, known in _names_used(template, fields, tables, signatures):
        if used not in known:
            raise RuleError("template_name_unknown", template=name, key=place, name=used)


def _names_used(
    template: Template, fields: set[str], tables: Mapping[str, int], signatures: set[str]
) -> Iterator[tuple[str, str, set[str]]]:
    for number, part in enumerate(template.parts, start=1):
        yield from ((f"parts[{number}].title", used, fields) for used in part.title.placeholders())
        for place, section in enumerate(part.sections, start=1):
            at = f"parts[{number}].sections[{place}]"
            for kind, used in _section_names(section):
                known = {"field": fields, "table": set(tables), "signature": signatures}[kind]
                yield at, used, known
    for number, line in enumerate(template.slip, start=1):
        at = f"slip[{number}]"
        columns = {f"c{n + 1}" for n in range(tables.get(line.each, 0))}
        yield at, line.each or next(iter(tables), ""), {*tables, ""}
        yield at, line.when or OWN_FIELDS[0], fields
        for text in (line.text, Wording(line.value)):
            yield from ((at, used, fields | columns) for used in text.placeholders())


def _section_names(section: Section) -> Iterator[tuple[str, str]]:
    if isinstance(section, FieldGrid):
        yield from (("field", key) for row in section.rows for key in row)
    elif isinstance(section, Paragraph):
        names = (*section.text.placeholders(), *([section.when] if section.when else []))
        yield from (("field", key) for key in names)
    elif isinstance(section, TableSection):
        yield "table", section.key
    elif isinstance(section, SignatureSection):
        yield from (("signature", key) for key in section.keys)
    elif isinstance(section, SealSection):
        yield from (("field", key) for key in (section.body, section.date))
        yield from (("signature", key) for key in section.signatures)
