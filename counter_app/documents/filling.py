"""A document matched with its template: every required value there, every character printable."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from counter_app.documents.library import common_words, template_for
from counter_app.documents.template import Template, Wording
from counter_app.domain.document import Document, Rows
from counter_app.domain.errors import RuleError
from counter_app.typeset.fonts import resolve_chain
from counter_app.typeset.runs import split_runs


@dataclass(frozen=True)
class Filled:
    """A document and the template it follows, both checked."""

    document: Document
    template: Template

    @cached_property
    def values(self) -> Mapping[str, str]:
        """Every declared field's value (empty if none), with the document's own numbers."""
        declared = {each.key: "" for each in self.template.fields}
        own = {"document_no": self.document.id, "case_no": self.document.case_no or ""}
        return {**declared, **own, **self.document.value_map()}

    def rows(self, table: str) -> Rows:
        """Return the rows of ``table``, none if the document has none."""
        return self.document.row_map().get(table, ())

    def words(self, wording: Wording) -> str:
        """Return ``wording`` in the document's language with its values put in."""
        return wording.text(self.document.language).format_map(self.values)

    def common(self, key: str, **values: str | int) -> str:
        """Return the text ``key`` that every paper has, in the document's language."""
        return common_words().texts[key].text(self.document.language).format(**values)

    def label(self, key: str) -> str:
        """Return the label of the field ``key`` in the document's language."""
        return self.template.field(key).label.text(self.document.language)


def match(document: Document) -> Filled:
    """
    Match ``document`` with its template, value by value.

    Raises:
        RuleError: ``template_missing``; ``document_value_missing`` or ``document_value_unknown``
            naming the field; ``document_row_wrong`` naming the table

    """
    template = template_for(document.kind, document.template_version)
    _check_values(document, template)
    _check_tables(document, template)
    return Filled(document, template)


def fill(document: Document) -> Filled:
    """
    Match ``document`` with its template and with the fonts, before anything is drawn.

    Raises:
        RuleError: as ``match``; ``glyph_missing`` naming the character and whose field it is in

    """
    filled = match(document)
    _check_glyphs(document, filled.template)
    return filled


def _check_values(document: Document, template: Template) -> None:
    given = document.value_map()
    for key in given.keys() - {each.key for each in template.fields}:
        raise RuleError("document_value_unknown", document=document.kind, field=key)
    for field in template.fields:
        if field.required and not given.get(field.key, "").strip():
            raise RuleError("document_value_missing", document=document.kind, field=field.label.zh)


def _check_tables(document: Document, template: Template) -> None:
    given = document.row_map()
    shapes = {each.key: each for each in template.tables}
    for key in given.keys() - shapes.keys():
        raise RuleError("document_value_unknown", document=document.kind, field=key)
    for key, shape in shapes.items():
        rows = given.get(key, ())
        if shape.required and not rows:
            raise RuleError("document_value_missing", document=document.kind, field=key)
        if any(len(row) != len(shape.columns) for row in rows):
            raise RuleError("document_row_wrong", document=document.kind, table=key)


def _check_glyphs(document: Document, template: Template) -> None:
    chain = resolve_chain("regular")
    for key, value in document.values:
        split_runs(value.replace("\n", ""), chain, template.field(key).label.zh)
    for key, rows in document.rows:
        for row in rows:
            for column, cell in zip(template.table(key).columns, row, strict=True):
                split_runs(cell.replace("\n", ""), chain, column.label.zh)
    reason = common_words().texts["reprint_reason"].zh
    split_runs(document.reprint_reason.replace("\n", ""), chain, reason)
