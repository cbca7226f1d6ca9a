"""``appointment``, ``appointments``, ``appointment-cancel``: who comes when (F-C1)."""

from __future__ import annotations

import argparse
import re
import sys
import time
from dataclasses import replace
from datetime import date

from counter_app.domain import localtime
from counter_app.domain.appointment import Appointment, check_code, hash_person
from counter_app.domain.errors import RuleError
from counter_app.domain.ticket import PEOPLE_MOST
from counter_app.words import Words
from county_server.config import read_place
from county_server.database import open_database
from county_server.output import say_json
from db.county.appointments import appointments_of, book, cancel, person_key

_TIME = re.compile(r"([01]?[0-9]|2[0-3]):([0-5][0-9])", re.ASCII)
_MS_PER_MINUTE = 60_000


def make(options: argparse.Namespace, _words: Words) -> int:
    """Book one appointment and print its code; the number of a card comes on standard input."""
    wanted = _wanted(options)
    number = sys.stdin.readline().strip() if options.number_stdin else ""
    with open_database(read_place(options)) as url:
        person = hash_person(person_key(url), number) if number else ""
        (booked,) = book(url, [replace(wanted, person=person)])
    say_json(_told(booked, _now_ms()))
    return 0


def show(options: argparse.Namespace, _words: Words) -> int:
    """Print the appointments of a hall's day, a JSON object each."""
    now_ms = _now_ms()
    with open_database(read_place(options)) as url:
        for each in appointments_of(url, options.hall, options.day or localtime.day(now_ms)):
            say_json(_told(each, now_ms))
    return 0


def drop(options: argparse.Namespace, _words: Words) -> int:
    """Cancel an appointment that is still open."""
    code = check_code(options.code)
    with open_database(read_place(options)) as url:
        cancel(url, options.hall, options.day, code)
    say_json({"hall": options.hall, "day": options.day.isoformat(), "code": code})
    return 0


def _wanted(options: argparse.Namespace) -> Appointment:
    start_ms, end_ms = (_at(options.day, each) for each in (options.start, options.end))
    if end_ms <= start_ms:
        raise RuleError("appointment_times")
    if end_ms < _now_ms():
        raise RuleError("appointment_past")
    if not 0 < options.people <= PEOPLE_MOST:
        raise RuleError("ticket_people", most=PEOPLE_MOST)
    line = options.line.strip().upper()
    return Appointment(options.hall, "", line, options.day, start_ms, end_ms, options.people)


def _at(day: date, text: str) -> int:
    found = _TIME.fullmatch(text.strip())
    if found is None:
        raise RuleError("appointment_times")
    minutes = int(found[1]) * 60 + int(found[2])
    return localtime.start_ms(day) + minutes * _MS_PER_MINUTE


def _told(each: Appointment, now_ms: int) -> dict[str, str | int]:
    start, end = localtime.at(each.start_ms), localtime.at(each.end_ms)
    told: dict[str, str | int] = {
        "hall": each.hall,
        "day": each.day.isoformat(),
        "code": each.code,
        "line": each.line,
    }
    times: dict[str, str | int] = {
        "from": f"{start:%H:%M}",
        "to": f"{end:%H:%M}",
        "people": each.people,
    }
    no = each.ticket.rpartition("/")[2]
    return {**told, **times, "state": each.state_at(now_ms).value, "ticket": no}


def _now_ms() -> int:
    return time.time_ns() // 1_000_000
