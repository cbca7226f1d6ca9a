"""Items to rows: reading an export again gives equal items."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from counter_app.domain.item import Item, Material
from counter_app.spreadsheet import Row, Sheet
from county_server.catalogue import codes
from county_server.catalogue.columns import COLUMNS
from county_server.catalogue.fields import ITEM_DAYS, ITEM_FLAGS, ITEM_TEXTS, MATERIAL_TEXTS
from county_server.catalogue.sheets import (
    FEES,
    ITEMS,
    MATERIALS,
    QUESTIONS,
    SITUATIONS,
    Catalogue,
)

Cells = Mapping[str, object]


def to_sheets(catalogue: Catalogue) -> tuple[Sheet, ...]:
    """Return all five sheets with every column; empty cells are left out of the rows."""
    items = catalogue.items
    return (
        _sheet(ITEMS, map(_item_cells, items)),
        _sheet(MATERIALS, (cells for item in items for cells in _material_rows(item))),
        _sheet(SITUATIONS, (cells for item in items for cells in _situation_rows(item))),
        _sheet(FEES, (cells for item in items for cells in _fee_rows(item))),
        _sheet(QUESTIONS, (cells for item in items for cells in _question_rows(item))),
    )


def _sheet(name: str, rows: Iterator[Cells]) -> Sheet:
    filled = ({key: value for key, value in cells.items() if value != ""} for cells in rows)
    numbered = tuple(Row(number, cells) for number, cells in enumerate(filled, 2))
    return Sheet(name, tuple(COLUMNS[name]), numbered)


def _item_cells(item: Item) -> Cells:
    cells: dict[str, object] = {
        "task_code": item.code,
        "task_type": item.task_type,
        "task_version": item.version,
        "task_state": codes.STATE.code(item.state),
        "use_level": item.use_level,
        "anticipate_day": item.statutory.days,
        "anticipate_type": codes.UNIT.code(item.statutory.unit),
        "promise_day": item.promised.days,
        "promise_type": codes.UNIT.code(item.promised.unit),
        "project_type": codes.PROJECT_TYPE.code(item.project_type),
        "server_type": ",".join(kind.value for kind in item.served),
        "limit_scene_num": item.visits,
        "limit_explain": item.quantity_limit,
        "is_fee": codes.YES_NO.code(bool(item.fees)),
        "accept_org": item.accept_org,
        "decide_org": item.decide_org,
        "aliases": ";".join(item.aliases),
        "person_fields": ",".join(item.person_fields),
        "certificate_types": ";".join(item.certificate_types),
    }
    cells |= {column: getattr(item, name) for name, column in ITEM_TEXTS.items()}
    for name, (column, _) in ITEM_FLAGS.items():
        cells[column] = codes.YES_NO.code(getattr(item, name))
    for name, column in ITEM_DAYS.items():
        cells[column] = getattr(item, name) or ""
    return cells | {field.name: field.text for field in item.guide}


def _material_rows(item: Item) -> Iterator[Cells]:
    for order, material in enumerate(item.materials, 1):
        yield {"task_code": item.code, "order_num": order} | _material_cells(material)


def _material_cells(material: Material) -> dict[str, object]:
    counts = bool(material.originals), bool(material.copies)
    forms = any(counts) or not material.electronic, material.electronic
    cells: dict[str, object] = {
        "material_id": material.id,
        "material_type": codes.MATERIAL_TYPE.code(counts) if any(counts) else "",
        "material_format": codes.MATERIAL_FORMAT.code(forms),
        "is_need": codes.NECESSITY.code(material.necessity),
        "source_type": codes.SOURCE.code(material.source),
        "original_num": material.originals,
        "copy_num": material.copies,
        "page_format": material.paper_form,
        "is_share": codes.YES_NO.code(material.shared),
        "is_promise": codes.YES_NO.code(material.promisable),
        "situations": ";".join(material.situations),
    }
    cells |= {column: getattr(material, name) for name, column in MATERIAL_TEXTS.items()}
    return cells | {field.name: field.text for field in material.guide}


def _situation_rows(item: Item) -> Iterator[Cells]:
    for order, each in enumerate(item.situations, 1):
        yield {
            "task_code": item.code,
            "situation_id": each.id,
            "situation_name": each.name,
            "order_num": order,
        }


def _fee_rows(item: Item) -> Iterator[Cells]:
    for order, fee in enumerate(item.fees, 1):
        yield {
            "task_code": item.code,
            "fee_name": fee.name,
            "fee_stand": fee.standard,
            "by_law": fee.by_law,
            "is_desc": codes.YES_NO.code(fee.reducible),
            "desc_explain": fee.reduction_explain,
            "order_num": order,
        }


def _question_rows(item: Item) -> Iterator[Cells]:
    for order, each in enumerate(item.questions, 1):
        yield {
            "task_code": item.code,
            "question": each.question,
            "answer": each.answer,
            "order_num": order,
        }
