"""The clerk's keys for the citizen screen, to stand among those of the place that serves."""

from __future__ import annotations

from collections.abc import Callable

from counter_app.domain.errors import RuleError
from counter_app.domain.window_operation import CitizenConfirmed
from counter_app.services.visit import Visit
from counter_app.ui.citizen.presenter import CitizenPresenter
from counter_app.ui.place import KeyAction, Shell
from counter_app.words import Words


class ClerkKeys:
    """
    Alt+I shows what is on the table, Alt+O changes the manner, Alt+Z takes it back.

    ``to_witness`` puts the caret where the witness is typed.
    """

    def __init__(
        self,
        citizen: CitizenPresenter,
        words: Words,
        shell: Shell,
        to_witness: Callable[[], None],
    ) -> None:
        self._citizen, self._words, self._shell = citizen, words, shell
        self._to_witness = to_witness

    def keys(self, visit: Callable[[], Visit]) -> tuple[KeyAction, ...]:
        """Return the keys that stand now; ``visit`` gives what is on the table when one is pressed."""
        state = self._citizen.clerk
        say = self._words.say
        open_case = visit().draft is not None
        why = "" if open_case else say("ui.citizen.key.no_case")
        ask = KeyAction(
            "Alt+I", say("ui.citizen.key.ask"), lambda: self.press_ask(visit()), open_case, why
        )
        if not state.asked:
            return (ask,)
        return (
            ask,
            KeyAction("Alt+O", say("ui.citizen.key.manner"), self.press_manner, bar=False),
            KeyAction("Alt+Z", say("ui.citizen.key.withdraw"), self._citizen.withdraw, bar=False),
        )

    def press_ask(self, visit: Visit) -> None:
        """Put what is on the table before the person."""
        try:
            self._citizen.ask(visit, self._confirmed, self._disputed)
        except RuleError as error:
            self._shell.tell(*self._words.error(error), "error")

    def press_manner(self) -> None:
        """Fingerprint instead of signing, or the other way round."""
        if self._citizen.clerk.manner == "fingerprint":
            self._citizen.choose_manner("touch")
        else:
            self._citizen.choose_manner("fingerprint")
            self._to_witness()

    def _confirmed(self, _did: CitizenConfirmed) -> None:
        self._shell.tell(self._words.say("ui.citizen.clerk.confirmed"), "", "good")

    def _disputed(self) -> None:
        say = self._words.say
        self._shell.tell(
            say("ui.citizen.clerk.disputed"), say("ui.citizen.clerk.disputed_remedy"), "warning"
        )
