"""Which attribute of an Item or Material stands in which column, where a cell is its plain text."""

from __future__ import annotations

from types import MappingProxyType

ITEM_TEXTS = MappingProxyType(
    {
        "catalog_code": "catalog_code",
        "name": "task_name",
        "dept_name": "dept_name",
        "dept_code": "dept_code",
        "by_law": "by_law",
        "accept_condition": "accept_condition",
        "visits_explain": "limit_scene_explain",
        "handle_flow": "handle_flow",
        "address": "transact_addr",
        "hours": "transact_time",
        "phone": "link_way",
        "complaint_phone": "supervise_way",
        "result_type": "result_type",
        "result_name": "result_name",
        "domain_tag": "domain_tag",
        "name_bo": "task_name_bo",
        "reading": "reading",
        "delegated_basis": "delegated_basis",
    }
)

# Yes or no: the column, and what an empty cell means.
ITEM_FLAGS = MappingProxyType(
    {
        "deliverable": ("is_express", True),
        "promise_allowed": ("promise_allowed", False),
        "deferral_allowed": ("deferral_allowed", True),
        "licence_needed": ("licence_needed", True),
        "must_appear": ("must_appear", False),
        "sample": ("is_sample", False),
    }
)

ITEM_DAYS = MappingProxyType(
    {
        "effective_on": "plan_effective_date",
        "withdrawn_on": "plan_cancel_date",
    }
)

MATERIAL_TEXTS = MappingProxyType(
    {
        "name": "material_name",
        "source_explain": "source_explain",
        "accept_standard": "accept_stand",
        "fill_explain": "fill_explain",
        "by_law": "by_law",
    }
)
