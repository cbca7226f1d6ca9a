"""A window over real HTTP that decides on the spot and prints certificates on plain paper."""

from __future__ import annotations

import secrets
import time
from dataclasses import dataclass, replace
from datetime import date
from functools import partial

import httpx2

from counter_app.domain.certificate import Certificate, CertificateGrant
from counter_app.domain.certificate_code import code_of, write_code
from counter_app.domain.certificate_number import make_certificate_no
from counter_app.domain.codec import from_plain, to_bytes
from counter_app.domain.decision import Decision, DecisionKind
from counter_app.domain.issue_operation import (
    CaseDecided,
    CertificateBound,
    CertificateConfirmed,
    CertificateSpoiled,
)
from counter_app.domain.item import ProjectType
from counter_app.domain.localtime import day
from counter_app.domain.numbers import window_code
from counter_app.domain.operation import Entry
from counter_app.domain.wire import DeviceCredential, EnrolAnswer, HelloAnswer
from tests.fakes.builders import MOMENT, accepted, an_application
from tests.fakes.certificates import ADVERT, a_certificate
from tests.fakes.county_process import json_lines, run_command
from tests.fakes.county_window import WireWindow
from tests.fakes.paper_cases import an_item

API = "/sync/v1"
DAY = date(2026, 11, 16)


def now_ms() -> int:
    return time.time_ns() // 1_000_000


@dataclass
class Printed:
    """A certificate of a case as the window knows it."""

    case_id: str
    case_no: str
    certificate: Certificate


class IssuingWindow:
    def __init__(self, url: str, *place, window: str, hall: str = "h-1"):
        self.url, self.window = url, WireWindow()
        options = ("--hall", hall, "--window", window, "--kind", "cert")
        (given,) = json_lines(run_command("enrol-window", *options, *place))
        body = self.window.enrol_request(given["code"])
        answer = httpx2.post(f"{url}{API}/enrol", content=body)
        self.window.enrolled(from_plain(EnrolAnswer, answer.json()))
        self.credential: DeviceCredential = self.hello().credential
        self._sent = 0
        self._numbers = 0

    def hello(self) -> HelloAnswer:
        answer = self._signed("POST", f"{API}/hello", to_bytes(self.window.hello()))
        return from_plain(HelloAnswer, answer.json())

    def sync(self) -> None:
        """Push what has not been pushed; all of it must be applied."""
        ops = self.window.ops[self._sent :]
        body = self.window.push_body(self.window.push(*ops))
        answer = self._signed("POST", f"{API}/push", body).json()
        assert {each["s"] for each in answer["results"]} == {"applied"}, answer
        self._sent = len(self.window.ops)

    def archive_copy(self, number: str) -> httpx2.Response:
        return self._signed("GET", f"{API}/certificate/{number}")

    def grant(self, holder: str = "扎西顿珠", **changes) -> Printed:
        """Accept a case and decide on the spot."""
        item = an_item(project_type=ProjectType.IMMEDIATE)
        case_id = secrets.token_hex(16)
        did = accepted(replace(an_application(item), case_id=case_id))
        case_no = self.window.next_no()
        made = a_certificate(ADVERT, holder).grant
        grant: CertificateGrant = replace(made, id=secrets.token_hex(16), **changes)
        decision = Decision(
            DecisionKind.GRANTED, "示例〔2026〕1号", DAY, "示例局", ("格桑",), "准予", basis="委托书",
            grants=(grant,),
        )  # fmt: skip
        printed = Printed(case_id, case_no, Certificate(grant))
        self.record(printed, did)
        self.record(printed, CaseDecided(case_id, decision, ()))
        return printed

    def bind(self, printed: Printed) -> None:
        """Bind a sheet of plain paper; its code is signed here, with no line needed."""
        before = printed.certificate
        self._numbers += not before.number
        info = self.window.info
        code = window_code(info.slot, self.window.gen)
        number = before.number or make_certificate_no(info.area, 2026, code, self._numbers)
        identifier = a_certificate(ADVERT, number=number).identifier
        numbered = replace(before, number=number, identifier=identifier, issued_on=DAY)
        today = day(now_ms())
        content = code_of(numbered, today, before.prints + 1)
        sealed = bytes.fromhex(self.credential.certificate)
        qr = write_code(content, sealed, self.window.key.sign, self.credential.page)
        job = secrets.token_hex(16)
        bound = partial(CertificateBound, printed.case_id, before.grant.id)
        self.record(printed, bound(number, identifier, DAY, job, qr=qr))
        printed.certificate = replace(numbered, qr=qr, job=job, prints=before.prints + 1)

    def confirm(self, printed: Printed) -> None:
        certificate = printed.certificate
        did = CertificateConfirmed(printed.case_id, certificate.grant.id, certificate.job)
        self.record(printed, did)

    def spoil(self, printed: Printed) -> None:
        there = printed.certificate
        self.record(
            printed, CertificateSpoiled(printed.case_id, there.grant.id, there.job, "void", "卡纸")
        )

    def record(self, printed: Printed, did) -> None:
        entry = Entry(did, MOMENT, "ciren", self.window.info.id, printed.case_id, printed.case_no)
        self.window.record(entry)

    def _signed(self, method: str, target: str, body: bytes = b"") -> httpx2.Response:
        headers = self.window.headers(method, target, body, now_ms=now_ms())
        return httpx2.request(
            method, f"{self.url}{target}", content=body, headers=headers, timeout=30
        )
