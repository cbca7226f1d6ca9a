"""The archive on a store in memory, with real keys: made once, tried once, patient with a database away."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime

import pytest

from counter_app.documents.certificate_renderer import CertificateTypes
from counter_app.domain.certificate import CertificateState
from counter_app.domain.certificate_code import code_of, write_code
from counter_app.domain.certificate_number import make_certificate_no
from counter_app.domain.county_certificate import CertificateAt, Revocation, printed_job
from counter_app.domain.device_certificate import device_tag
from counter_app.domain.errors import RuleError, StoreError
from county_server.public.pace import Turnstile
from county_server.public.verification import Verdict, verify
from county_server.signing.archive import Archive
from county_server.signing.keys import open_keys
from tests.fakes.certificates import ADVERT, a_certificate
from tests.fakes.county_seal import FakeCountySeal
from tests.fakes.paper_cases import a_case, an_item
from tests.fakes.signer import FakeSigner

WAIT_S = 20
DAY = date(2026, 11, 16)
COUNTY, WINDOW = FakeCountySeal(), FakeSigner()
SEALED = COUNTY.certify(WINDOW.public_key())
NUMBER = make_certificate_no("540402", 2026, "AABC", 1)
BARE = replace(a_certificate(ADVERT, number=NUMBER), prints=1)
CODE = code_of(BARE, DAY, 1)
QR = write_code(CODE, SEALED, WINDOW.sign)
PRINTED = replace(BARE, state=CertificateState.PRINTED, job="job-1", qr=QR)


@dataclass
class FakeCertificates:
    found: dict[str, CertificateAt] = field(default_factory=dict)
    files: dict[str, bytes] = field(default_factory=dict)
    revoked: tuple[Revocation, ...] = ()
    away: int = 0
    asked: int = 0
    kept: asyncio.Event = field(default_factory=asyncio.Event)

    def put(self, certificate) -> FakeCertificates:
        at = CertificateAt(a_case(an_item()), certificate, "h-1")
        self.found[certificate.number] = at
        return self

    async def find(self, number: str) -> CertificateAt | None:
        return self.found.get(number)

    async def revocations(self) -> tuple[Revocation, ...]:
        return self.revoked

    async def due(self, limit: int) -> tuple[str, ...]:
        self.asked += 1
        if self.away:
            self.away -= 1
            raise StoreError("county_store_busy", detail="away")
        jobs = {number: printed_job(at.certificate) for number, at in self.found.items()}
        return tuple(each for each, job in jobs.items() if job and job not in self.files)[:limit]

    async def keep(self, job: str, number: str, pdf: bytes) -> None:
        self.files.setdefault(job, pdf)
        self.kept.set()

    async def file(self, job: str) -> bytes | None:
        return self.files.get(job)


@pytest.fixture(scope="module")
def papers(tmp_path_factory):
    return open_keys(tmp_path_factory.mktemp("keys"), datetime(2026, 11, 16, tzinfo=UTC)).papers


def test_what_is_due_is_made_once(papers):
    store = FakeCertificates().put(PRINTED)

    async def scenario():
        archive = Archive(store, papers)
        first = await archive.make_due()
        kept = store.files["job-1"]
        return first, await archive.make_due(), kept, await archive.fetch(store.found[BARE.number])

    first, again, kept, fetched = asyncio.run(scenario())
    assert (first, again) == (1, 0)
    assert kept == fetched
    assert kept.startswith(CertificateTypes().render(PRINTED, QR))


def test_of_two_that_make_it_at_once_one_is_kept(papers):
    store = FakeCertificates().put(PRINTED)

    async def scenario():
        archive, at = Archive(store, papers), store.found[BARE.number]
        return await asyncio.gather(archive.fetch(at), archive.fetch(at))

    one, other = asyncio.run(scenario())
    assert one == other == store.files["job-1"]


@pytest.mark.parametrize(
    "changes",
    [
        {"state": CertificateState.BOUND},
        {"state": CertificateState.VOID},
        {"by_hand": True},
    ],
)
def test_what_is_not_printed_has_none(papers, changes):
    store = FakeCertificates().put(replace(PRINTED, **changes))

    async def scenario():
        archive = Archive(store, papers)
        assert await archive.make_due() == 0
        with pytest.raises(RuleError, match="certificate_not_printed"):
            await archive.fetch(store.found[BARE.number])

    asyncio.run(scenario())


def test_one_that_cannot_be_drawn_stops_no_other(papers):
    grant = replace(PRINTED.grant, fields=())
    broken = replace(PRINTED, grant=grant, number="Z5404022600000000000", job="job-0")
    store = FakeCertificates().put(broken).put(PRINTED)

    async def scenario():
        archive = Archive(store, papers)
        return await archive.make_due(), await archive.make_due()

    assert asyncio.run(scenario()) == (1, 0)
    assert list(store.files) == ["job-1"]


def test_one_that_was_spoiled_since_it_was_due_is_left(papers):
    class Spoiled(FakeCertificates):
        async def find(self, number):
            self.put(replace(PRINTED, state=CertificateState.TO_PRINT, job=""))
            return await super().find(number)

    store = Spoiled().put(PRINTED)

    async def scenario():
        return await Archive(store, papers).make_due()

    assert asyncio.run(scenario()) == 0
    assert store.files == {}


def test_a_database_that_is_away_is_asked_again(papers):
    store = FakeCertificates(away=1).put(PRINTED)

    async def scenario():
        archive = Archive(store, papers, look_every_s=0.01)
        working = asyncio.create_task(archive.work())
        await asyncio.wait_for(store.kept.wait(), WAIT_S)
        archive.end()
        await working

    asyncio.run(scenario())
    assert store.asked >= 2


def asked(store, text, today=DAY) -> Verdict:
    return asyncio.run(verify(store, COUNTY.public_key, text, today)).verdict


def test_a_withdrawn_decision_voids_every_sheet():
    store = FakeCertificates().put(replace(PRINTED, state=CertificateState.VOID))
    second = write_code(replace(CODE, print_no=2), SEALED, WINDOW.sign)
    for text in (QR, second, BARE.number, BARE.identifier):
        assert asked(store, text) is Verdict.WITHDRAWN


@pytest.mark.parametrize(
    ("changes", "text", "verdict"),
    [
        ({}, QR, Verdict.VALID),
        ({"state": CertificateState.HANDED_OVER}, QR, Verdict.VALID),
        ({"state": CertificateState.SENT}, QR, Verdict.VALID),
        ({"state": CertificateState.BOUND}, QR, Verdict.ON_ITS_WAY),
        ({"state": CertificateState.BOUND}, BARE.number, Verdict.IN_MAKING),
        ({"state": CertificateState.TO_PRINT, "qr": ""}, QR, Verdict.REPLACED),
        ({"prints": 2, "qr": ""}, QR, Verdict.REPLACED),
        ({"prints": 0, "qr": ""}, QR, Verdict.ON_ITS_WAY),
    ],
)
def test_the_record_and_the_code_together(changes, text, verdict):
    assert asked(FakeCertificates().put(replace(PRINTED, **changes)), text) is verdict


def test_a_revoked_window_is_believed_only_by_the_record():
    revoked = (Revocation(device_tag("d-3").hex(), 1, DAY),)
    assert asked(FakeCertificates(revoked=revoked), QR) is Verdict.REVOKED
    assert asked(FakeCertificates(revoked=revoked).put(PRINTED), QR) is Verdict.VALID


@pytest.mark.parametrize(
    ("day", "verdict"),
    [
        (date(2026, 11, 15), Verdict.NOT_YET),
        (date(2026, 11, 16), Verdict.VALID),
        (date(2031, 11, 15), Verdict.VALID),
        (date(2031, 11, 16), Verdict.EXPIRED),
    ],
)
def test_the_days_of_a_certificate(day, verdict):
    assert asked(FakeCertificates().put(PRINTED), QR, day) is verdict


def test_one_address_and_all_together_wait():
    turnstile = Turnstile(most_of_one=2, most_of_all=3)
    assert [turnstile.lets_in("a", 0) for _ in range(3)] == [True, True, False]
    assert [turnstile.lets_in(each, 59_999) for each in "bc"] == [True, False]
    assert turnstile.lets_in("a", 60_000)
