"""What the processes of one county tell each other: where the server listens."""

from __future__ import annotations

from db.county.engine import session

_NOTE = """
    INSERT INTO setting (name, value) VALUES ('listening', %s)
    ON CONFLICT (name) DO UPDATE SET value = EXCLUDED.value
"""


def note_listening(url: str, address: str) -> None:
    """Keep where the server now listens; ``url`` is the database's."""
    with session(url) as opened:
        opened.execute(_NOTE, [address])


def read_listening_note(url: str) -> str | None:
    """Return where the server last listened, None when it never ran."""
    with session(url) as opened:
        row = opened.execute("SELECT value FROM setting WHERE name = 'listening'").fetchone()
    return None if row is None else str(row[0])
