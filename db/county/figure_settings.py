"""What halls set for their figures: opening hours, baselines, limits of alerts; told to windows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import psycopg
from psycopg.types.json import Jsonb

from counter_app.domain.codec import from_plain, to_plain
from counter_app.domain.errors import RuleError
from counter_app.domain.figure_alert import ALERT_LIMITS_KIND, AlertLimits
from counter_app.domain.figure_day import BASELINES_KIND, Baseline, Baselines
from counter_app.domain.figure_opening import OPENING_KIND, OpeningHours, OpeningSpan
from counter_app.domain.figure_scope import HallPlace
from counter_app.domain.figures import Level, Scope
from counter_app.domain.wire import hall_scope
from db.county.engine import session
from db.county.publishing import Session, note_act, publish

Connection = psycopg.AsyncConnection[tuple[Any, ...]]

BASELINE = "baseline"
_KEEP = """
    INSERT INTO figure_setting (level, key, kind, body) VALUES (%s, %s, %s, %s)
    ON CONFLICT (level, key, kind) DO UPDATE SET body = EXCLUDED.body
"""
_HALLS = "SELECT id, name, area FROM hall ORDER BY id"
_SET = "SELECT level, key, kind, body FROM figure_setting"


@dataclass(frozen=True, slots=True)
class FigureSettings:
    """Every hall with what was set for it; a hall without opening hours has no spans."""

    halls: tuple[HallPlace, ...]
    spans: dict[str, tuple[OpeningSpan, ...]]
    limits: dict[str, AlertLimits]
    baselines: tuple[Baseline, ...]

    def limits_of(self, hall: str) -> AlertLimits:
        """Return from where on something is an alert in a hall."""
        return self.limits.get(hall, AlertLimits())

    def hours(self, hall: HallPlace) -> OpeningHours:
        """Return a hall's opening hours."""
        return OpeningHours(hall.id, hall.area, self.spans.get(hall.id, ()))


async def read_settings(opened: Connection) -> FigureSettings:
    """Return what is set."""
    halls = await (await opened.execute(_HALLS)).fetchall()
    return _settings(halls, await (await opened.execute(_SET)).fetchall())


def set_opening(url: str, hall: str, spans: Sequence[OpeningSpan], *, append: bool) -> OpeningHours:
    """
    Set a hall's opening hours, or add to them.

    Raises:
        RuleError: ``county_hall_unknown``

    """
    with session(url) as opened:
        settings = _read(opened)
        kept = settings.spans.get(hall, ()) if append else ()
        hours = OpeningHours(hall, _known(settings, hall).area, (*kept, *spans))
        _keep(opened, Scope(Level.HALL, hall), OPENING_KIND, hours)
        publish_settings(opened)
        note_act(opened, "figures.opening", hall)
    return hours


def set_limits(url: str, hall: str, limits: AlertLimits) -> None:
    """Set from where on something is an alert in a hall; RuleError ``county_hall_unknown``."""
    with session(url) as opened:
        _known(_read(opened), hall)
        _keep(opened, Scope(Level.HALL, hall), ALERT_LIMITS_KIND, limits)
        note_act(opened, "figures.limits", hall)


def set_baselines(url: str, scope: Scope, baselines: Sequence[Baseline]) -> None:
    """Set the baselines of a hall or an area in place of those it had; none: it has none."""
    with session(url) as opened:
        if scope.level is Level.HALL:
            _known(_read(opened), scope.key)
        _keep(opened, scope, BASELINE, Baselines(tuple(baselines)))
        publish_settings(opened)
        note_act(opened, "figures.baseline", f"{scope.level.value}/{scope.key}")


def publish_settings(opened: Session, hall: str = "") -> None:
    """Tell a hall's windows, or every hall's, what they need to count alone."""
    settings = _read(opened)
    for each in settings.halls:
        if hall in ("", each.id):
            scope = hall_scope(each.id)
            publish(opened, scope, OPENING_KIND, [(each.id, settings.hours(each))])
            told = Baselines(settings.baselines)
            publish(opened, scope, BASELINES_KIND, [(each.id, told)])


def _known(settings: FigureSettings, hall: str) -> HallPlace:
    found = next((each for each in settings.halls if each.id == hall), None)
    if found is None:
        raise RuleError("county_hall_unknown", hall=hall)
    return found


def _read(opened: Session) -> FigureSettings:
    return _settings(opened.execute(_HALLS).fetchall(), opened.execute(_SET).fetchall())


def _keep(opened: Session, scope: Scope, kind: str, body: object) -> None:
    opened.execute(_KEEP, [scope.level.value, scope.key, kind, Jsonb(to_plain(body))])


def _settings(halls: Sequence[Any], rows: Sequence[Any]) -> FigureSettings:
    spans, limits, baselines = {}, {}, list[Baseline]()
    for _level, key, kind, body in rows:
        if kind == OPENING_KIND:
            spans[key] = from_plain(OpeningHours, body).spans
        elif kind == ALERT_LIMITS_KIND:
            limits[key] = from_plain(AlertLimits, body)
        else:
            baselines.extend(from_plain(Baselines, body).lines)
    known = tuple(HallPlace(*each) for each in halls)
    return FigureSettings(known, spans, limits, tuple(baselines))
