"""Operations from the decision to the hand-over, for the case of ``tests.fakes.builders``."""

from __future__ import annotations

from datetime import date

from counter_app.domain.certificate import CertificateGrant
from counter_app.domain.decision import Decision, DecisionKind
from counter_app.domain.issue_operation import (
    CaseDecided,
    CertificateBound,
    CertificateConfirmed,
    CertificateSpoiled,
    DecisionWithdrawn,
    ResultHandedOver,
)

DAY = date(2026, 11, 24)
NUMBER = "Z540402262AAAA0000197"


def a_grant(which: int = 1) -> CertificateGrant:
    return CertificateGrant(
        id=f"{which:032x}",
        type_code="11100000000013338W011",
        name="食品经营许可证",
        holder="示例有限公司",
        holder_code="92540402MA6T12347G",
        fields=(("address", "示例路3号"),),
        valid_from=DAY,
        valid_to=date(2031, 11, 23),
    )


def decided(
    kind: DecisionKind = DecisionKind.GRANTED, grants: tuple[CertificateGrant, ...] = (a_grant(),)
) -> CaseDecided:
    given = grants if kind is DecisionKind.GRANTED else ()
    decision = Decision(
        kind, "示例〔2026〕1号", DAY, "示例局", ("格桑", "央金"), "准予", grants=given
    )
    return CaseDecided("c-1", decision, (), date(2026, 12, 8))


def undecided() -> DecisionWithdrawn:
    return DecisionWithdrawn("c-1", DAY, "误发")


def bound(serial: int = 35_017, which: int = 1, number: str = NUMBER) -> CertificateBound:
    return CertificateBound(
        "c-1", a_grant(which).id, number, "1.2.x", DAY, "job-1", "SPJY", serial, 2
    )


def confirmed(serial: int = 35_017, which: int = 1) -> CertificateConfirmed:
    return CertificateConfirmed("c-1", a_grant(which).id, "job-1", "SPJY", serial, "017")


def spoiled(serial: int = 35_017, which: int = 1) -> CertificateSpoiled:
    return CertificateSpoiled("c-1", a_grant(which).id, "job-1", "void", "卡纸", "SPJY", serial)


def handed_over(*which: int) -> ResultHandedOver:
    ids = tuple(a_grant(each).id for each in which)
    return ResultHandedOver(
        "c-1", ids, DAY, "扎西", "540402199001010014", "本人", "fingerprint", (), "卓玛"
    )


ISSUE_OPERATIONS = (decided(), undecided(), bound(), confirmed(), spoiled(), handed_over())
