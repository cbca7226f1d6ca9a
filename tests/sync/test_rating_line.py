"""The line to the figures of ratings: what it asks, and what it makes of the answers."""

from __future__ import annotations

from datetime import date

import pytest

from counter_app.county_client.answers import Answer
from counter_app.county_client.ratings import RatingLine
from counter_app.domain.codec import to_bytes
from counter_app.domain.errors import CountyError, RuleError
from counter_app.domain.rating_figures import ClerkRatings, RatingCounts, RatingView

FIRST, LAST = date(2026, 11, 1), date(2026, 11, 16)
COUNTS = RatingCounts(9, (5, 0, 0, 0, 1))
VIEW = RatingView("h-1", FIRST, LAST, LAST, COUNTS, (ClerkRatings("ciren", COUNTS),))


class Line(RatingLine):
    def __init__(self, status, body):
        self.answer = Answer(status, {}, body)
        self.asked = []

    def _ask(self, method, path, body, headers, wait_s=0.0):
        self.asked.append((method, path))
        return self.answer


def test_figures_come_as_they_were_told():
    line = Line(200, to_bytes(VIEW))
    assert line.rating_figures(FIRST, LAST, "卓玛") == VIEW
    ((method, path),) = line.asked
    assert (method, path.partition("?")[0]) == ("GET", "/hall/v1/ratings")
    assert "first=2026-11-01&last=2026-11-16&by=%E5%8D%93" in path


def test_who_may_not_look_is_told_so():
    line = Line(422, b'{"error": "rule", "code": "rating_role", "values": {}}')
    with pytest.raises(RuleError) as caught:
        line.rating_figures(FIRST, LAST, "ciren")
    assert caught.value.code == "rating_role"


def test_anything_else_is_the_lines_failure():
    with pytest.raises(CountyError):
        Line(200, b"<html>").rating_figures(FIRST, LAST, "x")


def test_what_asks_is_a_line():
    with pytest.raises(NotImplementedError):
        RatingLine()._ask("GET", "/", b"", {})
