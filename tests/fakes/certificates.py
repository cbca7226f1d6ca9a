"""Certificates of the sample types, and where their pages show ink; every person is invented."""

from __future__ import annotations

import subprocess
from dataclasses import replace
from datetime import date
from io import BytesIO

from PIL import Image

from counter_app.documents.certificate_library import certificate_forms
from counter_app.domain.certificate import Certificate, CertificateGrant, make_identifier
from counter_app.typeset.runs import Run
from counter_app.typeset.shaping import measure_run, shape
from printers.page_images import PdfiumImages

FOOD, DUPLICATE = "11540402MB9990012G011", "11540402MB9990012G012"
ELDER, FELLING, ADVERT = "11540402MB9990055X011", "11540402MB9990071K011", "11540402MB9990100Y011"
PREPRINTED, PLAIN = (FOOD, DUPLICATE, ELDER), (FELLING, ADVERT)
NUMBER = "Z54040226A1B20000197"
QR = "https://example.gov.cn/v/" + "A" * 80
MM_PER_INCH = 25.4
DARK = 128

VALUES = {
    "principal": "次仁旺堆",
    "premises": "西藏自治区林芝市巴宜区八一镇示例路1号（工布旅游文化服务有限公司院内二层207室）",
    "business": "餐饮服务经营者",
    "scope": "热食类食品制售；冷食类食品制售；自制饮品制售（不含自酿酒）；预包装食品销售",
    "place": "巴宜区八一镇广东路中段",
    "kind": "落地式电子显示屏",
    "size": "6.0 米 × 3.0 米 × 0.3 米",
    "ownership": "集体所有",
    "forest": "用材林",
    "species": "云杉、冷杉",
    "manner": "择伐",
    "volume": "35.50",
    "area": "0.80",
    "renewal": "2027年6月30日前",
    "sex": "女",
    "born": "1955年3月8日",
}


def a_certificate(type_code=FOOD, holder="扎西顿珠", number=NUMBER, forms=None, **changes):
    """A numbered certificate; ``changes`` are values of the decision, None takes one away."""
    form = (forms or certificate_forms())[type_code]
    given = {each.key: VALUES.get(each.key, each.label) for each in form.values} | changes
    fields = tuple((key, value) for key, value in given.items() if value is not None)
    days = (date(2026, 11, 16), date(2031, 11, 15))
    grant = CertificateGrant(
        "a" * 32, type_code, form.name, holder, "91540402MA6T0000X8", fields, *days
    )
    identifier = make_identifier(type_code, form.issuer_code, number, 1)
    return Certificate(grant, number=number, identifier=identifier, issued_on=date(2026, 11, 16))


def without_end(certificate):
    return replace(certificate, grant=replace(certificate.grant, valid_to=None))


def pdfium_picture(pdf, dpi):
    """The page as the program's own preview shows it."""
    return Image.open(BytesIO(PdfiumImages().draw(pdf, dpi).png)).convert("L")


def poppler_picture(pdf, dpi):
    """The page as a renderer shows it that has nothing to do with the program."""
    command = ["pdftoppm", "-r", str(dpi), "-gray", "-singlefile", "-"]
    done = subprocess.run(command, input=pdf, capture_output=True, check=True)
    return Image.open(BytesIO(done.stdout)).convert("L")


def ink_in(picture, box_mm, dpi):
    """The smallest rectangle (left, top, right, bottom in mm) around the ink within ``box_mm``."""
    cut = tuple(round(each / MM_PER_INCH * dpi) for each in box_mm)
    found = picture.crop(cut).point(lambda grey: 255 if grey < DARK else 0).getbbox()
    assert found, f"no ink in {box_mm}"
    corner = (cut[0], cut[1], cut[0], cut[1])
    return tuple((at + start) / dpi * MM_PER_INCH for at, start in zip(found, corner, strict=True))


def ink_expected(placed):
    """Where HarfBuzz says that the ink of lines lies: left, top, right, bottom in mm."""
    boxes = [box for each in placed for box in _glyph_boxes(each)]
    lefts, tops, rights, bottoms = zip(*boxes, strict=True)
    return min(lefts), min(tops), max(rights), max(bottoms)


def _glyph_boxes(placed):
    x = placed.x
    mm = placed.line.size * MM_PER_INCH / 72
    for run in placed.line.runs:
        for character in run.text:
            scale = mm / run.face.units_per_em
            (glyph,) = shape(run.face, character)
            ink = run.face.shaper.get_glyph_extents(glyph.id)
            if ink.width:
                left, top = x + ink.x_bearing * scale, placed.y - ink.y_bearing * scale
                yield left, top, left + ink.width * scale, top - ink.height * scale
            one = Run(run.face, character, complex=False)
            x += measure_run(one, placed.line.size) * MM_PER_INCH / 72
