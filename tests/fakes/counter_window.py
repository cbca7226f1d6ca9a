"""A certificate clerk's hands on 出证."""

from __future__ import annotations

from counter_app.ui.certificates.place import CertificatesPlace
from counter_app.ui.place import PlaceOffer
from tests.fakes.card_reader import FakeCardReader
from tests.fakes.certificate_window import a_window_desk
from tests.fakes.counter import ISSUER
from tests.fakes.hands import Hands
from tests.fakes.runner import InlineRunner


class CounterClerk(Hands):
    USER = ISSUER

    def __init__(self, qtbot, desk=None, size=(1280, 800), citizen_screen=None):
        desk = desk or a_window_desk(reader=FakeCardReader())
        offer = PlaceOffer("certificates", "ph.medal", ("certificate_clerk",), self._build)
        super().__init__(qtbot, desk, InlineRunner(desk), offer, size, citizen_screen)

    def _build(self, around):
        self.place = CertificatesPlace(around)
        return self.place

    @property
    def sentence(self):
        return self.place.now().now
