"""
The columns of a catalogue: the names of facts/domain.md 3.1 (tables ``up_task_*``), and ours.

``size`` is the upper limit in characters. Where the table names one value and its explanations
in one row, the value is the must and the explanation is asked by a rule of its own or not at all.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from county_server.catalogue.sheets import FEES, ITEMS, MATERIALS, QUESTIONS, SITUATIONS

LONG = 20_000


@dataclass(frozen=True, slots=True)
class Column:
    """How a cell is held: at most ``size`` characters; ``must``: in every row."""

    size: int = LONG
    must: bool = False


def _columns(must: Mapping[str, int], free: Mapping[str, int]) -> Mapping[str, Column]:
    return MappingProxyType(
        {name: Column(size, must=True) for name, size in must.items()}
        | {name: Column(size) for name, size in free.items()}
    )


_ITEM_MUST = {
    "catalog_code": 12,
    "task_code": 36,
    "task_name": 1000,
    "task_type": 8,
    "task_version": 9,
    "task_state": 8,
    "use_level": 60,
    "dept_name": 200,
    "dept_code": 50,
    "dept_type": 20,
    "by_law": LONG,
    "accept_condition": LONG,
    "anticipate_day": 9,
    "anticipate_type": 8,
    "promise_day": 9,
    "promise_type": 8,
    "project_type": 8,
    "server_type": 100,
    "limit_scene_num": 9,
    "is_fee": 8,
    "handle_flow": LONG,
    "transact_addr": 500,
    "transact_time": 500,
    "link_way": 256,
    "supervise_way": LONG,
    "result_type": 30,
    "result_name": 200,
}

# Published, kept and exported, read by no rule of the desk (Item.guide), in this order.
ITEM_GUIDE = {
    "local_catalog_code": 50,
    "local_task_code": 50,
    "task_handle_item": 50,
    "power_source": 20,
    "entrust_name": 100,
    "other_dept": 200,
    "anticipate_explain": 256,
    "promise_explain": 256,
    "special_procedure": 500,
    "fee_basis": LONG,
    "result_guid": 256,
    "is_entry_center": 8,
    "is_schedule": 8,
    "is_pay_online": 8,
    "is_online": 8,
    "online_handle_depth": 60,
    "is_service_terminals": 8,
    "handle_area": 60,
    "user_topic_type": 40,
    "corp_topic_type": 40,
    "town_code": 18,
    "town_name": 200,
    "village_code": 18,
    "village_name": 200,
    "questions": LONG,
}

_ITEM_FREE = {
    "handle_type": 60,
    "limit_scene_explain": 1000,
    "is_express": 8,
    "limit_explain": 256,
    "plan_effective_date": 30,
    "plan_cancel_date": 30,
    "fee_name": 200,
    "fee_stand": 1000,
    "is_desc": 8,
    "desc_explain": 1000,
    "accept_org": 200,
    "decide_org": 200,
    "aliases": 1000,
    "task_name_bo": 1000,
    "reading": LONG,
    "domain_tag": 60,
    "promise_allowed": 8,
    "deferral_allowed": 8,
    "licence_needed": 8,
    "must_appear": 8,
    "person_fields": 60,
    "delegated_basis": 500,
    "certificate_types": 500,
    "is_sample": 8,
}

MATERIAL_GUIDE = {"form_guid": 256, "example_guid": 256, "remark": 1000}

_MATERIAL_FREE = {
    "material_id": 60,
    "material_type": 30,
    "material_format": 30,
    "is_need": 30,
    "source_type": 30,
    "source_explain": 1000,
    "page_num": 9,
    "original_num": 9,
    "copy_num": 9,
    "page_format": 60,
    "is_share": 8,
    "is_promise": 8,
    "fill_explain": LONG,
    "accept_stand": LONG,
    "by_law": LONG,
    "order_num": 9,
    "situations": 1000,
}

COLUMNS: Mapping[str, Mapping[str, Column]] = MappingProxyType(
    {
        ITEMS: _columns(_ITEM_MUST, ITEM_GUIDE | _ITEM_FREE),
        MATERIALS: _columns(
            {"task_code": 36, "material_name": 200}, MATERIAL_GUIDE | _MATERIAL_FREE
        ),
        SITUATIONS: _columns(
            {"task_code": 36, "situation_id": 60, "situation_name": 200}, {"order_num": 9}
        ),
        FEES: _columns(
            {"task_code": 36, "fee_name": 200, "fee_stand": 1000},
            {"is_desc": 8, "desc_explain": 1000, "by_law": LONG, "order_num": 9},
        ),
        QUESTIONS: _columns({"task_code": 36, "question": 1000, "answer": LONG}, {"order_num": 9}),
    }
)

_OTHER_SPELLINGS = MappingProxyType(
    {
        "anticipate_day_type": "anticipate_type",
        "anticipate_day_explain": "anticipate_explain",
        "promise_day_type": "promise_type",
        "promise_day_explain": "promise_explain",
    }
)


def column_name(header: object) -> str:
    """Return the column that a header cell means; an unknown one comes back as written."""
    name = str(header).strip()
    return _OTHER_SPELLINGS.get(name.lower(), name.lower())
