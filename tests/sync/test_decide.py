"""The county's decision on a push, without a store: taken, told again, or refused."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counter_app.domain.chain import GENESIS, next_hash
from counter_app.domain.county import DeviceRow, DeviceStatus, Logged, Push, PushedOp
from counter_app.domain.operation import encode
from counter_app.domain.wire import OpResult
from county_server.sync.decide import decide
from county_server.sync.reading import read_op
from tests.fakes.builders import accepted, an_entry

DEVICE = DeviceRow("d", "w-3", "h-1", "540402", 3, 1, DeviceStatus.ACTIVE, bytes(32), 0, GENESIS, 0)
EPOCH = "e"


def chained(*bodies: bytes, after: bytes = GENESIS, first: int = 1, gen: int = 1):
    ops = []
    for seq, body in enumerate(bodies, first):
        op_id = seq.to_bytes(16, "big")
        after = next_hash(after, gen, seq, op_id, body)
        ops.append(PushedOp(seq, op_id, body, after))
    return tuple(ops)


def a_push(ops, **changes) -> Push:
    return replace(Push(1, EPOCH, ops[0].seq, ops, signed=True), **changes)


def log_of(ops):
    return {op.seq: Logged(op.h, OpResult(op.seq, "applied", id=f"c-{op.seq}")) for op in ops}


OPS = chained(*(b"%d" % at for at in range(6)))


@given(there=st.integers(0, 6), first=st.integers(1, 6), count=st.integers(1, 6))
def test_any_part_of_one_chain_is_a_duplicate_new_or_a_gap(there, first, count):
    ops = OPS[first - 1 : first - 1 + count]
    device = replace(DEVICE, last_seq=there, chain=OPS[there - 1].h if there else GENESIS)
    decision = decide(device, EPOCH, a_push(ops), log_of(OPS[:there]))
    if first > there + 1:
        assert (decision.refusal.error, decision.refusal.seq_high) == ("gap", there)
        return
    assert decision.refusal is None
    assert [each.seq for each in decision.duplicates] == [o.seq for o in ops if o.seq <= there]
    assert {each.s for each in decision.duplicates} <= {"duplicate"}
    assert [each.seq for each in decision.fresh] == [o.seq for o in ops if o.seq > there]


@given(at=st.integers(0, 5), part=st.sampled_from(["h", "body", "op_id"]), there=st.integers(0, 6))
def test_one_changed_byte_anywhere_is_never_taken(at, part, there):
    op = OPS[at]
    value = getattr(op, part)
    wrong = replace(op, **{part: bytes([value[0] ^ 1]) + value[1:]})
    if wrong.seq <= there and part != "h":
        wrong = chained(wrong.body, after=OPS[at - 1].h if at else GENESIS, first=op.seq)[0]
        wrong = replace(wrong, op_id=b"x" * 16, h=bytes(32))
    ops = (*OPS[:at], wrong, *OPS[at + 1 :])
    device = replace(DEVICE, last_seq=there, chain=OPS[there - 1].h if there else GENESIS)
    decision = decide(device, EPOCH, a_push(ops), log_of(OPS[:there]))
    assert decision.forked
    assert decision.refusal.seq in (wrong.seq, wrong.seq + 1)


@pytest.mark.parametrize(
    ("device", "push", "error"),
    [
        ({"status": DeviceStatus.FORKED}, {}, "fork"),
        ({"status": DeviceStatus.RETIRED}, {}, "fork"),
        ({}, {"epoch": "other"}, "epoch"),
        ({"gen": 2}, {}, "gen"),
        ({}, {"gen": 2}, "gen"),
        ({}, {"signed": False}, "signature"),
    ],
)
def test_who_and_when_come_before_what(device, push, error):
    broken = (replace(OPS[0], h=bytes(32)),)
    decision = decide(replace(DEVICE, **device), EPOCH, a_push(broken, **push), {})
    assert decision.refusal.error == error
    assert decision.fresh == ()


def test_a_later_generation_follows_the_one_before_or_begins_anew():
    device = replace(DEVICE, gen=2, chain=OPS[2].h)
    for after in (OPS[2].h, GENESIS):
        ops = chained(b"x", b"y", after=after, gen=2)
        assert decide(device, EPOCH, a_push(ops, gen=2), {}).refusal is None
    other = chained(b"x", after=OPS[1].h, gen=2)
    assert decide(device, EPOCH, a_push(other, gen=2), {}).forked


def test_only_the_first_operation_may_begin_anew():
    device = replace(DEVICE, last_seq=1, chain=OPS[0].h)
    ops = chained(b"x", after=GENESIS, first=2)
    assert decide(device, EPOCH, a_push(ops), {}).refusal.seq == 2


# ---- reading


def read(body: bytes):
    return read_op(PushedOp(1, bytes(16), body, bytes(32)))


def test_an_operation_is_read_with_its_head():
    entry = an_entry(accepted())
    found = read(encode(entry))
    assert found.entry == entry
    assert (found.kind, found.v, found.no, found.at_wall) == (
        "case.accept",
        1,
        entry.no,
        entry.at.wall,
    )


def altered(**changes) -> bytes:
    return json.dumps(json.loads(encode(an_entry(accepted()))) | changes).encode()


@pytest.mark.parametrize(
    ("body", "code", "kind"),
    [
        (altered(v=2), "unknown", "case.accept"),
        (altered(kind="case.teleport"), "unknown", "case.teleport"),
        (altered(kind="\0"), "unknown", ""),
        (altered(v=2**40), "unknown", "case.accept"),
        (altered(data={}), "poison", "case.accept"),
        (altered(at={"wall": 2**60, "mono": 1, "boot": "b"}), "poison", "case.accept"),
        (altered(at="now"), "poison", "case.accept"),
        (altered(more=1), "poison", "case.accept"),
        (b"", "poison", ""),
        (b"[]", "poison", ""),
        (b"\xff", "poison", ""),
        (b"[" * 200_000, "poison", ""),
    ],
)
def test_what_cannot_be_read_says_why_and_keeps_what_can(body, code, kind):
    found = read(body)
    assert (found.entry, found.code, found.kind) == (None, code, kind)
    assert 0 <= found.v < 2**31
    assert 0 <= found.at_wall < 2**48


@given(st.binary(max_size=200))
def test_no_bytes_stop_the_reader(body):
    assert read(body).code in ("poison", "unknown")


def test_a_nul_is_poison_and_a_backslash_is_not():
    assert read(altered(by="a\0b")).detail == "NUL"
    assert read(altered(by="a\\\0b")).detail == "NUL"
    assert read(altered(by="a\\u0000b")).code == ""


def test_what_is_noted_of_poison_names_the_place_and_not_the_value():
    body = altered()
    secret = json.loads(body)
    secret["data"]["application"]["person"]["birth_date"] = "born in secret"
    found = read(json.dumps(secret).encode())
    assert found.detail == "Person.birth_date"
