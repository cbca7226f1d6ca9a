"""Holiday tables from their data files; the feed carries them to the windows (kind ``calendar``)."""

from __future__ import annotations

import tomllib
from pathlib import Path

from counter_app.domain.calendar import YearTable, parse_year
from counter_app.domain.errors import RuleError


def load_calendars(folder: Path) -> tuple[YearTable, ...]:
    """
    Return every table of ``folder`` (``national/YEAR.toml``, ``local/AREA/YEAR.toml``).

    Raises:
        RuleError: ``calendar_malformed``, naming the file or table

    """
    return tuple(map(_load, sorted(folder.glob("**/*.toml"))))


def _load(file: Path) -> YearTable:
    try:
        data = tomllib.loads(file.read_text("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as wrong:
        raise RuleError("calendar_malformed", table=file.name, detail=str(wrong)) from wrong
    return parse_year(data)
