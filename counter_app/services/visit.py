"""
Who sits at the counter and what is open: a frozen value that a face holds.

Each service takes a Visit and returns a changed one; nothing else remembers the session.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from datetime import date

from counter_app.domain.body import Body
from counter_app.domain.case import Agent, Application, Case, CaseState, Guardian
from counter_app.domain.codec import ShapeError, from_plain, to_bytes
from counter_app.domain.document import Document
from counter_app.domain.errors import RuleError, StoreError
from counter_app.domain.item import Item
from counter_app.domain.person import Person


@dataclass(frozen=True, slots=True)
class User:
    """A person signed in; ``clock_confirmed``: vouched for a doubtful PC clock in this session."""

    name: str
    display_name: str
    roles: tuple[str, ...]
    clock_confirmed: bool = False


@dataclass(frozen=True, slots=True)
class Draft:
    """
    An application being filled in, with the item version it was opened under.

    ``state`` is DRAFT until an operation of it is recorded; ``received_on`` stands from then.
    """

    item: Item
    application: Application
    opened_ms: int
    state: CaseState = CaseState.DRAFT
    received_on: date | None = None


@dataclass(frozen=True, slots=True)
class Visit:
    """
    The person at the counter and the case on the table.

    ``documents`` are papers handed out in this visit, newest last; ``case`` is the open draft's
    recorded form, if it has one.
    """

    user: User | None = None
    person: Person | None = None
    body: Body | None = None
    agent: Agent | None = None
    guardian: Guardian | None = None
    phone: str = ""
    draft: Draft | None = None
    case: Case | None = None
    documents: tuple[Document, ...] = ()

    def with_papers(self, *papers: Document) -> Visit:
        """Return the visit with papers handed out; a paper of the same id is replaced."""
        ids = {each.id for each in papers}
        kept = tuple(each for each in self.documents if each.id not in ids)
        return replace(self, documents=(*kept, *papers))


def signed_in(visit: Visit, *roles: str) -> User:
    """
    Return the user, who must hold one of ``roles`` if any are named.

    Raises:
        RuleError: ``not_signed_in`` or ``role_missing``

    """
    if visit.user is None:
        raise RuleError("not_signed_in")
    if roles and not set(roles) & set(visit.user.roles):
        raise RuleError("role_missing", role=f"@user_role.{roles[0]}")
    return visit.user


def leave(visit: Visit) -> Visit:
    """End a visit (离开): nobody sits at the counter, the user stays signed in."""
    return Visit(user=signed_in(visit))


def open_draft(visit: Visit) -> Draft:
    """
    Return the draft on the table.

    Raises:
        RuleError: ``no_open_case``

    """
    if visit.draft is None:
        raise RuleError("no_open_case")
    return visit.draft


def draft_to_bytes(draft: Draft) -> bytes:
    """Return what the journal stores of a draft."""
    return to_bytes(draft)


def draft_from_bytes(content: bytes) -> Draft:
    """
    Read a draft back from the journal.

    Raises:
        StoreError: ``draft_damaged``

    """
    try:
        return from_plain(Draft, json.loads(content))
    except (ShapeError, ValueError) as wrong:
        raise StoreError("draft_damaged") from wrong
