"""
The alphabet that the window's store and the county's share: how constraints are called, never a table.

Migrations name a constraint to change it, so each has a name on SQLite and on PostgreSQL.
"""

from __future__ import annotations

from sqlalchemy import MetaData

NAMING_CONVENTION = {
    "pk": "pk_%(table_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
}


def new_metadata() -> MetaData:
    """Return an empty collection of tables whose constraints will be named alike everywhere."""
    return MetaData(naming_convention=NAMING_CONVENTION)
