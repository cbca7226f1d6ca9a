"""Blanks, leases and what is done to them; serials of series ``SPJY``."""

from __future__ import annotations

from datetime import date

from counter_app.domain.blank import BlankLease
from counter_app.domain.blank_operation import (
    BlankAllotted,
    BlankCounted,
    BlankDestroyed,
    BlankHandedOver,
    BlankLost,
    BlankReceived,
    BlankReturned,
    BlankVoided,
    subject_of_series,
)
from counter_app.domain.issue_operation import (
    CertificateBound,
    CertificateConfirmed,
    CertificateSpoiled,
)
from counter_app.domain.operation import Entry, Moment, Operation
from counter_app.domain.serial_range import SerialRange

SERIES = "SPJY"
DAY = date(2026, 11, 24)
GRANT = "0a" * 16


def sheets(first: int, last: int | None = None) -> SerialRange:
    return SerialRange(first, last or first)


def a_lease(
    first: int = 35_001, last: int = 35_010, *, lease: str = "lease-1", fence: int = 1
) -> BlankLease:
    return BlankLease(lease, SERIES, first, last, fence, (SerialRange(first, last),))


def bind(serial: int, fence: int = 1, grant: str = GRANT) -> CertificateBound:
    return CertificateBound("c-1", grant, "Z1", "1.2.x", DAY, "job-1", SERIES, serial, fence)


def confirm(serial: int, grant: str = GRANT) -> CertificateConfirmed:
    return CertificateConfirmed("c-1", grant, "job-1", SERIES, serial, f"{serial:03d}"[-3:])


def spoil(serial: int, fate: str = "void", grant: str = GRANT) -> CertificateSpoiled:
    return CertificateSpoiled("c-1", grant, "job-1", fate, "卡纸", SERIES, serial)


def void(serial: int) -> BlankVoided:
    return BlankVoided(SERIES, serial, "污损")


def lose(first: int, last: int | None = None, witness: str = "zhuoma") -> BlankLost:
    return BlankLost(SERIES, sheets(first, last), "找不到", witness)


def hand(
    first: int, last: int | None = None, giver: str = "ciren", taker: str = "zhuoma"
) -> BlankHandedOver:
    return BlankHandedOver(SERIES, sheets(first, last), giver, taker)


def give_back(first: int, last: int | None = None) -> BlankReturned:
    return BlankReturned(SERIES, sheets(first, last), "用不完")


def destroy(*spans: SerialRange, witness: str = "zhuoma") -> BlankDestroyed:
    return BlankDestroyed(SERIES, spans, DAY, witness)


def receive(first: int, last: int) -> BlankReceived:
    return BlankReceived(SERIES, SerialRange(first, last), DAY, "格桑", "食品经营许可证")


def allot(
    first: int, last: int, lease: str, fence: int, drawer: str, moved_from: str = ""
) -> BlankAllotted:
    return BlankAllotted(SERIES, SerialRange(first, last), lease, fence, drawer, moved_from)


def done(operation: Operation, *, window: str = "w3", by: str = "ciren") -> Entry:
    """An entry of a window; a certificate's has the case as its subject."""
    subject = getattr(operation, "case_id", subject_of_series(SERIES))
    return Entry(operation, Moment(1_794_794_400_000, 5_000, "boot-1"), by, window, subject)


BLANK_OPERATIONS = (
    receive(35_001, 35_100),
    allot(35_001, 35_010, "lease-1", 1, "w3"),
    void(35_001),
    lose(35_002, 35_003),
    hand(35_004),
    give_back(35_009, 35_010),
    destroy(sheets(35_001)),
    BlankCounted(SERIES, (sheets(35_004, 35_008),), DAY, (sheets(35_009),), (sheets(1),)),
)
