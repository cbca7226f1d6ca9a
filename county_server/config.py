"""Where the county's data lies and where the server listens: read once from the command line."""

from __future__ import annotations

import argparse
import ipaddress
import os
import re
from dataclasses import dataclass
from pathlib import Path

from platformdirs import user_data_path

from counter_app.domain.errors import RuleError

DEFAULT_HOST = "127.0.0.1"
DEFAULT_PORT = 8700
KEYS_FOLDER = "keys"
_PAGE = re.compile(r"https?://[0-9A-Za-z.-]+(:\d{1,5})?|https?://\[[0-9A-Fa-f:]+\](:\d{1,5})?")
_URL = re.compile(r"postgres(ql)?(\+\w+)?://")


@dataclass(frozen=True, slots=True)
class DataPlace:
    """A folder with a PostgreSQL of its own, or the URL of another; exactly one is set."""

    folder: Path | None = None
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Listening:
    """Host, port (0: any free one), and the files of certificate and key, or neither."""

    host: str
    port: int
    tls_cert: Path | None = None
    tls_key: Path | None = None

    def url(self, port: int) -> str:
        """Return where the server is found when it listens on ``port``."""
        scheme = "https" if self.tls_cert else "http"
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"{scheme}://{host}:{port}"


def add_place_options(parser: argparse.ArgumentParser) -> None:
    """Add ``--data`` and ``--database``; they may stand before or after the command."""
    place = parser.add_mutually_exclusive_group()
    place.add_argument("--data", type=Path, default=argparse.SUPPRESS, metavar="DIR")
    place.add_argument("--database", default=argparse.SUPPRESS, metavar="URL")
    parser.add_argument("--language", choices=("zh", "en"), default=argparse.SUPPRESS)


def read_place(options: argparse.Namespace) -> DataPlace:
    """
    Return the place that the options name, or the default folder.

    Raises:
        RuleError: ``county_place_doubled``, ``county_database_url``

    """
    folder, url = getattr(options, "data", None), getattr(options, "database", None)
    if folder is not None and url is not None:
        raise RuleError("county_place_doubled")
    if url is not None:
        if not _URL.match(url):
            raise RuleError("county_database_url")
        return DataPlace(url=url)
    return DataPlace(folder=(folder or default_folder()).resolve())


def read_keys_folder(options: argparse.Namespace) -> Path:
    """
    Return where the county's keys lie: ``--keys``, else beside the data.

    With ``--database`` alone they lie in the default folder of this machine's account.
    """
    named: Path | None = getattr(options, "keys", None)
    if named is not None:
        return named.resolve()
    return read_folder(options) / KEYS_FOLDER


def read_folder(options: argparse.Namespace) -> Path:
    """Return the folder of the office's own files: the data's, with ``--database`` the default."""
    return read_place(options).folder or default_folder()


def read_page(options: argparse.Namespace) -> str:
    """Return scheme and host of the public page, empty without one; RuleError ``county_page``."""
    page: str = (options.public_url or "").rstrip("/")
    if page and not _PAGE.fullmatch(page):
        raise RuleError("county_page")
    return page


def default_folder() -> Path:
    """Return a folder that is the county's alone: as root its PostgreSQL opens those above it."""
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        return Path("/var/lib/county-server")
    return user_data_path("county-server", appauthor=False)


def read_listening(options: argparse.Namespace) -> Listening:
    """
    Return where to listen.

    Raises:
        RuleError: ``county_tls_halved``, ``county_tls_needed``: plain HTTP is for loopback only

    """
    listening = Listening(options.host, options.port, options.tls_cert, options.tls_key)
    if (listening.tls_cert is None) != (listening.tls_key is None):
        raise RuleError("county_tls_halved")
    if listening.tls_cert is None and not _is_loopback(listening.host):
        raise RuleError("county_tls_needed", host=listening.host)
    return listening


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
