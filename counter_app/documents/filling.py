"""A document matched with its template: every required value there, every character printable."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from types import MappingProxyType

from counter_app.documents.library import common_words, template_for
from counter_app.documents.template import Template, Wording, speaks_tibetan, wordings
from counter_app.domain.document import HANDWRITTEN, Document, Rows
from counter_app.domain.errors import RuleError
from counter_app.typeset.fonts import resolve_chain
from counter_app.typeset.runs import missing_cluster, spell

NONE_APPROVED: Mapping[str, Wording] = MappingProxyType({})
"""No Tibetan from an approver of this window."""


@dataclass(frozen=True)
class Filled:
    """
    A document and the template it follows, both checked.

    ``approved``: texts of the template, by id, with Tibetan that was approved for this window.
    """

    document: Document
    template: Template
    approved: Mapping[str, Wording] = field(default_factory=lambda: NONE_APPROVED)

    @cached_property
    def values(self) -> Mapping[str, str]:
        """Every declared field's value (empty if none), with the document's own numbers."""
        declared = {each.key: "" for each in self.template.fields}
        own = {"document_no": self.document.id, "case_no": self.document.case_no or ""}
        return {**declared, **own, **self.document.value_map()}

    @property
    def demo(self) -> bool:
        """Whether it is made of sample data, which alone may show a trial translation."""
        return bool(self.values["sample"])

    @property
    def watermark(self) -> str:
        """What stands across each page: the demo's mark, where a trial translation is printed."""
        if not (self.demo and speaks_tibetan(self._language)):
            return ""
        said = (*wordings(self.template), *common_words().texts.values())
        return (
            common_words().texts["watermark"].zh
            if any(self._in_force(each).trial for each in said)
            else ""
        )

    def rows(self, table: str) -> Rows:
        """Return the rows of ``table``, none if the document has none."""
        return self.document.row_map().get(table, ())

    def say(self, wording: Wording) -> str:
        """Return ``wording`` in the document's language as it stands."""
        return self._in_force(wording).text(self._language, demo=self.demo)

    def words(self, wording: Wording) -> str:
        """Return ``wording`` in the document's language with its values put in."""
        return self.say(wording).format_map(self.values)

    def common(self, key: str, **values: str | int) -> str:
        """Return the text ``key`` that every paper has, in the document's language."""
        return self.say(common_words().texts[key]).format(**values)

    def label(self, key: str) -> str:
        """Return the label of the field ``key`` in the document's language."""
        return self.say(self.template.field(key).label)

    def notices(self) -> tuple[str, ...]:
        """Return how this paper came about: sample data, a reprint, something written by hand."""
        document = self.document
        texts = [self.values["sample"]] if self.demo else []
        if document.reprint:
            reason = document.reprint_reason
            texts.append(self.common("reprint", times=document.reprint, reason=reason))
        said = _labelled(document, self.template)
        blanks = dict.fromkeys(label for label, value in said if HANDWRITTEN in value)
        if blanks:
            texts.append(self.common("by_hand", fields="、".join(blanks)))
        return tuple(texts)

    def _in_force(self, wording: Wording) -> Wording:
        return self.approved.get(wording.id, wording)

    @property
    def _language(self) -> str:
        return self.document.language


@dataclass(frozen=True, slots=True)
class Gap:
    """A character that no font has: in the field or column ``label``, of the text ``value``."""

    cluster: str
    label: str
    value: str


def match(document: Document) -> Filled:
    """
    Match ``document`` with its template, value by value.

    Raises:
        RuleError: ``template_missing``; ``document_value_missing`` or ``document_value_unknown``
            naming the field; ``document_row_wrong`` naming the table

    """
    template = template_for(document.kind, document.template_version)
    return match_with(template, document)


def match_with(template: Template, document: Document) -> Filled:
    """Match ``document`` with ``template``; errors as ``match``."""
    _check_values(document, template)
    _check_tables(document, template)
    return Filled(document, template)


def fill(document: Document, approved: Mapping[str, Wording] = NONE_APPROVED) -> Filled:
    """
    Match ``document`` with its template and with the fonts, before anything is drawn.

    ``approved`` as in ``Filled``.

    Raises:
        RuleError: as ``match``; ``document_glyph_missing`` naming the character, the field that it
            stands in and the paper (facts/domain.md 6.3); ``fonts_missing``

    """
    filled = replace(match(document), approved=approved)
    refuse_gaps(filled)
    return filled


def refuse_gaps(filled: Filled) -> None:
    """Raise RuleError ``document_glyph_missing`` for the first gap of ``filled``, or ``fonts_missing``."""
    if not resolve_chain("regular").faces:
        raise RuleError("fonts_missing")
    for gap in find_gaps(filled.document, filled.template):
        raise RuleError(
            "document_glyph_missing",
            char=spell(gap.cluster),
            field=gap.label,
            document=f"{filled.template.title.zh} {filled.document.id}",
        )


def find_gaps(document: Document, template: Template) -> Iterator[Gap]:
    """Yield each text of ``document`` that no font has every character of."""
    chain = resolve_chain("regular")
    for label, value in _labelled(document, template):
        cluster = missing_cluster(value.replace("\n", ""), chain)
        if cluster:
            yield Gap(cluster, label, value)


def _labelled(document: Document, template: Template) -> Iterator[tuple[str, str]]:
    for key, value in document.values:
        yield template.field(key).label.zh, value
    for key, rows in document.rows:
        for row in rows:
            for column, cell in zip(template.table(key).columns, row, strict=True):
                yield column.label.zh, cell
    yield common_words().texts["reprint_reason"].zh, document.reprint_reason


def _check_values(document: Document, template: Template) -> None:
    given = document.value_map()
    for key in given.keys() - {each.key for each in template.fields}:
        raise RuleError("document_value_unknown", document=document.kind, field=key)
    for each in template.fields:
        if each.required and not given.get(each.key, "").strip():
            raise RuleError("document_value_missing", document=document.kind, field=each.label.zh)


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
