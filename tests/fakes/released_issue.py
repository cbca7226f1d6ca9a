"""Values of the operations from a decision to the holder's hands, for ``tests.fakes.released``."""

from __future__ import annotations

from datetime import date

from counter_app.domain.certificate import CertificateGrant
from counter_app.domain.decision import Decision, DecisionKind
from counter_app.domain.document import Document
from counter_app.domain.issue_operation import (
    CaseDecided,
    CertificateBound,
    CertificateConfirmed,
    CertificateSpoiled,
    DecisionWithdrawn,
    ResultHandedOver,
)
from counter_app.domain.operation import Operation

DAY, LAST = date(2026, 11, 24), date(2031, 11, 23)
GRANT = CertificateGrant(
    id="0a" * 16,
    type_code="11100000000013338W011",
    name="食品经营许可证",
    holder="示例有限公司",
    holder_code="92540402MA6T12347G",
    fields=(("address", "示例路3号"),),
    valid_from=DAY,
    valid_to=LAST,
)
DECISION = Decision(
    kind=DecisionKind.GRANTED,
    no="示例准字〔2026〕1号",
    decided_on=DAY,
    body="示例区行政审批局",
    officers=("格桑", "央金"),
    content="准予",
    reason="符合条件",
    basis="示例委托书",
    valid_from=DAY,
    valid_to=LAST,
    grants=(GRANT,),
)


def issue_operations(paper: Document) -> dict[str, Operation]:
    case, grant, job = "0192f00d", "0a" * 16, "0b" * 16
    number = "Z540402262AAAA0000197"
    return {
        "case.decide.1": CaseDecided(case, DECISION, (paper,), LAST),
        "case.undecide.1": DecisionWithdrawn(case, DAY, "误发"),
        "certificate.bind.1": CertificateBound(
            case,
            grant,
            number,
            "1.2.156.3005.2.x",
            DAY,
            job,
            "SPJY",
            35_017,
            2,
            by_hand=True,
            reason="卡纸重打",
            qr="AEARIAL6",
        ),
        "certificate.confirm.1": CertificateConfirmed(case, grant, job, "SPJY", 35_017, "017"),
        "certificate.spoil.1": CertificateSpoiled(
            case, grant, job, "empty", "没有墨", "SPJY", 35_017
        ),
        "result.hand_over.1": ResultHandedOver(
            case,
            (grant,),
            DAY,
            "扎西",
            "540402199001010014",
            "本人",
            "touch",
            (paper,),
            "卓玛",
            "cd" * 32,
            bytes((1, 2, 128, 16, 6, 4, 0)),
            "委托书",
            "读卡器故障",
        ),
    }
