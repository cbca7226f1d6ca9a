"""Words for the delivery sheet: where results went before, what is authorised, what is sent."""

from __future__ import annotations

from counter_app.domain.masking import mask_address, mask_phone
from counter_app.domain.postal import Address
from counter_app.services.delivery import Offer
from counter_app.ui.looks import SheetRow
from counter_app.words import Words


def delivery_rows(words: Words, offer: Offer | None) -> tuple[SheetRow, ...]:
    """Return the authorisation that stands; else each known address and, at the end, another one."""
    if offer is None:
        return ()
    if offer.delivery is not None and offer.delivery.is_open:
        state = words.say(f"delivery.{offer.delivery.state.value}")
        return (_row(words, offer.delivery.order.to, state, "good"),)
    last = words.say("ui.intake.delivery_last")
    known = [
        _row(words, each, last if number == 0 else "", "note")
        for number, each in enumerate(offer.known)
    ]
    other = words.say("ui.intake.delivery_other")
    return (*known, SheetRow(other, "", words.say("ui.intake.delivery_other_hint")))


def contents_line(words: Words, offer: Offer | None) -> str:
    """Return what is sent, and free of charge."""
    if offer is None:
        return ""
    names = words.say("ui.intake.comma").join(each.name for each in offer.contents)
    return words.say("ui.intake.delivery_contents", names=names)


def phone_notes(words: Words, phone: str, other: str) -> dict[str, str]:
    """Return by field the phones on file, masked; of the receiver's that there is none yet."""
    told = words.say("ui.intake.delivery_phone", phone=mask_phone(phone))
    return {
        "to_phone": told if phone else words.say("ui.intake.delivery_phone_none"),
        "to_other_phone": mask_phone(other),
    }


def _row(words: Words, to: Address, key: str, kind: str) -> SheetRow:
    where = f"{to.region} {mask_address(to.address)}"
    title = words.say("ui.intake.delivery_to", receiver=to.receiver, phone=mask_phone(to.phone))
    return SheetRow(title, key, where, "", kind)
