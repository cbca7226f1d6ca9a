"""What the tests of receiving and accepting say shortly: a case on the table, and what became of it."""

from __future__ import annotations

import pytest

from counter_app.domain.case import MaterialState
from counter_app.domain.errors import CounterError
from counter_app.services.drafts import mark_material, open_case
from tests.fakes.desk import play, signed_visit
from tests.fakes.paper_cases import a_person, an_item

ITEM = an_item()


def at_counter(desk, item=ITEM, **marks):
    visit = play(desk, open_case(desk, signed_visit(person=a_person()), item.code, None))
    marked = {"all": "received"} | marks if marks.pop("everything", True) else marks
    for which, state in marked.items():
        visit = play(desk, mark_material(desk, visit, which, MaterialState(state), None))
    return visit


def code_of(call):
    with pytest.raises(CounterError) as caught:
        call()
    return caught.value.code


def kinds(done):
    return [each.kind for each in done.documents]


def operations(desk):
    return [each.entry.operation.kind for each in desk.ledger.recent(99)]
