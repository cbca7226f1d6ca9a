"""Cases, items and a window as papers see them; every person and number is invented."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from counter_app.domain.body import Body
from counter_app.domain.case import (
    Agent,
    Application,
    Case,
    CaseMaterial,
    CaseState,
    Correction,
    ItemRef,
    MaterialState,
)
from counter_app.domain.document import Document
from counter_app.domain.item import (
    Fee,
    Item,
    ItemCode,
    Limit,
    Material,
    MaterialId,
    Necessity,
    ProjectType,
    ServedKind,
    Situation,
    SituationId,
    Source,
)
from counter_app.domain.person import Person
from counter_app.domain.wire import WindowInfo
from counter_app.services.paper import Issuer

NOW_MS = 1_794_794_400_000  # 2026-11-16 10:00 +08:00
CASE_NO = "540402260A1A0000197"

# The golden set: what an applicant can be called.
APPLICANTS = {
    "short": "扎西",
    "long": "加仓·晋美南杰次仁多吉旺堆·" + "次仁旺堆顿珠罗布平措" * 3 + "阿旺洛桑丹增",
    "tibetan": "བཀྲ་ཤིས་སྒྲོལ་མ་རྒྱལ་མཚན",
    "tibetan_long": "བསྟན་འཛིན་རྒྱ་མཚོ་" * 3 + "དཔལ་བཟང་པོ",
    "rare": "\U00020bb7田䶮\U0002a700",
    "foreign": "MÜLLER-LÜDENSCHEIDT, Anna Katharina Željka Nguyễn",
}


def a_person(name: str = "扎西", number: str = "540402199001010014") -> Person:
    return Person(kind="resident", name=name, sex="1", birth_date=date(1990, 1, 1), number=number)


def a_window() -> WindowInfo:
    return WindowInfo(
        id="w-3",
        name="3号窗口",
        kind="nd",
        hall="h-1",
        hall_name="巴宜区政务服务中心",
        area="540402",
        slot=3,
        address="林芝市巴宜区示例路1号",
        hours="工作日 9:30-13:00，15:30-18:00",
        phone="0894-0000001",
        complaint_phone="0894-0000002",
    )


def an_issuer(**changes) -> Issuer:
    return replace(Issuer(a_window(), "次仁", NOW_MS), **changes)


def a_material(number: int, name: str, **changes) -> Material:
    material = Material(
        id=MaterialId(f"m{number}"),
        name=name,
        necessity=Necessity.REQUIRED,
        source=Source.APPLICANT,
        originals=1,
        copies=0,
        accept_standard="填写完整，签字或者盖章",
        by_law="示例，依据待核",
    )
    return replace(material, **changes)


def an_item(**changes) -> Item:
    item = Item(
        code=ItemCode("540402000SPJYXK01"),
        version=3,
        name="食品经营许可（新办）",
        catalog_code="000131028000",
        task_type="01",
        use_level="4",
        dept_name="林芝市巴宜区市场监督管理局",
        dept_code="11540402000000000A",
        accept_org="林芝市巴宜区市场监督管理局",
        decide_org="林芝市巴宜区市场监督管理局",
        by_law="示例，依据待核",
        accept_condition="有与经营的食品品种、数量相适应的场所和设施，有食品安全管理人员和制度。",
        statutory=Limit(20),
        promised=Limit(9),
        project_type=ProjectType.PROMISED,
        served=(ServedKind.PERSON, ServedKind.ENTERPRISE),
        visits=1,
        visits_explain="",
        handle_flow="收件、受理、审查、决定、领证",
        address="巴宜区政务服务中心一楼 1 至 6 号窗口",
        hours="工作日 9:30-13:00，15:30-18:00",
        phone="0894-0000003",
        complaint_phone="0894-0000002",
        result_name="食品经营许可证",
        result_type="证照",
        materials=(
            a_material(1, "食品经营许可申请书"),
            a_material(2, "营业执照", copies=1, originals=0, shared=True, source=Source.GOVERNMENT),
            a_material(3, "经营场所平面布局图", necessity=Necessity.DEFERRABLE, copies=1),
            a_material(4, "食品安全管理制度文本", copies=1),
        ),
        situations=(Situation(SituationId("s1"), "新办·餐饮"),),
        sample=True,
    )
    return replace(item, **changes)


def paid_item() -> Item:
    fees = (Fee("证书工本费", "每证 10 元", "示例，依据待核"),)
    return an_item(fees=fees)


def case_materials(item: Item, **states: MaterialState) -> tuple[CaseMaterial, ...]:
    return tuple(
        CaseMaterial(
            each.id,
            each.name,
            each.necessity,
            each.originals,
            each.copies,
            states.get(each.id, MaterialState.RECEIVED),
        )
        for each in item.materials
    )


def a_case(item: Item, state: CaseState = CaseState.ACCEPTED, **changes) -> Case:
    """A case of 扎西; ``changes`` of the application's fields go there, others to the case."""
    about = Application(
        case_id="c-1",
        item=ItemRef(
            item.code,
            item.version,
            item.name,
            item.dept_name,
            item.accept_org,
            item.decide_org,
            item.project_type,
            item.statutory,
            item.promised,
        ),
        materials=case_materials(item),
        situation=SituationId("s1"),
        situation_name="新办·餐饮",
        person=a_person(),
        phone="13800000831",
    )
    inner = {key: changes.pop(key) for key in list(changes) if hasattr(about, key)}
    case = Case(
        id="c-1",
        no=CASE_NO,
        state=state,
        application=replace(about, **inner),
        window="w-3",
        clerk="ciren",
        rev=1,
        received_on=date(2026, 11, 16),
        answer_by=date(2026, 11, 23),
        accepted_on=date(2026, 11, 16),
        accepted_at_ms=NOW_MS,
        due_date=date(2026, 11, 27),
    )
    return replace(case, **changes)


def with_gap(item: Item, **changes) -> Case:
    """A case accepted while the floor plan (m3) is still to come."""
    materials = tuple(
        replace(each, state=MaterialState.DEFERRED, until=date(2026, 11, 25))
        if each.id == "m3"
        else each
        for each in case_materials(item)
    )
    return a_case(item, CaseState.ACCEPTED_WITH_GAPS, materials=materials, **changes)


def with_fault(item: Item, **changes) -> Case:
    """A case whose application form and floor plan were sent back to be put right."""
    faults = {"m1": "第 2 页没有签字，经营项目一栏未填写", "m3": ""}
    materials = tuple(
        replace(each, state=MaterialState.MISSING, fault=faults[each.id])
        if each.id in faults
        else each
        for each in case_materials(item)
    )
    notice = Correction(date(2026, 11, 16), (MaterialId("m1"), MaterialId("m3")), date(2026, 12, 7))
    changes = {"corrections": (notice,), **changes}
    return a_case(item, CaseState.CORRECTING, materials=materials, **changes)


def for_body(item: Item, name: str) -> Case:
    agent = Agent(a_person("次仁卓玛"), "提交申请材料、领取结果")
    return a_case(item, person=None, body=Body("92540402MA6T12347G", name), agent=agent)


def said(document: Document) -> dict[str, str]:
    """The values of a paper by their names."""
    return dict(document.values)
