"""Users: one row each, and a feed row in every hall."""

from __future__ import annotations

from dataclasses import dataclass

from counter_app.domain.errors import RuleError
from counter_app.domain.wire import hall_scope
from db.county.engine import session
from db.county.publishing import Session, note_act, publish

USER_KIND = "user"
_SAVE = """
    INSERT INTO user_ (name, display_name, verifier, roles) VALUES (%s, %s, %s, %s)
    ON CONFLICT (name) DO UPDATE SET display_name = EXCLUDED.display_name,
        verifier = EXCLUDED.verifier, roles = EXCLUDED.roles
"""
_ALL = "SELECT name, display_name, verifier, roles FROM user_"


@dataclass(frozen=True, slots=True)
class User:
    """Who may sign in: the body of a ``user`` feed row; windows keep it for 30 days."""

    name: str
    display_name: str
    verifier: str
    roles: tuple[str, ...]


def save_user(url: str, user: User, *, update: bool) -> None:
    """
    Create a user, or change one when ``update``.

    Raises:
        RuleError: ``user_exists``, ``user_unknown``

    """
    with session(url) as opened:
        opened.execute("LOCK TABLE user_ IN SHARE ROW EXCLUSIVE MODE")
        there = opened.execute("SELECT 1 FROM user_ WHERE name = %s", [user.name]).fetchone()
        if bool(there) is not update:
            raise RuleError("user_exists" if there else "user_unknown", user=user.name)
        values = [user.name, user.display_name, user.verifier, list(user.roles)]
        opened.execute(_SAVE, values)
        for (hall,) in opened.execute("SELECT id FROM hall").fetchall():
            publish(opened, hall_scope(str(hall)), USER_KIND, [(user.name, user)])
        note_act(opened, "user.update" if update else "user.create", user.name)


def publish_users(opened: Session, hall: str) -> None:
    """Put every user into a hall's scope."""
    rows = opened.execute(_ALL).fetchall()
    users = [User(name, shown, verifier, tuple(roles)) for name, shown, verifier, roles in rows]
    publish(opened, hall_scope(hall), USER_KIND, [(each.name, each) for each in users])
