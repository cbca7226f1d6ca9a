"""
The fallback without a reader: a person typed by the clerk, checked and marked as typed.

A resident number tells birth date and sex; a passport's holder is typed in full.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TypeVar, get_args

from counter_app.domain.errors import RuleError
from counter_app.domain.identity import (
    ResidentNumber,
    check_foreigner_2017,
    check_foreigner_2023,
    check_passport_number,
    check_permit_number,
    check_resident_number,
)
from counter_app.domain.names import (
    has_private_use,
    normalise_latin_name,
    normalise_name,
    tidy_line,
)
from counter_app.domain.people_codes import SEXES
from counter_app.domain.person import NAME_NEEDS_CHECK, Kind, Person

T = TypeVar("T")

_CHECKS: dict[Kind, Callable[[str], ResidentNumber | str]] = {
    "resident": check_resident_number,
    "permit": check_permit_number,
    "foreigner-2017": check_foreigner_2017,
    "foreigner-2023": check_foreigner_2023,
    "passport": check_passport_number,
}
_FIELDS = frozenset(
    {
        "kind",
        "name",
        "number",
        "english_name",
        "sex",
        "ethnicity",
        "birth_date",
        "valid_from",
        "valid_to",
        "address",
        "issuer",
        "permit_number",
        "issue_count",
        "nationality",
    }
)


def enter_person(**fields: str | None) -> Person:
    """
    Make a person from typed fields: ``kind``, ``name``, ``number`` and the fields of ``Person``.

    ``kind`` defaults to resident; dates are ISO 8601. Resident and permit numbers give birth date
    and sex, a 2023 foreigner number the birth date; what is typed besides must agree. RuleError
    ``person_field_unknown``, ``person_kind_unknown``, ``person_field_missing``, ``date_form``,
    ``sex_unknown``, ``person_differs_from_number``, or what the number and name rules raise.
    """
    given = {name: text.strip() for name, text in fields.items() if text and text.strip()}
    for unknown in sorted(fields.keys() - _FIELDS):
        raise RuleError("person_field_unknown", field=unknown.lstrip("@"))
    kind = _read_kind(given.get("kind", "resident"))
    name = normalise_name(given.get("name", ""))
    number = _CHECKS[kind](_needed(given, "number"))
    born, sex = _birth_and_sex(kind, number, given)
    return Person(
        kind=kind,
        name=name,
        english_name=normalise_latin_name(given.get("english_name", "")) or None,
        sex=sex,
        ethnicity=given.get("ethnicity"),
        birth_date=born,
        valid_from=_read_date(given, "valid_from"),
        valid_to=_read_date(given, "valid_to"),
        address=tidy_line(given.get("address", "")) or None,
        number=number.text if isinstance(number, ResidentNumber) else number,
        issuer=tidy_line(given.get("issuer", "")) or None,
        permit_number=given.get("permit_number"),
        issue_count=given.get("issue_count"),
        nationality=given.get("nationality"),
        raw_name=fields["name"] or "",
        source="typed",
        flags=(NAME_NEEDS_CHECK,) if has_private_use(name) else (),
    )


def _birth_and_sex(
    kind: Kind, number: ResidentNumber | str, given: dict[str, str]
) -> tuple[date, str]:
    born, sex = _read_date(given, "birth_date"), given.get("sex")
    if sex is not None and sex not in SEXES:
        raise RuleError("sex_unknown")
    if isinstance(number, ResidentNumber):
        born = _agreed(born, number.birth_date, "birth_date")
        if kind != "foreigner-2023":
            return born, _agreed(sex, number.sex, "sex")
    if born is None:
        raise RuleError("person_field_missing", field="@person_field.birth_date")
    if sex is None:
        raise RuleError("person_field_missing", field="@person_field.sex")
    return born, sex


def _agreed(typed: T | None, told: T, field: str) -> T:
    if typed is not None and typed != told:
        raise RuleError("person_differs_from_number", field=f"@person_field.{field}")
    return told


def _read_kind(text: str) -> Kind:
    for kind in get_args(Kind):
        if kind == text:
            return kind  # type: ignore[no-any-return] # get_args forgets the literal's type
    raise RuleError("person_kind_unknown")


def _needed(given: dict[str, str], field: str) -> str:
    if field not in given:
        raise RuleError("person_field_missing", field=f"@person_field.{field}")
    return given[field]


def _read_date(given: dict[str, str], field: str) -> date | None:
    if field not in given:
        return None
    try:
        return date.fromisoformat(given[field])
    except ValueError:
        raise RuleError("date_form", field=f"@person_field.{field}") from None
