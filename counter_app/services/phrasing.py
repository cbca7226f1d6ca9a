"""Dates, limits, fees and materials as papers word them; always Chinese, from ``common.toml``."""

from __future__ import annotations

from datetime import date

from counter_app.documents.library import common_words
from counter_app.domain.case import Application, CaseMaterial, MaterialState, RefusalKind
from counter_app.domain.item import DayUnit, Item, Limit, Material
from counter_app.domain.localtime import at as local_at
from counter_app.domain.masking import mask_number

_UNITS = {
    DayUnit.WORKING: "unit_working",
    DayUnit.CALENDAR: "unit_calendar",
    DayUnit.HOURS: "unit_hours",
}


def say(phrase: str, **values: str | int) -> str:
    """Return a phrase of ``resources/documents/common.toml`` with its values put in."""
    return common_words().phrases[phrase].zh.format(**values)


def day(value: date) -> str:
    """Return a date as 2026年11月16日."""
    return say("day", year=value.year, month=value.month, day=value.day)


def moment(wall_ms: int) -> str:
    """Return UTC milliseconds as a date and time of Nyingchi, to the minute."""
    local = local_at(wall_ms)
    return f"{day(local.date())} {local:%H:%M}"


def limit(value: Limit) -> str:
    """Return a time limit with its unit."""
    return say("limit", days=value.days, unit=say(_UNITS[value.unit]))


def promise(value: Limit, due: date | None) -> str:
    """Return the promised limit with its date, or why there is no date yet (facts/domain.md 8.4)."""
    if due is None:
        return say("promise_open", days=value.days)
    return say("promise_date", days=value.days, unit=say(_UNITS[value.unit]), day=day(due))


def answer_by(due: date | None) -> str:
    """Return the end of the five days of licence law art. 32(4), in brackets."""
    return say("answer_open") if due is None else say("answer_date", day=day(due))


def bring_by(due: date | None) -> str:
    """Return until when corrections may be brought."""
    return say("bring_open") if due is None else say("bring_date", day=day(due))


def until(due: date | None) -> str:
    """Return the date by which a gap must be closed."""
    return day(due) if due is not None else say("none")


def applicant_number(about: Application) -> str:
    """Return a body's credit code, or a person's number masked (facts/domain.md 7)."""
    if about.body is not None:
        return about.body.credit_code
    return mask_number(about.person.number) if about.person is not None else ""


def handler(about: Application) -> str:
    """Return who acts for the applicant, if anybody does."""
    if about.agent is not None:
        return say("handler_agent", name=about.agent.person.name)
    if about.guardian is not None:
        return say("handler_guardian", name=about.guardian.person.name)
    return ""


def delivery(about: Application) -> str:
    """Return how the result reaches the applicant."""
    if about.delivery == "pickup":
        return say("pickup")
    return say("courier_to", address=about.address) if about.address else say("courier")


def fees(item: Item) -> str:
    """Return the published fees (licence law art. 58-59)."""
    texts = [
        say("fee", name=each.name, standard=each.standard, by_law=each.by_law) for each in item.fees
    ]
    return say("separator").join(texts) if texts else say("fee_none")


def refusal_basis(kind: RefusalKind, item: Item) -> str:
    """Return the legal basis of a refusal: the item's own, or the clause of art. 32."""
    if kind is RefusalKind.NOT_COMPETENT:
        return say("basis_competence")
    if kind is RefusalKind.NOT_NEEDED:
        return say("basis_not_needed")
    return say("basis_incomplete", by_law=item.by_law or say("basis_unknown"))


def count(copies: int) -> str:
    """Return a number of copies, a dash for none."""
    return str(copies) if copies else say("none")


def state(material: CaseMaterial) -> str:
    """Return what was found of a material."""
    if material.state is MaterialState.DEFERRED and material.until is None:
        return say("state_missing")
    due = day(material.until) if material.until is not None else ""
    return say(f"state_{material.state.value}", day=due)


def form(material: CaseMaterial | Material) -> str:
    """Return in how many originals and copies a material is asked."""
    kind = {
        (True, True): "form_both",
        (True, False): "form_originals",
        (False, True): "form_copies",
        (False, False): "form_none",
    }[material.originals > 0, material.copies > 0]
    return say(kind, originals=material.originals, copies=material.copies)
