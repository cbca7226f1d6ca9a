"""
What the person at the counter confirms of what was entered, and how he signed for it (F-D9).

The sheet holds no more than he should confirm, masked (facts/domain.md 7, Masking); the record says
which application, which privacy notice, and in what manner.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from counter_app.domain.case import Application, MaterialState
from counter_app.domain.codec import to_bytes
from counter_app.domain.errors import RuleError
from counter_app.domain.flow import Flow, Hop
from counter_app.domain.handwriting import Strokes, pack
from counter_app.domain.ids import uuid7
from counter_app.domain.masking import mask_address, mask_number, mask_phone
from counter_app.domain.names import normalise_name
from counter_app.domain.operation import Entry
from counter_app.domain.person import Person
from counter_app.domain.window_operation import CitizenConfirmed
from counter_app.services.desk import Desk, enrolled
from counter_app.services.drafts import CLERK
from counter_app.services.papertime import paper_time
from counter_app.services.visit import Visit, open_draft, signed_in

Manner = Literal["touch", "fingerprint"]


@dataclass(frozen=True, slots=True)
class Row:
    """One line to confirm; ``id`` names it, an empty ``value`` is something that was left out."""

    id: str
    value: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """What is shown of one application; ``content`` is the SHA-256 (hex) of all of it."""

    case_id: str
    rows: tuple[Row, ...]
    content: str


@dataclass(frozen=True, slots=True)
class Consent:
    """How it was confirmed: ``strokes`` on the screen, or a fingerprint before ``witness``."""

    manner: Manner
    notice: int
    strokes: Strokes = ()
    witness: str = ""


def sheet_of(visit: Visit) -> Sheet:
    """
    Return what the person at the counter should confirm of the application on the table.

    Raises:
        RuleError: ``no_open_case`` or ``applicant_missing``

    """
    application = open_draft(visit).application
    if application.person is None and application.body is None:
        raise RuleError("applicant_missing")
    return Sheet(application.case_id, tuple(_rows(application)), content_of(application))


def content_of(application: Application) -> str:
    """Return the SHA-256 (hex) of an application's bytes."""
    return hashlib.sha256(to_bytes(application)).hexdigest()


def confirm(desk: Desk, visit: Visit, consent: Consent) -> Flow[CitizenConfirmed]:
    """
    Record that the person confirmed the application on the table as it is now.

    Raises:
        RuleError: ``not_signed_in``, ``role_missing``, ``no_open_case``, ``signature_empty``,
            ``signature_too_long``, ``witness_missing`` or what ``normalise_name`` says of the witness
        StoreError: of the ledger

    """
    user = signed_in(visit, CLERK)
    application = open_draft(visit).application
    strokes, witness = proof_of(consent.manner, consent.strokes, consent.witness)
    did = CitizenConfirmed(
        application.case_id,
        content_of(application),
        consent.notice,
        consent.manner,
        witness,
        hashlib.sha256(strokes).hexdigest() if strokes else "",
        strokes,
    )
    yield Hop("store", lambda: _record(desk, user.name, visit, did))
    return did


def proof_of(manner: Manner, strokes: Strokes, witness: str) -> tuple[bytes, str]:
    """
    Return packed strokes or a witness: each manner of signing has its own proof.

    Raises:
        RuleError: ``signature_empty``, ``signature_too_long``, ``witness_missing`` or what
            ``normalise_name`` says of the witness

    """
    if manner == "touch":
        return pack(strokes), ""
    if not witness.strip():
        raise RuleError("witness_missing")
    return b"", normalise_name(witness)


def _record(desk: Desk, user: str, visit: Visit, did: CitizenConfirmed) -> None:
    moment = paper_time(desk, confirmed=True).moment
    number = visit.case.no if visit.case is not None else None
    entry = Entry(did, moment, user, enrolled(desk).window.id, did.case_id, number)
    desk.ledger.record(uuid7(moment.wall, desk.random(10)), lambda _no: entry)


def _rows(application: Application) -> Iterator[Row]:
    yield Row("item", application.item.name)
    if application.situation_name:
        yield Row("situation", application.situation_name)
    if application.body is not None:
        yield Row("body", application.body.name)
        yield Row("credit_code", mask_number(application.body.credit_code))
    if application.person is not None:
        yield from _person("applicant", application.person)
    if application.agent is not None:
        yield from _person("agent", application.agent.person)
        if application.agent.scope:
            yield Row("agent_scope", application.agent.scope)
    if application.guardian is not None:
        yield from _person("guardian", application.guardian.person)
    yield Row("phone", mask_phone(application.phone))
    if address := application.address or _asked_address(application.person):
        yield Row("address", mask_address(address))
    yield Row("delivery", application.delivery)
    yield from _materials(application)


def _person(role: str, person: Person) -> Iterator[Row]:
    yield Row(role, person.name)
    yield Row(f"{role}_number", mask_number(person.number))


def _asked_address(person: Person | None) -> str:
    """Return the address that the item asks for (others were never taken into the application)."""
    return "" if person is None else person.newest_address or person.address or ""


def _materials(application: Application) -> Iterator[Row]:
    for state in (MaterialState.RECEIVED, MaterialState.DEFERRED, MaterialState.MISSING):
        names = [each.name for each in application.materials if each.state is state]
        if names:
            yield Row(f"materials_{state.value}", "、".join(names))
