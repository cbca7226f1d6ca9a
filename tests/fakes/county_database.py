"""
Databases for the county's tests: an embedded PostgreSQL for the run, and ``DATABASE_URL`` if given.

A pytest plugin, loaded by pyproject.toml. Nobody's data is touched: a
database of its own is made for the run, and emptied for each test.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from urllib.parse import urlsplit, urlunsplit

import psycopg
import pytest

from db.county.embedded import embedded_postgres
from db.county.engine import migrate
from db.county.schema import metadata
from tests.fakes.county_bench import KINDS
from tests.fakes.county_process import new_folder

KEPT = {"epoch"}


@pytest.fixture(scope="session")
def county_databases():
    """Gives, by kind, the URL of an emptied database of this run, at the newest schema."""
    with ExitStack() as kept:
        urls: dict[str, str] = {}

        def emptied(kind: str) -> str:
            if kind not in urls:
                urls[kind] = kept.enter_context(_database(kind))
            _empty(urls[kind])
            return urls[kind]

        yield emptied


@pytest.fixture(params=KINDS)
def county_url(request, county_databases):
    """An emptied database; every test runs on each PostgreSQL there is."""
    return county_databases(request.param)


@contextmanager
def _server(kind: str) -> Iterator[str]:
    if kind == "given":
        yield os.environ["DATABASE_URL"]
        return
    folder = new_folder()
    with embedded_postgres(folder) as url:
        yield url
    shutil.rmtree(folder)


@contextmanager
def _database(kind: str) -> Iterator[str]:
    name = f"county_test_{os.getpid()}"
    with _server(kind) as server:
        with psycopg.connect(server, autocommit=True) as opened:
            opened.execute(f"CREATE DATABASE {name}")
        url = with_database(server, name)
        migrate(url)
        yield url
        with psycopg.connect(server, autocommit=True) as opened:
            opened.execute(f"DROP DATABASE {name} WITH (FORCE)")


def _empty(url: str) -> None:
    names = ", ".join(each.name for each in metadata.sorted_tables if each.name not in KEPT)
    with psycopg.connect(url) as opened:
        opened.execute(f"TRUNCATE {names} RESTART IDENTITY CASCADE")


def with_database(url: str, name: str) -> str:
    """The same server, another database."""
    parts = urlsplit(url)
    return urlunsplit((parts.scheme, parts.netloc, f"/{name}", parts.query, ""))
