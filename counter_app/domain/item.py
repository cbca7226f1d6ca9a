"""
An item of the service guide with its situations and materials.

Fields are those of the national exchange library (facts/domain.md 3.1, tables ``up_task_*`` and
GB/T 39046-2020 table 4); code lists are in facts/domain.md 3.3. A version is frozen into each case.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from enum import Enum
from typing import NewType

ItemCode = NewType("ItemCode", str)
MaterialId = NewType("MaterialId", str)
SituationId = NewType("SituationId", str)


class Necessity(Enum):
    """必要性 of a material."""

    REQUIRED = "required"
    OPTIONAL = "optional"
    DEFERRABLE = "deferrable"


class Source(Enum):
    """来源渠道 of a material."""

    APPLICANT = "applicant"
    GOVERNMENT = "government"
    OTHER = "other"


class TaskState(Enum):
    """状态 of an item (code values: background knowledge, not in facts/domain.md)."""

    IN_USE = "1"
    SUSPENDED = "2"
    CANCELLED = "3"


class DayUnit(Enum):
    """Unit of a limit: working days (W), calendar days (N), hours (H)."""

    WORKING = "working"
    CALENDAR = "calendar"
    HOURS = "hours"


class ProjectType(Enum):
    """办件类型: 1 decided on the spot, 2 with a promised limit, 9 other."""

    IMMEDIATE = "1"
    PROMISED = "2"
    OTHER = "9"


class ServedKind(Enum):
    """服务对象: 1 natural person; 2 to 6 bodies of different kinds."""

    PERSON = "1"
    ENTERPRISE = "2"
    INSTITUTION = "3"
    ASSOCIATION = "4"
    AUTHORITY = "5"
    OTHER_BODY = "6"


# Fifths of an hour in a unit; a working day is 7/5 of a calendar day in a week without holidays.
_LENGTHS = {DayUnit.WORKING: 168, DayUnit.CALENDAR: 120, DayUnit.HOURS: 5}


@dataclass(frozen=True, slots=True)
class Limit:
    """A time limit as the guide states it: ``days`` of ``unit`` (hours when the unit says so)."""

    days: int
    unit: DayUnit = DayUnit.WORKING

    def exceeds(self, statutory: Limit) -> bool:
        """
        Whether this promise is longer than ``statutory`` (facts/domain.md 2.2: it must not be).

        Unlike units are compared over a week without holidays, so 15 working days exceed 15
        calendar days.
        """
        return self.days * _LENGTHS[self.unit] > statutory.days * _LENGTHS[statutory.unit]


@dataclass(frozen=True, slots=True)
class GuideField:
    """A published field of facts/domain.md 3.1 that no rule of the desk reads, kept as text."""

    name: str
    text: str


@dataclass(frozen=True, slots=True)
class Question:
    """常见问题: what applicants ask about the item, and the published answer."""

    question: str
    answer: str


@dataclass(frozen=True, slots=True)
class Fee:
    """One published fee (administrative licence law art. 58-59): never typed by a clerk."""

    name: str
    standard: str
    by_law: str
    reducible: bool = False
    reduction_explain: str = ""


@dataclass(frozen=True, slots=True)
class Situation:
    """A choice (情形) that changes the material list."""

    id: SituationId
    name: str


@dataclass(frozen=True, slots=True)
class Material:
    """
    A row of the material list.

    ``situations`` empty: asked in every situation. ``shared`` true: the data is fetched from a
    government register and must not be asked again (State Council order 716 art. 7).
    ``promisable``: a proof that a written promise may stand for (facts/domain.md 2.7).
    """

    id: MaterialId
    name: str
    necessity: Necessity
    source: Source
    originals: int
    copies: int
    source_explain: str = ""
    paper_form: str = "A4"
    electronic: bool = False
    shared: bool = False
    accept_standard: str = ""
    fill_explain: str = ""
    by_law: str = ""
    situations: tuple[SituationId, ...] = ()
    guide: tuple[GuideField, ...] = ()
    promisable: bool = False


@dataclass(frozen=True, slots=True)
class Item:
    """
    One item in one version; texts are as published, dates are inclusive.

    ``person_fields`` names what beyond name, number and validity the item may ask of a person
    (``address``, ``ethnicity``): nothing else of a card enters its cases (personal information
    law art. 6). ``name_bo`` is an approved Tibetan name. ``reading`` overrides the computed pinyin
    of the name: one syllable for each character, parted by spaces. ``delegated_basis`` names by what
    the deciding body lets the window decide, empty where it decides itself. ``certificate_types``:
    type codes (21 characters, facts/domain.md 3.5) of what a grant gives.
    """

    code: ItemCode
    version: int
    name: str
    catalog_code: str
    task_type: str
    use_level: str
    dept_name: str
    dept_code: str
    accept_org: str
    decide_org: str
    by_law: str
    accept_condition: str
    statutory: Limit
    promised: Limit
    project_type: ProjectType
    served: tuple[ServedKind, ...]
    visits: int
    visits_explain: str
    handle_flow: str
    address: str
    hours: str
    phone: str
    complaint_phone: str
    result_name: str
    result_type: str
    fees: tuple[Fee, ...] = ()
    materials: tuple[Material, ...] = ()
    situations: tuple[Situation, ...] = ()
    aliases: tuple[str, ...] = ()
    domain_tag: str = ""
    quantity_limit: str = ""
    deliverable: bool = True
    promise_allowed: bool = False
    deferral_allowed: bool = True
    licence_needed: bool = True
    must_appear: bool = False
    person_fields: tuple[str, ...] = ()
    effective_on: date | None = None
    withdrawn_on: date | None = None
    sample: bool = False
    state: TaskState = TaskState.IN_USE
    name_bo: str = ""
    reading: str = ""
    questions: tuple[Question, ...] = ()
    guide: tuple[GuideField, ...] = ()
    delegated_basis: str = ""
    certificate_types: tuple[str, ...] = ()

    def materials_for(self, situation: SituationId | None) -> tuple[Material, ...]:
        """Materials asked in ``situation``, in the order of the list."""
        return tuple(
            each for each in self.materials if not each.situations or situation in each.situations
        )

    def is_open_on(self, day: date) -> bool:
        """Whether the item is in use and may be received on ``day`` (both dates inclusive)."""
        if self.state is not TaskState.IN_USE:
            return False
        started = self.effective_on is None or self.effective_on <= day
        return started and (self.withdrawn_on is None or day <= self.withdrawn_on)

    def serves_persons(self) -> bool:
        """Whether a natural person may apply."""
        return ServedKind.PERSON in self.served

    def serves_bodies(self) -> bool:
        """Whether a body (enterprise, institution, ...) may apply."""
        return any(kind is not ServedKind.PERSON for kind in self.served)


def in_force(taken: Item, newest: Item | None, *, received: bool) -> Item:
    """
    Return the version that a draft took, ending when the newest version known says so.

    Who was ``received`` before an item went out of use keeps his turn; a date of withdrawal holds
    by the day of receipt. ``newest`` None: the item is listed no more, and its own version holds.
    """
    if newest is None:
        return taken
    state = taken.state if received else newest.state
    return replace(taken, withdrawn_on=newest.withdrawn_on, state=state)


@dataclass(frozen=True, slots=True)
class ItemHit:
    """A search result: enough to choose by."""

    code: ItemCode
    name: str
    department: str
    kind: ProjectType
