"""Appointments as rows: booked and cancelled at the console, found and checked in by the hall."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import fields, replace
from datetime import date
from typing import Any

import psycopg

from counter_app.domain.appointment import (
    CODE_DIGITS,
    KEY_BYTES,
    Appointment,
    AppointmentState,
)
from counter_app.domain.errors import RuleError, StoreError
from db.county.engine import session
from db.county.publishing import Session, note_act
from db.county.settings import keep_setting

Connection = psycopg.AsyncConnection[tuple[Any, ...]]

KEY_SETTING = "appointment_key"
TRIES = 20
"""How often a free code is drawn; with 10,000 appointments on a day the first is free 99 times of 100."""
_FIELDS = tuple(each.name for each in fields(Appointment))
_NAMES = ", ".join(_FIELDS)
# of several days today's, then the next to come, then the newest past one
_FIND = f"""
    SELECT {_NAMES} FROM appointment
    WHERE hall = %(hall)s AND (code = %(code)s OR person <> '' AND person = %(person)s)
    ORDER BY day <> %(day)s, day < %(day)s, abs(day - %(day)s), state = 'checked_in',
        abs(start_ms - %(now)s), code
    LIMIT 1 FOR UPDATE
"""  # noqa: S608 - names of ours
_CHECK_IN = """
    UPDATE appointment SET state = 'checked_in', ticket = %s
    WHERE hall = %s AND day = %s AND code = %s
"""
_KEY = "INSERT INTO setting (name, value) VALUES (%s, %s) ON CONFLICT (name) DO NOTHING"
_BOOK = f"""
    INSERT INTO appointment ({_NAMES}) VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s)
    ON CONFLICT (hall, day, code) DO NOTHING
"""  # noqa: S608 - names of ours
_LIST = f"SELECT {_NAMES} FROM appointment WHERE hall = %s AND day = %s ORDER BY start_ms, code"  # noqa: S608
_CANCEL = """
    UPDATE appointment SET state = 'cancelled', person = ''
    WHERE hall = %s AND day = %s AND code = %s AND state = 'booked'
"""
_LINE = "SELECT letter FROM queue_line WHERE hall = %s"
_HALL = "SELECT 1 FROM hall WHERE id = %s"


async def find_appointment(
    opened: Connection, where: tuple[str, date, int], code: str, person: str
) -> Appointment | None:
    """
    Return the appointment of a code, or of a keyed hash, its row locked.

    ``where``: hall, day and UTC ms of now; of several the one that fits best.
    """
    hall, day, now_ms = where
    values = {"hall": hall, "day": day, "now": now_ms, "code": code, "person": person}
    row = await (await opened.execute(_FIND, values)).fetchone()
    return None if row is None else _of(row)


async def note_check_in(opened: Connection, appointment: Appointment, ticket: str) -> None:
    """Write down which ticket an appointment became."""
    place = (appointment.hall, appointment.day, appointment.code)
    await opened.execute(_CHECK_IN, [ticket, *place])


async def read_key(opened: Connection) -> bytes:
    """Return the county's key for hashes of persons, made when it is first asked for."""
    await opened.execute(_KEY, [KEY_SETTING, secrets.token_hex(KEY_BYTES)])
    found = await opened.execute("SELECT value FROM setting WHERE name = %s", [KEY_SETTING])
    row = await found.fetchone()
    assert row is not None  # noqa: S101 - it has just been put there
    return bytes.fromhex(row[0])


def person_key(url: str) -> bytes:
    """As ``read_key``, for a command."""
    return bytes.fromhex(keep_setting(url, KEY_SETTING, secrets.token_hex(KEY_BYTES)))


def book(url: str, wanted: Sequence[Appointment]) -> tuple[Appointment, ...]:
    """
    Write appointments, each under a code drawn for it; all or none.

    Raises:
        RuleError: ``county_hall_unknown``, ``queue_line_unknown``
        StoreError: ``county_store_busy``, no free code was found

    """
    with session(url) as opened:
        for hall, line in sorted({(each.hall, each.line) for each in wanted}):
            _check_line(opened, hall, line)
        booked = tuple(_booked(opened, each) for each in wanted)
        for each in booked:
            note_act(opened, "appointment.book", f"{each.hall}/{each.day}/{each.line}")
    return booked


def appointments_of(url: str, hall: str, day: date) -> tuple[Appointment, ...]:
    """Return the appointments of a hall's day by their time."""
    with session(url) as opened:
        return tuple(_of(row) for row in opened.execute(_LIST, [hall, day]).fetchall())


def cancel(url: str, hall: str, day: date, code: str) -> None:
    """
    Cancel an appointment and forget whose it was.

    Raises:
        RuleError: ``appointment_unknown``: there is none, or it is no longer open

    """
    with session(url) as opened:
        if not opened.execute(_CANCEL, [hall, day, code]).rowcount:
            raise RuleError("appointment_unknown")
        note_act(opened, "appointment.cancel", f"{hall}/{day}")


def _check_line(opened: Session, hall: str, line: str) -> None:
    if opened.execute(_HALL, [hall]).fetchone() is None:
        raise RuleError("county_hall_unknown", hall=hall)
    letters = {row[0] for row in opened.execute(_LINE, [hall]).fetchall()} or {"A"}
    if line not in letters:
        raise RuleError("queue_line_unknown", line=line[:1])


def _booked(opened: Session, wanted: Appointment) -> Appointment:
    for _ in range(TRIES):
        made = replace(wanted, code=f"{secrets.randbelow(10**CODE_DIGITS):0{CODE_DIGITS}d}")
        if opened.execute(_BOOK, _values(made)).rowcount:
            return made
    raise StoreError("county_store_busy", detail="code")


def _values(made: Appointment) -> list[Any]:
    when = [made.day, made.start_ms, made.end_ms]
    return [made.hall, made.code, made.line, *when, made.people, made.state.value, made.person, ""]


def _of(row: Sequence[Any]) -> Appointment:
    values = dict(zip(_FIELDS, row, strict=True))
    return Appointment(**values | {"state": AppointmentState(values["state"])})
