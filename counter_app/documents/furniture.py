"""What stands around the text: codes and title of a part, the head of later pages, the foot."""

from __future__ import annotations

from counter_app.documents.blocks import (
    BASELINE,
    MM,
    NOTE_PT,
    TEXT_WIDTH,
    TITLE_PT,
    BarMark,
    Block,
    Mark,
    StrokeMark,
    TextMark,
    centred,
    leading,
)
from counter_app.documents.codes import code128_bars, qr_rows
from counter_app.documents.filling import Filled
from counter_app.documents.template import Wording
from counter_app.typeset.breaks import wrap_text
from counter_app.typeset.fonts import Weight, resolve_chain

FOOT_PT = 9.5
PAGE_NUMBER_WIDTH = 32 * MM
QR_SIDE = 24 * MM
BARCODE_HEIGHT = 10 * MM
# Bars as wide as whole dots of a 300 dpi printer come out even: 5 dots (0.42 mm, read at 150 dpi
# too) where the number is short enough, else 4, else 3.
DOT = MM * 25.4 / 300
MODULES = (5 * DOT, 4 * DOT, 3 * DOT)
# Ten modules on each side stay white (ISO/IEC 15417, 4.4); the page's margin is the left one.
QUIET_MODULES = 10
BARCODE_WIDTH_MOST = TEXT_WIDTH - QR_SIDE
HEAD_TEXT_WIDTH = TEXT_WIDTH - QR_SIDE - 12 * MM


def part_head(filled: Filled, title: Wording) -> list[Block]:
    """Return the codes and numbers, and the title, that begin a part."""
    document = filled.document
    texts = [filled.common("document_no", no=document.id), *filled.notices()]
    if document.case_no:
        texts.insert(0, filled.common("case_no", no=document.case_no))
    marks = [*_barcode(document.case_no or document.id), *_qr(filled.values["qr"])]
    y = BARCODE_HEIGHT + 3
    for number, text in enumerate(texts):
        weight: Weight = "regular" if text.endswith(document.id) or number == 0 else "bold"
        y = _head_lines(marks, text, weight, y)
    words = filled.words(title)
    return [
        Block(max(QR_SIDE, y), tuple(marks), keep=True),
        *centred(words, words, size=TITLE_PT, weight="bold"),
        Block(6, keep=True),
    ]


def _head_lines(marks: list[Mark], text: str, weight: Weight, y: float) -> float:
    for line in wrap_text(text, HEAD_TEXT_WIDTH, NOTE_PT, resolve_chain(weight), text):
        step = leading(line.text, NOTE_PT)
        marks.append(TextMark(0, y + step * BASELINE, line))
        y += step
    return y


def running_head(filled: Filled, title: Wording) -> Block:
    """Return the line that begins each later page."""
    words = title.zh.format_map(filled.values)
    name = filled.common("continued", title=words).split("\n")[0]
    number = filled.common("document_no", no=filled.document.id).split("\n")[0]
    chain = resolve_chain("regular")
    marks: list[Mark] = []
    y = 0.0
    for line in wrap_text(f"{name}　　{number}", TEXT_WIDTH, NOTE_PT, chain, name):
        step = leading(line.text, NOTE_PT)
        marks.append(TextMark((TEXT_WIDTH - line.width) / 2, y + step * BASELINE, line))
        y += step
    return Block(y + 8, tuple(marks))


def page_foot(filled: Filled, page: int, pages: int) -> Block:
    """Return the foot of one page: phones, number, page, who keeps the copies, how it came about."""
    document, values = filled.document, filled.values
    keepers = "、".join(each.zh for each in filled.template.copies)
    phones = {key: values[key] for key in ("phone", "complaint_phone")}
    left = (
        filled.common("phones", **phones),
        f"{filled.common('document_no', no=document.id)}　　{_copies(filled, keepers)}",
        "　".join(filled.notices()),
    )
    marks: list[Mark] = [StrokeMark(0, 0, TEXT_WIDTH, 0)]
    y = 4.0
    for number, text in enumerate(left):
        y = _foot_lines(marks, text, TEXT_WIDTH - (PAGE_NUMBER_WIDTH if number == 0 else 0), y)
    right = filled.common("page", page=page, pages=pages).split("\n")[0]
    line = wrap_text(right, TEXT_WIDTH, FOOT_PT, resolve_chain("regular"), right)[0]
    at = 4 + leading(right, FOOT_PT) * BASELINE
    marks.append(TextMark(TEXT_WIDTH - line.width, at, line))
    return Block(y, tuple(marks))


def _copies(filled: Filled, keepers: str) -> str:
    count = filled.document.copies
    if count == 1:
        return filled.common("copy_single", keepers=keepers)
    return filled.common("copies", count=count, keepers=keepers)


def _foot_lines(marks: list[Mark], text: str, width: float, y: float) -> float:
    for line in wrap_text(text, width, FOOT_PT, resolve_chain("regular"), text):
        step = leading(line.text, FOOT_PT)
        marks.append(TextMark(0, y + step * BASELINE, line))
        y += step
    return y


def _barcode(data: str) -> list[Mark]:
    if not (data.isascii() and data.isprintable()):
        return []
    width, bars = code128_bars(data)
    room = BARCODE_WIDTH_MOST / (width + QUIET_MODULES)
    module = next((each for each in MODULES if each <= room), room)
    return [BarMark(at * module, 0, wide * module, BARCODE_HEIGHT) for at, wide in bars]


def _qr(data: str) -> list[Mark]:
    rows = qr_rows(data)
    module = QR_SIDE / len(rows)
    left = TEXT_WIDTH - QR_SIDE
    return [
        BarMark(left + at * module, y * module, wide * module, module)
        for y, spans in enumerate(rows)
        for at, wide in spans
    ]
