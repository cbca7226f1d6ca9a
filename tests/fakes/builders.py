"""Operations, entries and the table of the rules; people and items come from ``paper_cases``."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest

from counter_app.domain.case import (
    Application,
    Case,
    CaseMaterial,
    CaseState,
    MaterialState,
    RefusalKind,
)
from counter_app.domain.document import Document
from counter_app.domain.errors import RuleError
from counter_app.domain.fold import fold_all
from counter_app.domain.item import Item, MaterialId, Necessity
from counter_app.domain.operation import (
    CaseAccepted,
    CaseAmended,
    CaseCorrected,
    CaseOperation,
    CaseReceived,
    CaseRefused,
    CaseSupplemented,
    CaseWithdrawn,
    Entry,
    Moment,
    Operation,
)
from counter_app.domain.outcome import Table
from tests.fakes.paper_cases import CASE_NO, NOW_MS, a_case, an_item

TODAY = date(2026, 11, 16)
DUE = date(2026, 11, 27)
MOMENT = Moment(NOW_MS, 5_000, "boot-1")


def an_application(item: Item | None = None, **changes) -> Application:
    """The application of ``paper_cases.a_case``, every material received unless changed."""
    return a_case(item or an_item(), **changes).application


def marked(application: Application, **states: MaterialState) -> Application:
    """``application`` with materials by id in other states; a deferred one is due in time."""
    return replace(
        application, materials=tuple(_marked(each, states) for each in application.materials)
    )


def _marked(material: CaseMaterial, states: dict[str, MaterialState]) -> CaseMaterial:
    state = states.get(material.id, material.state)
    return replace(material, state=state, until=DUE if state is MaterialState.DEFERRED else None)


def a_case_material(number: int = 1, **changes) -> CaseMaterial:
    material = CaseMaterial(
        MaterialId(f"m{number}"), "申请书", Necessity.REQUIRED, 1, 0, MaterialState.RECEIVED
    )
    return replace(material, **changes)


def a_paper(kind: str = "W02") -> Document:
    return Document(
        kind=kind,
        id=f"{CASE_NO}-{kind}-01",
        case_no=CASE_NO,
        template_version=1,
        language="zh+bo",
        values=(("item", "食品经营许可（新办）"),),
        rows=(("materials", (("1", "食品经营许可申请书", "1", "0"),)),),
        copies=2,
        signatures=("applicant", "officer"),
    )


def an_entry(operation: Operation, **changes) -> Entry:
    entry = Entry(operation, MOMENT, "ciren", "w-3", "c-1", CASE_NO)
    return replace(entry, **changes)


def received(application: Application | None = None, **changes) -> CaseReceived:
    did = CaseReceived(application or an_application(), TODAY, (), date(2026, 11, 23))
    return replace(did, **changes)


def accepted(application: Application | None = None, **changes) -> CaseAccepted:
    did = CaseAccepted(application or an_application(), TODAY, TODAY, (), DUE, date(2026, 12, 14))
    return replace(did, **changes)


def corrected(application: Application | None = None, *named: str, **changes) -> CaseCorrected:
    """A correction of ``named`` (m1 unless named), which are marked missing."""
    ids = named or ("m1",)
    about = marked(application or an_application(), **dict.fromkeys(ids, MaterialState.MISSING))
    materials = tuple(MaterialId(each) for each in ids)
    return replace(CaseCorrected(about, TODAY, TODAY, materials, ()), **changes)


def refused(refusal: RefusalKind = RefusalKind.NOT_ACCEPTED, **changes) -> CaseRefused:
    did = CaseRefused(an_application(), TODAY, refusal, "申请材料虚假", ())
    return replace(did, **changes)


def supplemented(*materials: CaseMaterial, **changes) -> CaseSupplemented:
    """What was brought; m1 unless named."""
    did = CaseSupplemented("c-1", TODAY, materials or (a_case_material(1),), ())
    return replace(did, **changes)


def amended(**changes) -> CaseAmended:
    return replace(CaseAmended("c-1", "phone", "13800000831", "13800000832", ()), **changes)


def withdrawn(**changes) -> CaseWithdrawn:
    return replace(CaseWithdrawn("c-1", TODAY, "不办了", ()), **changes)


CASE_OPERATIONS: tuple[CaseOperation, ...] = (
    received(),
    accepted(),
    corrected(),
    refused(),
    supplemented(),
    amended(),
    withdrawn(),
)


def a_table(item: Item | None = None, **changes) -> Table:
    """A draft of ``item`` with everything received, today, the county answering."""
    asked = item or an_item()
    table = Table(
        item=asked,
        application=an_application(asked),
        state=CaseState.DRAFT,
        today=TODAY,
        received_on=None,
        due_date=DUE,
        online=True,
    )
    return replace(table, **changes)


def folded(*operations: Operation) -> Case | None:
    """The case after ``operations``."""
    return fold_all(tuple(map(an_entry, operations)))


def refused_code(call: Callable[[], object]) -> str:
    """The code of the rule that refuses ``call``."""
    with pytest.raises(RuleError) as caught:
        call()
    return caught.value.code
