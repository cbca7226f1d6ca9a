"""
A natural person at the counter: read from a card's chip, or typed and marked as typed.

Matched on the normalised name (facts/domain.md 6.2); what the chip gave stays in ``raw_name``.
"""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from datetime import date
from typing import Any, Literal

from counter_app.domain import codec
from counter_app.domain.errors import RuleError
from counter_app.domain.names import normalise_name

Kind = Literal["resident", "permit", "foreigner-2017", "foreigner-2023", "passport"]
Source = Literal["card", "typed"]

NAME_MAY_BE_CUT = "name_may_be_cut"
"""The name fills the chip's field: the paper face may show more (``complete_name``)."""
NAME_COMPLETED = "name_completed"
"""A clerk completed the name from the face of the card; ``name_reason`` says why."""
NAME_NEEDS_CHECK = "name_needs_check"
"""A private-use or damaged character is left in the name: compare with the face of the card."""
ADDRESS_NEEDS_CHECK = "address_needs_check"
NEWEST_ADDRESS_UNREAD = "newest_address_unread"
"""The reader cannot read the appended address; the one printed on the card may be old."""
NUMBER_DIFFERS = "number_differs"
"""The number says another birth date or sex than the card's own fields."""
PERMIT_NUMBER_NEEDS_CHECK = "permit_number_needs_check"

_ID_TYPES = {
    "resident": "111",
    "permit": "990",
    "foreigner-2017": "553",
    "foreigner-2023": "553",
    "passport": "414",
}
_GUARDIAN_BELOW = 14


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """
    One person; a field that the paper lacks is None.

    ``sex`` GB/T 2261.1 and ``ethnicity`` GB/T 3304 are codes (``people_codes``). ``valid_to`` None
    is 长期 on a card. ``issue_count`` is 签发次数 of a permit, 换证次数 of a 2023 foreigner card.
    ``name`` is the Chinese name, or the English one of a foreigner without a Chinese name.
    """

    kind: Kind
    name: str
    english_name: str | None = None
    sex: str
    ethnicity: str | None = None
    birth_date: date
    valid_from: date | None = None
    valid_to: date | None = None
    address: str | None = None
    newest_address: str | None = None
    number: str
    issuer: str | None = None
    permit_number: str | None = None
    issue_count: str | None = None
    nationality: str | None = None
    old_number: str | None = None
    sam_id: str | None = None
    raw_name: str = ""
    source: Source = "card"
    flags: tuple[str, ...] = ()
    name_reason: str = ""

    @property
    def id_type(self) -> str:
        """Code of GA/T 2000.156-2016: 111, 553, 414; 990 (other) for the residence permit."""
        return _ID_TYPES[self.kind]

    def to_plain(self) -> dict[str, Any]:
        """
        Give the JSON shape of ``read-card`` (architecture.md section 8): every field, in order.

        Dates are ISO 8601, what is lacking is null; ``id_type``, ``raw_name``, ``source``,
        ``flags`` and ``name_reason`` follow the fields of the card.
        """
        present = codec.to_plain(self)
        plain = {each.name: present.get(each.name) for each in fields(self)}
        return plain | {"id_type": self.id_type}


def from_plain(data: object) -> Person:
    """Build a person from ``to_plain``; ``codec.ShapeError`` when a field is missing or wrong."""
    return codec.from_plain(Person, data)


def complete_name(person: Person, name: str, reason: str) -> Person:
    """
    Complete by hand a name that the chip may have cut at 15 units.

    ``name`` must begin with the chip's name; the raw name is kept. RuleError ``name_not_cut``,
    ``name_reason_missing``, ``name_not_continued``, or what ``normalise_name`` raises.
    """
    if NAME_MAY_BE_CUT not in person.flags:
        raise RuleError("name_not_cut")
    if not reason.strip():
        raise RuleError("name_reason_missing")
    whole = normalise_name(name)
    if not whole.startswith(person.name):
        raise RuleError("name_not_continued")
    flags = tuple(each for each in person.flags if each != NAME_MAY_BE_CUT)
    return replace(person, name=whole, flags=(*flags, NAME_COMPLETED), name_reason=reason.strip())


def is_expired(person: Person, on: date) -> bool:
    """Whether the paper's last valid day lies before ``on``; 长期 never expires."""
    return person.valid_to is not None and on > person.valid_to


def age_on(person: Person, on: date) -> int:
    """Whole years of age on a day; one born on 29 February turns on 1 March of other years."""
    before_birthday = (on.month, on.day) < (person.birth_date.month, person.birth_date.day)
    return on.year - person.birth_date.year - before_birthday


def needs_guardian(person: Person, on: date) -> bool:
    """Whether the person is under 14 (personal information protection law art. 31)."""
    return age_on(person, on) < _GUARDIAN_BELOW


def is_same_person(one: Person, other: Person) -> bool:
    """Whether both are one person: same kind of paper, number and normalised name."""
    return (one.id_type, one.number, one.name) == (other.id_type, other.number, other.name)
