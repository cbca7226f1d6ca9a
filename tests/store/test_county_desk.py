"""One contract for the county's own acts, on PostgreSQL and in memory: decisions of the back office."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import date

from counter_app.domain.case import CaseState, MaterialState
from counter_app.domain.deciding import Ruling
from counter_app.domain.decision import DecisionKind
from counter_app.domain.errors import RuleError
from county_server.desk.acts import decide, undecide
from tests.fakes.builders import (
    MOMENT,
    accepted,
    marked,
    supplemented,
    withdrawn,
)
from tests.fakes.county_bench import enrolled, outcomes, pushed
from tests.fakes.county_desk import (
    DENY,
    ELDER,
    a_case,
    accepted_by,
    case_in_feed,
    hand,
    refused,
    wanted,
)


def test_a_grant_reaches_every_window_of_the_hall_with_its_certificates(desk_bench):
    async def scenario(store, desk):
        _, entry = await a_case(store, desk_bench)
        case = await decide(desk, hand(), wanted(entry.no))
        other = await enrolled(store, desk_bench, "w-2")
        return case, await case_in_feed(store, other), entry

    case, fed, entry = desk_bench.decide(scenario)
    assert fed == case
    assert (case.no, case.state) == (entry.no, CaseState.GRANTED)
    assert case.decision.officers == ("格桑", "央金")
    assert case.decision.no == f"{entry.no}-W10-01"
    assert case.decision.decided_on == date(2026, 11, 16)
    assert case.decision.basis == ""
    assert case.deliver_by == date(2026, 11, 30)
    (certificate,) = case.certificates
    assert (certificate.grant.type_code, certificate.grant.holder) == (ELDER, "扎西")
    assert not case.certificate_held


def test_the_county_s_acts_are_a_log_without_hole_and_a_chain_that_holds(desk_bench):
    async def scenario(store, desk):
        window = await enrolled(store, desk_bench, "w-1")
        entries = [accepted_by(window) for _ in range(3)]
        await pushed(store, window)
        for each in entries:
            await decide(desk, hand(), wanted(each.no, DENY))
        await undecide(desk, hand("dawa"), entries[0].no, "误发")

    desk_bench.decide(scenario)
    log, chain, stored = desk_bench.chain("h-1")
    assert log == [(seq, "applied") for seq in (1, 2, 3, 4)]
    assert chain == stored


def test_each_hall_has_a_desk_of_its_own(desk_bench):
    async def scenario(store, desk):
        for hall in ("h-1", "h-2"):
            window = await enrolled(store, desk_bench, f"w-{hall}", hall)
            entry = accepted_by(window)
            await pushed(store, window)
            await decide(desk, hand(), wanted(entry.no))

    desk_bench.decide(scenario)
    for hall in ("h-1", "h-2"):
        log, chain, stored = desk_bench.chain(hall)
        assert log == [(1, "applied")]
        assert chain == stored


# facts/domain.md 2.7: decided with gaps, the certificate is held until they are closed
def test_a_gap_holds_the_certificate_but_not_the_decision(desk_bench):
    async def scenario(store, desk):
        window = await enrolled(store, desk_bench, "w-1")
        entry = window.accept("c-1")
        gap = marked(entry.operation.application, m3=MaterialState.DEFERRED)
        window.record(replace(entry, operation=accepted(gap)))
        await pushed(store, window)
        held = await decide(desk, hand(), wanted(entry.no))
        brought = replace(gap.materials[2], state=MaterialState.RECEIVED, until=None)
        later = replace(entry, operation=supplemented(brought))
        await pushed(store, window, window.push(*window.record(later)))
        return held, await case_in_feed(store, window)

    held, free = desk_bench.decide(scenario)
    assert (held.state, held.certificate_held) == (CaseState.GRANTED, True)
    assert (free.state, free.certificate_held) == (CaseState.GRANTED, False)


def test_a_decision_is_taken_back_and_taken_again(desk_bench):
    async def scenario(store, desk):
        window, entry = await a_case(store, desk_bench)
        await decide(desk, hand(), wanted(entry.no))
        twice = await refused(decide(desk, hand(), wanted(entry.no, DENY)))
        back = await undecide(desk, hand("dawa"), entry.no, "发现依据有误")
        none = await refused(undecide(desk, hand("dawa"), entry.no, "发现依据有误"))
        blank = await refused(undecide(desk, hand("dawa"), entry.no, " "))
        again = await decide(desk, hand("dawa"), wanted(entry.no, DENY))
        return twice, back, none, blank, again, await case_in_feed(store, window)

    twice, back, none, blank, again, fed = desk_bench.decide(scenario)
    assert twice.code == none.code == "case_state"
    assert blank.code == "reason_missing"
    assert (back.state, back.decision) == (CaseState.ACCEPTED, None)
    assert [each.state.value for each in back.certificates] == ["void"]
    assert again.state is CaseState.DENIED
    assert fed == again


def a_withdrawal(window, entry):
    did = withdrawn(case_id=entry.subject)
    return window.record(replace(entry, operation=did, at=MOMENT, by="ciren"))


def test_after_the_withdrawal_nothing_is_decided_and_the_officer_is_told(desk_bench):
    async def scenario(store, desk):
        window, entry = await a_case(store, desk_bench)
        await pushed(store, window, window.push(*a_withdrawal(window, entry)))
        return await refused(decide(desk, hand(), wanted(entry.no)))

    wrong = desk_bench.decide(scenario)
    assert wrong.code == "case_state"
    assert wrong.values["state"] == "@case_state.S92"


def test_of_a_decision_and_a_withdrawal_at_the_same_moment_one_is_first(desk_bench):
    async def scenario(store, desk):
        window = await enrolled(store, desk_bench, "w-1")
        entries = [accepted_by(window) for _ in range(12)]
        await pushed(store, window)
        won = []
        for each in entries:
            ops = a_withdrawal(window, each)
            deciding = asyncio.ensure_future(decide(desk, hand(), wanted(each.no)))
            pushing = asyncio.ensure_future(pushed(store, window, window.push(*ops)))
            told, answer = await asyncio.gather(deciding, pushing, return_exceptions=True)
            case = (await desk.place(each.no), outcomes(answer)[0][1:], told)
            won.append(case)
        return won

    for _, withdrawal, told in desk_bench.decide(scenario):
        if withdrawal == ("applied", ""):
            assert isinstance(told, RuleError)
            assert told.code == "case_state"
        else:
            assert withdrawal == ("parked", "case_state")
            assert told.state is CaseState.GRANTED


def test_two_officers_at_once_decide_once(desk_bench):
    async def scenario(store, desk):
        _, entry = await a_case(store, desk_bench)
        return await asyncio.gather(
            decide(desk, hand("gesang"), wanted(entry.no)),
            decide(desk, hand("dawa"), wanted(entry.no, DENY)),
            return_exceptions=True,
        )

    one, other = sorted(desk_bench.decide(scenario), key=lambda each: isinstance(each, RuleError))
    assert one.decision is not None
    assert other.code == "case_state"


def test_a_referral_goes_up_and_ends_here(desk_bench):
    async def scenario(store, desk):
        _, entry = await a_case(store, desk_bench)
        up = Ruling(DecisionKind.REFERRED, officers=("格桑",), reason="须由市局决定")
        return await decide(desk, hand(), wanted(entry.no, up))

    case = desk_bench.decide(scenario)
    assert (case.state, case.certificates, case.deliver_by) == (CaseState.REFERRED, (), None)
