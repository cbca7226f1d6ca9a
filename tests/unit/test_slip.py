from __future__ import annotations

from hypothesis import given

from counter_app.domain.codec import from_plain, to_plain
from counter_app.domain.slip import Barcode, Feed, Pair, Qr, Rule, Slip, Text
from tests.fakes.strategies import instances


def test_a_slip_reads_from_top_to_bottom_one_text_a_line():
    slip = Slip(
        "收件凭证",
        (
            Text("收件凭证", align="centre", scale=2, bold=True),
            Pair("办件编号", "540402260A1A0000197"),
            Rule(),
            Qr("http://example.invalid/1", "扫码查进度"),
            Qr("http://example.invalid/2"),
            Barcode("540402260A1A0000197"),
            Feed(3),
            Text("第一行\n第二行"),
        ),
    )
    assert slip.text().split("\n") == [
        "收件凭证",
        "办件编号 540402260A1A0000197",
        "",
        "[QR http://example.invalid/1] 扫码查进度",
        "[QR http://example.invalid/2]",
        "[CODE128 540402260A1A0000197]",
        "",
        "第一行",
        "第二行",
    ]


def test_an_empty_slip_says_nothing():
    assert Slip("空", ()).text() == ""


@given(instances(Text))
def test_a_paragraph_survives_the_plain_form(text):
    assert from_plain(Text, to_plain(text), strict=True) == text
