"""A catalogue workbook as bytes: of another program, damaged, too large, none at all."""

from __future__ import annotations

import io
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counter_app.domain.item import Limit
from county_server.catalogue.sheets import Catalogue
from county_server.catalogue.workbook import read_workbook
from tests.fakes.guide_workbook import CODE, ITEM, MATERIAL, book_of, told


def hand_made(row):
    """Build a file as other programs write it: no styles, inline strings, a formula with its result."""
    cells = "".join(
        f'<c t="inlineStr"><is><t xml:space="preserve">{value}</t></is></c>' for value in row
    )
    return _zipped(
        f'<row r="1">{"".join(_text(each) for each in ITEM)}</row><row r="2">{cells}</row>'
    )


def _text(value):
    return f'<c t="inlineStr"><is><t>{value}</t></is></c>'


MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
TYPES = "application/vnd.openxmlformats-officedocument.spreadsheetml"


def _zipped(items):
    parts = {
        "[Content_Types].xml": (
            '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
            '<Default Extension="rels" '
            'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            f'<Override PartName="/xl/workbook.xml" ContentType="{TYPES}.sheet.main+xml"/>'
            f'<Override PartName="/xl/a.xml" ContentType="{TYPES}.worksheet+xml"/>'
            f'<Override PartName="/xl/b.xml" ContentType="{TYPES}.worksheet+xml"/></Types>'
        ),
        "_rels/.rels": (
            f'<Relationships xmlns="{RELATIONS}"><Relationship Id="r1" '
            f'Type="{OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>'
        ),
        "xl/workbook.xml": (
            f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets>'
            '<sheet name="items" sheetId="1" r:id="r1"/>'
            '<sheet name="materials" sheetId="2" r:id="r2"/></sheets></workbook>'
        ),
        "xl/_rels/workbook.xml.rels": (
            f'<Relationships xmlns="{RELATIONS}">'
            f'<Relationship Id="r1" Type="{OFFICE}/worksheet" Target="a.xml"/>'
            f'<Relationship Id="r2" Type="{OFFICE}/worksheet" Target="b.xml"/></Relationships>'
        ),
        "xl/a.xml": f'<worksheet xmlns="{MAIN}"><sheetData>{items}</sheetData></worksheet>',
        "xl/b.xml": (
            f'<worksheet xmlns="{MAIN}"><sheetData><row r="1">{_text("task_code")}'
            f'{_text("material_name")}</row><row r="2"><c t="str"><f>"x"</f><v>{CODE}</v></c>'
            f"{_text('申请书')}</row></sheetData></worksheet>"
        ),
    }
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, f'<?xml version="1.0" encoding="UTF-8"?>{content}')
    return stream.getvalue()


def test_a_file_of_another_program_is_read():
    result = read_workbook(hand_made(ITEM.values()))
    assert isinstance(result, Catalogue), result
    assert result.items[0].materials[0].name == "申请书"
    assert result.items[0].promised == Limit(8)


@pytest.mark.parametrize(
    "content",
    [b"", b"PK", b"not a workbook", "task_code,task_name".encode("utf-16")],
)
def test_a_file_that_is_no_workbook(content):
    (wrong,) = told(read_workbook(content))
    assert wrong.code == "catalogue_unreadable"


def test_a_zip_of_something_else():
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("letter.txt", "x")
    assert read_workbook(stream.getvalue())[0].code == "catalogue_unreadable"


def test_a_file_that_unpacks_to_too_much():
    stream = io.BytesIO()
    with (
        zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive,
        archive.open("xl/a.xml", "w", force_zip64=True) as part,
    ):
        for _ in range(401):
            part.write(b"\0" * 1_000_000)
    assert told(read_workbook(stream.getvalue()))[0].code == "catalogue_too_large"


WORKBOOK = book_of(items=[ITEM], materials=[MATERIAL])


@given(st.integers(0, len(WORKBOOK) - 1), st.integers(1, 255), st.booleans())
def test_a_damaged_file_is_refused_or_read_and_never_crashes(at, flip, cut):
    damaged = (
        WORKBOOK[:at] if cut else WORKBOOK[:at] + bytes([WORKBOOK[at] ^ flip]) + WORKBOOK[at + 1 :]
    )
    result = read_workbook(damaged)
    assert isinstance(result, Catalogue) or result
