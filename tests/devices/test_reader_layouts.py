"""Layouts: facts/devices.md A7, A11 and statement 5 of A16; every bad card of the issue."""

from __future__ import annotations

import json
from datetime import date
from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counter_app.domain.chip import read_chip
from counter_app.domain.errors import DeviceError, RuleError
from counter_app.domain.person import complete_name, is_expired
from counter_app.readers.frames import FrameDecoder, parse_answer, split_base
from counter_app.readers.layouts import read_layout
from counter_app.readers.simulated_card import encode_layout, load_card, make_card
from counter_app.simulation.control import ControlError
from tests.fakes.card_examples import CARD_J, CARD_L, CARD_R, EXAMPLES

FOREIGNER_2017 = {
    "kind": "foreigner-2017",
    "name": "测试丙",
    "english_name": "SERIK " + "T" * 54,
    "sex": "1",
    "birth_date": "1990-12-31",
    "number": "KAZ110090123105",
    "valid_from": "2018-01-01",
    "valid_to": "2028-01-01",
    "nationality": "KAZ",
}
FOREIGNER_2023 = {
    "kind": "foreigner-2023",
    "name": "测试丁",
    # The 35th character is the blank between the two parts.
    "english_name": "ABCDEFGHIJKLMNOPQRSTUVWXYZABCDEFGH SMITH",
    "sex": "1",
    "birth_date": "1990-03-07",
    "number": "954840199003070014",
    "valid_from": "2024-01-01",
    "valid_to": "2034-01-01",
    "nationality": "USA",
    "issue_count": "01",
    "old_number_link": "041",
}


def read(plain):
    return read_chip(read_layout(encode_layout(plain)))


def resident(**changed):
    return CARD_R.fields | changed


@pytest.mark.parametrize("example", EXAMPLES, ids="RLJ")
def test_the_cards_of_the_facts_are_copied_right(example):
    assert sha256(example.text).hexdigest() == example.sha256
    decoder = FrameDecoder()
    decoder.feed(example.base_answer())
    frame = decoder.take()
    assert frame.intact
    assert split_base(parse_answer(frame).data).text == example.text


@pytest.mark.parametrize("example", EXAMPLES, ids="RLJ")
def test_the_cards_of_the_facts_give_exactly_their_fields(example):
    plain = read_chip(read_layout(example.text)).to_plain()
    assert {
        name: value for name, value in plain.items() if name in example.fields
    } == example.fields
    lacking = {"english_name", "newest_address", "nationality", "old_number", "sam_id"}
    assert {name for name in lacking if plain[name] is None} == lacking
    assert plain["flags"] == []


@pytest.mark.parametrize("example", EXAMPLES, ids="RLJ")
def test_the_simulated_card_has_the_bytes_of_the_facts(example):
    assert encode_layout(example.fields) == example.text


def test_long_term_and_expiry():
    assert read_chip(read_layout(CARD_L.text)).valid_to is None
    assert not is_expired(read_chip(read_layout(CARD_L.text)), date(2999, 1, 1))
    assert is_expired(read_chip(read_layout(CARD_J.text)), date(2026, 11, 16))


def test_foreigner_2017():
    person = read(FOREIGNER_2017)
    given_fields = {name: person.to_plain()[name] for name in FOREIGNER_2017}
    assert given_fields == FOREIGNER_2017
    assert (person.address, person.issuer, person.ethnicity, person.issue_count) == (None,) * 4


def test_foreigner_2023_joins_its_english_name_before_stripping():
    person = read(FOREIGNER_2023)
    assert person.english_name == FOREIGNER_2023["english_name"]
    assert person.english_name[34] == " "
    assert (person.nationality, person.issue_count) == ("USA", "01")
    assert person.old_number == "USA540490030717"
    assert (person.address, person.issuer, person.ethnicity) == (None, None, None)


@pytest.mark.parametrize("letter", [" ", "\0", "X", "j"])
def test_any_other_type_character_is_a_resident(letter):
    text = CARD_R.text[:248] + letter.encode("utf-16-le") + CARD_R.text[250:]
    assert read_layout(text).kind == "resident"


def test_the_type_comes_from_byte_248_only():
    text = CARD_R.text[:220] + "H1234567801".encode("utf-16-le") + CARD_R.text[242:]
    chip = read_layout(text)
    assert (chip.kind, chip.permit_number) == ("resident", "")


@pytest.mark.parametrize("size", [0, 255, 257])
def test_a_text_area_has_256_bytes(size):
    with pytest.raises(DeviceError) as caught:
        read_layout(bytes(size))
    assert caught.value.code == "reader_garbled"


def test_zeros_are_padding_too():
    text = CARD_R.text.replace(b"\x20\x00", b"\x00\x00")
    assert read_layout(text).name == "测试甲"


def test_a_wrong_checksum_is_refused():
    with pytest.raises(RuleError) as caught:
        read(resident(number="540402199003070015"))
    assert caught.value.code == "number_check_failed"
    assert "540402" not in str(caught.value)


def test_a_rare_character_as_a_surrogate_pair():
    person = read(resident(name="测\U00020087\U00030edd"))
    assert person.name == "测\U00020087\U00030edd"
    assert person.flags == ()


def test_private_use_is_mapped_or_flagged():
    assert read(resident(name="测\ue816")).name == "测\U00020087"
    flagged = read(resident(name="测\ue7ff"))
    assert flagged.flags == ("name_needs_check",)
    assert flagged.name == flagged.raw_name == "测\ue7ff"


def test_a_dotted_forty_character_name_is_cut_on_the_chip_and_completed_by_hand():
    whole = "阿卜杜热依木\u00b7买买提托合提\u00b7艾力\u00b7库尔班江\u00b7吐尔逊古丽\u00b7热合曼江买买提玉素甫\u00b7江"
    assert len(whole) == 40
    person = read(resident(name=whole))
    assert person.name == whole[:15]
    assert person.flags == ("name_may_be_cut",)
    completed = complete_name(person, whole.replace("\u00b7", "."), "芯片只有前 15 字")
    assert completed.name == whole
    assert completed.raw_name == whole[:15]


def test_a_pair_cut_in_half_by_the_issuer_loses_the_half():
    name = ("测" * 14).encode("utf-16-le") + b"\x40\xd8"
    chip = read_layout(name + CARD_R.text[30:])
    assert chip.name == "测" * 14
    assert chip.name_fills_field


@given(st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Zs")), max_size=40))
def test_a_field_is_never_cut_inside_a_pair(name):
    text = encode_layout(resident(name=name))
    assert len(text) == 256
    assert name.startswith(text[:30].decode("utf-16-le").rstrip(" "))


@pytest.mark.parametrize("dot", "\u2022\u2027\u30fb\uff0e.")
def test_the_raw_name_keeps_the_chips_dot(dot):
    person = read(resident(name=f"扎西{dot}顿珠"))
    assert (person.name, person.raw_name) == ("扎西\u00b7顿珠", f"扎西{dot}顿珠")


def test_card_files(tmp_path):
    path = tmp_path / "card.json"
    path.write_text(json.dumps({"person": CARD_R.fields | {"newest_address": "九号"}}), "utf-8")
    card = load_card(str(path))
    assert card.text == CARD_R.text
    assert len(card.newest_addresses) == 70
    path.write_text(json.dumps({"text_hex": CARD_L.text.hex(), "fingerprint_size": 512}), "utf-8")
    card = load_card(str(path))
    assert (card.text, len(card.fingerprint), card.newest_addresses) == (CARD_L.text, 512, b"")


@pytest.mark.parametrize(
    "content",
    [
        "",
        "[]",
        "{",
        '{"text_hex": "00"}',
        '{"text_hex": "zz"}',
        '{"kind": "dog"}',
        '{"photo_hex": "00"}',
    ],
)
def test_wrong_card_files_are_named(tmp_path, content):
    path = tmp_path / "card.json"
    path.write_text(content, "utf-8")
    with pytest.raises(ControlError, match=r"card file|256 bytes"):
        load_card(str(path))


def test_a_missing_card_file_is_named(tmp_path):
    with pytest.raises(ControlError, match="cannot be read"):
        load_card(str(tmp_path / "none.json"))


def test_an_invented_photo_holds_the_preamble():
    photo = make_card(CARD_R.fields).photo
    assert len(photo) == 1024
    assert bytes.fromhex("AAAAAA9669") in photo
