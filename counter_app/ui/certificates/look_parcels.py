"""Words for parcels on their way; no Qt."""

from __future__ import annotations

from datetime import date

from counter_app.services.delivery_parcels import ParcelLine
from counter_app.ui.days import say_date
from counter_app.ui.looks import Kind, SheetRow
from counter_app.words import Words

_KINDS: dict[str, Kind] = {
    "batched": "warning",
    "handed": "note",
    "in_transit": "note",
    "signed": "good",
    "returned": "danger",
    "lost": "danger",
}


def parcel_row(words: Words, parcel: ParcelLine, today: date) -> SheetRow:
    """Return receiver, waybill and where it is."""
    day = say_date(words, parcel.signed_on or parcel.batched_on, today)
    state = words.say(f"ui.certificates.parcel.{parcel.state}", day=day)
    waybill = parcel.waybill or words.say("ui.certificates.post.no_waybill")
    who = f"{parcel.courier} {waybill}"
    if parcel.signed_by:
        who = f"{who} · {words.say('ui.certificates.post.signed_by', name=parcel.signed_by)}"
    title = f"{parcel.receiver} · {parcel.region}"
    detail = " · ".join(part for part in (state, parcel.news, parcel.reason) if part)
    return SheetRow(title, parcel.case_no[-7:], who, detail, _KINDS.get(parcel.state, "quiet"))
