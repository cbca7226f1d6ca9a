"""
A rating (好差评): its level, its standard tags, and when one may be given (F-G3).

facts/domain.md 3.6, "Rules to build". Three scales are in use, two of them opposite: what is stored
is a ``Level``; numbers exist at the edge only (``of_gbt39046``, ``of_device``). A visit is rated
once (一次一评, GB/T 39734); which visit of a case is told by a sequence number, so that number of the
case and sequence are the key under which a rating counts once, whatever way it comes.
"""

from __future__ import annotations

import hashlib
from enum import Enum, IntEnum

from counter_app.domain.errors import RuleError
from counter_app.domain.numbers import check_case_no

TEXT_MOST = 500
"""Characters that a person may write; what is longer is refused, never cut."""
ID_BYTES = 8


class Level(Enum):
    """What the person thinks of the service, best first."""

    VERY_GOOD = "very_good"
    GOOD = "good"
    FAIR = "fair"
    NOT_GOOD = "not_good"
    VERY_BAD = "very_bad"


LEVELS = tuple(Level)
BAD = frozenset({Level.NOT_GOOD, Level.VERY_BAD})
"""差评: each opens a ticket (``counter_app.domain.rating_ticket``)."""


class Channel(Enum):
    """Where it was given (GBT39046 table 9)."""

    PC = "pc"
    MOBILE = "mobile"
    QR = "qr"
    HALL_TABLET = "hall_tablet"
    HALL_TERMINAL = "hall_terminal"
    PHONE = "phone"
    SMS = "sms"


class Source(Enum):
    """Whether a person gave it, or a time ran out; the latter never counts."""

    CITIZEN = "citizen"
    SYSTEM_DEFAULT = "system_default"


class Occasion(IntEnum):
    """The visits of a case that are rated: at 收件/受理, and at 领证. The number is the sequence."""

    INTAKE = 1
    HAND_OVER = 2


RATED_AGAIN = len(Occasion)
"""A visit rated anew after a bad rating was mended has its sequence and this more."""
SEQUENCE_MOST = 2 * RATED_AGAIN

TAGS: dict[Level, tuple[str, ...]] = {
    Level.VERY_GOOD: tuple(str(code) for code in range(510, 518)),
    Level.GOOD: tuple(str(code) for code in range(406, 414)),
    Level.FAIR: tuple(str(code) for code in range(307, 315)),
    Level.NOT_GOOD: tuple(str(code) for code in range(207, 215)),
    Level.VERY_BAD: tuple(str(code) for code in range(108, 116)),
}
"""The standard codes now in use; their texts are ``rating.tag.<code>``."""


def of_gbt39046(code: int) -> Level:
    """Return the level of a code of GBT39046, where 1 is the best; RuleError ``rating_scale``."""
    return LEVELS[_within(code) - 1]


def to_gbt39046(level: Level) -> int:
    """Return the code of GBT39046: 1 is the best."""
    return LEVELS.index(level) + 1


def of_device(score: int) -> Level:
    """Return the level of a device's score or of stars, 5 the best; RuleError ``rating_scale``."""
    return LEVELS[-_within(score)]


def to_device(level: Level) -> int:
    """Return a device's score, which is also the first digit of the level's tags: 5 is the best."""
    return len(LEVELS) - LEVELS.index(level)


def rating_id(case_no: str, sequence: int) -> str:
    """Return the id of the one rating of a visit: 16 hex digits that show no case number."""
    key = f"counter-rating\0{case_no}\0{sequence}".encode()
    return hashlib.sha256(key).digest()[:ID_BYTES].hex()


def subject_of_rating(rating: str) -> str:
    """Return the subject of operations on a rating."""
    return f"rating:{rating}"


def first_of(sequence: int) -> int:
    """Return the sequence of the visit that ``sequence`` rates, the same when for the first time."""
    return sequence - RATED_AGAIN if sequence > RATED_AGAIN else sequence


def check_content(level: Level, tags: tuple[str, ...], text: str) -> None:
    """
    Refuse what no rating may hold.

    Raises:
        RuleError: ``rating_tag`` (not one of the level's, or twice), ``rating_text_long``,
            ``rating_text_form`` (characters that cannot be read)

    """
    for each in tags:
        if each not in TAGS[level] or tags.count(each) > 1:
            raise RuleError("rating_tag", tag=each if each.isalnum() else "?")
    if len(text) > TEXT_MOST:
        raise RuleError("rating_text_long", most=TEXT_MOST)
    if not all(each.isprintable() or each == "\n" for each in text):
        raise RuleError("rating_text_form")


def check_visit(case_no: str, sequence: int) -> None:
    """
    Refuse what names no visit.

    Raises:
        RuleError: ``rating_sequence``, or as ``check_case_no``

    """
    if check_case_no(case_no) != case_no:
        raise RuleError("case_no_form")
    if not 0 < sequence <= SEQUENCE_MOST:
        raise RuleError("rating_sequence")


def _within(number: int) -> int:
    if isinstance(number, bool) or not 1 <= number <= len(LEVELS):
        raise RuleError("rating_scale", number=number)
    return number
