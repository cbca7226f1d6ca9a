"""
A report on A4: tables with the definition, numerator and denominator under each figure (F-H4).

It is no paper of a case: no number, no code, no seal; its foot says who exported it and when.
"""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO

from counter_app.documents.blocks import (
    BASELINE,
    NOTE_PT,
    TABLE_PT,
    TEXT_WIDTH,
    TITLE_PT,
    Block,
    Cell,
    Look,
    Mark,
    StrokeMark,
    TextMark,
    centred,
    leading,
    paragraph,
    row_blocks,
    space,
)
from counter_app.documents.furniture import FOOT_PT, PAGE_NUMBER_WIDTH
from counter_app.documents.pages import draw_page, open_canvas, paginate
from counter_app.domain.report import Column, Report, Row, Table
from counter_app.typeset.breaks import wrap_text
from counter_app.typeset.fonts import resolve_chain
from counter_app.words import Words

_TABLE_HEAD_PT = 15.0


def render_report(report: Report, who: str, words: Words) -> bytes:
    """
    Draw a report; ``who`` says who exported it and when, on every page.

    Raises:
        RuleError: a character that no font has, as for every paper

    """
    blocks = [*centred(report.title, report.title, size=TITLE_PT, weight="bold"), space(6)]
    for fact in report.facts:
        blocks += paragraph(fact, fact, Look(NOTE_PT, indented=False))
    for table in report.tables:
        blocks += _table(table, words)
    blocks.append(space(8))
    for note in report.notes:
        blocks += [*paragraph(note, note, Look(NOTE_PT, indented=False)), space(3)]
    pages = paginate(blocks, _running_head(report.title))
    target = BytesIO()
    canvas = open_canvas(target, report.title)
    for number, page in enumerate(pages, 1):
        text = words.say("report.page", page=number, pages=len(pages))
        draw_page(canvas, page, _foot(who, text), "")
    canvas.save()
    return target.getvalue()


def _table(table: Table, words: Words) -> list[Block]:
    title = paragraph(table.title, table.title, Look(_TABLE_HEAD_PT, "bold", indented=False))
    blocks = [space(12), *(_kept(each) for each in title), Block(4, keep=True)]
    head = _head(table.columns)
    blocks.append(_kept(head))
    for row in table.rows:
        blocks += _row(row, table.columns, head)
    if not table.rows:
        empty = table.empty or words.say("report.empty")
        blocks += row_blocks([Cell(empty, empty, TEXT_WIDTH)], head)
    if table.note:
        blocks += [space(3), *paragraph(table.note, table.note, Look(NOTE_PT, indented=False))]
    return blocks


def _kept(block: Block) -> Block:
    return Block(block.height, block.marks, keep=True, head=block.head)


def _widths(columns: Sequence[Column]) -> list[float]:
    total = sum(each.share for each in columns)
    return [TEXT_WIDTH * each.share / total for each in columns]


def _head(columns: Sequence[Column]) -> Block:
    cells = [
        Cell(each.title, each.title, width, "centre", "bold")
        for each, width in zip(columns, _widths(columns), strict=True)
    ]
    return row_blocks(cells)[0]


def _row(row: Row, columns: Sequence[Column], head: Block) -> list[Block]:
    if row.heading:
        text = row.cells[0].text
        heading = row_blocks([Cell(text, text, TEXT_WIDTH, weight="bold")], head)
        return [_kept(each) for each in heading]
    cells = [
        Cell(cell.text, column.title, width, column.align)
        for cell, column, width in zip(row.cells, columns, _widths(columns), strict=True)
    ]
    blocks = row_blocks(cells, head)
    if row.note:
        blocks = [_kept(each) for each in blocks] + [_note(row.note, head)]
    return blocks


def _note(text: str, head: Block) -> Block:
    """Return a note framed under its row, smaller than the figures."""
    inset = TABLE_PT
    lines = wrap_text(text, TEXT_WIDTH - 2 * inset, NOTE_PT, resolve_chain("regular"), text)
    marks: list[Mark] = []
    y = 2.0
    for line in lines:
        step = leading(line.text, NOTE_PT)
        marks.append(TextMark(inset, y + step * BASELINE, line, grey=0.3))
        y += step
    height = y + 3
    marks += [StrokeMark(x, 0, x, height) for x in (0, TEXT_WIDTH)]
    marks.append(StrokeMark(0, height, TEXT_WIDTH, height))
    return Block(height, tuple(marks), head=head)


def _running_head(title: str) -> Block:
    line = wrap_text(title, TEXT_WIDTH, NOTE_PT, resolve_chain("regular"), title)[0]
    step = leading(line.text, NOTE_PT)
    mark = TextMark((TEXT_WIDTH - line.width) / 2, step * BASELINE, line)
    return Block(step + 8, (mark,))


def _foot(who: str, page: str) -> Block:
    chain = resolve_chain("regular")
    left = wrap_text(who, TEXT_WIDTH - PAGE_NUMBER_WIDTH, FOOT_PT, chain, who)[0]
    right = wrap_text(page, TEXT_WIDTH, FOOT_PT, chain, page)[0]
    step = leading(who, FOOT_PT)
    y = 4 + step * BASELINE
    marks: tuple[Mark, ...] = (
        StrokeMark(0, 0, TEXT_WIDTH, 0),
        TextMark(0, y, left),
        TextMark(TEXT_WIDTH - right.width, y, right),
    )
    return Block(4 + step, marks)
