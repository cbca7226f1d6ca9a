"""
Histories of halls made through the county's real doors: pushes, the hall's acts, the county's desk.

A step that a rule forbids is refused as it would be, and changes nothing.
"""

from __future__ import annotations

import asyncio
import itertools
import secrets
from dataclasses import dataclass, field, replace

import psycopg

from counter_app.domain import localtime
from counter_app.domain.errors import RuleError
from counter_app.domain.figure_operation import CaseMarked
from counter_app.domain.figures import COUNTED
from counter_app.domain.hall import HallAct
from counter_app.domain.hall_desk import Place
from counter_app.domain.issue_operation import CaseDecided, DecisionWithdrawn
from counter_app.domain.item import ItemCode, ProjectType
from counter_app.domain.operation import CaseWithdrawn, Entry, Moment
from counter_app.domain.ticket import TicketClass, make_no, subject_of_ticket, ticket_id
from counter_app.domain.ticket_lease import HallTick
from counter_app.domain.ticket_operation import (
    TicketCalled,
    TicketFinished,
    TicketHeld,
    TicketStarted,
    TicketTaken,
)
from counter_app.domain.window_operation import ConsultationServed, Locked
from counter_app.domain.wire import Pace, PushAnswer, WindowInfo
from county_server.codes import hash_code
from county_server.desk.recording import append
from county_server.hall.acts import Asked, perform
from county_server.sync.inbox import take_push
from db.county.desk import PostgresDeskStore
from db.county.engine import make_pool
from db.county.hall import PostgresHallStore
from db.county.places import prepare_window
from db.county.store import PostgresCountyStore
from tests.fakes.builders import TODAY, accepted, an_application, corrected, received, refused
from tests.fakes.county_window import START_MS, WireWindow
from tests.fakes.released_issue import DECISION

DAY_MS = 86_400_000
MINUTE_MS = 60_000
_NAMES = itertools.count(1)
NO_TICK = HallTick(0, "boot", 0)


@dataclass
class World:
    """Two windows and a kiosk of a new hall; ``url`` is the county's database."""

    url: str
    area: str = "540402"
    hall: str = ""
    windows: dict[str, WireWindow] = field(default_factory=dict)
    sent: dict[str, int] = field(default_factory=dict)
    applications: dict[str, object] = field(default_factory=dict)
    cases: list[tuple[str, str]] = field(default_factory=list)
    tickets: list[str] = field(default_factory=list)
    numbers: int = 0

    def run(self, scenario):
        """Run a coroutine function of the open stores: county, hall and desk."""

        async def with_stores():
            async with make_pool(self.url) as pool:
                self.pool = pool
                self.county, self.halls = PostgresCountyStore(pool), PostgresHallStore(pool)
                self.desk = PostgresDeskStore(pool)
                return await scenario()

        return asyncio.run(with_stores())

    async def begin(self):
        at = next(_NAMES)
        self.hall, self.windows, self.sent = f"hall-{at}", {}, {}
        self.cases, self.tickets, self.numbers = [], [], 0
        for name, kind in (("w1", "nd"), ("w2", "nd"), ("k1", "kiosk")):
            await self.enrol(f"{self.hall}-{name}", kind)

    async def enrol(self, window, kind="nd"):
        place = WindowInfo(window, window, kind, self.hall, self.hall, self.area, 0)
        code = hash_code(window)
        await asyncio.to_thread(
            prepare_window, self.url, place, frozenset(), code, START_MS + DAY_MS
        )
        made = WireWindow()
        made.enrolled(await self.county.enrol(code, made.public_key, START_MS))
        self.windows[window], self.sent[window] = made, 0

    # ---- what a window does in its own chain

    def record(self, window, did, at_ms, by="ciren", subject="", no=None):
        moment = Moment(at_ms, 0, "boot-1")
        self.windows[window].record(Entry(did, moment, by, window, subject, no))

    def open_case(self, window, make, at_ms, by="ciren", *, immediate=False, item="A"):
        case_id, no = secrets.token_hex(16), self.windows[window].next_no()
        kind = ProjectType.IMMEDIATE if immediate else ProjectType.PROMISED
        bare = an_application()
        about = replace(
            bare,
            case_id=case_id,
            item=replace(bare.item, code=ItemCode(f"540402000SPJYXK0{item}"), project_type=kind),
        )
        self.applications[case_id] = about
        self.record(window, replace(make(), application=about), at_ms, by, case_id, no)
        self.cases.append((case_id, no))

    async def flush(self, window, *, again=False):
        """Push what was not pushed yet; ``again``: everything once more."""
        wire = self.windows[window]
        since = 0 if again else self.sent[window]
        if len(wire.ops) > since:
            push = wire.push(*wire.ops[since:])
            answer = await take_push(self.county, wire.device, push, Pace())
            if isinstance(answer, PushAnswer):
                self.sent[window] = len(wire.ops)

    # ---- what the hall and the county do

    async def act(self, name, window, at_ms, /, **wanted):
        op_id = secrets.token_bytes(16)
        place = Place(window, "", localtime.day(at_ms), NO_TICK)
        asked = Asked(name, op_id, HallAct(op_id.hex(), "ciren", **wanted), place, at_ms)
        try:
            async with self.halls.visit() as visit:
                device = await visit.device(self.windows[window].device)
                turn = await visit.turn()
                answer = await perform(turn, replace(asked, place=replace(place, kind=turn.kind)))
        except RuleError:
            return
        assert device is not None
        if name == "take" and answer.ticket is not None:
            self.tickets.append(answer.ticket.id)

    async def county_act(self, did, at_ms, by="gesang"):
        async with self.desk.desk(self.hall) as turn:
            if did.case_id not in (await turn.known((), (did.case_id,), ())).cases:
                return
            moment = Moment(at_ms, 0, "county", "county")
            entry = Entry(did, moment, by, turn.device.window, did.case_id, None)
            await append(turn, secrets.token_bytes(16), entry)


OPENINGS = {
    "receive": received,
    "accept": accepted,
    "correct": corrected,
    "refuse": refused,
}
HALL_ACTS = (
    "call",
    "start",
    "finish",
    "skip",
    "no_show",
    "hold",
    "transfer",
    "pause",
    "resume",
)


async def step(world, verb, window, pick, minutes, extra):
    """Do one step of a history; ``pick`` chooses among cases or tickets, ``extra`` varies."""
    at_ms = START_MS + minutes * MINUTE_MS + pick * 1_700
    name = f"{world.hall}-{'w1' if window == 0 else 'w2'}"
    if verb in ("flush", "again"):
        for each in world.windows:
            await world.flush(each, again=verb == "again")
    elif verb in ("decide", "undecide", "mark") and world.cases:
        await _county(world, verb, world.cases[pick % len(world.cases)][0], at_ms, extra)
    elif verb == "take":
        await world.act("take", f"{world.hall}-k1", at_ms, line="A")
    elif verb == "visit":
        for act, later in (("take", 0), ("call", 3), ("start", 4), ("finish", 9 + extra)):
            await step(world, act, window, -1, minutes + later, extra)
    elif verb in HALL_ACTS:
        ticket = world.tickets[pick % len(world.tickets)] if world.tickets else ""
        other = f"{world.hall}-{'w2' if window == 0 else 'w1'}"
        to = {"window": other} if verb == "transfer" else {}
        await world.act(verb, name, at_ms, ticket=ticket, **to)
    else:
        _own(world, verb, name, pick, at_ms, extra)


def _own(world, verb, name, pick, at_ms, extra):
    """What a window records in its own chain; it is pushed later."""
    if verb in OPENINGS:
        by = "ciren" if extra % 2 else "deji"
        item = "AB"[extra % 2]
        world.open_case(name, OPENINGS[verb], at_ms, by, immediate=extra % 3 == 0, item=item)
    elif verb in ("accept_it", "withdraw_it") and world.cases:
        _on_case(world, verb, name, world.cases[pick % len(world.cases)], at_ms)
    elif verb == "consult":
        world.record(name, ConsultationServed("社保"), at_ms, subject=f"document:{pick}")
    elif verb == "lock":
        world.record(name, Locked("ciren"), at_ms, subject="user:ciren")
    elif verb.startswith("own_"):
        _own_ticket(world, verb, name, pick, at_ms)


def _on_case(world, verb, name, case, at_ms):
    case_id, no = case
    about = world.applications[case_id]
    did = accepted(about) if verb == "accept_it" else _withdrawal(case_id)
    world.record(name, did, at_ms, "deji", case_id, no)


def _withdrawal(case_id):
    return CaseWithdrawn(case_id, TODAY, "不办了", ())


async def _county(world, verb, case_id, at_ms, extra):
    if verb == "decide":
        did = CaseDecided(case_id, replace(DECISION, grants=()), ())
    elif verb == "undecide":
        did = DecisionWithdrawn(case_id, TODAY, "重新审查")
    else:
        did = CaseMarked(case_id, ("", "batch", "test", "deleted")[extra % 4], "核对")
    await world.county_act(did, at_ms)


def _own_ticket(world, verb, name, pick, at_ms):
    """Acts with the line cut: a kiosk's own letter, a typed number."""
    ticket = ticket_id(world.hall, localtime.day(at_ms), make_no("Z", pick % 3 + 1))
    did = {
        "own_take": TicketTaken(ticket, "A", TicketClass.ORDINARY, 1),
        "own_call": TicketCalled(ticket, "typed", 0),
        "own_start": TicketStarted(ticket),
        "own_finish": TicketFinished(ticket),
        "own_hold": TicketHeld(ticket),
    }[verb]
    where = f"{world.hall}-k1" if verb == "own_take" else name
    world.record(where, did, at_ms, subject=subject_of_ticket(ticket))
    if ticket not in world.tickets:
        world.tickets.append(ticket)


def rows_of(url, hall):
    """The three roll-ups of a hall as the tables of ``figure_recount``, zeros left out."""
    counts = ", ".join(COUNTED)
    with psycopg.connect(url) as opened:
        minutes = opened.execute(
            f"SELECT hall, day, window_id, minute, mark, {counts}"  # noqa: S608 - names of ours
            " FROM figure_minute WHERE hall = %s",
            [hall],
        ).fetchall()
        sums = opened.execute(
            f"SELECT dim, grain, hall, first, key, mark, {counts}"  # noqa: S608 - names of ours
            " FROM figure_sum WHERE hall = %s",
            [hall],
        ).fetchall()
        durations = opened.execute(
            "SELECT dim, grain, hall, first, key, what, step, n, total_s FROM figure_duration"
            " WHERE hall = %s AND n <> 0",
            [hall],
        ).fetchall()
    return (
        _table(minutes, 5, COUNTED),
        _table(sums, 6, COUNTED),
        {row[:7]: row[7:] for row in durations},
    )


def _table(rows, keys, names):
    return {
        (*row[:keys], name): count
        for row in rows
        for name, count in zip(names, row[keys:], strict=True)
        if count
    }
