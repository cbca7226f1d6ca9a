"""Fonts by coverage, runs, line breaks, fitted values (facts/dependencies.md 5, domain.md 6.1-6.3)."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counter_app.domain.errors import RuleError
from counter_app.typeset.breaks import (
    NEVER_AFTER,
    NEVER_BEFORE,
    Sizes,
    fit_text,
    split_pieces,
    wrap_text,
)
from counter_app.typeset.fonts import Chain, Face, resolve_chain, scripts_served
from counter_app.typeset.runs import split_clusters, split_runs
from counter_app.typeset.shaping import set_line

REGULAR = resolve_chain("regular")
SIZES = Sizes(12.0, 10.5, 9.5)
# Between the character of extension G and the newest one: no font of the chain has it.
UNKNOWN = "\U0003fffd"


def texts(lines):
    return [line.text for line in lines]


def test_every_script_of_a_name_is_served_by_a_font():
    assert all(scripts_served().values()), scripts_served()


def test_bold_text_never_lacks_what_regular_text_has():
    assert set(REGULAR.faces) <= set(resolve_chain("bold").faces)


def test_a_chain_takes_the_first_face_that_covers_the_whole_cluster():
    first = REGULAR.face_for("次")
    assert first == REGULAR.faces[0]
    tibetan = REGULAR.face_for("སྒྲོ")
    assert tibetan is not None
    assert "ibetan" in tibetan.name


def test_a_variation_selector_does_not_need_a_glyph():
    assert REGULAR.face_for("次\U000e0100") == REGULAR.face_for("次")


def test_no_face_means_none():
    assert Chain(()).face_for("次") is None


def test_a_face_of_a_collection_is_named_by_its_file():
    assert Face(Path("/fonts/simsun.ttc"), 1).name == "simsun"


def test_marks_stay_with_their_letter():
    assert split_clusters("སྒྲོལ་é") == ["སྒྲོ", "ལ", "་", "é"]
    assert split_clusters("a\u200db") == ["a\u200db"]


def test_runs_follow_coverage_and_only_tibetan_and_marks_are_shaped():
    runs = split_runs("申请人བཀྲ་\U0002ceb0e\u0301", REGULAR, "申请人")
    assert "".join(run.text for run in runs) == "申请人བཀྲ་\U0002ceb0e\u0301"
    assert [run.complex for run in runs] == [False, True, False, True]


def test_a_missing_glyph_names_the_character_and_the_field():
    with pytest.raises(RuleError) as refused:
        split_runs(f"扎西{UNKNOWN}", REGULAR, "申请人")
    assert refused.value.code == "glyph_missing"
    assert refused.value.values == {"char": f"{UNKNOWN} (U+3FFFD)", "field": "申请人"}


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("受理，通知", ["受", "理，", "通", "知"]),
        ("（受理）书", ["（受", "理）", "书"]),
        ("“件”", ["“件”"]),
        ("བཀྲ་ཤིས་བདེ།", ["བཀྲ་", "ཤིས་", "བདེ།"]),
        ("Anna Maria", ["Anna ", "Maria"]),
        ("第 12 页内", ["第 ", "12 页", "内"]),
        ("1,000.50元", ["1,000.50", "元"]),
        ("加仓·晋美", ["加", "仓·", "晋", "美"]),
        ("等等……完", ["等", "等……", "完"]),
        ("甲　乙", ["甲　", "乙"]),
        ("〔2026〕第3号", ["〔2026〕", "第", "3", "号"]),
        ("［注］约5％‰", ["［注］", "约", "5％‰"]),
        ("〝甲〞乙", ["〝甲〞", "乙"]),
        ("约20 ℃", ["约", "20 ℃"]),
        ("佐々木", ["佐々", "木"]),
        ("共￥10，", ["共", "￥10，"]),
        ("三—五日", ["三—", "五", "日"]),
        ("ཀ༌ཁ་ག༻", ["ཀ༌ཁ་", "ག༻"]),
        ("༺ཀ་ཁ", ["༺ཀ་", "ཁ"]),
        ("甲-乙", ["甲-乙"]),
        ("W02-01", ["W02-01"]),
        ("a\u00a0b", ["a\u00a0b"]),
    ],
)
def test_lines_may_end_only_where_the_rules_let_them(text, pieces):
    assert split_pieces(text) == pieces


def test_a_tibetan_syllable_is_never_parted():
    for width in range(20, 200, 7):
        for line in wrap_text("བཀྲ་ཤིས་བདེ་ལེགས།", width, 12, REGULAR, "x")[:-1]:
            if line.width < width - 12:
                assert line.text.endswith(("་", "།"))


def test_a_long_word_is_cut_only_when_it_must_be():
    lines = wrap_text("a" * 40, 60, 12, REGULAR, "x")
    assert "".join(texts(lines)) == "a" * 40
    assert len(lines) > 1


def test_newlines_and_indent():
    lines = wrap_text("甲乙丙丁\n戊", 48.5, 12, REGULAR, "x", indent=24)
    assert texts(lines) == ["甲乙", "丙丁", "戊"]
    assert wrap_text("", 100, 12, REGULAR, "x") == []


# Each piece is far narrower than the line, so no cut is ever forced.
WORDS = st.sampled_from(
    ["受", "理", "次仁", "Anna", "12", " ", "བཀྲ་", "ཤིས་", "（甲）", "，", "·", "“乙”"]
)


@given(st.lists(WORDS, max_size=60), st.floats(140, 400))
def test_wrapping_loses_nothing_and_stays_inside(words, width):
    text = "甲" + "乙".join(words)
    lines = wrap_text(text, width, 12, REGULAR, "x")
    assert "".join(texts(lines)).replace(" ", "") == text.replace(" ", "")
    for line in lines:
        assert line.width <= width + 0.5
        assert line.text[:1] not in NEVER_BEFORE
        assert line.text[-1:] not in NEVER_AFTER


def test_a_short_value_stands_on_one_line_at_the_wished_size():
    (line,) = fit_text("扎西", 200, SIZES, REGULAR, "x")
    assert line.size == 12


def test_a_value_a_little_too_long_shrinks_to_stay_on_one_line():
    (line,) = fit_text("巴" * 13, 12 * 12, SIZES, REGULAR, "x")
    assert 10.5 <= line.size < 12


def test_a_longer_value_takes_two_lines_before_it_goes_on():
    assert [line.size for line in fit_text("巴" * 20, 12 * 12, SIZES, REGULAR, "x")] == [12, 12]
    assert {line.size for line in fit_text("巴" * 29, 12 * 12, SIZES, REGULAR, "x")} == {9.5}
    long = fit_text("巴" * 50, 12 * 12, SIZES, REGULAR, "x")
    assert len(long) == 5
    assert {line.size for line in long} == {12}


def test_shaped_text_is_measured_as_it_is_drawn():
    apart = sum(set_line(each, 12, REGULAR, "x").width for each in "སྒྲོལ")
    together = set_line("སྒྲོལ", 12, REGULAR, "x").width
    assert 0 < together < apart
