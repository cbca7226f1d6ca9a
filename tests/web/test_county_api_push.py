"""The sync API over ASGI: what a push may be, and the answers to what it may not."""

from __future__ import annotations

import msgspec
import pytest
import zstandard

from tests.fakes.county_line import talk


def test_a_push_may_be_compressed():
    async def scenario(line):
        line.window.record(line.window.accept())
        packed = zstandard.compress(line.window.push_body(line.window.push()))
        return await line.push({"Content-Encoding": "zstd"}, packed)

    assert talk(scenario).json()["acked"] == 1


@pytest.mark.parametrize(
    ("headers", "body"),
    [
        ({}, b""),
        ({}, b"nonsense\n"),
        ({}, b"{}\n{}\n"),
        ({"Content-Encoding": "gzip"}, b"x"),
        ({"Content-Encoding": "zstd"}, b"x"),
    ],
)
def test_what_is_no_push_is_told_so(headers, body):
    assert talk(lambda line: line.push(headers, body)).status_code == 400


@pytest.mark.parametrize(
    "change",
    [
        {"device": "nobody"},
        {"n": 2},
        {"first": 2},
        {"first": 0},
        {"first": 2**70},
        {"gen": -1},
        {"gen": 2**40},
        {"signature": "xyz"},
        {"signature": "00"},
    ],
)
def test_a_head_that_does_not_fit_its_lines_is_told_so(change):
    async def scenario(line):
        line.window.record(line.window.accept())
        return await line.push(packed=line.window.push_body(line.window.push(), **change))

    assert talk(scenario).status_code == 400


@pytest.mark.parametrize(
    ("name", "value"),
    [("op_id", "00"), ("h", "zz"), ("body", "not base64!"), ("body", "A"), ("seq", "one")],
)
def test_a_line_that_is_none_is_told_so(name, value):
    async def scenario(line):
        line.window.record(line.window.accept())
        head, only, _ = line.window.push_body(line.window.push()).split(b"\n")
        wrong = msgspec.json.decode(only) | {name: value}
        return await line.push(packed=head + b"\n" + msgspec.json.encode(wrong))

    assert talk(scenario).status_code == 400


def test_more_than_200_operations_are_too_many():
    async def scenario(line):
        for _ in range(201):
            line.window.record_bytes(b"{}")
        return await line.push()

    assert talk(scenario).status_code == 413


@pytest.mark.parametrize(("count", "status"), [(1, 200), (2, 413)])
def test_more_than_512_kb_are_too_much_unless_it_is_one_operation(count, status):
    async def scenario(line):
        for _ in range(count):
            line.window.record_bytes(b"x" * (600_000 // count + 1))
        return await line.push()

    assert talk(scenario).status_code == status


def test_a_body_beyond_all_limits_is_too_much_compressed_or_not():
    async def scenario(line):
        plain = b"x" * (4 * 1024 * 1024 + 1)
        first = await line.push(packed=plain)
        packed = {"Content-Encoding": "zstd"}
        return first, await line.push(packed, zstandard.compress(plain))

    assert [each.status_code for each in talk(scenario)] == [413, 413]


def test_refusals_have_their_status():
    async def scenario(line):
        window = line.window
        for _ in range(20):
            window.record_bytes(b"{}")
        held = await line.push()
        gap = await line.push(packed=window.push_body(window.push(*window.ops[1:])))
        return held, gap

    held, gap = talk(scenario)
    assert (held.status_code, held.json()["error"]) == (503, "hold")
    assert held.headers["Retry-After"] == "60"
    assert (gap.status_code, gap.json()["error"], gap.json()["seq_high"]) == (409, "gap", 0)
