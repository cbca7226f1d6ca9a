"""Runs flows at once on the calling thread, and timers that go off only when a test says so."""

from __future__ import annotations

from counter_app.domain.errors import CounterError


class InlineRunner:
    """
    ``Runner`` of a desk whose background is ``InlineBackground``: back before ``run`` returns.

    With ``hold`` set, ends wait until ``release()``: for tests of what happens in between.
    """

    def __init__(self, desk):
        self._desk = desk
        self.hold = False
        self._held = []

    def run(self, flow, done, failed):
        future = self._desk.background.start(flow)
        if self.hold:
            self._held.append((future, done, failed))
        else:
            _deliver(future, done, failed)

    def release(self, count=None):
        """Deliver the oldest ``count`` held ends (all if None)."""
        taken = self._held[:count]
        del self._held[:count]
        for each in taken:
            _deliver(*each)

    def release_last(self):
        """Deliver the newest held end: the lanes before it are still busy."""
        _deliver(*self._held.pop())

    @property
    def held(self):
        """How many ends wait."""
        return len(self._held)


def _deliver(future, done, failed):
    try:
        value = future.result()
    except CounterError as error:
        failed(error)
        return
    done(value)


class ManualTimers:
    """``Timers`` that go off in ``advance``."""

    def __init__(self):
        self.now_ms = 0
        self._due = []

    def after(self, delay_ms, act):
        entry = (self.now_ms + delay_ms, act)
        self._due.append(entry)

        def revoke():
            self._due = [each for each in self._due if each is not entry]

        return revoke

    def advance(self, ms):
        """Let time pass and whatever falls due happen, in order."""
        end_ms = self.now_ms + ms
        while due := [each for each in self._due if each[0] <= end_ms]:
            entry = min(due, key=lambda each: each[0])
            self._due.remove(entry)
            self.now_ms = entry[0]
            entry[1]()
        self.now_ms = end_ms

    @property
    def waiting(self):
        """How many have not gone off."""
        return len(self._due)


class RecordingCalling:
    """Counts how often somebody was said to sit here."""

    def __init__(self):
        self.seated = 0

    def sits(self):
        self.seated += 1


class RecordingShell:
    """``Shell`` that notes what it was asked; ``devices`` is given by those who need one."""

    def __init__(self, user=None, devices=None):
        self.user = user
        self.devices = devices
        self.told = []
        self.announced = []
        self.went = []
        self.shut = ()
        self.covers = []
        self.refreshed = 0
        self.idle = None
        self.common = ()
        self.calling = RecordingCalling()
        self.asked, self.serves = [], []

    def serving_places(self):
        return self.serves

    def ask(self, question, go_on):
        self.asked.append((question, go_on))

    def refresh(self):
        self.refreshed += 1

    def announce(self, changes):
        self.announced.append(changes)

    def go(self, place):
        self.went.append(place)
        return True

    def show_case(self, place, case_no):
        self.went.append((place, case_no))
        return place not in self.shut

    def tell(self, what, remedy="", kind="note"):
        self.told.append((kind, what, remedy))

    def hush(self):
        self.told.clear()

    def cover(self, place):
        self.covers.append(place)

    def uncover(self):
        self.covers.pop()

    def welcome(self, user):
        self.greeted = user

    def admit(self, user):
        self.user = user

    def dismiss(self):
        self.user = None

    def common_keys(self, keys):
        self.common = keys

    def watch_idle(self, idle):
        self.idle = idle
