"""
What a decision grants: certificates of the item's types, with the values that each type asks for.

Values come from the case as far as it has them; the rest is given with the decision
(facts/domain.md 3.5). What is missing stops the decision, never the print.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from counter_app.documents.certificate_form import CertificateForm
from counter_app.documents.certificate_library import certificate_forms
from counter_app.documents.library import common_words
from counter_app.domain.case import Application
from counter_app.domain.certificate import CertificateGrant
from counter_app.domain.errors import RuleError
from counter_app.domain.people_codes import ethnicity_text, sex_text


@dataclass(frozen=True, slots=True)
class Terms:
    """How long a grant holds, and ``values`` by name that the case does not have."""

    valid_from: date
    valid_to: date | None = None
    values: tuple[tuple[str, str], ...] = ()


def grants_of(
    types: Sequence[str],
    application: Application,
    terms: Terms,
    new_id: Callable[[], str],
) -> tuple[CertificateGrant, ...]:
    """
    Return one grant for each type; ``new_id`` gives each its id (hex).

    Raises:
        RuleError: ``certificate_type_unknown``; ``grant_value_missing`` naming what the types ask
            for and nobody gave; ``grant_value_unknown`` naming what no type asks for

    """
    forms = _forms(types)
    known = _of_case(application) | {key: text.strip() for key, text in terms.values}
    _check(forms, known, terms)
    return tuple(
        CertificateGrant(
            id=new_id(),
            type_code=form.type_code,
            name=form.name,
            holder=application.applicant_name(),
            holder_code=application.applicant_number(),
            fields=tuple(
                (each.key, known[each.key]) for each in form.values if known.get(each.key)
            ),
            valid_from=terms.valid_from,
            valid_to=terms.valid_to,
        )
        for form in forms
    )


def _forms(types: Sequence[str]) -> tuple[CertificateForm, ...]:
    there = certificate_forms() if types else {}
    if unknown := [each for each in types if each not in there]:
        raise RuleError("certificate_type_unknown", type=unknown[0])
    return tuple(there[each] for each in types)


def _check(forms: tuple[CertificateForm, ...], known: Mapping[str, str], terms: Terms) -> None:
    asked = {each.key: each for form in forms for each in form.values}
    if unknown := [key for key, _ in terms.values if key not in asked]:
        raise RuleError("grant_value_unknown", name=unknown[0])
    missing = [each for each in asked.values() if each.required and not known.get(each.key)]
    if missing:
        labels = "、".join(each.label for each in missing)
        raise RuleError(
            "grant_value_missing", labels=labels, keys=", ".join(e.key for e in missing)
        )


def _of_case(application: Application) -> dict[str, str]:
    """Return what the case itself says, by the names that types use."""
    person = application.person
    values = {"item": application.item.name, "address": application.address}
    if person is None:
        return values
    return values | {
        "sex": sex_text(person.sex),
        "ethnicity": ethnicity_text(person.ethnicity),
        "born": _day(person.birth_date),
        "address": application.address or person.address or "",
    }


def _day(value: date) -> str:
    wording = common_words().phrases["day"].zh
    return wording.format(year=value.year, month=value.month, day=value.day)
