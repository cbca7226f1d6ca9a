"""People of the tour's pictures; nobody here exists."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from counter_app.domain.person import Person


def made_person(name: str = "扎西", born: int = 1990, **changes: Any) -> Person:
    """Return somebody who does not exist."""
    person = Person(
        kind="resident",
        name=name,
        sex="1",
        birth_date=date(born, 1, 1),
        number=f"540402{born}01010018",
        valid_from=date(2016, 1, 1),
        valid_to=date(2036, 1, 1),
    )
    return replace(person, **changes)
