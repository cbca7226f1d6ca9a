"""One row of sheet ``items`` to an Item, with the rules that join several of its cells."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from counter_app.domain.certificate import is_type_code
from counter_app.domain.item import (
    DayUnit,
    Fee,
    GuideField,
    Item,
    ItemCode,
    Limit,
    Material,
    ProjectType,
    Question,
    ServedKind,
    Situation,
    TaskState,
)
from counter_app.domain.search import fold_text
from counter_app.spreadsheet import shown
from county_server.catalogue import codes
from county_server.catalogue.cells import RowReader
from county_server.catalogue.columns import ITEM_GUIDE
from county_server.catalogue.fields import ITEM_DAYS, ITEM_FLAGS, ITEM_TEXTS

_REMOTE_HANDLING = frozenset({"2", "3", "4"})


@dataclass(frozen=True, slots=True)
class Parts:
    """What other sheets give to an item."""

    situations: tuple[Situation, ...]
    materials: tuple[Material, ...]
    fees: tuple[Fee, ...]
    questions: tuple[Question, ...]


_TERMS = ("anticipate_day", "anticipate_type", "promise_day", "promise_type")


def read_item(code: ItemCode, row: RowReader, parts: Parts) -> Item:
    """Read a row; what is wrong is noted in the reader's faults."""
    values: dict[str, Any] = {name: row.text(column) for name, column in ITEM_TEXTS.items()}
    for name, (column, default) in ITEM_FLAGS.items():
        values[name] = row.flag(column, default=default)
    for name, column in ITEM_DAYS.items():
        values[name] = row.day(column)
    values |= _limits(row) | _organisations(row) | _quantities(row)
    item = Item(
        code=code,
        task_type=row.choice("task_type", codes.TASK_TYPE, ""),
        use_level=",".join(row.choices("use_level", codes.USE_LEVEL)),
        project_type=row.choice("project_type", codes.PROJECT_TYPE, ProjectType.OTHER),
        state=row.choice("task_state", codes.STATE, TaskState.IN_USE),
        served=_served(row),
        aliases=row.words("aliases"),
        person_fields=row.choices("person_fields", codes.PERSON_FIELD),
        certificate_types=_certificate_types(row),
        fees=_fees(row, parts.fees),
        materials=parts.materials,
        situations=parts.situations,
        questions=parts.questions,
        guide=_guide(row),
        **values,
    )
    _check(item, row)
    return item


def _limits(row: RowReader) -> dict[str, Limit]:
    statutory, promised = (
        Limit(row.number(f"{kind}_day"), row.choice(f"{kind}_type", codes.UNIT, DayUnit.WORKING))
        for kind in ("anticipate", "promise")
    )
    return {"statutory": statutory, "promised": promised}


def _organisations(row: RowReader) -> dict[str, str]:
    """Return accepting and deciding body: the implementing body unless the row says otherwise."""
    body = row.text("dept_name")
    return {
        "accept_org": row.text("accept_org") or body,
        "decide_org": row.text("decide_org") or body,
    }


def _quantities(row: RowReader) -> dict[str, int | str]:
    limit = row.text("limit_explain")
    return {
        "version": row.number("task_version", 1, least=1),
        "visits": row.number("limit_scene_num"),
        "quantity_limit": "" if limit in codes.NO_LIMIT_WORDS else limit,
    }


def _served(row: RowReader) -> tuple[ServedKind, ...]:
    kinds = (kind for group in row.choices("server_type", codes.SERVED) for kind in group)
    return tuple(dict.fromkeys(kinds))


def _certificate_types(row: RowReader) -> tuple[str, ...]:
    types = row.words("certificate_types")
    for each in types:
        if not is_type_code(each):
            row.refuse("certificate_types", "certificate_type", value=shown(each))
    return types


def _guide(row: RowReader) -> tuple[GuideField, ...]:
    body = row.choice("dept_type", codes.DEPT_TYPE, "")
    ways = ",".join(row.choices("handle_type", codes.HANDLE_TYPE))
    coded = tuple(each for each in (("dept_type", body), ("handle_type", ways)) if each[1])
    return tuple(GuideField(name, text) for name, text in coded + row.texts(ITEM_GUIDE))


def _fees(row: RowReader, listed: tuple[Fee, ...]) -> tuple[Fee, ...]:
    """Fees of sheet ``fees``, else the one in the row itself; both only if the item has fees."""
    fees = listed or _own_fee(row)
    if row.flag("is_fee", default=False):
        if not fees:
            row.refuse("is_fee", "fee_unstated")
    elif fees and row.is_filled("is_fee"):
        row.refuse("is_fee", "fee_unexpected")
    return fees


def _own_fee(row: RowReader) -> tuple[Fee, ...]:
    name, standard, basis = (row.text(each) for each in ("fee_name", "fee_stand", "fee_basis"))
    charged = name or standard or row.flag("is_fee", default=False)
    if not charged or not (name or standard or basis):
        return ()
    reducible = row.flag("is_desc", default=False)
    explain = row.text("desc_explain")
    return (Fee(name or "收费", standard or "见收费依据", basis, reducible, explain),)


def _check(item: Item, row: RowReader) -> None:
    if item.promised.exceeds(item.statutory) and not row.is_refused(*_TERMS):
        row.refuse("promise_day", "promise_too_long")
    if item.effective_on and item.withdrawn_on and item.withdrawn_on < item.effective_on:
        row.refuse("plan_cancel_date", "dates_reversed")
    characters = len(fold_text(item.name))
    if item.reading and len(item.reading.split()) != characters:
        row.refuse("reading", "reading_length", value=shown(item.reading), characters=characters)
    if item.delegated_basis and item.project_type is not ProjectType.IMMEDIATE:
        row.refuse("delegated_basis", "delegation_not_immediate")
    _check_visits(item, row)


def _check_visits(item: Item, row: RowReader) -> None:
    """Several visits need their reason; none needs mail or the net, where the row names its ways."""
    if item.visits and not item.visits_explain:
        row.refuse("limit_scene_explain", "visits_unexplained")
    ways = frozenset(row.choices("handle_type", codes.HANDLE_TYPE))
    told = [name for name in ("is_online", "is_express") if row.is_filled(name)]
    remote = bool(ways & _REMOTE_HANDLING) or any(row.flag(name, default=False) for name in told)
    if row.is_filled("limit_scene_num") and not item.visits and (ways or told) and not remote:
        row.refuse("limit_scene_num", "no_visit_no_way")
