"""Which cases applied for here are about whom (``counter_app.domain.parties``)."""

from __future__ import annotations

from sqlalchemy import Connection, bindparam, select
from sqlalchemy.dialects.sqlite import insert

from counter_app.domain.case import Application
from counter_app.domain.operation import Entry
from counter_app.domain.parties import parties_of
from db.window.tables import party

_NOTE = insert(party).on_conflict_do_nothing()
_ABOUT = select(party.c.subject).where(party.c.number == bindparam("about"))


def note_parties(connection: Connection, entry: Entry) -> None:
    """Note whom an operation with an application is about, in its own transaction."""
    about = getattr(entry.operation, "application", None)
    if isinstance(about, Application):
        rows = [{"number": each, "subject": entry.subject} for each in parties_of(about)]
        if rows:
            connection.execute(_NOTE, rows)


def subjects_about(connection: Connection, number: str) -> tuple[str, ...]:
    """Return the cases noted for a number."""
    return tuple(connection.execute(_ABOUT, {"about": number}).scalars())
