"""
What this window's newest operations tell again: phones left, items used, matters already taken.

Read once from the ledger when a clerk sits down, then carried on in memory; nothing is stored for
it. It reaches back ``REACH`` operations, so it is a help and never a proof.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from counter_app.domain.case import Application, Case
from counter_app.domain.flow import Flow, Hop
from counter_app.domain.item import ItemHit
from counter_app.domain.operation import CaseAccepted, CaseCorrected, CaseReceived, CaseRefused
from counter_app.domain.records import Recorded
from counter_app.domain.window_operation import SlipHanded
from counter_app.services.desk import Desk, enrolled
from counter_app.services.favourites import pins_of

REACH = 400
LAST, OFTEN = 5, 5


@dataclass(frozen=True, slots=True)
class Taken:
    """An item that an applicant has applied for at this window, and when."""

    case_id: str
    case_no: str
    day: date


@dataclass(frozen=True, slots=True)
class Recollection:
    """
    ``phones``: by number of the person; ``used``: item codes of this user, the newest first.

    ``hits`` are those items as a search gives them; ``taken``: by number and item code. ``pinned``:
    item codes that the user keeps at the top.
    """

    phones: Mapping[str, str] = field(default_factory=dict)
    used: tuple[str, ...] = ()
    hits: Mapping[str, ItemHit] = field(default_factory=dict)
    taken: Mapping[tuple[str, str], Taken] = field(default_factory=dict)
    pinned: tuple[str, ...] = ()

    def suggested(self) -> tuple[ItemHit, ...]:
        """Return the pinned items, then those used last, then those used most, each once."""
        last = tuple(dict.fromkeys(self.used))[:LAST]
        often = [code for code, _ in Counter(self.used).most_common(LAST + OFTEN)]
        codes = dict.fromkeys((*self.pinned, *last, *often))
        known = tuple(self.hits[each] for each in codes if each in self.hits)
        return known[: len(self.pinned) + LAST + OFTEN]

    def with_pins(self, codes: tuple[str, ...], hit: ItemHit) -> Recollection:
        """Return it with another list of pinned items, ``hit`` being the one that changed."""
        return replace(self, pinned=codes, hits={**self.hits, hit.code: hit})

    def with_case(self, case: Case, hit: ItemHit) -> Recollection:
        """Return it with one more act on a case."""
        about, number = case.application, number_of(case.application)
        phones = dict(self.phones)
        if about.phone and number:
            phones[number] = about.phone
        taken = Taken(case.id, case.no, case.received_on)
        return replace(
            self,
            phones=phones,
            used=(about.item.code, *self.used)[:REACH],
            hits={**self.hits, about.item.code: hit},
            taken={**self.taken, (number, about.item.code): taken},
        )


def number_of(application: Application) -> str:
    """Return what tells applicants apart: a body's credit code or a person's number."""
    if application.body is not None:
        return application.body.credit_code
    return application.person.number if application.person is not None else ""


def recollect(desk: Desk, user: str) -> Flow[Recollection]:
    """Read the newest operations once."""
    found: Recollection = yield Hop("store", lambda: _recollect(desk, user))
    return found


def _recollect(desk: Desk, user: str) -> Recollection:
    phones: dict[str, str] = {}
    used: list[str] = []
    taken: dict[tuple[str, str], Taken] = {}
    for each in desk.ledger.recent(REACH):
        did = each.entry.operation
        if each.entry.by == user and isinstance(did, SlipHanded):
            used.append(did.item)
        if isinstance(did, (CaseReceived, CaseAccepted, CaseCorrected, CaseRefused)):
            _note(each, did, phones, taken)
            used += [did.application.item.code] if each.entry.by == user else []
    pinned = pins_of(desk, user)
    return Recollection(phones, tuple(used), _hits(desk, [*pinned, *used]), taken, pinned)


def _note(
    recorded: Recorded,
    did: CaseReceived | CaseAccepted | CaseCorrected | CaseRefused,
    phones: dict[str, str],
    taken: dict[tuple[str, str], Taken],
) -> None:
    about = did.application
    number = number_of(about)
    if about.phone:
        phones.setdefault(number, about.phone)
    key = (number, about.item.code)
    taken.setdefault(key, Taken(recorded.entry.subject, recorded.entry.no or "", did.received_on))


def _hits(desk: Desk, used: list[str]) -> dict[str, ItemHit]:
    tags = enrolled(desk).window.domain_tags
    found = {each: desk.cache.item(each) for each in dict.fromkeys(used)}
    return {
        code: ItemHit(item.code, item.name, item.dept_name, item.project_type)
        for code, item in found.items()
        if item is not None and (not tags or item.domain_tag in tags)
    }
