"""An accepted case on a desk of fakes, and the printing of its papers."""

from __future__ import annotations

import pytest

from counter_app.domain.case import MaterialState
from counter_app.domain.errors import CounterError
from counter_app.services.drafts import mark_material, open_case
from counter_app.services.intake import accept
from counter_app.services.printing import print_document
from tests.fakes.desk import play, signed_visit
from tests.fakes.paper_cases import a_person, an_item

ITEM = an_item()


def at_counter(desk):
    visit = play(desk, open_case(desk, signed_visit(person=a_person()), ITEM.code, None))
    return play(desk, mark_material(desk, visit, "all", MaterialState.RECEIVED, None))


def accepted(desk):
    """An accepted case: its visit, the receipt (a slip) and the notice (pages)."""
    done = play(desk, accept(desk, at_counter(desk)))
    receipt, notice = done.documents
    return done.visit, receipt, notice


def printed(desk, visit, document, role="", reason=""):
    return play(desk, print_document(desk, visit, document.id, role, reason))


def code_of(call):
    with pytest.raises(CounterError) as caught:
        call()
    return caught.value.code
