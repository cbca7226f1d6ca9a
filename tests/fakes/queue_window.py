"""A clerk's hands on the real window with 叫号 and 办件, in a hall where people take numbers."""

from __future__ import annotations

from counter_app.ui.intake.place import IntakePlace
from counter_app.ui.place import PlaceOffer
from counter_app.ui.queue.place import QueuePlace
from tests.fakes.desk import CLERK
from tests.fakes.hands import Hands
from tests.fakes.intake import ZHAXI, a_searchable_desk
from tests.fakes.places import NotingPlace, offer_of
from tests.fakes.queue_bench import LINES, Hall
from tests.fakes.runner import InlineRunner


class CallingClerk(Hands):
    """``place`` is 叫号, ``intake`` 办件; the window opens on 办件."""

    USER = CLERK

    def __init__(self, qtbot, lines=LINES, size=(1280, 800)):
        desk = a_searchable_desk()
        self.hall = Hall(desk, lines)
        self.devices = NotingPlace("devices", "设备")
        self.devices.standing = (self.devices.key("F5", text="测试打印"),)
        offers = (
            PlaceOffer("queue", "ph.megaphone", ("clerk",), self._build),
            PlaceOffer("intake", "ph.clipboard-text", ("clerk",), self._build_intake, home=True),
            offer_of(self.devices),
        )
        super().__init__(qtbot, desk, InlineRunner(desk), offers, size)
        self.window.calling.begin()

    def _build(self, around):
        self.place = QueuePlace(around)
        return self.place

    def _build_intake(self, around):
        self.intake = IntakePlace(around, lambda *_what: None)
        return self.intake

    @property
    def calling(self):
        return self.window.calling.state

    @property
    def ticket(self):
        there = self.calling.ticket
        return (there.no, there.state.value) if there else None

    @property
    def strip(self):
        return self.window.strip.calling

    def lay(self, person=ZHAXI):
        super().lay(person)

    def words(self, message, **values):
        return self.desk.words.say(f"ui.queue.{message}", **values)
