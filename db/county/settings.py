"""What the processes of one county tell each other: where the server listens."""

from __future__ import annotations

from db.county.engine import session

_NOTE = """
    INSERT INTO setting (name, value) VALUES ('listening', %s)
    ON CONFLICT (name) DO UPDATE SET value = EXCLUDED.value
"""


_ONCE = "INSERT INTO setting (name, value) VALUES (%s, %s) ON CONFLICT DO NOTHING"
_SET = """
    INSERT INTO setting (name, value) VALUES (%s, %s)
    ON CONFLICT (name) DO UPDATE SET value = EXCLUDED.value
"""


def read_setting(url: str, name: str) -> str | None:
    """Return what is kept under a name."""
    with session(url) as opened:
        row = opened.execute("SELECT value FROM setting WHERE name = %s", [name]).fetchone()
    return None if row is None else str(row[0])


def keep_setting(url: str, name: str, value: str, *, replace: bool = False) -> str:
    """Keep a value under a name unless there is one, or in place of it; return what then stands."""
    with session(url) as opened:
        opened.execute(_SET if replace else _ONCE, [name, value])
        row = opened.execute("SELECT value FROM setting WHERE name = %s", [name]).fetchone()
    return value if row is None else str(row[0])


def note_listening(url: str, address: str) -> None:
    """Keep where the server now listens; ``url`` is the database's."""
    with session(url) as opened:
        opened.execute(_NOTE, [address])


def read_listening_note(url: str) -> str | None:
    """Return where the server last listened, None when it never ran."""
    with session(url) as opened:
        row = opened.execute("SELECT value FROM setting WHERE name = 'listening'").fetchone()
    return None if row is None else str(row[0])
