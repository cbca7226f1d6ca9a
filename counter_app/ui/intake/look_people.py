"""Words for who is at the counter: cards, fields, the question about a second card."""

from __future__ import annotations

from datetime import date

from counter_app.domain.masking import mask_number, mask_phone
from counter_app.domain.person import (
    ADDRESS_NEEDS_CHECK,
    NAME_COMPLETED,
    NAME_MAY_BE_CUT,
    NAME_NEEDS_CHECK,
    NEWEST_ADDRESS_UNREAD,
    NUMBER_DIFFERS,
    PERMIT_NUMBER_NEEDS_CHECK,
    Person,
    age_on,
    is_expired,
    needs_guardian,
)
from counter_app.services.applicants import at_counter
from counter_app.ui.intake.state import Desktop
from counter_app.ui.looks import Choice, FieldLook, PersonLook, PillState
from counter_app.ui.numbers import SELF_TELLING
from counter_app.words import Words

KINDS = ("resident", "permit", "passport", "foreigner-2023", "foreigner-2017")
SEXES = ("1", "2", "0", "9")
_FLAGS = (
    NAME_MAY_BE_CUT,
    NAME_COMPLETED,
    NAME_NEEDS_CHECK,
    ADDRESS_NEEDS_CHECK,
    NEWEST_ADDRESS_UNREAD,
    NUMBER_DIFFERS,
    PERMIT_NUMBER_NEEDS_CHECK,
)


class PeopleWords:
    """Turns the people of a state into cards and fields."""

    def __init__(self, words: Words, state: Desktop, today: date) -> None:
        self._words, self._state, self._today = words, state, today

    def cards(self) -> tuple[PersonLook, ...]:
        """Applicant first, then who acts or stands for him."""
        visit, cards = self._state.visit, []
        if visit.body is not None:
            flag = PillState("good", self._say("body_checked"))
            cards.append(
                PersonLook(
                    self._say("role.body"),
                    visit.body.name,
                    number=self._number(visit.body.credit_code),
                    flags=(flag,),
                )
            )
        if visit.person is not None:
            cards.append(self._card("role.applicant", visit.person))
        if visit.agent is not None:
            cards.append(self._card("role.agent", visit.agent.person))
        if visit.guardian is not None:
            cards.append(self._card("role.guardian", visit.guardian.person))
        return tuple(cards)

    def laid(self) -> str:
        """The question that a second card asks."""
        person = self._state.laid
        if person is None:
            return ""
        return self._say("laid", name=person.name, tail=mask_number(person.number)[-4:])

    def hint(self) -> str:
        """The keys that belong to people."""
        visit = self._state.visit
        seated = visit.person is not None or visit.body is not None
        return self._say("people_keys" if seated else "people_keys_empty")

    def kinds(self) -> tuple[Choice, ...]:
        """Kinds of papers that can be typed in."""
        return tuple(Choice(each, self._say(f"kind.{each}")) for each in KINDS)

    def typing(self) -> bool:
        """Whether a person is being typed in."""
        return any(self._state.text(name) for name in ("number", "name", "birth_date"))

    def fields(self) -> dict[str, FieldLook]:
        """Every field on the left side."""
        state, visit = self._state, self._state.visit
        typing, told = self.typing(), state.kind in SELF_TELLING
        body = "body_code" in state.texts
        number = not body and (typing or self._awaits_number())
        cut = self._cut()
        return {
            "number": self._field("number", shown=number, hint=self._number_hint()),
            "name": self._field("name", shown=typing),
            "birth_date": self._field("birth_date", shown=typing and not told),
            "sex": self._field("sex", shown=typing and not told),
            "nationality": self._field("nationality", shown=typing and not told),
            "valid_to": self._field("valid_to", shown=typing and not told),
            "body_code": self._field("body_code", shown=body),
            "body_name": self._field("body_name", shown=body),
            "scope": self._field("scope", shown=visit.agent is not None),
            "relation": self._field("relation", shown=visit.guardian is not None),
            "full_name": self._field("full_name", shown=cut),
            "name_reason": self._field("name_reason", shown=cut),
            "phone": self.phone(),
        }

    def phone(self) -> FieldLook:
        """The phone: masked once it is left, with where it comes from."""
        state, visit = self._state, self._state.visit
        phone = visit.phone if state.revealed else mask_phone(visit.phone)
        source = state.phone_from or "typed"
        note = self._say(f"phone_from.{source}", phone=phone)
        if not phone and source != "none":
            note = self._say("phone_wanted")
        hint = self._say("phone_replace") if phone else ""
        shown = visit.person is not None or visit.body is not None
        return FieldLook(
            state.text("phone"), hint, state.errors.get("phone", ""), note, shown=shown
        )

    def _cut(self) -> bool:
        person = at_counter(self._state.visit)
        return person is not None and NAME_MAY_BE_CUT in person.flags

    def _number_hint(self) -> str:
        state, visit = self._state, self._state.visit
        if state.reading:
            return self._say("number_reading")
        if state.seat == "agent" or (visit.body is not None and visit.agent is None):
            return self._say("number_of.agent")
        return self._say(f"number_of.{'guardian' if visit.person else 'applicant'}")

    def _awaits_number(self) -> bool:
        """Whether somebody is still to be read or typed in; a scanner may type into any field."""
        state, visit = self._state, self._state.visit
        if state.seat != "applicant" or (visit.person is None and visit.body is None):
            return True
        if visit.body is not None:
            return visit.agent is None
        child = visit.person is not None and needs_guardian(visit.person, self._today)
        return child and visit.guardian is None

    def _field(self, name: str, *, shown: bool, hint: str = "") -> FieldLook:
        state = self._state
        known = f"ui.intake.hint.{name}"
        hint = hint or (self._words.say(known) if self._words.knows(known) else "")
        return FieldLook(state.text(name), hint, state.errors.get(name, ""), shown=shown)

    def _card(self, role: str, person: Person) -> PersonLook:
        mine = at_counter(self._state.visit) is person or role == "role.guardian"
        back = self._state.card_out and person.source == "card" and mine
        return PersonLook(
            self._say(role),
            person.name,
            self._say("born", year=person.birth_date.year),
            self._number(person.number),
            self._say(f"kind.{person.kind}"),
            self._flags(person, role),
            self._say("return_card") if back else "",
        )

    def _flags(self, person: Person, role: str) -> tuple[PillState, ...]:
        flags = [self._validity(person)]
        if person.source == "typed":
            flags.append(PillState("note", self._say("flag.typed")))
        if role == "role.applicant" and needs_guardian(person, self._today):
            age = age_on(person, self._today)
            guarded = self._state.visit.guardian is not None
            word = self._say("flag.child", age=age)
            flags.append(PillState("good" if guarded else "danger", word))
        flags += [
            PillState("warning", self._say(f"flag.{each}"))
            for each in _FLAGS
            if each in person.flags
        ]
        return tuple(each for each in flags if each.word)

    def _validity(self, person: Person) -> PillState:
        if is_expired(person, self._today):
            word = self._say("flag.expired", day=f"{person.valid_to:%Y-%m-%d}")
            return PillState("danger", word, self._say("flag.expired_remedy"))
        if person.source == "typed" and person.valid_to is None:
            return PillState("quiet", "")
        return PillState("good", self._say("flag.valid"))

    def _number(self, number: str) -> str:
        return number if self._state.revealed else mask_number(number)

    def _say(self, message: str, **values: str | int) -> str:
        return self._words.say(f"ui.intake.{message}", **values)
