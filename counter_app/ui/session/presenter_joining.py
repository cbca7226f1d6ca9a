"""Before anybody can sign in: this PC becomes a window, and hears from the county who works there."""

from __future__ import annotations

from counter_app.services.desk import Changes
from counter_app.services.people import Door, at_the_door
from counter_app.services.sync.flow import SyncReport, enrol, sync_turn
from counter_app.ui.place import Surroundings
from counter_app.ui.session.presenter_card import Card
from counter_app.ui.session.state import Told

SYNC_S = 10.0
"""How long a sync asked for at the door may try."""


class Joining:
    """The part of the door that speaks with the county."""

    def __init__(self, around: Surroundings, card: Card) -> None:
        self._desk, self._shell, self._runner = around.desk, around.shell, around.runner
        self._card = card

    def look(self) -> None:
        """Find out whether this PC is a window and who may come in."""
        self._card.put(told=None)
        self._runner.run(at_the_door(self._desk), self._arrived, self._card.fail)

    def changed(self, changes: Changes) -> None:
        """The county sent its list of people: offer the new ones."""
        if changes.users and self._card.facts.mode == "sign_in":
            self.refresh()

    def refresh(self) -> None:
        """Offer who may sign in now; what is typed stays."""
        self._runner.run(at_the_door(self._desk), self._know, self._card.fail)

    def press_enrol(self) -> None:
        """Become a window by the code."""
        card = self._card
        if card.filled():
            server, code = card.text("server"), card.text("code")
            card.put(busy="enrolling", told=None)
            self._runner.run(enrol(self._desk, server, code), self._enrolled, card.fail)

    def press_sync(self) -> None:
        """Fetch the list of people now."""
        self._card.put(busy="syncing", told=None)
        self._runner.run(sync_turn(self._desk, SYNC_S), self._synced, self._card.fail)

    def _enrolled(self, report: SyncReport) -> None:
        self._card.put(texts={})
        self._synced(report)

    def _synced(self, report: SyncReport) -> None:
        words, fault = self._desk.words, report.fault
        told = Told("good", words.say("ui.session.synced"))
        if fault is not None:
            told = Told("error", *words.error_of(fault.code, dict(fault.values)))
        self._card.put(busy="", told=told)
        self._shell.announce(Changes(items=True, users=True))
        self._runner.run(at_the_door(self._desk), self._arrived, self._card.fail)

    def _arrived(self, door: Door) -> None:
        card = self._card
        if not door.enrolled:
            card.put(mode="enrol")
            card.go_to("server")
            return
        self._know(door)
        if card.facts.mode not in ("starting", "enrol", "sign_in"):
            return  # somebody signed in meanwhile
        card.put(mode="sign_in")
        if door.people and not card.text("user"):
            card.put(texts={"user": door.people[0].name})
        card.go_to("password" if card.text("user") else "user")

    def _know(self, door: Door) -> None:
        self._card.put(people=door.people)
