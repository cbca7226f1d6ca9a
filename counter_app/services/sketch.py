"""
What stands on the screen of a window and in no draft yet, kept in the journal (F-A3).

Half-typed fields, the people of a visit without an item, the field with the caret and the list of
this visit's matters; beside it each open application has its own draft.
"""

from __future__ import annotations

import json
from dataclasses import dataclass

from counter_app.domain.body import Body
from counter_app.domain.case import Agent, Guardian
from counter_app.domain.codec import ShapeError, from_plain, to_bytes
from counter_app.domain.errors import StoreError
from counter_app.domain.flow import Flow, Hop
from counter_app.domain.person import Person
from counter_app.services.cases import case_of
from counter_app.services.desk import Desk
from counter_app.services.drafts import resume_draft
from counter_app.services.favourites import PINS
from counter_app.services.visit import Draft, Visit, draft_from_bytes, draft_to_bytes

SKETCH = "sketch"
"""The journal's name of the one sketch of a window; drafts have hexadecimal names."""


@dataclass(frozen=True, slots=True)
class Matter:
    """
    One item of this visit: the draft or case of its id.

    ``who`` tells persons apart and is the number of the applicant. ``brought`` names the materials
    that were received with it, so that a shared one is asked once (F-D5).
    """

    case_id: str
    item: str
    name: str
    who: str
    case_no: str = ""
    state: str = "S00"
    brought: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Sketch:
    """``texts`` are the fields by name; ``draft`` the id of the case on the table, empty if none."""

    saved_ms: int
    texts: tuple[tuple[str, str], ...] = ()
    focus: str = ""
    row: int = 0
    seat: str = "applicant"
    draft: str = ""
    case_no: str = ""
    person: Person | None = None
    body: Body | None = None
    agent: Agent | None = None
    guardian: Guardian | None = None
    phone: str = ""
    matters: tuple[Matter, ...] = ()

    @property
    def blank(self) -> bool:
        """Whether nobody and nothing stood on the table: its visit had ended."""
        people = (self.person, self.body, self.agent, self.guardian)
        return not any((self.texts, self.draft, self.case_no, self.phone, self.matters, *people))


@dataclass(frozen=True, slots=True)
class Recalled:
    """What the journal gave back: the visit as it stood and the sketch beside it."""

    visit: Visit
    sketch: Sketch


@dataclass(frozen=True, slots=True)
class Waiting:
    """A draft in the journal, as a list shows it."""

    draft: str
    item: str
    name: str
    birth_year: int | None
    number: str
    opened_ms: int


def keep_sketch(desk: Desk, visit: Visit, sketch: Sketch) -> Flow[None]:
    """Write the sketch and the open application to the journal, in one hop."""
    yield Hop("store", lambda: _keep(desk, visit, sketch))


def recall(desk: Desk, visit: Visit) -> Flow[Recalled | None]:
    """
    Give back what stood on the screen before a crash or a lock; None when nothing did.

    Without a sketch the newest draft is taken up, and so is one opened after the table was cleared.
    A damaged sketch is left out, never in the way.
    """
    sketch: Sketch | None = yield Hop("store", lambda: sketch_on_table(desk))
    if sketch is None or sketch.blank:
        return None
    if not sketch.draft:
        return Recalled(_people(visit, sketch), sketch)
    known = yield Hop("store", lambda: desk.journal.load(sketch.draft) is not None)
    if not known:
        return Recalled(_people(visit, sketch), sketch)
    resumed = yield from resume_draft(desk, visit, sketch.draft)
    return Recalled(resumed, sketch)


def waiting_drafts(desk: Desk) -> Flow[tuple[Waiting, ...]]:
    """List the applications that were left open, the newest first."""
    found: tuple[Waiting, ...] = yield Hop("store", lambda: _waiting(desk))
    return found


def draft_ids(desk: Desk) -> tuple[str, ...]:
    """Ids of the journal's drafts without what else stands there, the newest change first (store lane)."""
    there = desk.journal.drafts()
    return tuple(each for each in there if each != SKETCH and not each.startswith(PINS))


def sketch_on_table(desk: Desk) -> Sketch | None:
    """Return what stood on the screen, else the newest draft alone, None without both (store lane)."""
    content, sketch = desk.journal.load(SKETCH), None
    if content is not None:
        try:
            sketch = from_plain(Sketch, json.loads(content))
        except (ShapeError, ValueError):
            desk.journal.clear(SKETCH)
    if sketch is not None and not sketch.blank:
        return sketch
    drafts = draft_ids(desk)
    if not drafts or (sketch is not None and _opened_ms(desk, drafts[0]) <= sketch.saved_ms):
        return sketch
    return Sketch(desk.clock.read().wall_ms, draft=drafts[0])


def _opened_ms(desk: Desk, draft: str) -> int:
    """When a draft was opened; 0 for one that cannot be read."""
    try:
        return draft_from_bytes(desk.journal.load(draft) or b"").opened_ms
    except StoreError:
        return 0


def _keep(desk: Desk, visit: Visit, sketch: Sketch) -> None:
    draft = visit.draft
    if draft is not None and visit.case is None:
        _keep_draft(desk, draft)
    desk.journal.save(SKETCH, to_bytes(sketch))


def _keep_draft(desk: Desk, draft: Draft) -> None:
    content, case_id = draft_to_bytes(draft), draft.application.case_id
    if desk.journal.load(case_id) != content and case_of(desk, case_id) is None:
        desk.journal.save(case_id, content)


def _people(visit: Visit, sketch: Sketch) -> Visit:
    return Visit(
        visit.user, sketch.person, sketch.body, sketch.agent, sketch.guardian, sketch.phone
    )


def _waiting(desk: Desk) -> tuple[Waiting, ...]:
    contents = ((each, desk.journal.load(each)) for each in draft_ids(desk))
    return tuple(
        _line(draft, draft_from_bytes(content))
        for draft, content in contents
        if content is not None
    )


def _line(draft_id: str, draft: Draft) -> Waiting:
    about = draft.application
    person, body = about.person, about.body
    number = body.credit_code if body else person.number if person else ""
    born = person.birth_date.year if person else None
    return Waiting(draft_id, about.item.name, about.applicant_name(), born, number, draft.opened_ms)
