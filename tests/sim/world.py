"""
A simulated world: windows, one county, and a scheduler that draws from one seed what happens next.

A step is one hop of a window's flow, one act of a person, or one fault. The same seed gives the
same steps to the last byte: ``World.trace`` is their hash.
"""

from __future__ import annotations

import hashlib
from collections import deque
from dataclasses import dataclass, field

from counter_app.domain.county import DeviceStatus
from counter_app.domain.wire import REFERENCE_SCOPE, WindowInfo, hall_scope
from tests.sim import invariants
from tests.sim.clock import WorldTime, drawing
from tests.sim.county import AREA
from tests.sim.disk import Image
from tests.sim.invariants import Watch, fail, hold
from tests.sim.network import Network
from tests.sim.parts import Parts
from tests.sim.window import SimWindow

STEPS = 150
MOST_POISON = 3
LAST_LINES = 30
DRAIN_HOPS = 1_500
DRAIN_ROUNDS = 3
DRAIN_TURN_S = 900.0
HALL = "h-1"


@dataclass
class World:
    """One world of a seed; ``wall_shift_ms`` sets all windows' wall clocks wrong by as much."""

    seed: int
    parts: Parts = field(default_factory=Parts)
    wall_shift_ms: int = 0
    steps: int = STEPS

    def __post_init__(self) -> None:
        self.rng = drawing(self.seed)
        self.time, self.watch = WorldTime(), Watch()
        self.county = self.parts.county(self.time, self.parts.store(), self.parts.api)
        self.store = self.county.store
        self.network = Network(self.county, self.time, drawing(self.seed + 1), self.watch)
        self.papers: dict[str, list] = {}
        self.last: deque[str] = deque(maxlen=LAST_LINES)
        self._hash = hashlib.sha256()
        self._images: list[tuple[str, Image]] = []
        self._backups: list = []
        self._poison = 0
        self.windows: list[SimWindow] = []
        self.stopped: list[SimWindow] = []
        for number in range(1, self.rng.randrange(1, 4) + 1):
            self._open(f"w-{number}", number)

    def _open(self, name: str, slot: int) -> None:
        info = WindowInfo(name, name, "nd", HALL, "hall", AREA, slot)
        window = SimWindow(name, self, drawing(self.seed * 1_000 + slot), info)
        window.begin_enrolment(self.county.code_for(info))
        self.windows.append(window)
        self._drain(window)

    # ---- what is told of it

    @property
    def trace(self) -> str:
        return self._hash.hexdigest()

    def note(self, line: str) -> None:
        told = f"{self.time.now_ms} {line}"
        self.last.append(told)
        self._hash.update(told.encode() + b"\n")

    # ---- one day

    def run(self) -> World:
        """Live through all steps and the quiet end; a ViolationError tells seed and last steps."""
        try:
            self.network.calm = False
            for _ in range(self.steps):
                self.step()
            self.settle()
        except BaseException as failed:
            steps = "\n  ".join(self.last)
            failed.add_note(f"last steps:\n  {steps}\npython -m tests.sim --replay {self.seed}")
            raise
        return self

    def step(self) -> None:
        self.time.advance(self.rng.randrange(30))
        what, often = zip(*_HAPPENINGS.items(), strict=True)
        happening = self.rng.choices(what, often)[0]
        window = self.rng.choice(self.windows)
        told = happening(self, window)
        if told:
            self.note(f"{window.name} {told}")
        self.check(window)

    def check(self, window: SimWindow) -> None:
        self.watch.log_is_sound(self.store)
        invariants.papers_are_durable(window)
        invariants.numbers_are_one(window, self.papers)
        invariants.cursor_is_atomic(window, self.store)
        invariants.one_speaks(window)

    def has_clone(self, window: SimWindow) -> bool:
        return sum(each.device == window.device for each in self.windows) > 1

    # ---- what may happen

    def _hop(self, window: SimWindow) -> str:
        if not window.flows:
            window.begin()
        awake = window.awake()
        if not awake:
            self.time.advance(self.rng.randrange(1, 2_000))
            return ""
        self.network.last = ""
        lane = window.hop(self.rng.choice(awake))
        return f"{lane} {self.network.last}"

    def _another_turn(self, window: SimWindow) -> str:
        if len(window.flows) > 1:
            return ""
        window.begin()
        return "asks for a turn"

    def _act(self, window: SimWindow) -> str:
        return window.act()

    def _deliver_late(self, _window: SimWindow) -> str:
        if not self.network.late:
            return ""
        self.network.deliver_late()
        return "a late request arrives"

    def _publish(self, _window: SimWindow) -> str:
        scope = self.rng.choice((REFERENCE_SCOPE, hall_scope(HALL)))
        self.county.publish(scope, self.rng.choice("abcde"), gone=self.rng.random() < 0.3)
        return f"published in {scope}"

    def _forget(self, _window: SimWindow) -> str:
        self.county.forget_tombstones()
        return "tombstones forgotten"

    def _crash(self, window: SimWindow) -> str:
        if self.rng.random() < 0.5:
            window.power.cut_in = self.rng.randrange(1, 5)
            return "power will fail"
        window.crash()
        return "crash"

    def _photograph(self, window: SimWindow) -> str:
        self._images.append((window.device, window.image()))
        return "image taken"

    def _set_back(self, window: SimWindow) -> str:
        mine = [image for device, image in self._images if device == window.device]
        if not mine:
            return ""
        whole = self.rng.random() < 0.5
        window.set_back(self.rng.choice(mine), whole=whole)
        return f"set back whole={whole}"

    def _clone(self, window: SimWindow) -> str:
        if self.has_clone(window):
            return ""
        twin = SimWindow(f"{window.name}'", self, drawing(self.rng.random()), window.info)
        twin.take(window.image())
        twin.blind = window.blind = twin.copied = window.copied = True
        self.windows.append(twin)
        return "cloned"

    def _wrong_clock(self, window: SimWindow) -> str:
        window.clock.offset_ms = self.rng.choice((0, 30_000, -30_000, 86_400_000, -86_400_000))
        return "clock set"

    def _poisoned(self, window: SimWindow) -> str:
        if self._poison == MOST_POISON or window.power.cut_in:
            return ""
        self._poison += 1
        window.poison()
        return "poison"

    def _back_up(self, _window: SimWindow) -> str:
        self._backups.append(self.county.back_up())
        return "county backed up"

    def _restore(self, _window: SimWindow) -> str:
        """Set the county back, but not to before a generation began: that is not built."""
        now = self.store.data.devices.values()
        kept = self._backups[-1].devices if self._backups else {}
        if any(each.id not in kept or kept[each.id].gen < each.gen for each in now):
            return ""
        self.store.restore(self._backups[-1])
        return "county restored"

    def _server_dies(self, _window: SimWindow) -> str:
        self.store.die()
        return "county server killed"

    def _long_silence(self, _window: SimWindow) -> str:
        self.time.advance(self.rng.choice((60_000, 3_600_000, 5 * 86_400_000)))
        return "nobody there"

    # ---- the quiet end

    def settle(self) -> None:
        """Faults stop: one of two clones is taken away, who is stopped is enrolled anew."""
        self.network.calm = True
        while self.network.late:
            self.network.deliver_late()
        for window in list(self.windows):
            if self.has_clone(window) and window in self.windows:
                self._take_one_away(window)
        for window in self.windows:
            window.crash()
            self._bring_home(window)
        for window in self.windows:
            self.check(window)
            if window in self.stopped:
                continue
            self._turn(window)
            self.check(window)
            invariants.everything_arrived(window, self.store)
            invariants.copies_agree(window, self.store)
        self.note(self._state())

    def _take_one_away(self, window: SimWindow) -> None:
        pair = [each for each in self.windows if each.device == window.device]
        gone = self.rng.choice(pair)
        self.windows.remove(gone)
        self.note(f"{gone.name} taken away")

    def _bring_home(self, window: SimWindow) -> None:
        for _ in range(DRAIN_ROUNDS):
            report = self._turn(window)
            if report is not None and report.fault is None and report.pending == 0:
                return
            code = report.fault.code if report is not None and report.fault else ""
            stopped = self.store.data.devices[window.device].status is not DeviceStatus.ACTIVE
            if stopped or code == "county_fork":
                self.note(f"{window.name} enrolled anew")
                window.begin_enrolment(self.county.code_for(window.info))
                self._drain(window)
        stopped = invariants.is_stopped_and_whole(window, self.store)
        hold("INV-2", stopped, f"{window.name} does not come to rest: {window.report}")
        self.stopped.append(window)

    def _turn(self, window: SimWindow):
        window.report = None
        window.begin(DRAIN_TURN_S)
        self._drain(window)
        return window.report

    def _drain(self, window: SimWindow) -> None:
        """Let the window's flows run to their ends."""
        for _ in range(DRAIN_HOPS):
            if not window.flows:
                return
            flow = window.flows[0]
            self.time.advance(max(1, flow.wake_ms - self.time.now_ms))
            lane = window.hop(flow)
            self.note(f"{window.name} {lane} {self.network.last}")
            self.watch.log_is_sound(self.store)
        fail("INV-2", f"{window.name}: a turn has no end")

    def _state(self) -> str:
        rows = [
            f"{row.device} {row.gen} {row.judged.result.seq} {row.judged.result.s}"
            for row in self.store.data.log
        ]
        return "; ".join(rows)


_HAPPENINGS = {
    World._hop: 600,
    World._act: 110,
    World._another_turn: 10,
    World._deliver_late: 30,
    World._publish: 35,
    World._forget: 14,
    World._crash: 16,
    World._photograph: 14,
    World._set_back: 9,
    World._clone: 2,
    World._wrong_clock: 5,
    World._poisoned: 6,
    World._back_up: 7,
    World._restore: 3,
    World._server_dies: 8,
    World._long_silence: 4,
}
