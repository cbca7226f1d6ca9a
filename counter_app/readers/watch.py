"""Cards on the plate: each is reported once, however the module answers find."""

from __future__ import annotations

from counter_app.domain.errors import DeviceError
from counter_app.domain.records import CardRead
from counter_app.readers.module import Module
from counter_app.readers.statuses import CARD_TROUBLE

_TRIES = 3


class CardWatch:
    """
    Remembers whether the card that was read still lies there.

    Some modules find a lying card again, some answer "no card" until it was lifted once
    (facts/devices.md A6). While a card lies that was read, find is not sent at all: the presence
    test is, and only when that says "gone" the next card is looked for.
    """

    def __init__(self) -> None:
        self._lying = False

    @property
    def lying(self) -> bool:
        """Whether the last poll left a read card on the plate."""
        return self._lying

    def poll(self, module: Module, sam_id: str) -> CardRead | None:
        """
        Look once; give a card that has not been reported, or None.

        A card that moved or was read badly is tried again from find, three times in all; then
        DeviceError: it has to be lifted and put down again. RuleError for a card whose content
        is refused; it counts as reported.
        """
        if self._lying and module.is_card_present():
            return None
        self._lying = False
        trouble: DeviceError | None = None
        for _ in range(_TRIES):
            if not module.find():
                break
            self._lying = True
            try:
                return module.read_card(sam_id)
            except DeviceError as error:
                self._lying = False
                if error.code not in CARD_TROUBLE:
                    raise
                trouble = error
        if trouble is not None:
            raise trouble
        return None
