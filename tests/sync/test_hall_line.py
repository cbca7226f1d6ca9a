"""What the hall's line makes of answers that are no hall's."""

from __future__ import annotations

import pytest

from counter_app.county_client.answers import Answer
from counter_app.county_client.hall import HallLine
from counter_app.domain.errors import CountyError, RuleError
from counter_app.domain.hall import HallAct

WISH = HallAct("00" * 16, "ciren")


class Line(HallLine):
    _timeout_s = 10.0

    def __init__(self, status, body, **headers):
        self.answer = Answer(status, headers, body)
        self.asked = []

    def _ask(self, method, path, body, headers, wait_s=0.0):
        self.asked.append((method, path, wait_s))
        return self.answer


def test_a_rule_of_the_hall_is_told_with_its_values():
    line = Line(422, b'{"error": "rule", "code": "queue_open", "values": {"no": "A017", "x": [1]}}')
    with pytest.raises(RuleError) as caught:
        line.hall_act("call", WISH)
    assert (caught.value.code, caught.value.values) == ("queue_open", {"no": "A017"})
    assert line.asked == [("POST", "/hall/v1/call", -7.0)], "somebody stands at the window"


@pytest.mark.parametrize(
    "body",
    [b"", b"<html>", b"[]", b"null", b'{"code": 1, "values": {}}', b'{"code": "x", "values": 3}'],
)
def test_another_refusal_is_the_lines_failure(body):
    with pytest.raises(CountyError):
        Line(422, body).hall_act("call", WISH)


def test_a_packed_refusal_is_none_of_the_halls():
    with pytest.raises(CountyError):
        Line(422, b'{"code": "queue_open", "values": {}}', **{"content-encoding": "br"}).hall_act(
            "call", WISH
        )


def test_what_asks_is_a_line():
    with pytest.raises(NotImplementedError):
        HallLine()._ask("GET", "/", b"", {})
