from __future__ import annotations

import dataclasses
import json
import typing

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counter_app.domain import operation as module
from counter_app.domain.case import Application
from counter_app.domain.codec import ShapeError
from counter_app.domain.document import Document
from counter_app.domain.operation import (
    OPERATIONS,
    Entry,
    Moment,
    UnknownOperation,
    decode,
    documents_of,
    encode,
)
from counter_app.domain.person import Person
from counter_app.domain.window_operation import ConsultationServed, SlipHanded
from tests.fakes.builders import CASE_OPERATIONS, a_paper, an_entry
from tests.fakes.builders_delivery import DELIVERY_OPERATIONS
from tests.fakes.builders_issue import ISSUE_OPERATIONS
from tests.fakes.released import GOLDEN, PAPER, RELEASED, released_entry
from tests.fakes.strategies import TEXT, instances

NAMES = sorted(RELEASED)


# INV-23: what a released version wrote is read for ever.
def test_every_kind_has_its_golden_bytes_and_every_golden_file_its_kind():
    there = {each.stem for each in GOLDEN.glob("*.json")}
    assert there == set(NAMES) == {f"{kind}.{v}" for kind, v in OPERATIONS}


@pytest.mark.parametrize("name", NAMES)
def test_an_operation_of_a_released_version_is_read_to_an_equal_value(name):
    assert decode((GOLDEN / f"{name}.json").read_bytes()) == released_entry(name)


@pytest.mark.parametrize("name", NAMES)
def test_an_upgrade_writes_the_same_bytes(name):
    assert encode(released_entry(name)) == (GOLDEN / f"{name}.json").read_bytes()


@pytest.mark.parametrize("name", NAMES)
def test_the_golden_bytes_hold_every_field(name):
    # a field added without a new v, or left at its default here, would go unseen
    def bare(value, where):
        for each in dataclasses.fields(value):
            part = getattr(value, each.name)
            yield from () if part != each.default else (f"{where}.{each.name}",)
            inner = part if isinstance(part, tuple) else (part,)
            for one in inner:
                if dataclasses.is_dataclass(one):
                    yield from bare(one, f"{where}.{each.name}")

    expected = {"until", "fault", "unit"}  # one material is faulty, the other deferred
    left = {each.rpartition(".")[2] for each in bare(RELEASED[name], name)}
    assert left <= expected


ENTRIES = {
    cls: st.builds(
        Entry,
        operation=instances(cls),
        at=instances(Moment),
        by=TEXT,
        window=TEXT,
        subject=TEXT,
        no=st.none() | TEXT,
        deps=st.lists(TEXT, max_size=2).map(tuple),
    )
    for cls in OPERATIONS.values()
}


@pytest.mark.parametrize("cls", OPERATIONS.values(), ids=lambda each: each.kind)
@given(data=st.data())
def test_any_operation_goes_through_bytes_and_back(cls, data):
    entry = data.draw(ENTRIES[cls])
    body = encode(entry)
    assert decode(body) == entry
    assert encode(decode(body)) == body


def test_the_registry_knows_every_operation_by_its_own_kind_and_version():
    assert set(OPERATIONS.values()) == set(typing.get_args(module.Operation))
    assert all((each.kind, each.v) == key for key, each in OPERATIONS.items())
    made = (*CASE_OPERATIONS, *ISSUE_OPERATIONS, *DELIVERY_OPERATIONS)
    assert set(map(type, made)) == set(typing.get_args(module.CaseOperation))


@pytest.mark.parametrize("cls", [*OPERATIONS.values(), Moment, Application, Person, Document])
def test_none_is_the_default_of_whatever_may_be_none(cls):
    # None is left out of the bytes: another default would come back in its place
    hints = typing.get_type_hints(cls)
    for each in dataclasses.fields(cls):
        if type(None) in typing.get_args(hints[each.name]):
            assert each.default in (None, dataclasses.MISSING), each.name


def changed(**parts):
    body = json.loads(encode(an_entry(ConsultationServed("社保"))))
    return json.dumps({**body, **parts}).encode()


def refused(body):
    with pytest.raises(ShapeError) as caught:
        decode(body)
    return caught.value


@pytest.mark.parametrize(
    ("kind", "v", "named"),
    [("ticket.dance", 1, "ticket.dance v1"), ("consult.serve", 2, "consult.serve v2")],
)
def test_a_newer_windows_operation_is_unknown_and_named(kind, v, named):
    wrong = refused(changed(kind=kind, v=v, data={"whatever": [1]}))
    assert isinstance(wrong, UnknownOperation)
    assert str(wrong) == named


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b"null",
        b"[]",
        b"\xff\xfe",
        b'{"kind":"consult.serve"}',
        changed(v="1"),
        changed(v=True),
        changed(kind=1),
        changed(at={"wall": 1, "mono": 1}),
        changed(at={"wall": "1", "mono": 1, "boot": "b"}),
        changed(data=[]),
        changed(data={}),
        changed(data={"topic": 1}),
        changed(deps="aa"),
        changed(deps=[1]),
        changed(no=7),
    ],
)
def test_what_is_no_operation_is_not_taken_for_a_newer_one(body):
    assert not isinstance(refused(body), UnknownOperation)


@pytest.mark.parametrize(
    ("parts", "named"),
    [
        ({"extra": 1}, "Entry: _Body: unknown extra"),
        ({"data": {"topic": "社保", "extra": 1}}, "ConsultationServed: unknown extra"),
        (
            {"at": {"wall": 1, "mono": 1, "boot": "b", "extra": 1}},
            "Entry: Moment: unknown extra",
        ),
    ],
)
def test_a_field_that_the_version_does_not_have_is_refused(parts, named):
    assert str(refused(changed(**parts))) == named


def test_a_field_too_many_deep_inside_is_refused():
    body = json.loads(encode(released_entry("case.receive.1")))
    body["data"]["application"]["person"]["email"] = "x"
    assert str(refused(json.dumps(body).encode())) == "Person: unknown email"


@pytest.mark.parametrize("name", NAMES)
def test_the_papers_of_an_operation(name):
    heads = ("case.", "slip.", "result.", "delivery.authorise", "delivery.close", "delivery.batch")
    bearing = name.startswith(heads) and name not in ("case.undecide.1", "case.mark.1")
    assert documents_of(RELEASED[name]) == ((PAPER,) if bearing else ())


def test_a_paper_of_no_case_survives_the_bytes():
    paper = dataclasses.replace(a_paper("W17"), case_no=None)
    entry = an_entry(SlipHanded("x", 1, paper), no=None)
    assert decode(encode(entry)) == entry
