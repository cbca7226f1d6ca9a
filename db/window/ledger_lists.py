"""Users and print jobs in the ledger: small lists that are replaced, not appended to."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, Row, delete, func, select
from sqlalchemy.dialects.sqlite import insert

from counter_app.domain.codec import from_plain, to_bytes
from counter_app.domain.document import Document
from counter_app.domain.records import PrintJob, UserRecord
from db.window.tables import print_job, user

_TOLD = ("display_name", "verifier", "roles", "until")
_COUNTED = ("failures", "boot", "mono")


def read_user(connection: Connection, name: str) -> UserRecord | None:
    """Return a person who may sign in."""
    row = connection.execute(select(user).where(user.c.name == name)).one_or_none()
    if row is None:
        return None
    return UserRecord(
        row.name,
        row.display_name,
        row.verifier,
        tuple(json.loads(row.roles)),
        row.until,
        row.failures,
        row.boot,
        row.mono,
    )


def write_user(connection: Connection, record: UserRecord) -> None:
    """Store a person with the count of failures."""
    _put_user(connection, record, (*_TOLD, *_COUNTED))


def replace_users(connection: Connection, records: Sequence[UserRecord]) -> None:
    """Store the county's list; who is not in it may not sign in, counts of the others stay."""
    names = [each.name for each in records]
    connection.execute(delete(user).where(user.c.name.not_in(names)))
    for each in records:
        _put_user(connection, each, _TOLD)


def write_job(connection: Connection, job: PrintJob) -> None:
    """Insert a print job behind all others, or update it in its place."""
    turn = select(func.coalesce(func.max(print_job.c.turn), 0) + 1).scalar_subquery()
    values = {
        "paper": job.document.id,
        "document": to_bytes(job.document),
        "op_id": job.op_id,
        "printer": job.printer,
        "state": job.state,
        "reason": job.reason,
    }
    added = insert(print_job).values(job=job.job, turn=turn, **values)
    connection.execute(added.on_conflict_do_update(index_elements=[print_job.c.job], set_=values))


def read_job(connection: Connection, job: str) -> PrintJob | None:
    """Return the print job with that id."""
    row = connection.execute(select(print_job).where(print_job.c.job == job)).one_or_none()
    return None if row is None else _job(row)


def read_jobs(connection: Connection, states: Sequence[str]) -> tuple[PrintJob, ...]:
    """Return print jobs in any of ``states`` (all if none given), oldest first."""
    query = select(print_job).order_by(print_job.c.turn)
    if states:
        query = query.where(print_job.c.state.in_(states))
    return tuple(_job(row) for row in connection.execute(query))


def read_jobs_of(connection: Connection, papers: Sequence[str]) -> tuple[PrintJob, ...]:
    """Return the print jobs of some documents (by 文书编号), oldest first."""
    query = select(print_job).where(print_job.c.paper.in_(papers)).order_by(print_job.c.turn)
    return tuple(_job(row) for row in connection.execute(query))


def _put_user(connection: Connection, record: UserRecord, updated: tuple[str, ...]) -> None:
    added = insert(user).values(
        name=record.name,
        display_name=record.display_name,
        verifier=record.verifier,
        roles=json.dumps(record.roles, ensure_ascii=False),
        until=record.valid_until_ms,
        failures=record.failures,
        boot=record.failed_boot,
        mono=record.failed_mono_ms,
    )
    changed = {name: added.excluded[name] for name in updated}
    connection.execute(added.on_conflict_do_update(index_elements=[user.c.name], set_=changed))


def _job(row: Row[Any]) -> PrintJob:
    document = from_plain(Document, json.loads(row.document))
    return PrintJob(row.job, document, row.op_id, row.printer, row.state, row.reason)
