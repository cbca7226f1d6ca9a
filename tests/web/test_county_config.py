"""Where the county listens and keeps its data."""

from __future__ import annotations

import argparse
from pathlib import Path
from types import SimpleNamespace

import pytest

from counter_app.domain.errors import RuleError, StoreError
from county_server.config import DataPlace, default_folder, read_listening, read_place
from db.county.engine import check_version


def options(host: str, cert: Path | None = None, key: Path | None = None) -> argparse.Namespace:
    return argparse.Namespace(host=host, port=0, tls_cert=cert, tls_key=key)


@pytest.mark.parametrize(
    ("host", "url"),
    [
        ("127.0.0.1", "http://127.0.0.1:5"),
        ("127.9.9.9", "http://127.9.9.9:5"),
        ("localhost", "http://localhost:5"),
        ("::1", "http://[::1]:5"),
    ],
)
def test_loopback_needs_no_certificate(host, url):
    assert read_listening(options(host)).url(5) == url


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "10.0.0.1", "county.example", ""])  # noqa: S104
def test_everything_else_does(host):
    with pytest.raises(RuleError, match="county_tls_needed"):
        read_listening(options(host))
    assert read_listening(options("h", Path("c"), Path("k"))).url(5) == "https://h:5"


def test_without_a_place_it_is_a_folder_of_its_own():
    place = read_place(argparse.Namespace())
    assert place == DataPlace(folder=default_folder().resolve())
    assert place.folder.name == "county-server"


def test_a_database_that_is_too_old_is_refused():
    check_version(SimpleNamespace(info=SimpleNamespace(server_version=150_000)))
    with pytest.raises(StoreError, match="county_database_old found=14 oldest=15"):
        check_version(SimpleNamespace(info=SimpleNamespace(server_version=140_012)))
