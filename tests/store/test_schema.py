"""The tables as they stand: constraints, migrations, and a ledger saved by this version."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import insert, inspect, text
from sqlalchemy.exc import DBAPIError, IntegrityError

from counter_app.domain.errors import StoreError
from counter_app.domain.numbers import parse_case_no
from db.window import migrations
from db.window.engine import Database, Rules
from db.window.ledger import Space, open_ledger
from db.window.migrations import HEAD
from db.window.migrations.steps import known_revisions
from db.window.tables import metadata, number, outbox
from tests.store.samples import KEY, making, op_id

SAVED = Path(__file__).parents[1] / "data" / "ledger-0001"
RULES = Rules(durable=True)


@pytest.fixture
def database(tmp_path):
    opened = Database(tmp_path / "ledger.db", KEY, RULES)
    migrations.upgrade(opened)
    yield opened
    opened.close()


def described(connection):
    """Every table and index by its SQL, blanks aside."""
    rows = connection.execute(text("select name, sql from sqlite_schema where sql is not null"))
    return {row.name: sorted(row.sql.replace(",", " ").split()) for row in rows}


def test_a_ledger_made_by_migrations_has_exactly_the_tables_of_the_program(tmp_path, database):
    fresh = Database(tmp_path / "fresh.db", KEY, RULES)
    with fresh.transaction() as connection:
        metadata.create_all(connection)
        wanted = described(connection)
    fresh.close()
    with database.transaction() as connection:
        context = MigrationContext.configure(connection)
        assert compare_metadata(context, metadata) == []
        found = described(connection)
    del found["alembic_version"]
    assert found == wanted


def test_the_newest_script_is_the_one_that_an_ordinary_start_expects(database):
    assert known_revisions()[0] == HEAD
    with database.transaction() as connection:
        assert migrations.revision(connection) == HEAD


def test_upgrading_again_changes_nothing(database):
    with database.transaction() as connection:
        before = described(connection)
    migrations.upgrade(database)
    with database.transaction() as connection:
        assert described(connection) == before


def test_an_upgrade_that_fails_leaves_the_file_as_it_was(tmp_path):
    database = Database(tmp_path / "ledger.db", KEY, RULES)
    with database.transaction() as connection:
        connection.execute(text("create table print_job (job text)"))
        before = described(connection)
    with pytest.raises(DBAPIError, match="already exists"):
        migrations.upgrade(database)
    with database.transaction() as connection:
        assert described(connection) == before
    database.close()


def test_a_ledger_of_a_newer_program_is_refused_unchanged(database):
    with database.transaction() as connection:
        connection.execute(text("update alembic_version set version_num = '9999'"))
    with pytest.raises(StoreError, match="store_newer"):
        migrations.upgrade(database)


ROW = {
    "gen": 1,
    "seq": 1,
    "op_id": op_id(1),
    "kind": "x",
    "v": 1,
    "subject": "s",
    "h": bytes(32),
    "wall": 1,
    "mono": 1,
    "boot": "b",
}


@pytest.mark.parametrize(
    ("changed", "constraint"),
    [
        ({"seq": 2}, "outbox.op_id"),
        ({"op_id": op_id(2)}, "outbox.gen, outbox.seq"),
        ({"seq": 0, "op_id": op_id(2)}, "ck_outbox_seq_positive"),
        ({"seq": 2, "op_id": op_id(2), "h": b"short"}, "ck_outbox_h_sha256"),
        ({"seq": 2, "op_id": op_id(2), "secured": 1}, "ck_outbox_secured_is_acked"),
        ({"seq": 2, "op_id": None}, "outbox.op_id"),
        ({"seq": 2, "op_id": op_id(2), "subject": None}, "outbox.subject"),
    ],
)
def test_the_outbox_refuses_what_must_not_be(database, changed, constraint):
    with database.transaction() as connection:
        connection.execute(insert(outbox), ROW)
    with pytest.raises(IntegrityError, match=constraint), database.transaction() as connection:
        connection.execute(insert(outbox), {**ROW, **changed})


@pytest.mark.parametrize("following", [0, 100_001])
def test_a_number_stays_in_its_block(database, following):
    row = {"series": "case", "year": 2026, "gen": 1, "next": following, "hi": 99_999}
    with pytest.raises(IntegrityError, match="ck_number_next_in_range"):  # noqa: SIM117
        with database.transaction() as connection:
            connection.execute(insert(number), row)


def test_every_constraint_has_a_name_that_a_migration_can_use(database):
    with database.transaction() as connection:
        tables = inspect(connection)
        for name in metadata.tables:
            assert tables.get_pk_constraint(name)["name"] == f"pk_{name}"
            for each in (*tables.get_unique_constraints(name), *tables.get_check_constraints(name)):
                assert each["name"]


def test_the_ledger_saved_by_this_version_opens_and_goes_on(tmp_path):
    shutil.copytree(SAVED, tmp_path / "profile")
    ledger = open_ledger(tmp_path / "profile", KEY, Space(lambda: 10_000))
    ledger.verify()
    rows = ledger.outbox(0, 100, 10**6)
    assert [each.seq for each in rows] == [1, 2, 3]
    assert [row.h.hex()[:16] for row in rows] == [
        line.split()[0] for line in (SAVED / "hashes.txt").read_text().splitlines()
    ]
    assert ledger.find(op_id(2)).acked
    assert ledger.user("zhang").roles == ("clerk",)
    assert [each.state for each in ledger.jobs()] == ["queued"]
    made = ledger.record(op_id(9), making(9), number_year=2026)
    assert parse_case_no(made.entry.no).seq == 3
    ledger.close()
