"""
The county's keys opened for a database: the same ones as ever, or nobody starts.

A server that found an empty folder would else make new keys in silence, and every code on paper
would be of another county.
"""

from __future__ import annotations

import time
from datetime import UTC, datetime
from pathlib import Path

from counter_app.domain.device_certificate import county_tag
from counter_app.domain.errors import StoreError
from county_server.signing.keys import (
    DEFAULT_NAME,
    CountyKeys,
    has_root,
    open_keys,
    read_keys,
    replace_root,
)
from db.county.settings import keep_setting, read_setting

COUNTY = "county_key"


def now() -> datetime:
    """Return the time in UTC."""
    return datetime.fromtimestamp(time.time_ns() / 1e9, UTC)


def open_county(url: str, folder: Path, at: datetime, name: str = DEFAULT_NAME) -> CountyKeys:
    """
    Return the county's keys, made when it has never had any.

    Raises:
        StoreError: ``county_key_missing``, ``county_key_other``, ``county_keys_folder``
        RuleError: ``key_file``, ``key_pair``

    """
    known = read_setting(url, COUNTY)
    if known is not None and not has_root(folder):
        raise StoreError("county_key_missing")
    keys = open_keys(folder, at, name)
    tag = county_tag(keys.public_key).hex()
    if keep_setting(url, COUNTY, tag) != tag:
        raise StoreError("county_key_other")
    return keys


def begin_anew(url: str, folder: Path) -> CountyKeys:
    """Make another root key and let the database know; errors as ``open_county``."""
    replace_root(folder)
    keys = read_keys(folder)
    keep_setting(url, COUNTY, county_tag(keys.public_key).hex(), replace=True)
    return keys
