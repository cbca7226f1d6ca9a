"""The county's word for a window's key: told at hello, kept in the ledger, never a damaged one."""

from __future__ import annotations

from dataclasses import replace

import pytest

from counter_app.domain.wire import DeviceCredential
from counter_app.services.sync.greeting import takes_hello
from counter_app.services.sync.messages import HelloAnswered, SyncState, TakeCredential
from counter_app.services.sync.storing import in_store
from tests.fakes.county_seal import FakeCountySeal
from tests.fakes.desk import a_desk
from tests.fakes.sync_steps import NOW, answer, read

GOOD = FakeCountySeal().credential(bytes(32))


def effects_of(credential):
    told = replace(answer(), credential=credential)
    _, effects, fault = takes_hello(SyncState("d-3", 1), read(), HelloAnswered(1, NOW, NOW, told))
    assert fault == ""
    return [each for each in effects if isinstance(each, TakeCredential)]


def test_what_the_county_tells_is_taken_over():
    assert effects_of(GOOD) == [TakeCredential(GOOD)]
    assert effects_of(None) == []


@pytest.mark.parametrize("certificate", ["", "00", "no hex", GOOD.certificate[:-2]])
def test_what_is_no_certificate_is_left_alone(certificate):
    assert effects_of(DeviceCredential(certificate)) == []


def test_it_is_kept_with_the_enrolment():
    desk = a_desk()
    in_store(desk, effects_of(GOOD))
    assert desk.ledger.enrolment().credential == GOOD
