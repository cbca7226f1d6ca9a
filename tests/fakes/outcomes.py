"""Tables of the licence law and what they leave open."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from counter_app.domain.case import MaterialState
from counter_app.domain.outcome import (
    OutcomeKind,
    outcomes,
)
from tests.fakes.builders import DUE, a_table, marked

K = OutcomeKind
WAYS_IN = {K.RECEIVE, K.ACCEPT, K.DEFER, K.PROMISE, K.ON_THE_SPOT, K.CORRECT}
REFUSALS = {K.NOT_ACCEPTED, K.NOT_COMPETENT, K.NOT_NEEDED}
MISSING, DEFERRED = MaterialState.MISSING, MaterialState.DEFERRED
ONE_DAY = timedelta(days=1)


def closed(table):
    """Return the code that closes each outcome that is closed."""
    return {each.kind: each.code for each in outcomes(table) if not each.open}


def open_kinds(table):
    return {each.kind for each in outcomes(table) if each.open}


def values(table, kind):
    return next(each.values for each in outcomes(table) if each.kind is kind)


def with_gap(item=None, until=DUE, **changes):
    """A table where the floor plan (m3) is deferred until ``until``."""
    table = a_table(item, **changes)
    materials = tuple(
        replace(each, state=DEFERRED, until=until) if each.id == "m3" else each
        for each in table.application.materials
    )
    return replace(table, application=replace(table.application, materials=materials))


def lacking(*ids, item=None, **changes):
    table = a_table(item, **changes)
    states = dict.fromkeys(ids, MISSING)
    return replace(table, application=marked(table.application, **states))
