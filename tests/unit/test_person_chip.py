"""From chip text to a person: what is refused and what is flagged."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from counter_app.domain.chip import (
    ChipText,
    add_newest_address,
    mark_newest_address_unread,
    read_chip,
)
from counter_app.domain.errors import RuleError

RESIDENT = ChipText(
    kind="resident",
    name="测试甲",
    sex="1",
    ethnicity="04",
    birth_date="19900307",
    address="西藏自治区林芝市巴宜区测试路1号",
    number="540402199003070014",
    issuer="林芝市公安局巴宜区分局",
    valid_from="20200101",
    valid_to="20400101",
)
PERMIT = replace(
    RESIDENT,
    kind="permit",
    sex="2",
    ethnicity="",
    birth_date="19940823",
    number="810000199408230021",
    permit_number="H12345678",
    issue_count="01",
)
NEW_FOREIGNER = ChipText(
    kind="foreigner-2023",
    name="",
    english_name="JOHN A. SMITH",
    sex="1",
    issue_count="01",
    birth_date="19900307",
    number="954840199003070014",
    valid_from="20240101",
    valid_to="20340101",
    nationality="USA",
    old_number_link="041",
)
OLD_FOREIGNER = ChipText(
    kind="foreigner-2017",
    name="测试丙",
    english_name="SERIK TEST",
    sex="1",
    birth_date="19901231",
    number="KAZ110090123105",
    valid_from="20180101",
    valid_to="20280101",
    nationality="KAZ",
)


def refusal(chip):
    with pytest.raises(RuleError) as caught:
        read_chip(chip)
    return caught.value.code


def test_a_resident():
    person = read_chip(RESIDENT, "sam")
    assert person.birth_date == date(1990, 3, 7)
    assert person.valid_to == date(2040, 1, 1)
    assert (person.source, person.flags, person.raw_name, person.sam_id) == (
        "card",
        (),
        "测试甲",
        "sam",
    )
    assert person.permit_number is None


def test_long_term_is_no_end_date():
    assert read_chip(replace(RESIDENT, valid_to="长期")).valid_to is None


@pytest.mark.parametrize("field", ["birth_date", "valid_from", "valid_to"])
@pytest.mark.parametrize("text", ["", "2020010", "20200230", "２０２００１０１", "长期 "])
def test_an_unreadable_date_is_refused(field, text):
    assert refusal(replace(RESIDENT, **{field: text})) == "card_date_unreadable"


def test_long_term_is_for_the_end_only():
    assert refusal(replace(RESIDENT, valid_from="长期")) == "card_date_unreadable"


@pytest.mark.parametrize("chip", [RESIDENT, PERMIT, NEW_FOREIGNER, OLD_FOREIGNER])
def test_a_wrong_check_character_is_refused(chip):
    assert read_chip(chip).number == chip.number
    wrong = chip.number[:-1] + str((int(chip.number[-1]) + 1) % 10)
    assert refusal(replace(chip, number=wrong)) == "number_check_failed"


def test_a_lower_case_x_on_a_chip_is_normalised():
    chip = replace(RESIDENT, number="11010519491231002x", birth_date="19491231", sex="2")
    assert read_chip(chip).number == "11010519491231002X"


def test_a_permit():
    person = read_chip(PERMIT)
    assert (person.permit_number, person.issue_count, person.ethnicity) == ("H12345678", "01", None)
    assert person.flags == ()
    assert read_chip(replace(PERMIT, permit_number="X1")).flags == ("permit_number_needs_check",)


def test_a_foreigner_without_a_chinese_name_goes_by_the_english_one():
    person = read_chip(NEW_FOREIGNER)
    assert person.name == person.english_name == person.raw_name == "JOHN A. SMITH"
    assert person.old_number == "USA540490030717"
    assert read_chip(replace(NEW_FOREIGNER, old_number_link="")).old_number is None


def test_a_foreigner_with_both_names():
    person = read_chip(OLD_FOREIGNER)
    assert (person.name, person.english_name, person.nationality) == ("测试丙", "SERIK TEST", "KAZ")


def test_an_english_name_may_be_longer_than_fifty():
    long = "A" * 60
    assert read_chip(replace(NEW_FOREIGNER, english_name=long)).name == long


def test_a_card_without_any_name_is_refused():
    assert refusal(replace(RESIDENT, name="")) == "name_missing"


def test_a_full_name_field_may_be_cut():
    assert read_chip(replace(RESIDENT, name_fills_field=True)).flags == ("name_may_be_cut",)


@pytest.mark.parametrize("name", ["测\ue7ff", "测\ufffd"])
def test_an_unknown_character_in_a_name_needs_a_check(name):
    person = read_chip(replace(RESIDENT, name=name))
    assert person.flags == ("name_needs_check",)
    assert person.raw_name == name


def test_a_mapped_private_use_character_needs_none():
    person = read_chip(replace(RESIDENT, name="测\ue816"))
    assert (person.name, person.raw_name, person.flags) == ("测\U00020087", "测\ue816", ())


def test_an_unknown_character_in_an_address_is_flagged_once():
    person = read_chip(replace(RESIDENT, address="巴宜区\ue7ff路"))
    assert person.flags == ("address_needs_check",)
    assert add_newest_address(person, "\ue7ff").flags == ("address_needs_check",)


@pytest.mark.parametrize("changed", [{"birth_date": "19900308"}, {"sex": "2"}])
def test_a_number_that_says_something_else_is_flagged(changed):
    assert read_chip(replace(RESIDENT, **changed)).flags == ("number_differs",)


def test_the_sex_of_a_foreigner_is_not_in_the_number():
    assert read_chip(replace(NEW_FOREIGNER, sex="2")).flags == ()


def test_newest_addresses():
    person = read_chip(RESIDENT)
    assert add_newest_address(person, " 工布江达县9号 ").newest_address == "工布江达县9号"
    assert add_newest_address(person, "").newest_address is None
    assert mark_newest_address_unread(person).flags == ("newest_address_unread",)
