from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.bench_receipt import RECEIPT
from counter_app.domain.errors import RuleError
from counter_app.domain.slip import Barcode, Feed, Pair, Qr, Rule, Slip, Text
from counter_app.typeset.raster import render_line
from printers.charset import clean, count_columns, travels
from printers.codes import encode_code128, encode_qr
from printers.escpos import CUT, START, ask_end, encode, end_marker
from printers.realtime import break_realtime, holds_realtime

PAPER_80, PAPER_58 = 48, 32
WORKED_TICKET = """
1B 40 1C 26
1B 61 01 1D 21 11 41 30 30 31 0A 1D 21 00
C1 D6 D6 A5 CA D0 D5 FE CE F1 B7 FE CE F1 D6 D0 D0 C4 0A
1B 45 01 C7 B0 C3 E6 B5 C8 B4 FD A3 BA 33 C8 CB 0A 1B 45 00
1D 28 6B 04 00 31 41 32 00   1D 28 6B 03 00 31 43 06   1D 28 6B 03 00 31 45 31
1D 28 6B 07 00 31 50 30 54 45 53 54   1D 28 6B 03 00 31 51 30 0A
1D 68 50 1D 77 02 1D 48 02 1D 6B 49 06 7B 42 41 30 30 31 0A
1D 56 42 00
"""


def encoded(*lines, columns=PAPER_80):
    data = encode(Slip("test", lines), columns)
    assert data.startswith(START)
    assert data.endswith(CUT)
    return data[len(START) : -len(CUT)]


def rows(*lines, columns=PAPER_80):
    return encoded(*lines, columns=columns).decode("gb18030").split("\n")[:-1]


def test_the_worked_ticket_of_the_facts_comes_out_byte_for_byte():
    slip = Slip(
        "A001",
        (
            Text("A001", "centre", 2),
            Text("林芝市政务服务中心", "centre"),
            Text("前面等待：3人", "centre", bold=True),
            Qr("TEST"),
            Barcode("A001"),
        ),
    )
    assert encode(slip, PAPER_80) == bytes.fromhex(WORKED_TICKET)


def test_a_marker_is_asked_for_as_the_facts_show():
    assert ask_end(b"P001") == bytes.fromhex("1D 28 48 06 00 30 30 50 30 30 31")


def test_jobs_have_markers_of_four_printable_characters():
    first, second = end_marker("job 1"), end_marker("job 2")
    assert first != second
    assert len(first) == 4
    assert all(0x20 <= byte <= 0x7E for byte in first)


@pytest.mark.parametrize(
    ("character", "sent"), [("·", "A1 A4"), ("￥", "A3 A4"), ("芝", "D6 A5"), ("A", "41")]
)
def test_plain_characters_travel_as_gb18030(character, sent):
    assert encoded(Text(character)) == bytes.fromhex(sent) + b"\n"


@pytest.mark.parametrize("character", ["䶮", "𠮷", "བ", "\ue816", "\U00020087", "€"])
def test_characters_outside_a_gbk_font_go_as_a_picture(character):
    data = encoded(Text(character))
    assert data.startswith(b"\x1d\x76\x30\x00")
    width, height = int.from_bytes(data[4:6], "little"), int.from_bytes(data[6:8], "little")
    assert len(data) == 8 + width * height
    assert any(data[8:])


def test_an_old_private_use_place_prints_the_character_of_today():
    assert encoded(Text("\ue816")) == encoded(Text("\U00020087"))


def test_a_character_that_no_font_has_stops_the_slip():
    with pytest.raises(RuleError) as caught:
        encoded(Text("姓名：\U0010fffd"))
    assert caught.value.code == "glyph_missing"


def test_only_the_rows_that_need_it_become_pictures():
    text = "申请人材料" * 5 + "𠮷" + "收件凭证" * 8
    data = encoded(Text(text))
    assert data.count(b"\x1d\x76\x30") == 1
    assert "收件凭证收件凭证".encode("gb18030") in data


def test_tibetan_breaks_after_the_tsheg_within_the_paper():
    data = encoded(Text("བཀྲ་ཤིས་བདེ་ལེགས། " * 12), columns=PAPER_58)
    count = data.count(b"\x1d\x76\x30\x00")
    assert count > 2
    assert data[4] * 8 <= 384


def test_a_picture_holds_the_dots_of_the_text():
    data = encoded(Text("𠮷"))
    picture = render_line("𠮷", 24)
    width, height = data[4], data[6]
    drawn = {
        (x, y)
        for y in range(height)
        for x in range(width * 8)
        if data[8 + y * width + x // 8] >> (7 - x % 8) & 1
    }
    assert drawn == {
        (x, y) for y in range(24) for x in range(picture.width) if not picture.getpixel((x, y))
    }


def test_bold_pictures_have_more_dots_and_big_ones_are_twice_as_high():
    plain, bold, big = (
        encoded(Text("𠮷")),
        encoded(Text("𠮷", bold=True)),
        encoded(Text("𠮷", scale=2)),
    )
    plain_dots = sum(byte.bit_count() for byte in plain[8:])
    assert sum(byte.bit_count() for byte in bold[11:]) > plain_dots
    assert big[3 + 6] == 2 * plain[6]


def test_text_wraps_by_the_width_of_what_is_printed():
    assert rows(Text("一" * 25)) == ["一" * 24, "一"]
    assert rows(Text("一" * 25), columns=PAPER_58) == ["一" * 16, "一" * 9]
    assert rows(Text("a" * 50)) == ["a" * 48, "a" * 2]
    assert rows(Text("一" * 13, scale=2))[0].removeprefix("\x1d!\x11") == "一" * 12


def test_no_row_begins_with_a_closing_mark():
    assert rows(Text("一" * 24 + "，二")) == ["一" * 23, "一，二"]


def test_a_newline_begins_a_row_and_other_controls_are_left_out():
    assert rows(Text("一\r\n二\x1b\x10\x04\x01三\t四")) == ["一", "二三 四"]
    assert rows(Text("")) == [""]


def test_a_pair_stands_at_both_edges():
    (row,) = rows(Pair("办件编号", "54040226W3A10000142"))
    assert row == "办件编号" + " " * 21 + "54040226W3A10000142"
    assert count_columns(row) == PAPER_80


def test_a_long_pair_goes_below_its_label():
    assert rows(Pair("事项", "食" * 30)) == ["事项", "  " + "食" * 23, "  " + "食" * 7]
    assert rows(Pair("材料", "一\n二")) == ["材料", "  一", "  二"]


def test_a_pair_with_a_rare_name_is_one_picture_over_the_whole_paper():
    data = encoded(Pair("申请人", "𠮷多"))
    assert (data[:4], data[4]) == (b"\x1d\x76\x30\x00", 576 // 8)
    assert data.count(b"\x1d\x76\x30\x00") == 1


def test_rules_and_feeds():
    assert rows(Rule(), columns=PAPER_58) == ["-" * 32]
    assert encoded(Feed(3)) == b"\x1b\x64\x03"
    assert encoded(Feed(300)) == b"\x1b\x64\xff\x1b\x64\x2d"
    assert encoded(Feed(0)) == b""


def test_a_caption_stands_below_its_code():
    data = encoded(Qr("T", "扫码查进度"))
    assert data.endswith(b"\x31\x51\x30\n" + "扫码查进度".encode("gbk") + b"\n")


def test_qr_text_is_utf8_and_its_modules_fit_the_paper():
    data = encode_qr("林芝", 384)
    assert b"\x1d\x28\x6b\x09\x00\x31\x50\x30" + "林芝".encode() in data
    assert b"\x1d\x28\x6b\x03\x00\x31\x43\x06" in data
    long = encode_qr("x" * 300, 384)
    assert b"\x1d\x28\x6b\x2f\x01\x31\x50\x30" in long
    assert b"\x1d\x28\x6b\x03\x00\x31\x43\x04" in long


@pytest.mark.parametrize("text", ["", "x" * 2332, "\x10\x04\x01"])
def test_a_qr_code_that_cannot_be_is_refused(text):
    with pytest.raises(RuleError, match="slip_code_too_long"):
        encode_qr(text, 576)


@pytest.mark.parametrize(
    ("text", "dots", "data"),
    [
        ("A001", 576, b"{BA001"),
        ("A{1", 576, b"{BA{{1"),
        ("123456", 576, b"{C\x0c\x22\x38"),
        ("12345", 576, b"{B12345"),
        ("160401", 576, b"{B160401"),  # in set C it would hold a real-time request
        ("54040226W3A10000142", 576, b"{B54040226W3A10000142"),
        ("54040226W3A10000142", 384, b"{C\x36\x04\x02\x1a{BW3A{C\x0a\x00\x01\x2a"),
    ],
)
def test_code128_takes_the_set_that_fits(text, dots, data):
    sent = encode_code128(text, dots)
    head = bytes.fromhex("1D 68 50 1D 77 02 1D 48 02 1D 6B 49")
    assert sent == head + bytes((len(data),)) + data + b"\n"


@pytest.mark.parametrize("text", ["", "林芝", "x" * 40, "a\n"])
def test_a_bar_code_that_cannot_be_is_refused(text):
    with pytest.raises(RuleError, match="slip_code_too_long"):
        encode_code128(text, 576)


def test_a_chinese_receipt_is_under_one_kilobyte():
    assert len(encode(RECEIPT, PAPER_80)) < 1024
    assert len(encode(RECEIPT, PAPER_58)) < 1024


def test_dots_never_spell_a_real_time_request():
    assert break_realtime(b"\x10\x04\x01\x10\x05\x10\x14\x10\x10") == (
        b"\x18\x04\x01\x18\x05\x18\x14\x10\x10"
    )
    assert holds_realtime(b"\x10\x04")
    assert not holds_realtime(b"\x10\x00\x04")


@given(st.text(max_size=80))
def test_cleaned_text_is_stable_and_holds_no_control(text):
    once = clean(text)
    assert clean(once) == once
    assert not any(ord(each) < 0x20 and each != "\n" for each in once)


@given(st.text(st.characters(codec="gbk", exclude_categories=["Cc"]), min_size=1))
def test_text_that_travels_is_as_wide_as_its_bytes(text):
    assert travels(text)
    assert text.encode("gb18030").decode("gbk") == text
    assert count_columns(text) == sum(1 if each.isascii() else 2 for each in text)
