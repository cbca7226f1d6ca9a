"""What the ledger knows of itself: who it is, where its chain stands, what time the county told."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any, TypeVar

from sqlalchemy import Connection, bindparam, select
from sqlalchemy.dialects.sqlite import insert

from counter_app.domain.codec import from_plain, to_bytes
from counter_app.domain.errors import StoreError
from counter_app.domain.records import ChainState, Enrolment, ServerTime
from db.window.tables import meta

_READ = select(meta.c.v).where(meta.c.k == bindparam("name"))
_ADD = insert(meta)
_WRITE = _ADD.on_conflict_do_update(index_elements=[meta.c.k], set_={"v": _ADD.excluded.v})
_PLACES = {Enrolment: "enrolment", ChainState: "state", ServerTime: "server_time"}
T = TypeVar("T")


def read_enrolment(connection: Connection) -> Enrolment | None:
    """Return who this window is."""
    return _read(connection, "enrolment", Enrolment)


def read_state(connection: Connection) -> ChainState:
    """Return where the outbox stands; StoreError ``ledger_not_enrolled`` before ``enrol``."""
    state = _read(connection, "state", ChainState)
    if state is None:
        raise StoreError("ledger_not_enrolled")
    return state


def read_server_time(connection: Connection) -> ServerTime | None:
    """Return the last time told by the county."""
    return _read(connection, "server_time", ServerTime)


def write(connection: Connection, value: Enrolment | ChainState | ServerTime) -> None:
    """Store one of the values above in the place of its kind."""
    connection.execute(_WRITE, {"k": _PLACES[type(value)], "v": to_bytes(value).decode()})


def enrolled(connection: Connection) -> Enrolment:
    """Return who this window is; StoreError ``ledger_not_enrolled`` before ``enrol``."""
    known = read_enrolment(connection)
    if known is None:
        raise StoreError("ledger_not_enrolled")
    return known


def settled(state: ChainState, acked: int, secured: int) -> ChainState:
    """Return ``state`` with the county's marks: never falling, never above what is here."""
    last = state.next_seq - 1
    acked_now = max(state.acked, min(acked, last))
    secured_now = min(max(state.secured, secured), acked_now)
    renew = state.renew or acked > last
    return replace(state, acked=acked_now, secured=secured_now, renew=renew)


def _read(connection: Connection, name: str, kind: type[T]) -> T | None:
    text = connection.execute(_READ, {"name": name}).scalar()
    data: Any = json.loads(text) if text is not None else None
    return from_plain(kind, data) if data is not None else None
