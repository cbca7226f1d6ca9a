"""The county's reports on the real application: the close of a hall's day, and annual facts."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from threading import Thread

import pytest

from counter_app.domain import localtime
from counter_app.domain.errors import CountyError, RuleError
from counter_app.domain.ids import uuid7
from counter_app.domain.operation import Entry
from counter_app.domain.ports_reports import CloseWish, FactsWish
from counter_app.domain.report import LINES_PAGE, LinesWish
from counter_app.domain.report_annual import FACTS, NOW
from counter_app.domain.report_operation import DayClosed, Match, subject_of_day
from counter_app.domain.window_operation import ConsultationServed, PrintFinished
from counter_app.domain.wire import Pace, PushAnswer
from county_server.sync.inbox import take_push
from db.county.people import User, save_user
from tests.fakes.builders import MOMENT, a_paper
from tests.fakes.builders_blank import bind, confirm
from tests.fakes.builders_delivery import CERTIFICATE, authorised, batched, waybill
from tests.fakes.builders_issue import a_grant
from tests.fakes.county_bench import PostgresBench, enrolled
from tests.fakes.hall_server import Hand, served_hall
from tests.fakes.stock_bench import granted_case, issued

DAY = localtime.day(MOMENT.wall)
SPAN = (localtime.start_ms(DAY), localtime.start_ms(DAY + timedelta(days=1)))


class Halls:
    """A served hall; ``asks`` is a window whose supervisor asks, others push."""

    def __init__(self, served, url):
        self.served, self.bench, self.made = served, PostgresBench(url), 0
        self.asks = served.window("w-9")

    def window(self, name, hall="hall-1"):
        return self.bench.run(lambda store: enrolled(store, self.bench, name, hall))

    def push(self, window, *entries):
        before = len(window.ops)
        window.record(*entries)

        push = window.push(*window.ops[before:]) if entries else window.push()

        async def scenario(store):
            return await take_push(store, window.device, push, Pace())

        answer = self.bench.run(scenario)
        assert isinstance(answer, PushAnswer), answer
        return [each.code or each.s for each in answer.results]

    def wish(self, **changes):
        self.made += 1
        op_id = uuid7(SPAN[0], self.made.to_bytes(10, "big")).hex()
        return replace(CloseWish(op_id, DAY, "basang"), **changes)

    def lines(self, what, after="", level="hall", key="hall-1"):
        return self.asks.report_lines(LinesWish(level, key, what, *SPAN, after, "basang"))

    def facts(self, level="hall", key="hall-1", by="basang"):
        return self.asks.annual_facts(FactsWish(level, key, DAY, DAY, by))


@pytest.fixture
def halls(county_databases):
    url = county_databases("embedded")
    with served_hall(url) as served:
        made = Halls(served, url)
        for name, role in (("basang", "supervisor"), ("ciren", "clerk")):
            save_user(url, User(name, name, "x", (role,)), update=False)
        yield made


def at_window(window, did, subject="s-1", **changes):
    return replace(Entry(did, MOMENT, "ciren", window.info.id, subject), **changes)


def accept(window):
    """An acceptance whose notice has an id of its own."""
    entry = window.accept()
    paper = replace(a_paper("W02"), id=f"{entry.no}-W02-01", case_no=entry.no)
    return replace(entry, operation=replace(entry.operation, documents=(paper,)))


def printed(window, entry, state="device_done"):
    paper = entry.operation.documents[0]
    did = PrintFinished("j-1", paper.id, "documents", state, "", entry.subject)
    return at_window(window, did, entry.subject)


def totals(closing):
    return {each.name: each.count for each in closing.totals if each.count}


def refusal(call):
    with pytest.raises(RuleError) as caught:
        call()
    return caught.value.code


def rejected(call):
    with pytest.raises(CountyError) as caught:
        call()
    return caught.value.code == "county_rejected"


def test_a_day_is_counted_closed_once_and_what_comes_later_stands_apart(halls):
    window = halls.window("w-1")
    one, two = accept(window), accept(window)
    halls.push(window, one, two, printed(window, one), printed(window, two, "unknown"))
    book = halls.asks.day_closing(DAY, "basang")
    assert totals(book) == {"received": 2, "accepted": 2, "acceptances": 2}
    assert Match("acceptances", 2, 1) in book.matches
    assert [each.no for each in halls.lines("open.acceptances").lines] == [
        two.operation.documents[0].id
    ]

    wish = halls.wish(missing=("w-5",), note=" 打印机换粉 ")
    closed = halls.asks.close_day(wish).closed
    assert (closed.by, closed.note, closed.missing, closed.late) == (
        "basang",
        "打印机换粉",
        ("w-5",),
        0,
    )
    assert halls.asks.close_day(wish).closed == closed  # its answer was lost on the way
    assert refusal(lambda: halls.asks.close_day(halls.wish())) == "day_closed"

    halls.push(window, accept(window), at_window(window, ConsultationServed("社保")))
    after = halls.asks.day_closing(DAY, "basang")
    assert after.closed == replace(closed, late=2)
    assert totals(after)["accepted"] == 3
    late = halls.lines("late").lines
    assert [each.what for each in late] == ["case.accept", "consult.serve"]
    rows = halls.bench.rows(
        "SELECT window_id, by_user FROM event WHERE subject = %s", [subject_of_day("hall-1", DAY)]
    )
    assert rows == [("w-9", "basang")]


def test_the_day_of_another_hall_is_another_day(halls):
    window, elsewhere = halls.window("w-1"), halls.window("x-1", "hall-2")
    halls.push(elsewhere, accept(elsewhere))
    halls.push(window, at_window(window, ConsultationServed("社保")))
    assert totals(halls.asks.close_day(halls.wish())) == {"consultations": 1}


def test_tickets_of_the_live_line_are_in_the_day(halls):
    kiosk = Hand(halls.served.window("k-1", "kiosk"))
    hand = Hand(halls.served.window("w-2"))
    for _ in range(2):
        kiosk("take", line="A")
    ticket = hand("call").ticket
    hand("finish", ticket=ticket.id)
    book = halls.asks.day_closing(localtime.day(halls.served.clock.read().wall_ms), "basang")
    assert totals(book) == {"arrivals": 2, "finishes": 1}
    assert Match("tickets", 2, 1) in book.matches


def test_cases_set_apart_count_in_no_total_of_cases_but_their_paper_does(halls):
    window = halls.window("w-1")
    entry = accept(window)
    halls.push(window, entry)
    halls.bench.rows(
        "INSERT INTO event (op_id, hall, window_id, by_user, kind, subject, at, clock, mark)"
        " VALUES (gen_random_uuid(), 'hall-1', 'd', 'x', 'case.mark', %s, now(), 'pc', 'test')"
        " RETURNING 1",
        [entry.subject],
    )
    assert totals(halls.asks.day_closing(DAY, "basang")) == {"acceptances": 1}


def test_of_two_supervisors_at_one_moment_one_closes(halls):
    other = halls.served.window("w-8")
    outcomes = []

    def press(county, wish):
        try:
            outcomes.append(county.close_day(wish).closed.by)
        except RuleError as refused:
            outcomes.append(refused.code)

    hands = [Thread(target=press, args=(each, halls.wish())) for each in (halls.asks, other)]
    for each in hands:
        each.start()
    for each in hands:
        each.join()
    assert sorted(outcomes) == ["basang", "day_closed"]


def test_a_close_is_refused_with_a_reason(halls):
    for changes, code in (
        ({"by": "ciren"}, "role_missing"),
        ({"by": "nobody"}, "role_missing"),
        ({"by": ""}, "role_missing"),
        ({"day": DAY + timedelta(days=400)}, "day_ahead"),
        ({"note": "字" * 501}, "day_note_long"),
    ):
        assert refusal(lambda c=changes: halls.asks.close_day(halls.wish(**c))) == code
    for op_id in ("", "zz", "00"):
        assert rejected(lambda o=op_id: halls.asks.close_day(halls.wish(op_id=o)))
    assert halls.asks.day_closing(DAY, "basang").closed is None


def test_a_window_that_closes_a_day_by_itself_is_parked(halls):
    window = halls.window("w-1")
    did = DayClosed("hall-1", DAY, (), (), ())
    assert halls.push(window, at_window(window, did, subject_of_day("hall-1", DAY))) == [
        "foreign_window"
    ]
    assert halls.asks.day_closing(DAY, "basang").closed is None


def test_annual_facts_count_certificates_and_parcels_once_and_open_their_lines(halls):
    window = halls.window("w-1")
    case = granted_case(window)
    grant = a_grant(1).id
    plain = (replace(each, series="", serial=0) for each in (bind(0, 0, grant), confirm(0, grant)))
    posted = (authorised(), batched(contents=(replace(CERTIFICATE, number="Z1"),)), waybill())
    issued(window, case, *plain, *posted, waybill())
    halls.push(window)
    facts = halls.facts()
    counted = {each.name: each.count for each in facts.counts}
    assert set(counted) == {*FACTS, *NOW}
    assert (counted["certificates"], counted["deliveries"], counted["ratings"]) == (1, 1, 0)
    assert counted["windows_nd"] == 2
    assert counted == {each.name: each.count for each in halls.facts("area", "540400").counts}
    for name, count in counted.items():
        assert len(halls.lines(name).lines) == count


def test_items_and_departments_in_use_are_counted(halls):
    halls.bench.rows(
        "INSERT INTO item (code, version, body) SELECT 'i-' || n, 1, jsonb_build_object("
        "'name', 'n', 'state', CASE WHEN n = 1 THEN '3' ELSE '1' END, 'dept_code', n %% 3,"
        "'dept_name', 'd', 'domain_tag', CASE WHEN n > 200 THEN 't' ELSE '' END,"
        "'withdrawn_on', CASE WHEN n = 2 THEN '2020-01-01' END)"
        " FROM generate_series(1, %s) n RETURNING 1",
        [LINES_PAGE + 10],
    )
    counted = {each.name: each.count for each in halls.facts().counts}
    in_use = LINES_PAGE + 8
    assert (counted["notice_items"], counted["items_nd"]) == (in_use, in_use)
    assert (counted["items_field"], counted["notice_units"]) == (10, 3)
    first = halls.lines("notice_items")
    second = halls.lines("notice_items", first.more)
    assert (len(first.lines), len(second.lines), second.more) == (LINES_PAGE, 8, "")
    assert first.lines[0].no not in {each.no for each in second.lines}


def test_a_day_with_many_lines_is_read_page_by_page(halls):
    window = halls.window("w-1")
    halls.push(window, *(accept(window) for _ in range(LINES_PAGE // 2)))
    halls.push(window, *(accept(window) for _ in range(LINES_PAGE // 2 + 3)))
    first = halls.lines("acceptances")
    rest = halls.lines("acceptances", first.more)
    assert (len(first.lines), len(rest.lines), rest.more) == (LINES_PAGE, 3, "")


def test_who_asks_for_what_is_not_his_gets_nothing(halls):
    for level, key in (("hall", "hall-2"), ("area", "110100"), ("area", ""), ("area", "5404")):
        assert refusal(lambda a=level, b=key: halls.facts(a, b)) == "figures_scope"
        assert refusal(lambda a=level, b=key: halls.lines("slips", "", a, b)) == "figures_scope"
    assert refusal(lambda: halls.facts(by="ciren")) == "role_missing"
    assert refusal(lambda: halls.asks.day_closing(DAY, "x" * 100)) == "role_missing"


def test_lines_of_no_form_are_refused(halls):
    for what, after in (("nonsense", ""), ("slips", "-1"), ("slips", "9" * 30)):
        assert rejected(lambda w=what, a=after: halls.lines(w, a))
