"""Alembic, run on our own connection and inside its transaction."""

from __future__ import annotations

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import Connection

from counter_app.domain.errors import StoreError


def run(connection: Connection, current: str | None, wanted: str) -> None:
    """Run the steps from revision ``current`` to ``wanted``; StoreError ``store_newer``."""
    if current is not None and current not in known_revisions():
        raise StoreError("store_newer", file="ledger.db")
    config = _config()
    config.attributes["connection"] = connection
    command.upgrade(config, wanted)


def known_revisions() -> tuple[str, ...]:
    """Return the revisions that this program knows, the newest first."""
    scripts = ScriptDirectory.from_config(_config())
    return tuple(each.revision for each in scripts.walk_revisions())


def _config() -> Config:
    config = Config()
    place = str(Path(__file__).parent).replace("%", "%%")
    config.set_main_option("script_location", place)
    config.set_main_option("path_separator", "os")
    return config
