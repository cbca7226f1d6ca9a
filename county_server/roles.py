"""Roles and passwords of the people of a hall (facts/domain.md 2.4 and 7)."""

from __future__ import annotations

from collections.abc import Sequence

from argon2 import PasswordHasher

from counter_app.domain.errors import RuleError

ROLES = (
    "clerk",
    "certificate_clerk",
    "back_office",
    "supervisor",
    "list_editor",
    "administrator",
    "auditor",
)
APART = (("clerk", "back_office"), ("administrator", "auditor"))
"""Who accepts does not approve; who administers does not read the audit."""
SHORTEST_PASSWORD = 8
LONGEST_PASSWORD = 128
LONGEST_NAME = 64


def check_roles(roles: Sequence[str]) -> tuple[str, ...]:
    """
    Return roles by their names, each once; hyphens may stand for underscores.

    Raises:
        RuleError: ``role_unknown``, ``roles_apart``

    """
    wanted = {each.replace("-", "_") for each in roles}
    if unknown := sorted(wanted - set(ROLES)):
        raise RuleError("role_unknown", role=unknown[0], roles=", ".join(ROLES))
    for one, other in APART:
        if {one, other} <= wanted:
            raise RuleError("roles_apart", one=one, other=other)
    return tuple(role for role in ROLES if role in wanted)


def check_user_name(name: str) -> str:
    """
    Return a user name without blanks around it.

    Raises:
        RuleError: ``user_name_form``

    """
    tidy = name.strip()
    if not tidy or len(tidy) > LONGEST_NAME or not tidy.isprintable():
        raise RuleError("user_name_form", longest=LONGEST_NAME)
    return tidy


def check_password(password: str, user: str) -> None:
    """
    Refuse a password that is easy to guess.

    Raises:
        RuleError: ``password_short``, ``password_long``, ``password_plain``, ``password_name``

    """
    if len(password) < SHORTEST_PASSWORD:
        raise RuleError("password_short", shortest=SHORTEST_PASSWORD)
    if len(password) > LONGEST_PASSWORD:
        raise RuleError("password_long", longest=LONGEST_PASSWORD)
    letters, digits = any(map(str.isalpha, password)), any(map(str.isdigit, password))
    others = not all(map(str.isalnum, password))
    if letters + digits + others < 2:  # noqa: PLR2004 - two of the three kinds
        raise RuleError("password_plain")
    if user.lower() == password.lower():
        raise RuleError("password_name")


def make_verifier(password: str) -> str:
    """Return the Argon2id string that windows check a password against."""
    return PasswordHasher().hash(password)
