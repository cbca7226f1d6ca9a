"""What may go wrong with a request, and how often."""

from __future__ import annotations

from enum import Enum


class Fate(Enum):
    """What becomes of one request."""

    WHOLE = "whole"
    LOST = "lost"
    ANSWER_LOST = "answer lost after commit"
    TWICE = "delivered twice, the second answer heard"
    LATE = "given up, delivered later"
    COPIED = "delivered now, and once more later"
    REQUEST_CUT = "request cut"
    ANSWER_CUT = "answer cut, and known to be"
    ANSWER_SHORT = "answer cut, and passed on as whole"
    FORGED = "one byte changed on the way"
    PORTAL = "answered by a stranger"
    BUSY = "the database is busy"
    SERVER_DIES = "the server dies within the request"


FATES = {
    Fate.WHOLE: 100,
    Fate.LOST: 5,
    Fate.ANSWER_LOST: 9,
    Fate.TWICE: 5,
    Fate.LATE: 7,
    Fate.COPIED: 5,
    Fate.REQUEST_CUT: 3,
    Fate.ANSWER_CUT: 3,
    Fate.ANSWER_SHORT: 3,
    Fate.FORGED: 2,
    Fate.PORTAL: 2,
    Fate.BUSY: 2,
    Fate.SERVER_DIES: 5,
}
GIVES_UP_MS = 10_000
"""How long a window waits for an answer."""

PORTAL_PAGE = b"<html><body>please sign in</body></html>"
