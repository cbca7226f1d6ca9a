"""此人的事 in words, for every place that reads a card (F-D17); no Qt."""

from __future__ import annotations

from datetime import date

from counter_app.services.matters import Due, PersonMatter, PersonMatters
from counter_app.ui.days import say_date
from counter_app.ui.looks import MatterRow
from counter_app.words import Words

_HOUR_S, _DAY_S = 3_600, 86_400
_SIGNS = {
    Due.CORRECTION: "▲",
    Due.GAP: "▲",
    Due.FETCH: "■",
    Due.SEND: "■",
    Due.DRAFT: "○",
}


def matter_rows(words: Words, matters: PersonMatters, today: date) -> tuple[MatterRow, ...]:
    """Return a row for each, the nearest marked."""
    return tuple(
        MatterRow(
            f"{_SIGNS[each.due]} {words.say(f'ui.matters.due.{each.due.value}')} {each.item}",
            _detail(words, each, today),
            at == 0,
        )
        for at, each in enumerate(matters.rows)
    )


def matters_title(words: Words, matters: PersonMatters) -> str:
    """Return what stands above them: that looking is recorded, and with the line cut how old it is."""
    title = words.say("ui.matters.title" if matters.rows else "ui.matters.none")
    return title if matters.age_s is None else f"{title} {_age(words, matters.age_s)}"


def _detail(words: Words, matter: PersonMatter, today: date) -> str:
    parts = [matter.what]
    if matter.until is not None:
        late = "late" if matter.until < today else "until"
        parts.append(words.say(f"ui.matters.{late}", day=say_date(words, matter.until, today)))
    return " · ".join(part for part in parts if part)


def _age(words: Words, age_s: int) -> str:
    if age_s < 0:
        return words.say("ui.matters.age.never")
    if age_s < _HOUR_S:
        return words.say("ui.matters.age.minutes", count=max(1, age_s // 60))
    if age_s < _DAY_S:
        return words.say("ui.matters.age.hours", count=age_s // _HOUR_S)
    return words.say("ui.matters.age.days", count=age_s // _DAY_S)
