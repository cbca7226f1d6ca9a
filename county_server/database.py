"""The database of a command: an embedded PostgreSQL or one by URL, its schema up to date."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from county_server.config import DataPlace
from db.county.embedded import embedded_postgres
from db.county.engine import migrate
from db.county.recount import ensure_counted


@contextmanager
def open_database(place: DataPlace) -> Iterator[str]:
    """
    Give the URL of the database while inside.

    Raises:
        StoreError: it cannot be started or reached, or is too old

    """
    if place.folder is None:
        _prepare(place.url or "")
        yield place.url or ""
        return
    with embedded_postgres(place.folder) as url:
        _prepare(url)
        yield url


def _prepare(url: str) -> None:
    migrate(url)
    ensure_counted(url)
