"""
Where a result is sent, and the courier's number on it: forms only, no table of places.

A region is told down to the county (facts/domain.md 2.5 W14); a waybill of 13 characters in the form
of UPU S10 has a check digit, all other forms are the courier's own and so a setting.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from counter_app.domain.errors import RuleError
from counter_app.domain.masking import check_phone
from counter_app.domain.names import normalise_name, tidy_line
from counter_app.domain.regions import REGIONS

_HOME = ("西藏自治区", "林芝市")
_HOME_COUNTIES = frozenset(
    name for code, name in REGIONS.items() if code.startswith("5404") and code != "540400"
)
_ALONE = (
    "东莞市 中山市 儋州市 嘉峪关市 仙桃市 潜江市 天门市 济源市 五指山市 琼海市 文昌市 万宁市 东方市 "
    "石河子市 阿拉尔市 图木舒克市 五家渠市 北屯市 铁门关市 双河市 可克达拉市 昆玉市 胡杨河市 新星市 白杨市"
).replace(" ", "|")
"""Cities that have no county under them or stand directly under their province (GB/T 2260)."""
_PROVINCE = (
    "[^省市区]{2,3}省|[^省市]{2,7}自治区|(?:北京|上海|天津|重庆)市|(?:香港|澳门)特别行政区|台湾省"
)
_CITY = "[^市县区]{1,10}(?:自治州|地区|盟|市)"
_RURAL = "[^县区旗]{1,14}(?:自治县|自治旗|林区|特区|新区|县|区|旗)"
_REGION = re.compile(
    f"(?:{_PROVINCE})(?:{_ALONE}|{_RURAL}|{_CITY}(?:{_RURAL}|[^县区旗]{{1,14}}市))"
)
_WHOLE = ("香港特别行政区", "澳门特别行政区")
_POSTCODE = re.compile(r"\d{6}", re.ASCII)
_S10 = re.compile(r"[A-Z]{2}\d{9}[A-Z]{2}", re.ASCII)
_S10_WEIGHTS = (8, 6, 4, 2, 3, 5, 9, 7)
_S10_INSTEAD = {10: 0, 11: 5}
_WAYBILL = re.compile(r"[0-9A-Z]{6,32}", re.ASCII)
_MARKS = {"#": "[0-9]", "@": "[A-Z]"}


@dataclass(frozen=True, slots=True)
class Address:
    """
    Who receives it and where; ``region`` is province, city and county in one text.

    ``alternative``: who may receive it instead. ``postcode`` is six digits or empty.
    """

    receiver: str
    phone: str
    region: str
    address: str
    postcode: str = ""
    alternative: str = ""
    alternative_phone: str = ""


def check_address(told: Address) -> Address:
    """
    Tidy and verify an address as typed.

    Raises:
        RuleError: ``delivery_receiver``, ``delivery_phone``, ``delivery_region``,
            ``delivery_street``, ``delivery_postcode``, ``delivery_other_phone``, or of the names
            ``name_long`` or ``name_character``

    """
    if not told.receiver.strip():
        raise RuleError("delivery_receiver")
    postcode = told.postcode.strip()
    if postcode and not _POSTCODE.fullmatch(postcode):
        raise RuleError("delivery_postcode")
    street = tidy_line(told.address)
    if not street:
        raise RuleError("delivery_street")
    phone, other, other_phone = told.phone, told.alternative.strip(), told.alternative_phone
    if not _is_phone(phone):
        raise RuleError("delivery_phone")
    if other_phone.strip() and not _is_phone(other_phone):
        raise RuleError("delivery_other_phone")
    return Address(
        normalise_name(told.receiver),
        check_phone(phone),
        check_region(told.region),
        street,
        postcode,
        normalise_name(other) if other else "",
        check_phone(other_phone) if other_phone.strip() else "",
    )


def check_region(text: str) -> str:
    """
    Return province, city and county without blanks; a county of this prefecture alone is completed.

    Raises:
        RuleError: ``delivery_region``, no county is named

    """
    region = re.sub(r"[\s,，、/·-]", "", tidy_line(text))
    if region.removeprefix(_HOME[1]) in _HOME_COUNTIES:
        region = "".join((*_HOME, region.removeprefix(_HOME[1])))
    if region not in _WHOLE and not _REGION.fullmatch(region):
        raise RuleError("delivery_region")
    return region


def part_region(text: str) -> tuple[str, str]:
    """
    Part an address in one text into its region and the rest.

    Raises:
        RuleError: ``delivery_region``, it does not begin with a county

    """
    line = tidy_line(text)
    for county in _HOME_COUNTIES:
        if line.startswith(county):
            return county, line.removeprefix(county)
    found = _REGION.match(line)
    if found is None:
        raise RuleError("delivery_region")
    return found[0], line[found.end() :]


def check_waybill(text: str, forms: str = "", *, known_form: bool = False) -> str:
    """
    Tidy and verify a waybill number as scanned.

    Args:
        text: blanks and hyphens are dropped, letters made capitals
        forms: the courier's own forms, parted by blanks; ``#`` is a digit and ``@`` a letter
        known_form: a person has said that a number of another form is right

    Raises:
        RuleError: ``waybill_check`` (UPU S10 with a wrong check digit), ``waybill_form`` (no form
            that is known here; ask) or ``waybill_characters``

    """
    number = re.sub(r"[\s-]", "", text).upper()
    if not _WAYBILL.fullmatch(number):
        raise RuleError("waybill_characters")
    if _S10.fullmatch(number):
        if s10_check(number[2:10]) != int(number[10]):
            raise RuleError("waybill_check", waybill=number)
        return number
    if not known_form and not any(_of_form(number, each) for each in forms.split()):
        raise RuleError("waybill_form", waybill=number)
    return number


def s10_check(serial: str) -> int:
    """Return the check digit of eight digits (UPU S10: weights 8 6 4 2 3 5 9 7, modulus 11)."""
    total = sum(int(digit) * weight for digit, weight in zip(serial, _S10_WEIGHTS, strict=True))
    rest = 11 - total % 11
    return _S10_INSTEAD.get(rest, rest)


def _of_form(number: str, form: str) -> bool:
    pattern = "".join(_MARKS.get(each, re.escape(each)) for each in form)
    return re.fullmatch(pattern, number, re.ASCII) is not None


def _is_phone(text: str) -> bool:
    try:
        check_phone(text)
    except RuleError:
        return False
    return True
