"""The county's schema: what the tables say, and migrations that meet."""

from __future__ import annotations

import threading

import psycopg
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import create_engine
from sqlalchemy.dialects.postgresql.base import ischema_names

from db.county.engine import MIGRATIONS, SCHEMA_HEAD, migrate
from db.county.schema import metadata
from db.county.tables import Xid8


def test_the_schema_is_what_the_tables_say(county_url):
    ischema_names["xid8"] = Xid8  # a type that SQLAlchemy reads back only when told of it
    engine = create_engine(county_url.replace("postgresql:", "postgresql+psycopg:"))
    with engine.connect() as opened:
        differences = compare_metadata(MigrationContext.configure(opened), metadata)
    engine.dispose()
    assert differences == []


def test_the_head_is_the_newest_migration():
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    assert ScriptDirectory.from_config(config).get_current_head() == SCHEMA_HEAD


def test_processes_that_start_together_migrate_once(county_url):
    name = "county_fresh"
    with psycopg.connect(county_url, autocommit=True) as opened:
        opened.execute(f"CREATE DATABASE {name}")
    try:
        fresh = county_url.replace(f"/{urlname(county_url)}", f"/{name}")
        starts = [threading.Thread(target=migrate, args=[fresh]) for _ in range(3)]
        for each in starts:
            each.start()
        for each in starts:
            each.join()
        with psycopg.connect(fresh) as opened:
            assert opened.execute("SELECT count(*) FROM epoch").fetchone() == (1,)
    finally:
        with psycopg.connect(county_url, autocommit=True) as opened:
            opened.execute(f"DROP DATABASE {name} WITH (FORCE)")


def urlname(url: str) -> str:
    return url.partition("?")[0].rpartition("/")[2]
