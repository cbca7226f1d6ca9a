"""Names: facts/domain.md 6.2 and 6.3."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counter_app.domain.errors import RuleError
from counter_app.domain.names import (
    PRIVATE_USE_NOW,
    cut_units,
    has_private_use,
    is_latin,
    normalise_latin_name,
    normalise_name,
    tidy_line,
)

TABLE = [
    "E78D",
    "FE10",
    "E78E",
    "FE12",
    "E78F",
    "FE11",
    "E790",
    "FE13",
    "E791",
    "FE14",
    "E792",
    "FE15",
    "E793",
    "FE16",
    "E794",
    "FE17",
    "E795",
    "FE18",
    "E796",
    "FE19",
    "E816",
    "20087",
    "E817",
    "20089",
    "E818",
    "200CC",
    "E81E",
    "9FB4",
    "E826",
    "9FB5",
    "E82B",
    "9FB6",
    "E82C",
    "9FB7",
    "E831",
    "215D7",
    "E832",
    "9FB8",
    "E83B",
    "2298F",
    "E843",
    "9FB9",
    "E854",
    "9FBA",
    "E855",
    "241FE",
    "E864",
    "9FBB",
]
RARE = "\U00030edd\U00020087"
"""Planes 3 and 2."""


def refusal(text, call=normalise_name):
    with pytest.raises(RuleError) as caught:
        call(text)
    return caught.value.code


@pytest.mark.parametrize("dot", "\u2022\u2027\u30fb\uff0e.\u00b7")
def test_six_dots_become_one(dot):
    assert normalise_name(f"扎西{dot}顿珠") == "扎西\u00b7顿珠"


def test_the_table_has_the_24_places_of_the_standard():
    pairs = list(zip(TABLE[::2], TABLE[1::2], strict=True))
    assert len(pairs) == 24
    assert {int(old, 16): int(new, 16) for old, new in pairs} == PRIVATE_USE_NOW


@pytest.mark.parametrize(("old", "new"), list(zip(TABLE[::2], TABLE[1::2], strict=True)))
def test_old_private_use_places_become_code_points(old, new):
    name = normalise_name("测" + chr(int(old, 16)))
    assert name == "测" + chr(int(new, 16))
    assert not has_private_use(name)


@pytest.mark.parametrize("character", ["\ue000", "\uf8ff", "\U000f0000", "\U0010fffd"])
def test_other_private_use_passes_and_is_seen(character):
    name = normalise_name(f"测{character}")
    assert character in name
    assert has_private_use(name)


def test_rare_characters_of_planes_2_and_3_pass():
    assert normalise_name(RARE) == RARE
    assert not has_private_use(RARE)


def test_nfc_and_never_nfkc():
    assert normalise_name("e\u0301lise") == "\u00e9lise"
    full_width = "测\uff21\u2f08"
    assert unicodedata.normalize("NFKC", full_width) != full_width
    assert normalise_name(full_width) == full_width


def test_latin_names_keep_their_full_stops():
    assert normalise_name("JOHN A. SMITH") == "JOHN A. SMITH"
    assert is_latin("O'Neill-Ørsted")
    assert not is_latin("扎西 SMITH")
    assert normalise_latin_name("  ") == ""


def test_tibetan_script_and_inner_blanks_pass():
    name = "བཀྲ་ཤིས་དོན་གྲུབ།"
    assert normalise_name(name) == unicodedata.normalize("NFC", name)
    assert normalise_name(" 张 三 ") == "张 三"


@pytest.mark.parametrize("text", ["", "   ", "\u3000"])
def test_an_empty_name_is_refused(text):
    assert refusal(text) == "name_missing"


@pytest.mark.parametrize(
    "character",
    [
        "\n",
        "\x00",
        "\x1b",
        "\u200b",
        "\u202e",
        "\u2028",
        "\ud842",
        "\U0001f600",
        "\U000e0041",
        "\uffff",
    ],
)
def test_invisible_and_foreign_characters_are_refused(character):
    assert refusal(f"扎{character}西") == "name_character"
    assert refusal(f"A{character}B", normalise_latin_name) == "name_character"


def test_fifty_characters_fit_and_51_do_not():
    assert len(normalise_name("\U00020087" * 50)) == 50
    assert refusal("\U00020087" * 51) == "name_long"


def test_a_dotted_name_of_forty_characters():
    typed = "阿卜杜热依木.买买提托合提.艾力.库尔班江.吐尔逊古丽.热合曼江买买提玉素甫.江"
    assert len(typed) == 40
    name = normalise_name(typed)
    assert name == typed.replace(".", "\u00b7")


def test_an_address_loses_invisible_characters_only():
    assert tidy_line(" 巴宜区\x1b1号\u200b ") == "巴宜区1号"


@given(st.text(st.characters(codec="utf-8"), max_size=30), st.integers(0, 40))
def test_cutting_keeps_whole_characters(text, most):
    cut = cut_units(text, most)
    assert text.startswith(cut)
    assert len(cut.encode("utf-16-le")) // 2 <= most
    rest = text[len(cut) :]
    assert not rest or len((cut + rest[0]).encode("utf-16-le")) // 2 > most


@given(st.text(max_size=60))
def test_normalising_twice_changes_nothing(text):
    try:
        once = normalise_name(text)
    except RuleError:
        return
    assert normalise_name(once) == once
