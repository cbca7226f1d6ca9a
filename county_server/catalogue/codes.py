"""
Code lists of a catalogue: each meaning by its national code and by its words.

Task type, use level, body, served kinds and project type are GB/T 39046-2020 annex A
(facts/domain.md 3.3). Units, necessity and source differ from system to system (3.1), so their
codes here are ours and every word in use is taken; a code that other systems use in two senses is
refused. The state codes are background knowledge.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Generic, TypeVar

from counter_app.domain.item import (
    DayUnit,
    Necessity,
    ProjectType,
    ServedKind,
    Source,
    TaskState,
)

V = TypeVar("V")


@dataclass(frozen=True, slots=True)
class CodeList(Generic[V]):
    """
    Meanings of one list.

    ``spellings`` gives each meaning its accepted spellings: the first is the code that an export
    writes, the second the word that an error offers (an extension code has none).
    """

    spellings: Mapping[V, tuple[str, ...]]

    def meaning(self, text: str) -> V | None:
        """Return the meaning of a code or word, None when the list has no such spelling."""
        wanted = text.strip().lower()
        for meaning, spellings in self.spellings.items():
            if wanted in spellings:
                return meaning
        return None

    def code(self, meaning: V) -> str:
        """Return the code that an export writes."""
        return self.spellings[meaning][0]

    @property
    def words(self) -> str:
        """What may be written, for an error's sentence."""
        return "、".join(each[1] for each in self.spellings.values() if each[1:])


YES_NO = CodeList(
    {
        True: ("1", "是", "yes", "true", "y", "有"),
        False: ("0", "否", "no", "false", "n", "无"),
    }
)

UNIT = CodeList(
    {
        DayUnit.WORKING: ("工作日", "工作日", "个工作日", "w", "g", "1"),
        DayUnit.CALENDAR: ("自然日", "自然日", "个自然日", "日历日", "n", "z"),
        DayUnit.HOURS: ("小时", "小时", "个小时", "h"),
    }
)

PROJECT_TYPE = CodeList(
    {
        ProjectType.IMMEDIATE: ("1", "即办件", "即办"),
        ProjectType.PROMISED: ("2", "承诺件", "承诺"),
        ProjectType.OTHER: ("9", "其他"),
    }
)

SERVED = CodeList(
    {
        (ServedKind.PERSON,): ("1", "自然人", "个人"),
        (ServedKind.ENTERPRISE,): ("2", "企业法人", "企业"),
        (ServedKind.INSTITUTION,): ("3", "事业法人", "事业单位法人"),
        (ServedKind.ASSOCIATION,): ("4", "社会组织法人", "社会组织"),
        (ServedKind.AUTHORITY,): (
            "5",
            "行政机关",
        ),
        (ServedKind.OTHER_BODY,): ("6", "其他组织", "非法人组织"),
        (
            ServedKind.ENTERPRISE,
            ServedKind.INSTITUTION,
            ServedKind.ASSOCIATION,
            ServedKind.AUTHORITY,
        ): ("2,3,4,5", "法人"),
    }
)

TASK_TYPE = CodeList(
    {
        "00": ("00", "行政权力", "0"),
        "01": ("01", "行政许可", "1"),
        "02": ("02", "行政处罚", "2"),
        "03": ("03", "行政强制", "3"),
        "04": ("04", "行政征收", "4"),
        "05": ("05", "行政给付", "5"),
        "06": ("06", "行政检查", "6"),
        "07": ("07", "行政确认", "7"),
        "08": ("08", "行政奖励", "8"),
        "09": ("09", "行政裁决", "9"),
        "10": ("10", "其他行政权力", "其他"),
        "20": ("20", "公共服务"),
        **{code: (code,) for code in map(str, (*range(11, 20), *range(21, 30)))},
    }
)

USE_LEVEL = CodeList(
    {
        "1": ("1", "国家级", "国家"),
        "2": ("2", "省级", "省", "自治区级"),
        "3": ("3", "市级", "市", "设区的市级"),
        "4": ("4", "县级", "县", "区级", "县(区)级", "县（区）级"),
        "5": ("5", "乡镇级", "镇", "乡", "乡级", "镇级", "街道", "镇(乡、街道)级"),
        "6": ("6", "村级", "村", "社区", "村(社区)级"),
        "7": ("7", "分级管理"),
    }
)

DEPT_TYPE = CodeList(
    {
        "1": ("1", "法定机关"),
        "2": ("2", "授权组织", "法律法规授权的组织"),
        "3": ("3", "受委托组织", "受委托的组织"),
        "9": ("9", "其他"),
    }
)

HANDLE_TYPE = CodeList(
    {
        "1": ("1", "窗口", "窗口办理"),
        "2": ("2", "电脑网上", "网上办理", "网上"),
        "3": ("3", "移动端", "移动端办理"),
        "4": ("4", "快递申请", "快递"),
        "9": ("9", "其他"),
    }
)

STATE = CodeList(
    {
        TaskState.IN_USE: ("1", "在用", "有效", "启用"),
        TaskState.SUSPENDED: ("2", "暂停", "停用"),
        TaskState.CANCELLED: ("3", "取消", "废止"),
    }
)

NECESSITY = CodeList(
    {
        Necessity.REQUIRED: ("1", "必要", "是", "必需", "必须"),
        Necessity.OPTIONAL: ("2", "非必要", "否", "0", "非必需"),
        Necessity.DEFERRABLE: ("3", "容缺后补", "容缺"),
    }
)

SOURCE = CodeList(
    {
        Source.APPLICANT: ("10", "申请人自备", "申请人提供", "1"),
        Source.GOVERNMENT: ("20", "政府部门核发", "政府部门", "2"),
        Source.OTHER: ("99", "其他", "其它", "3", "9"),
    }
)

# What to hand in: (an original is asked, a copy is asked).
MATERIAL_TYPE = CodeList(
    {
        (True, False): ("1", "原件", "其他"),
        (False, True): ("2", "复印件"),
        (True, True): (
            "3",
            "原件和复印件",
            "原件及复印件",
            "原件、复印件",
            "原件或复印件",
            "原件,复印件",
        ),
    }
)

# Which form is taken: (on paper, electronic).
MATERIAL_FORMAT = CodeList(
    {
        (True, False): ("1", "纸质", "纸质件"),
        (False, True): ("2", "电子", "电子件"),
        (True, True): (
            "3",
            "纸质和电子",
            "纸质或电子",
            "纸质/电子",
            "电子和纸质",
            "电子或纸质",
            "纸质、电子",
        ),
    }
)

PERSON_FIELD = CodeList(
    {
        "address": ("address", "住址", "地址"),
        "ethnicity": ("ethnicity", "民族"),
    }
)

NO_LIMIT_WORDS = frozenset(
    {"无", "没有", "否", "不限", "无限制", "无数量限制", "不限制", "/", "-", "0"}
)
