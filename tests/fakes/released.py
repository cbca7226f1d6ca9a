"""
One value of every released ``(kind, v)``, told in full: what ``tests/data/operations`` holds as bytes.

``python -m tests.fakes.released`` writes the files that are missing and never one that is there: a
released format does not change, a change is a new ``v`` beside it (design/sync.md 1.5, INV-23).
"""

from __future__ import annotations

from datetime import date
from pathlib import Path

from counter_app.domain.body import Body
from counter_app.domain.case import (
    Agent,
    Application,
    CaseMaterial,
    Guardian,
    ItemRef,
    MaterialState,
    RefusalKind,
)
from counter_app.domain.document import Document
from counter_app.domain.item import (
    DayUnit,
    ItemCode,
    Limit,
    MaterialId,
    Necessity,
    ProjectType,
    SituationId,
)
from counter_app.domain.operation import (
    CaseAccepted,
    CaseAmended,
    CaseCorrected,
    CaseReceived,
    CaseRefused,
    CaseSupplemented,
    CaseWithdrawn,
    Entry,
    Moment,
    encode,
)
from counter_app.domain.person import Person
from counter_app.domain.window_operation import (
    CitizenConfirmed,
    ConsultationServed,
    FieldCopied,
    Locked,
    MattersShown,
    PersonalDataShown,
    PrintFinished,
    SignedIn,
    SlipHanded,
    UserChanged,
    WindowOpened,
)
from tests.fakes.released_blank import blank_operations
from tests.fakes.released_delivery import delivery_operations
from tests.fakes.released_figures import figure_operations
from tests.fakes.released_hall import hall_operations
from tests.fakes.released_issue import issue_operations
from tests.fakes.released_rating import rating_operations
from tests.fakes.released_report import report_operations
from tests.fakes.released_shift import shift_operations

GOLDEN = Path(__file__).parent.parent / "data" / "operations"

# Every field of every class has a value that is no default, or the bytes would not show it.
PERSON = Person(
    kind="resident",
    name="扎西·顿珠",
    english_name="ZHAXI",
    sex="1",
    ethnicity="04",
    birth_date=date(1990, 1, 1),
    valid_from=date(2020, 1, 1),
    valid_to=date(2040, 1, 1),
    address="示例路1号",
    newest_address="示例路2号",
    number="540402199001010014",
    issuer="示例市公安局",
    permit_number="H00000001",
    issue_count="02",
    nationality="NPL",
    old_number="NPL000000000000",
    sam_id="05.03-20120629-0000202551-1234567890",
    raw_name="扎西•顿珠",
    source="typed",
    flags=("name_completed",),
    name_reason="芯片姓名只有前 15 字",
)
ITEM = ItemRef(
    ItemCode("540402000SPJYXK01"),
    3,
    "食品经营许可（新办）",
    "示例区市场监督管理局",
    "示例区行政审批局",
    "示例区人民政府",
    ProjectType.PROMISED,
    Limit(20),
    Limit(9, DayUnit.CALENDAR),
)
MATERIALS = (
    CaseMaterial(
        MaterialId("m1"),
        "申请书",
        Necessity.REQUIRED,
        1,
        2,
        MaterialState.MISSING,
        fault="没有签字",
    ),
    CaseMaterial(
        MaterialId("m2"),
        "平面图",
        Necessity.DEFERRABLE,
        0,
        1,
        MaterialState.DEFERRED,
        until=date(2026, 11, 25),
    ),
)
APPLICATION = Application(
    case_id="0192f00d",
    item=ITEM,
    materials=MATERIALS,
    situation=SituationId("s1"),
    situation_name="新办·餐饮",
    person=PERSON,
    body=Body("92540402MA6T12347G", "示例有限公司"),
    agent=Agent(PERSON, "提交材料"),
    guardian=Guardian(PERSON, "父子"),
    phone="13800000831",
    address="示例路3号",
    delivery="post",
)
PAPER = Document(
    kind="W02",
    id="540402260A1A0000197-W02-01",
    case_no="540402260A1A0000197",
    template_version=2,
    language="zh+bo",
    values=(("item", "食品经营许可（新办）"),),
    rows=(("materials", (("1", "申请书", "1", "2"),)),),
    copies=2,
    signatures=("applicant", "officer"),
    reprint=1,
    reprint_reason="更正：联系电话",
    form="slip",
)
DAY, NEXT = date(2026, 11, 16), date(2026, 11, 23)
RELEASED = {
    "case.receive.1": CaseReceived(APPLICATION, DAY, (PAPER,), NEXT),
    "case.accept.1": CaseAccepted(APPLICATION, DAY, NEXT, (PAPER,), NEXT, date(2026, 12, 14)),
    "case.correct.1": CaseCorrected(
        APPLICATION, DAY, NEXT, (MaterialId("m1"),), (PAPER,), NEXT, date(2026, 12, 7), "遮挡"
    ),
    "case.refuse.1": CaseRefused(
        APPLICATION, DAY, RefusalKind.NOT_COMPETENT, "不属职权", (PAPER,), "米林市某局"
    ),
    "case.supplement.1": CaseSupplemented("0192f00d", NEXT, MATERIALS, (PAPER,), DAY),
    "case.amend.1": CaseAmended("0192f00d", "phone", "13800000831", "13800000832", (PAPER,)),
    "case.withdraw.1": CaseWithdrawn("0192f00d", NEXT, "不办了", (PAPER,)),
    "slip.hand.1": SlipHanded("540402000SPJYXK01", 3, PAPER),
    "consult.serve.1": ConsultationServed("社保"),
    "print.finish.1": PrintFinished(
        "j-1", "W02-01", "tickets", "unknown", "printer_silent", "0192f00d", ("applicant",)
    ),
    "session.sign_in.1": SignedIn("ciren"),
    "session.lock.1": Locked("ciren"),
    "session.change.1": UserChanged("zhuoma", "ciren", "0192f00d"),
    "window.open.1": WindowOpened("ciren", (("tickets", "red"), ("clock", "green"))),
    "privacy.show.1": PersonalDataShown("number", "0192f00d"),
    "privacy.look.1": MattersShown(("0192f00d", "0192f00e")),
    "privacy.copy.1": FieldCopied("phone", "0192f00d"),
    "citizen.confirm.1": CitizenConfirmed(
        "0192f00d", "ab" * 32, 1, "touch", "卓玛", "cd" * 32, bytes((1, 2, 128, 16, 6, 4, 0))
    ),
    **issue_operations(PAPER),
    **blank_operations(),
    **hall_operations(),
    **figure_operations(),
    **rating_operations(),
    **report_operations(),
    **shift_operations(),
    **delivery_operations(PAPER),
}


def released_entry(name: str) -> Entry:
    """The entry whose bytes are ``tests/data/operations/NAME.json``; a name is ``KIND.V``."""
    at = Moment(1_794_794_400_000, 5_000, "boot-1", "county")
    return Entry(
        RELEASED[name], at, "ciren", "w-3", "0192f00d", "540402260A1A0000197", ("aa" * 16,)
    )


def write_missing() -> None:
    for name in RELEASED:
        file = GOLDEN / f"{name}.json"
        if not file.exists():
            file.write_bytes(encode(released_entry(name)))


if __name__ == "__main__":
    write_missing()
