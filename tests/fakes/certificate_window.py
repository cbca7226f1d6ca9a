"""A decided case at a certificate window on fakes, with a tried placement and a drawer of blanks."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from counter_app.domain.blank import BlankLease, BlankState
from counter_app.domain.case import MaterialState
from counter_app.domain.certificate import CertificateGrant, CertificateState, Sheet
from counter_app.domain.decision import Decision, DecisionKind
from counter_app.domain.errors import CounterError
from counter_app.domain.issue_operation import CaseDecided, DecisionWithdrawn
from counter_app.domain.operation import Entry, Moment
from counter_app.domain.placement import UNMOVED, PlacementNote, spot_of
from counter_app.domain.serial_range import SerialRange
from counter_app.domain.wire import OpResult
from counter_app.services.cases import case_of
from counter_app.services.certificate_answers import confirm_print
from counter_app.services.certificate_issue import Order, issue_certificate
from counter_app.services.certificates import certificate_lines
from counter_app.services.desk import enrolled
from counter_app.services.drafts import mark_material, open_case
from counter_app.services.intake import accept
from counter_app.services.print_answers import Answer, PrintFate
from tests.fakes.certificates import FOOD, a_certificate
from tests.fakes.desk import a_desk, county_says, play, signed_visit
from tests.fakes.paper_cases import NOW_MS, a_person, an_item

ITEM = an_item()
SERIES = "SPZ"
FIRST = 35_017
DAY = date(2026, 11, 16)


def a_grant(
    which: int = 1, type_code: str = FOOD, holder: str = "扎西", **values
) -> CertificateGrant:
    made = a_certificate(type_code, holder, **values).grant
    return replace(made, id=f"{which:032x}")


def a_window_desk(*items, **changes):
    """A desk that has a drawer of ten blanks from ``FIRST`` and a placement seen right."""
    desk = a_desk(*(items or (ITEM,)), **changes)
    desk.ledger.add_lease(
        BlankLease("lease-1", SERIES, FIRST, FIRST + 9, 1, (SerialRange(FIRST, FIRST + 9),))
    )
    spot = spot_of(desk.settings.devices.certificates, desk.forms.paper(FOOD).form)
    tried = {"trial_printed": True, "tried_by": "ciren", "tried_at_ms": NOW_MS}
    desk.placements.keep(PlacementNote(spot, UNMOVED, "ciren", NOW_MS, **tried))
    return desk


def accepted(desk, item=ITEM, person=None, gaps=()):
    """An accepted case; the person has left."""
    visit = play(desk, open_case(desk, signed_visit(person=person or a_person()), item.code, None))
    visit = play(desk, mark_material(desk, visit, "all", MaterialState.RECEIVED, None))
    for each, until in gaps:
        visit = play(desk, mark_material(desk, visit, each, MaterialState.DEFERRED, until))
    return play(desk, accept(desk, visit)).case


def record(desk, case, did, n=[0]):  # noqa: B006  a counter
    n[0] += 1
    moment = Moment(desk.clock.read().wall_ms, 1, "boot-1")
    entry = Entry(did, moment, "ciren", enrolled(desk).window.id, case.id, case.no)
    desk.ledger.record(b"test" + n[0].to_bytes(12, "big"), lambda _no: entry)
    return case_of(desk, case.id)


def decide(desk, case, *grants, kind=DecisionKind.GRANTED):
    """The county's decision as it would come by the feed, recorded here."""
    decision = Decision(
        kind, "示例〔2026〕1号", DAY, "示例局", ("格桑", "央金"), "准予", grants=grants
    )
    return record(desk, case, CaseDecided(case.id, decision, (), date(2026, 11, 30)))


def withdraw(desk, case):
    return record(desk, case, DecisionWithdrawn(case.id, DAY, "误发"))


def decided(desk, *grants, **told):
    return decide(desk, accepted(desk, **told), *(grants or (a_grant(),)))


def issue(desk, case, **order):
    return play(desk, issue_certificate(desk, signed_visit(), Order(case.no, **order)))


def answer(desk, job, fate=PrintFate.GOOD, last3="", **told):
    return play(desk, confirm_print(desk, signed_visit(), Answer(job, fate, last3, **told)))


def lines(desk):
    return play(desk, certificate_lines(desk, signed_visit()))


def groups(desk):
    return [each.group.value for each in lines(desk)]


def blank_state(desk, serial, series=SERIES) -> BlankState:
    return desk.ledger.blank(series, serial).state


def operations(desk, case):
    return [each.entry.operation for each in desk.ledger.entries(case.id)]


def kinds(desk, case):
    """Kinds of the operations since the decision, oldest first."""
    told = [each.kind for each in operations(desk, case)]
    return told[told.index("case.decide") + 1 :]


def refused(act) -> CounterError:
    with pytest.raises(CounterError) as caught:
        act()
    return caught.value


def finished(desk, case, tail="017"):
    done = issue(desk, case)
    answer(desk, done.job, last3=tail)
    return done


def told_by_the_county(desk, case, **changes):
    """The county's row of a case, as another window left it."""
    certificate = replace(case.certificates[0], **changes)
    row = replace(case, certificates=(certificate,), rev=case.rev + 5)
    county_says(desk, row)
    return row


def foreign_case(desk, **changes):
    """A case of another window: this one knows it by the feed alone."""
    other = a_window_desk()
    case = decided(other)
    return told_by_the_county(desk, replace(case, id="f" * 32), **changes)


def doubled():
    """Both windows printed with the line cut; the county took the other one's and parked ours."""
    desk = a_window_desk()
    case = foreign_case(desk)
    done = finished(desk, case)
    for seq, op in enumerate(operations(desk, case), start=desk.ledger.chain_state().next_seq - 3):
        if op.kind.startswith("certificate."):
            desk.ledger.settle(seq, 0, [OpResult(seq, "parked", "certificate_taken")])
    told_by_the_county(
        desk,
        case,
        state=CertificateState.PRINTED,
        window="w-9",
        sheet=Sheet("SPZ", 88, 1),
        number="Z54040226AZAB0000115",
        job="j9",
    )
    return desk, case, done
