"""
What the shell and a screen know of each other. Qt-free, so presenters may import it.

A screen's folder offers ``place.py`` with a class that fulfils ``Place`` and is named in
``counter_app.ui.places``. It is built once per window with a ``Surroundings`` and told who sits at
the window through ``user_changed``. It asks the window for things through ``Shell``.

The shell owns: the status strip, the rail, F-keys (QShortcuts without auto-repeat; never bind an
F-key or Alt combination yourself, list it in ``keys()``), the sentence line and the key bar.
After anything that may change ``keys()`` or ``now()`` a place calls ``shell.refresh()``.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Protocol

from counter_app.services.desk import Changes, Desk
from counter_app.services.visit import User
from counter_app.ui.citizen.presenter import CitizenPresenter
from counter_app.ui.citizen.presenter_rating import RatingPresenter
from counter_app.ui.devices.watch import DeviceWatch
from counter_app.ui.looks import Question
from counter_app.ui.pin_box import PinBox
from counter_app.ui.queue.line import CallingLine
from counter_app.ui.runner import Runner, Timers


@dataclass(frozen=True, slots=True)
class KeyAction:
    """
    A key of the current place, as ``"F9"``, ``"Alt+F9"``, ``"Alt+N"`` or ``"Esc"``.

    ``"Enter"`` means Enter anywhere on the screen: only for a screen with one obvious act and no field
    that wants Enter itself.

    ``text`` is a word or two. A closed key (``enabled`` False) stays in the bar; pressed, it says
    ``why`` in the message line instead of acting. ``bar`` False: the key works but is written beside what
    it acts on, not in the bar.
    """

    key: str
    text: str
    act: Callable[[], None]
    enabled: bool = True
    why: str = ""
    bar: bool = True


@dataclass(frozen=True, slots=True)
class NowLine:
    """
    The one act that is open, said as a sentence: ``now`` after 现在 →, ``closed`` at its end.

    ``closed`` names the nearest act that is not open yet, with its reason ("F9 未开：材料 3 缺").
    """

    now: str = ""
    closed: str = ""


class Shell(Protocol):
    """What a place may ask of the window. GUI thread only."""

    @property
    def user(self) -> User | None:
        """Who is signed in at this window."""

    @property
    def devices(self) -> DeviceWatch:
        """What is known of the devices; the lights in the strip come from it."""

    @property
    def calling(self) -> CallingLine:
        """Calling people: F2, F5 and 离开 of every place are its own; tell it when somebody ``sits`` here."""

    def ask(self, question: Question, go_on: Callable[[], None]) -> None:
        """Ask before something is left; ``go_on`` if the clerk says so."""

    def refresh(self) -> None:
        """Read ``keys()``, ``now()`` and ``serving()`` of the current place again."""

    def announce(self, changes: Changes) -> None:
        """Hand what a service changed to every place, the caller included."""

    def go(self, place: str) -> bool:
        """Show another place by id; False when there is none for this user or one may not leave."""

    def show_case(self, place: str, case_no: str) -> bool:
        """Show another place and give it a case number; False as ``go``."""

    def tell(self, what: str, remedy: str = "", kind: str = "note") -> None:
        """
        Say something in the message line above the sentence; stays until the next or Esc.

        ``kind``: ``note``, ``good``, ``warning`` or ``error``.
        """

    def hush(self) -> None:
        """Clear the message line."""

    def cover(self, place: Place) -> None:
        """
        Put ``place`` over everything: sign-in, opening check, veil, lock.

        Strip and key bar stay (the keys are the cover's, the rail is hidden); the place beneath keeps its state and gets no
        keys. A cover replaces the one before.
        """

    def uncover(self) -> None:
        """Take the cover away; the place beneath gets ``enter()``."""

    def welcome(self, user: User) -> None:
        """Show who has signed in and is not admitted yet: the opening check comes first."""

    def admit(self, user: User) -> None:
        """
        Let ``user`` in: rail by roles, ``user_changed`` to every place.

        The place that was open stays if this user has it, else the first is shown. A cover stays
        until ``uncover``.
        """

    def dismiss(self) -> None:
        """Nobody is signed in any more: ``user_changed(None)`` to every place."""

    def common_keys(self, keys: tuple[KeyAction, ...]) -> None:
        """Keys of every place that is not covered, after its own (F12 lock: the session's)."""

    def watch_idle(self, idle: Callable[[int], None]) -> None:
        """Call ``idle(seconds)`` every few seconds with the time since the last key or touch."""


class Place(Protocol):
    """One place of the rail (or a cover). ``id`` is also the name of its folder."""

    @property
    def id(self) -> str:
        """Such as ``intake``."""

    @property
    def title(self) -> str:
        """What the rail says: two to four characters."""

    def widget(self) -> Any:
        """The same QWidget each time (typed Any: this module has no Qt)."""

    def keys(self) -> tuple[KeyAction, ...]:
        """The keys that stand now, in the order of the bar."""

    def now(self) -> NowLine:
        """The sentence line."""

    def serving(self) -> str:
        """A sentence naming what Alt+F4 would leave in mid-case, or empty."""

    def enter(self) -> None:
        """It is shown: put the focus where the next thing is typed; look again if stale."""

    def leave(self) -> bool:
        """Another place is wanted: close pop-ups, hide what was revealed; False refuses."""

    def changed(self, changes: Changes) -> None:
        """A write happened somewhere; decide whether to look again."""

    def user_changed(self, user: User | None) -> None:
        """Who signed in; None: let go of every personal datum shown, the journal keeps the case."""


@dataclass(frozen=True, slots=True)
class Surroundings:
    """Everything a place is built with."""

    desk: Desk
    runner: Runner
    timers: Timers
    shell: Shell
    citizen_screen: int | None = None
    """Number of the monitor that faces the citizen (from 0), None when there is none."""
    citizen: CitizenPresenter | None = None
    """The screen that faces the citizen, None when this window has none."""
    rating: RatingPresenter | None = None
    """What asks the person for a rating, None where no screen faces him."""
    pins: PinBox = field(default_factory=PinBox)
    """PINs of this run of the program, for whoever signs beside the clerk."""


@dataclass(frozen=True, slots=True)
class PlaceOffer:
    """
    A place of the rail: shown to users with any of ``roles`` (empty: to all).

    ``icon`` is a QtAwesome name of the family ``ph`` (Phosphor), e.g. ``"ph.clipboard-text"``.
    ``home``: whoever signs in comes here first, whatever stands before it in the rail.
    """

    id: str
    icon: str
    roles: tuple[str, ...]
    build: Callable[[Surroundings], Place]
    home: bool = False
