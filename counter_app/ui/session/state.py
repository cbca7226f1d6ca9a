"""What the door of the window knows, what it shows, and how that is said. No Qt."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from counter_app.domain.errors import CounterError
from counter_app.services.people import KnownPerson
from counter_app.services.pin import Pins
from counter_app.words import Words

Mode = Literal["starting", "enrol", "sign_in", "set_pin", "pin"]
Shut = Literal["", "lock", "veil"]
ToldKind = Literal["note", "good", "warning", "error"]

FIELDS: dict[Mode, tuple[str, ...]] = {
    "starting": (),
    "enrol": ("server", "code"),
    "sign_in": ("user", "password"),
    "set_pin": ("pin", "pin_again"),
    "pin": ("pin",),
}
SECRETS = ("password", "pin", "pin_again")
PIN_FIELDS = ("pin", "pin_again")
MOST_CHIPS = 9
"""As many people as there are keys Alt+1 to Alt+9; anybody else types the name."""


@dataclass(frozen=True, slots=True)
class Told:
    """A message on the card."""

    kind: ToldKind
    what: str
    remedy: str = ""


@dataclass(frozen=True, slots=True)
class DoorFacts:
    """
    What is known at the door.

    ``texts`` are the fields as typed; ``people`` of this window; ``pins`` of this run. ``shut``: a
    session stands behind the door, of ``who`` (a display name). ``busy``: what is under way.
    """

    mode: Mode = "starting"
    texts: Mapping[str, str] = field(default_factory=dict, repr=False)
    people: tuple[KnownPerson, ...] = ()
    pins: Pins = field(default_factory=Pins)
    chosen: str = ""
    shut: Shut = ""
    who: str = ""
    busy: Literal["", "checking", "syncing", "enrolling"] = ""
    told: Told | None = None

    def text(self, name: str) -> str:
        """What is typed in a field."""
        return self.texts.get(name, "")


@dataclass(frozen=True, slots=True)
class FieldLook:
    """A field of the card; a secret one shows dots."""

    name: str
    label: str
    text: str = field(repr=False)
    secret: bool
    hint: str = ""


@dataclass(frozen=True, slots=True)
class ChipLook:
    """A person to choose: ``key`` chooses too."""

    name: str
    text: str
    key: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class ActLook:
    """A button of the card and its key; the first one is the obvious act."""

    key: str
    text: str


@dataclass(frozen=True, slots=True)
class DoorState:
    """The card as it is drawn; ``now`` is the sentence under it."""

    mode: Mode
    title: str
    explain: str = ""
    chips: tuple[ChipLook, ...] = ()
    fields: tuple[FieldLook, ...] = ()
    acts: tuple[ActLook, ...] = ()
    told: Told | None = None
    busy: bool = False
    now: str = ""


def told_of(words: Words, error: CounterError) -> Told:
    """Return an error as a message."""
    return Told("error", *words.error(error))


def say_door(words: Words, facts: DoorFacts) -> DoorState:
    """Put the facts into words."""
    scene = _scene(facts)
    now = f"busy.{facts.busy}" if facts.busy else f"now.{scene}"
    return DoorState(
        mode=facts.mode,
        title=_say(words, f"title.{scene}", who=facts.who),
        explain=_say(words, f"explain.{scene}", who=facts.who),
        chips=_chips(facts),
        fields=tuple(_field(words, facts, name) for name in FIELDS[facts.mode]),
        acts=tuple(ActLook(key, _say(words, f"act.{name}")) for key, name in acts_of(facts)),
        told=facts.told,
        busy=bool(facts.busy),
        now=_say(words, now),
    )


def acts_of(facts: DoorFacts) -> tuple[tuple[str, str], ...]:
    """Return the keys that stand, each with the name of its act."""
    match facts.mode:
        case "starting":
            return (("Enter", "again"),) if facts.told else ()
        case "enrol":
            return (("Enter", "enrol"),)
        case "sign_in":
            back = (("Esc", "back"),) if facts.shut and facts.pins.holders else ()
            return (("Enter", "sign_in"), ("Alt+S", "sync"), *back)
        case "set_pin":
            return (("Enter", "set_pin"), ("Esc", "later"))
        case _:
            return (("Enter", "unlock"), ("Alt+P", "password"))


def _scene(facts: DoorFacts) -> str:
    """Name the situation: the mode, and what stands behind the door."""
    behind = facts.shut if facts.mode in ("sign_in", "pin") else ""
    return f"{facts.mode}_{behind}" if behind else facts.mode


def _chips(facts: DoorFacts) -> tuple[ChipLook, ...]:
    offered: tuple[tuple[str, str], ...] = ()
    if facts.mode == "sign_in":
        offered = tuple((each.name, each.display_name) for each in facts.people)
    elif facts.mode == "pin":
        offered = tuple((each.name, each.display_name) for each in facts.pins.holders)
    typed = facts.chosen if facts.mode == "pin" else facts.text("user")
    return tuple(
        ChipLook(name, text, f"Alt+{at}", name == typed)
        for at, (name, text) in enumerate(offered[:MOST_CHIPS], 1)
    )


def _field(words: Words, facts: DoorFacts, name: str) -> FieldLook:
    hint = f"ui.session.hint.{name}"
    return FieldLook(
        name,
        _say(words, f"field.{name}"),
        facts.text(name),
        name in SECRETS,
        words.say(hint) if words.knows(hint) else "",
    )


def _say(words: Words, message: str, **values: str) -> str:
    return words.say(f"ui.session.{message}", **values)
