"""
From the text on a card's chip to a person: which contents are refused, which only flagged.

Layouts and units: facts/devices.md A7; number rules A14. Nothing here knows bytes.
"""

from __future__ import annotations

import re
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date

from counter_app.domain import person as flag
from counter_app.domain.errors import RuleError
from counter_app.domain.identity import (
    ResidentNumber,
    check_foreigner_2017,
    check_foreigner_2023,
    check_permit_number,
    check_resident_number,
    is_travel_permit,
    old_foreigner_number,
)
from counter_app.domain.names import (
    has_private_use,
    normalise_latin_name,
    normalise_name,
    tidy_line,
)
from counter_app.domain.person import Kind, Person

LONG_TERM = "长期"
_DATE = re.compile(r"(\d{4})(\d{2})(\d{2})", re.ASCII)
_REPLACED = "\ufffd"


@dataclass(frozen=True, slots=True, kw_only=True)
class ChipText:
    """
    The fields of one layout, padding dropped, nothing else changed; "" where blank or lacking.

    ``name_fills_field`` when not one unit of padding was left. Dates are YYYYMMDD or 长期.
    A character that was damaged on the chip is U+FFFD.
    """

    kind: Kind
    name: str
    name_fills_field: bool = False
    english_name: str = ""
    sex: str = ""
    ethnicity: str = ""
    birth_date: str = ""
    address: str = ""
    number: str = ""
    issuer: str = ""
    valid_from: str = ""
    valid_to: str = ""
    permit_number: str = ""
    issue_count: str = ""
    nationality: str = ""
    old_number_link: str = ""


def read_chip(chip: ChipText, sam_id: str | None = None) -> Person:
    """
    Apply the rules to a chip's text; ``sam_id`` is of the module that read it.

    RuleError ``number_form``, ``number_check_failed``, ``number_birth_date``,
    ``card_date_unreadable``, or what ``normalise_name`` raises.
    """
    english = normalise_latin_name(chip.english_name)
    person = Person(
        kind=chip.kind,
        name=english if english and not chip.name else normalise_name(chip.name),
        english_name=english or None,
        sex=chip.sex,
        ethnicity=chip.ethnicity or None,
        birth_date=_read_date(chip.birth_date, "birth_date"),
        valid_from=_read_date(chip.valid_from, "valid_from"),
        valid_to=None if chip.valid_to == LONG_TERM else _read_date(chip.valid_to, "valid_to"),
        address=tidy_line(chip.address) or None,
        number=chip.number,
        issuer=tidy_line(chip.issuer) or None,
        permit_number=chip.permit_number or None,
        issue_count=chip.issue_count or None,
        nationality=chip.nationality or None,
        sam_id=sam_id,
        raw_name=chip.name or chip.english_name,
    )
    return _with_flags(_with_number(person, chip), chip)


def add_newest_address(person: Person, text: str) -> Person:
    """Add the address that was appended to the chip after issue; flags one that needs an eye."""
    address = tidy_line(text)
    if not _needs_check(address):
        return replace(person, newest_address=address or None)
    return _flagged(replace(person, newest_address=address), flag.ADDRESS_NEEDS_CHECK)


def mark_newest_address_unread(person: Person) -> Person:
    """Note that the reader could not read the appended address."""
    return _flagged(person, flag.NEWEST_ADDRESS_UNREAD)


def _with_number(person: Person, chip: ChipText) -> Person:
    if person.kind == "foreigner-2017":
        return replace(person, number=check_foreigner_2017(chip.number))
    if person.kind == "foreigner-2023":
        number = check_foreigner_2023(chip.number)
        old = old_foreigner_number(
            chip.nationality, number.text, person.birth_date, chip.old_number_link
        )
        return _with_checked(replace(person, old_number=old), number)
    if person.kind == "permit":
        return _with_checked(person, check_permit_number(chip.number))
    return _with_checked(person, check_resident_number(chip.number))


def _with_checked(person: Person, number: ResidentNumber) -> Person:
    # Only the numbers of residents are known to tell the sex by the 17th digit.
    tells_sex = person.kind in {"resident", "permit"}
    differs = number.birth_date != person.birth_date or (tells_sex and number.sex != person.sex)
    numbered = replace(person, number=number.text)
    return _flagged(numbered, flag.NUMBER_DIFFERS) if differs else numbered


def _with_flags(person: Person, chip: ChipText) -> Person:
    found = {
        flag.NAME_MAY_BE_CUT: chip.name_fills_field,
        flag.NAME_NEEDS_CHECK: _needs_check(person.name) or _needs_check(person.english_name),
        flag.ADDRESS_NEEDS_CHECK: _needs_check(person.address),
        flag.PERMIT_NUMBER_NEEDS_CHECK: person.kind == "permit"
        and not is_travel_permit(chip.permit_number),
    }
    for name, present in found.items():
        person = _flagged(person, name) if present else person
    return person


def _flagged(person: Person, name: str) -> Person:
    return person if name in person.flags else replace(person, flags=(*person.flags, name))


def _needs_check(text: str | None) -> bool:
    return text is not None and (has_private_use(text) or _REPLACED in text)


def _read_date(text: str, field: str) -> date:
    found = _DATE.fullmatch(text)
    with suppress(ValueError):
        if found:
            return date(int(found[1]), int(found[2]), int(found[3]))
    raise RuleError("card_date_unreadable", field=f"@person_field.{field}")
