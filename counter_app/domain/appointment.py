"""
Appointments of a hall (F-C1): what is kept of one, and when it may be checked in.

Of the person nothing is kept but a keyed hash of the card's number: with it a laid card finds its
appointment, and without the county's key it says nothing (facts/domain.md 7).
"""

from __future__ import annotations

import hashlib
import hmac
import re
from dataclasses import dataclass
from datetime import date
from enum import Enum

from counter_app.domain import localtime
from counter_app.domain.errors import RuleError

CODE_DIGITS = 6
EARLY_MS = LATE_MS = 30 * 60_000
"""How long before its beginning, and after its end, an appointment may be checked in."""
KEY_BYTES = 32
_CODE = re.compile(r"[0-9]{6}", re.ASCII)
_DOMAIN = b"appointment-person-1:"


class AppointmentState(Enum):
    """``MISSED`` is never stored: it is a booked one whose time is over."""

    BOOKED = "booked"
    CHECKED_IN = "checked_in"
    CANCELLED = "cancelled"
    MISSED = "missed"


@dataclass(frozen=True, slots=True)
class Appointment:
    """
    One appointment: ``code`` of six digits, times UTC ms, ``ticket`` is an id once it is checked in.

    ``person``: keyed hash of the number of an identity document (hex), empty without one.
    """

    hall: str
    code: str
    line: str
    day: date
    start_ms: int
    end_ms: int
    people: int
    state: AppointmentState = AppointmentState.BOOKED
    person: str = ""
    ticket: str = ""

    def state_at(self, now_ms: int) -> AppointmentState:
        """Return its state; one that was not kept is missed."""
        over = now_ms > self.end_ms + LATE_MS
        return AppointmentState.MISSED if over and self._is_open else self.state

    @property
    def _is_open(self) -> bool:
        return self.state is AppointmentState.BOOKED


def check_code(typed: str) -> str:
    """
    Return a code as it was told, without blanks.

    Raises:
        RuleError: ``appointment_code``

    """
    code = re.sub(r"[\s-]", "", typed)
    if not _CODE.fullmatch(code):
        raise RuleError("appointment_code")
    return code


def check_time(appointment: Appointment, now_ms: int) -> None:
    """
    Refuse what may not be checked in now.

    Raises:
        RuleError: ``appointment_cancelled``; ``appointment_other_day`` with the day;
            ``appointment_early`` with the time from which it may be; ``appointment_late`` with its end

    """
    if appointment.state is AppointmentState.CANCELLED:
        raise RuleError("appointment_cancelled")
    if appointment.day != localtime.day(now_ms):
        day = appointment.day
        raise RuleError("appointment_other_day", month=day.month, day=day.day)
    if now_ms < appointment.start_ms - EARLY_MS:
        opens = localtime.at(appointment.start_ms - EARLY_MS)
        raise RuleError("appointment_early", time=f"{opens:%H:%M}")
    if now_ms > appointment.end_ms + LATE_MS:
        raise RuleError("appointment_late", time=f"{localtime.at(appointment.end_ms):%H:%M}")


def hash_person(key: bytes, number: str) -> str:
    """Return the keyed hash of the number of an identity document: HMAC-SHA-256, hex."""
    return hmac.new(key, _DOMAIN + number.strip().upper().encode(), hashlib.sha256).hexdigest()
