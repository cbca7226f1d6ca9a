"""A day as it is read aloud: 11月27日, with the year only when it is another one. No Qt."""

from __future__ import annotations

from datetime import date

from counter_app.words import Words


def say_date(words: Words, day: date, today: date) -> str:
    """Return ``day`` in words; ``today`` decides whether the year is said."""
    message = "ui.shell.date.day" if day.year == today.year else "ui.shell.date.day_and_year"
    month = words.say(f"ui.shell.date.month_{day.month}")
    return words.say(message, year=day.year, month=month, day=day.day)
