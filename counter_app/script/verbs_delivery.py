"""The verbs of delivery: authorise, the courier's list, waybills, tracking, signed for, back again."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from counter_app.domain.delivery import Sent
from counter_app.domain.delivery_operation import Signing
from counter_app.domain.errors import RuleError
from counter_app.domain.flow import Flow
from counter_app.domain.masking import mask_address, mask_name, mask_phone
from counter_app.domain.postal import Address, part_region
from counter_app.script import answers
from counter_app.script.arguments import Arguments
from counter_app.script.verb import Answer, Verb, wait
from counter_app.services import (
    delivery,
    delivery_batch,
    delivery_counts,
    delivery_parcels,
    delivery_tracking,
)
from counter_app.services.delivery import Authorising
from counter_app.services.delivery_batch import Closing
from counter_app.services.delivery_parcels import ParcelLine
from counter_app.services.desk import Desk, on_store
from counter_app.services.papertime import paper_time
from counter_app.services.tabletop import Done
from counter_app.services.visit import Visit, signed_in

_ADDRESS = ("receiver", "phone", "region", "address", "postcode", "alternative")


def _offer(desk: Desk, visit: Visit, given: Arguments) -> Answer:
    found = wait(desk, delivery.delivery_offer(desk, visit, given.text("case_no")))
    told: dict[str, Any] = {
        "case_no": found.case_no,
        "open": found.open,
        "contents": _contents(found.contents),
        "known": [_masked(each) for each in found.known],
        "state": found.delivery.state.value if found.delivery is not None else None,
    }
    if not found.open:
        what, remedy = desk.words.error_of(found.code, dict(found.values))
        told["why"] = {"code": found.code, "what": what, "remedy": remedy}
    return visit, told


def _authorise(desk: Desk, visit: Visit, given: Arguments) -> Answer:
    case_no = given.text("case_no")
    strokes, witness = given.strokes("strokes"), given.text("witness", "")
    manner: Signing = "touch" if strokes else "fingerprint" if witness else "paper"
    to = _address(given) if given.given(*_ADDRESS) else _last(desk, visit, case_no)
    told = Authorising(case_no, to, manner, strokes, witness)
    done = wait(desk, delivery.authorise(desk, visit, told))
    return done.visit, wait(desk, answers.done(desk, done)) | _moved(done)


def _last(desk: Desk, visit: Visit, case_no: str) -> Address:
    """Return where this applicant had a result sent last; without one an address must be typed."""
    offer = wait(desk, delivery.delivery_offer(desk, visit, case_no))
    if not offer.open:
        raise RuleError(offer.code, **offer.values)
    if not offer.known:
        raise RuleError("argument_missing", verb="authorise_delivery", name="receiver")
    return offer.known[0]


def _address(given: Arguments) -> Address:
    """Return what is typed; a region that is not apart stands at the head of the address."""
    region, street = given.text("region", ""), given.text("address", "")
    if street and not region:
        region, street = part_region(street)
    return Address(
        given.text("receiver", ""),
        given.text("phone", ""),
        region,
        street,
        given.text("postcode", ""),
        given.text("alternative", ""),
        given.text("alternative_phone", ""),
    )


def _cancel(desk: Desk, visit: Visit, given: Arguments) -> Answer:
    reason = given.text("reason", "")
    done = wait(desk, delivery.cancel_delivery(desk, visit, given.text("case_no"), reason))
    return done.visit, _moved(done)


def _ready(desk: Desk, visit: Visit, _given: Arguments) -> Answer:
    found = wait(desk, delivery_batch.ready_to_send(desk, visit))
    told = [
        {
            "case_no": each.case_no,
            "item": each.item,
            "holder_masked": mask_name(each.holder),
            "receiver_masked": mask_name(each.receiver),
            "region": each.region,
            "contents": _contents(each.contents),
            "deliver_by": answers.iso(each.deliver_by),
        }
        for each in found
    ]
    return visit, {"to_send": told}


def _batch(desk: Desk, visit: Visit, given: Arguments) -> Answer:
    named = given.texts("case_nos") if given.given("case_nos") else ()
    closing = Closing(given.text("taker", ""), named, given.text("courier", ""))
    done = wait(desk, delivery_batch.close_batch(desk, visit, closing))
    told = {
        "batch": done.no,
        "courier": done.courier,
        "case_nos": [each.case_no for each in done.lines],
        "documents": wait(desk, answers.papers(desk, done.documents)),
    }
    return visit.with_papers(*done.documents), told


def _waybill(desk: Desk, visit: Visit, given: Arguments) -> Answer:
    known_form = given.values.get("known_form") is True
    flow = delivery_parcels.scan_waybill(
        desk, visit, given.text("waybill"), given.text("case_no", ""), known_form=known_form
    )
    return visit, _parcel(wait(desk, flow))


def _track(desk: Desk, visit: Visit, given: Arguments) -> Answer:
    signed_in(visit)
    file = Path(given.text("file"))
    try:
        content = file.read_bytes()
    except OSError as closed:
        raise RuleError("argument_wrong", name="file") from closed
    flow = delivery_tracking.import_tracking(desk, visit, file.name, content)
    done = wait(desk, flow)
    faults = [each.described(desk.words) for each in done.faults]
    return visit, {"rows": done.rows, "moved": done.moved, "faults": faults}


def _sign_for(desk: Desk, visit: Visit, given: Arguments) -> Answer:
    who, day = given.text("signed_by", ""), given.day("signed_on")
    flow = delivery_parcels.sign_for(desk, visit, given.text("case_no"), who, day)
    done = wait(desk, flow)
    return done.visit, _moved(done)


def _with_reason(step: Callable[[Desk, Visit, str, str], Flow[Done]]) -> Verb:
    def verb(desk: Desk, visit: Visit, given: Arguments) -> Answer:
        reason = given.text("reason", "")
        done = wait(desk, step(desk, visit, given.text("case_no"), reason))
        return done.visit, _moved(done)

    return verb


def _parcels(desk: Desk, visit: Visit, _given: Arguments) -> Answer:
    found = wait(desk, delivery_parcels.parcels(desk, visit))
    return visit, {"parcels": [_parcel(each) for each in found]}


def _figures(desk: Desk, visit: Visit, given: Arguments) -> Answer:
    day = given.day("day") or wait(desk, on_store(lambda: paper_time(desk, confirmed=True).day))
    found = wait(desk, delivery_counts.served(desk, visit, day))
    given_out = wait(desk, delivery_counts.provisions(desk, visit))
    told = {
        "served": {"day": found.day, "month": found.month, "year": found.year},
        "definition": desk.words.say("delivery.served_definition"),
        "out": found.out,
        "lost": found.lost,
        "provisions": [
            {
                "given_on": answers.iso(each.given_on),
                "courier": each.courier,
                "batch": each.batch,
                "case_no": each.case_no,
                "fields": list(each.fields),
                "keep_until": answers.iso(each.keep_until),
            }
            for each in given_out
        ],
    }
    return visit, told


def _moved(done: Done) -> dict[str, Any]:
    there = done.case.delivery
    return {
        "case_no": done.case.no,
        "state": done.case.state.value,
        "delivery": there.state.value if there is not None else None,
    }


def _parcel(line: ParcelLine) -> dict[str, Any]:
    return {
        "case_no": line.case_no,
        "batch": line.batch,
        "no": line.no,
        "receiver_masked": mask_name(line.receiver),
        "region": line.region,
        "state": line.state,
        "waybill": line.waybill,
        "handed_on": answers.iso(line.handed_on),
        "news": line.news,
        "signed_on": answers.iso(line.signed_on),
        "signed_by_masked": mask_name(line.signed_by) if line.signed_by else "",
    }


def _contents(found: tuple[Sent, ...]) -> list[dict[str, Any]]:
    return [{"name": e.name, "number": e.number, "copies": e.copies} for e in found]


def _masked(found: Address) -> dict[str, str]:
    return {
        "receiver_masked": mask_name(found.receiver),
        "phone_masked": mask_phone(found.phone),
        "region": found.region,
        "address_masked": mask_address(found.address),
    }


DELIVERY_VERBS: dict[str, Verb] = {
    "delivery_offer": _offer,
    "authorise_delivery": _authorise,
    "cancel_delivery": _cancel,
    "to_send": _ready,
    "courier_batch": _batch,
    "waybill": _waybill,
    "parcels": _parcels,
    "track": _track,
    "sign_for": _sign_for,
    "take_back": _with_reason(delivery_parcels.take_back),
    "report_lost": _with_reason(delivery_parcels.report_lost),
    "delivery_figures": _figures,
}
