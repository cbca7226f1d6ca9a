from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counter_app.domain.case import (
    OPEN_STATES,
    CaseState,
    MaterialState,
    RefusalKind,
)
from counter_app.domain.codec import from_plain, to_plain
from counter_app.domain.decision import DecisionKind
from counter_app.domain.errors import RuleError
from counter_app.domain.fold import AMENDABLE, fold, fold_all
from counter_app.domain.operation import (
    CaseAccepted,
    CaseAmended,
    CaseCorrected,
    CaseReceived,
    CaseRefused,
    CaseSupplemented,
    CaseWithdrawn,
    Locked,
    SignedIn,
    decode,
    encode,
)
from counter_app.domain.window_operation import ConsultationServed, PrintFinished, SlipHanded
from tests.fakes.builders import (
    CASE_OPERATIONS,
    a_case_material,
    a_paper,
    accepted,
    amended,
    an_application,
    an_entry,
    corrected,
    folded,
    marked,
    received,
    refused,
    refused_code,
    supplemented,
    withdrawn,
)
from tests.fakes.builders_issue import decided, handed_over

S = CaseState
GAP = marked(an_application(), m3=MaterialState.DEFERRED)
OTHERS = (
    SlipHanded("x", 1, a_paper("W17")),
    ConsultationServed("社保"),
    PrintFinished("j", "d", "tickets", "device_done", case_id="c-1"),
    SignedIn("ciren"),
    Locked("ciren"),
)

# facts/domain.md 2.3, the rows a window moves: from which state which act leads to which states.
LEADS = {
    None: {
        CaseReceived: {S.RECEIVED},
        CaseAccepted: {S.ACCEPTED, S.ACCEPTED_WITH_GAPS},
        CaseCorrected: {S.CORRECTING},
        CaseRefused: {S.NOT_ACCEPTED, S.NOT_NEEDED},
    },
    S.RECEIVED: {
        CaseAccepted: {S.ACCEPTED, S.ACCEPTED_WITH_GAPS},
        CaseCorrected: {S.CORRECTING},
        CaseRefused: {S.NOT_ACCEPTED, S.NOT_NEEDED},
        CaseAmended: {S.RECEIVED},
        CaseWithdrawn: {S.WITHDRAWN},
    },
    S.CORRECTING: {
        CaseSupplemented: {S.CORRECTING, S.RECEIVED},
        CaseAmended: {S.CORRECTING},
        CaseWithdrawn: {S.WITHDRAWN},
    },
    S.ACCEPTED_WITH_GAPS: {
        CaseSupplemented: {S.ACCEPTED_WITH_GAPS, S.ACCEPTED},
        CaseAmended: {S.ACCEPTED_WITH_GAPS},
        CaseWithdrawn: {S.WITHDRAWN},
    },
    S.ACCEPTED: {CaseAmended: {S.ACCEPTED}, CaseWithdrawn: {S.WITHDRAWN}},
    S.GRANTED: {CaseSupplemented: {S.GRANTED}},
    S.READY: {CaseSupplemented: {S.READY}},
    S.DENIED: {},
    S.REFERRED: {},
    S.DELIVERED: {},
    S.NOT_ACCEPTED: {},
    S.NOT_NEEDED: {},
    S.WITHDRAWN: {},
}
TO_STATE = {
    None: (),
    S.RECEIVED: (received(),),
    S.CORRECTING: (corrected(),),
    S.ACCEPTED_WITH_GAPS: (accepted(GAP),),
    S.ACCEPTED: (accepted(),),
    S.GRANTED: (accepted(GAP), decided()),
    S.READY: (accepted(GAP), decided(grants=())),
    S.DENIED: (accepted(), decided(DecisionKind.DENIED)),
    S.REFERRED: (accepted(), decided(DecisionKind.REFERRED)),
    S.DELIVERED: (accepted(), decided(grants=()), handed_over()),
    S.NOT_ACCEPTED: (refused(),),
    S.NOT_NEEDED: (refused(RefusalKind.NOT_NEEDED),),
    S.WITHDRAWN: (received(), withdrawn()),
}

MATERIALS = st.lists(
    st.builds(a_case_material, st.integers(1, 5), state=st.sampled_from(MaterialState)),
    max_size=4,
)
APPLICATIONS = st.fixed_dictionaries(
    {each: st.sampled_from(MaterialState) for each in ("m1", "m2", "m3", "m4")}
).map(lambda states: marked(an_application(), **states))
OPERATIONS = st.one_of(
    st.builds(received, APPLICATIONS),
    st.builds(accepted, APPLICATIONS),
    st.builds(
        lambda about, named: corrected(about, *named),
        APPLICATIONS,
        st.sets(st.sampled_from(["m1", "m2", "m3"]), min_size=1),
    ),
    st.builds(refused, st.sampled_from(RefusalKind)),
    st.builds(lambda brought: supplemented(*brought), MATERIALS),
    st.builds(
        lambda field, new: amended(field=field, new=new),
        st.sampled_from(AMENDABLE),
        st.sampled_from(["次仁", "13800000839"]),
    ),
    st.just(withdrawn()),
    st.sampled_from(OTHERS),
)


@pytest.mark.parametrize("state", LEADS, ids=lambda each: each.value if each else "none")
@pytest.mark.parametrize("did", CASE_OPERATIONS, ids=lambda each: each.kind)
def test_a_state_is_left_only_as_the_table_says(state, did):
    case = folded(*TO_STATE[state])
    assert state is None or case.state is state
    allowed = LEADS[state].get(type(did))
    if allowed is None:
        expected = "case_unknown" if state is None else "case_state"
        assert refused_code(lambda: fold(case, an_entry(did))) == expected
    else:
        assert fold(case, an_entry(did)).state in allowed


@given(st.lists(OPERATIONS, max_size=12))
def test_whatever_comes_a_case_walks_the_table_and_counts_its_steps(operations):
    case, applied = None, 0
    for did in operations:
        lawful = isinstance(did, OTHERS_KINDS) or type(did) in LEADS[case.state if case else None]
        if not lawful:
            code = refused_code(lambda before=case, did=did: fold(before, an_entry(did)))
            assert code == ("case_state" if case else "case_unknown")
            continue
        moved = fold(case, an_entry(did))
        if isinstance(did, OTHERS_KINDS):
            assert moved is case
            continue
        applied += 1
        assert moved.state in LEADS[case.state if case else None][type(did)]
        assert moved.rev == applied
        case = moved


OTHERS_KINDS = tuple(map(type, OTHERS))


@given(st.lists(OPERATIONS, max_size=8))
def test_the_county_folds_bytes_to_the_same_case(operations):
    window = county = None
    for did in operations:
        entry = an_entry(did)
        try:
            window = fold(window, entry)
        except RuleError:
            continue
        county = fold(county, decode(encode(entry)))
        assert county == window
    if window is not None:
        assert from_plain(type(window), to_plain(county), strict=True) == window


@given(st.lists(OPERATIONS, max_size=8))
def test_a_certificate_is_held_exactly_while_a_gap_of_an_accepted_case_is_open(operations):
    case = None
    for did in operations:
        try:
            case = fold(case, an_entry(did))
        except RuleError:
            continue
        if case is not None and case.state in (S.ACCEPTED, S.ACCEPTED_WITH_GAPS):
            assert case.certificate_held == bool(case.open_gaps())
            assert (case.state is S.ACCEPTED_WITH_GAPS) == case.certificate_held


def test_a_refused_operation_leaves_the_case_as_it_was():
    case = folded(accepted())
    kept = replace(case)
    with pytest.raises(RuleError) as caught:
        fold(case, an_entry(received()))
    assert case == kept
    assert caught.value.values == {"state": "@case_state.S20", "kind": "case.receive"}


def test_an_operation_on_a_case_whose_opening_is_not_here_says_so():
    with pytest.raises(RuleError) as caught:
        fold(None, an_entry(supplemented()))
    assert (caught.value.code, caught.value.values) == ("case_unknown", {"kind": "case.supplement"})


def test_states_have_the_codes_of_the_table():
    assert " ".join(each.value for each in S) == (
        "S00 S10 S12 S15 S20 S30 S40 S60 S61 S62 S75 S80 S92"
    )


def test_the_open_states_are_those_that_an_act_can_leave():
    left = {state or S.DRAFT for state, acts in LEADS.items() if acts} | {S.DENIED}
    assert left == OPEN_STATES


def test_nothing_folds_to_nothing():
    assert fold_all(()) is None
    assert folded(*OTHERS) is None
