"""Code tables, regions, masking, phone numbers."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counter_app.domain.errors import RuleError
from counter_app.domain.masking import check_phone, mask_name, mask_number, mask_phone
from counter_app.domain.people_codes import ETHNICITIES, ethnicity_text, id_type_text, sex_text
from counter_app.domain.regions import is_of_prefecture, region_text


def test_all_56_peoples_are_there():
    assert [f"{code:02d}" in ETHNICITIES for code in range(1, 57)] == [True] * 56
    assert len(ETHNICITIES) == 58
    texts = [
        ethnicity_text(code) for code in ("01", "04", "17", "30", "44", "54", "55", "56", "97")
    ]
    assert texts == ["汉", "藏", "哈萨克", "土", "俄罗斯", "门巴", "珞巴", "基诺", "其他"]


def test_unknown_codes_show_themselves():
    assert (ethnicity_text("91"), sex_text("7"), id_type_text("217")) == ("91", "7", "217")
    assert (ethnicity_text(None), sex_text(None)) == ("", "")
    assert (sex_text("1"), sex_text("2"), sex_text("9"), sex_text("0")) == (
        "男",
        "女",
        "未说明",
        "未知",
    )
    assert id_type_text("111") == "居民身份证"


def test_regions_of_both_families():
    assert is_of_prefecture("540402199003070014")
    assert is_of_prefecture("542621197508200024")
    assert not is_of_prefecture("440308199901101512")
    assert (region_text("540481"), region_text("542621"), region_text("110101")) == (
        "米林市",
        "林芝县",
        "110101",
    )


def test_masks():
    assert mask_number("540402199003070014") == "5*************0014"
    assert mask_phone("13812345678") == "138****5678"
    assert mask_name("扎西\u00b7顿珠") == "扎*"
    assert mask_name("\U00020087某") == "\U00020087*"
    assert mask_name("") == "*"


@given(st.text("0123456789X", max_size=20))
def test_a_mask_always_hides_something_and_keeps_the_length(number):
    masked = mask_number(number)
    assert len(masked) == len(number)
    assert not number or "*" in masked
    assert masked.count("*") == max(len(number) - 5, 0) or len(number) <= 5


@pytest.mark.parametrize(
    ("typed", "phone"),
    [
        ("138 1234 5678", "13812345678"),
        ("+86 13812345678", "13812345678"),
        ("0894-5822222", "0894-5822222"),
        ("5822222", "5822222"),
        ("+97714412345", "+97714412345"),
    ],
)
def test_phones(typed, phone):
    assert check_phone(typed) == phone


@pytest.mark.parametrize("typed", ["", "1381234567", "12812345678", "电话", "+1", "138-1234-5678"])
def test_wrong_phones(typed):
    with pytest.raises(RuleError) as caught:
        check_phone(typed)
    assert caught.value.code == "phone_form"
