"""Regions down to the county, and the forms of waybill numbers."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counter_app.domain.errors import RuleError
from counter_app.domain.postal import check_region, check_waybill, part_region, s10_check


def code_of(call):
    with pytest.raises(RuleError) as caught:
        call()
    return caught.value.code


@pytest.mark.parametrize("typed", ["巴宜区", "林芝市巴宜区", " 西藏自治区 林芝市 巴宜区 "])
def test_a_county_of_this_prefecture_is_completed(typed):
    assert check_region(typed) == "西藏自治区林芝市巴宜区"


@pytest.mark.parametrize(
    "region",
    [
        "四川省成都市武侯区",
        "四川省甘孜藏族自治州康定市",
        "西藏自治区阿里地区噶尔县",
        "内蒙古自治区锡林郭勒盟苏尼特右旗",
        "广西壮族自治区南宁市青秀区",
        "北京市海淀区",
        "重庆市石柱土家族自治县",
        "海南省琼中黎族苗族自治县",
        "湖北省神农架林区",
        "湖北省仙桃市",
        "广东省东莞市",
        "新疆维吾尔自治区石河子市",
        "香港特别行政区",
    ],
)
def test_a_region_down_to_the_county_passes(region):
    assert check_region(region) == region


@pytest.mark.parametrize(
    "region",
    ["", "林芝市", "西藏自治区", "西藏自治区林芝市", "四川省成都市", "北京市", "武侯区", "x"],
)
def test_an_address_without_county_is_refused(region):
    assert code_of(lambda: check_region(region)) == "delivery_region"


@pytest.mark.parametrize("scanned", ["EE473124829CN", "ee 473 124 829 cn", "EE-473124829-CN"])
def test_an_s10_number_has_its_check_digit(scanned):
    assert check_waybill(scanned) == "EE473124829CN"


def test_the_two_remainders_that_have_no_digit():
    assert (s10_check("00000000"), s10_check("00000006")) == (5, 2)
    assert {s10_check(f"{each:08d}") for each in range(200)} == set(range(10))


@given(st.integers(0, 99_999_999), st.integers(1, 9))
def test_one_wrong_check_digit_is_always_found(serial, off):
    digits = f"{serial:08d}"
    wrong = (s10_check(digits) + off) % 10
    assert code_of(lambda: check_waybill(f"EE{digits}{wrong}CN")) == "waybill_check"
    assert check_waybill(f"EE{digits}{s10_check(digits)}CN")


def test_other_forms_are_a_setting_or_a_question():
    forms = "############# SF#############"
    assert check_waybill("1234567890123", forms) == "1234567890123"
    assert check_waybill("SF1234567890123", forms) == "SF1234567890123"
    assert code_of(lambda: check_waybill("123456789012", forms)) == "waybill_form"
    assert code_of(lambda: check_waybill("SF123456789012", "@#")) == "waybill_form"
    assert check_waybill("123456789012", forms, known_form=True) == "123456789012"


@pytest.mark.parametrize("scanned", ["", "12345", "运单1234567", "540402260A1A0000197*", "A" * 33])
def test_what_is_no_number_at_all_is_refused_even_when_confirmed(scanned):
    assert code_of(lambda: check_waybill(scanned, known_form=True)) == "waybill_characters"


@pytest.mark.parametrize(
    ("typed", "region", "street"),
    [
        ("西藏自治区林芝市巴宜区八一镇示例路3号", "西藏自治区林芝市巴宜区", "八一镇示例路3号"),
        ("墨脱县墨脱镇1号", "墨脱县", "墨脱镇1号"),
        ("四川省成都市武侯区人民南路1号", "四川省成都市武侯区", "人民南路1号"),
    ],
)
def test_an_address_in_one_text_is_parted_after_its_county(typed, region, street):
    assert part_region(typed) == (region, street)


def test_an_address_that_begins_with_no_county_is_not_parted():
    assert code_of(lambda: part_region("八一镇示例路3号")) == "delivery_region"
