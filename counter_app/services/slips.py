"""The one-time notice slip without a case, and a consultation that counts as served (F-D16)."""

from __future__ import annotations

from dataclasses import replace

from counter_app.domain.errors import RuleError
from counter_app.domain.flow import Flow, Hop
from counter_app.domain.ids import uuid7
from counter_app.domain.operation import Entry
from counter_app.domain.window_operation import ConsultationServed, SlipHanded
from counter_app.services import paper
from counter_app.services.desk import Desk, enrolled
from counter_app.services.drafts import choose_situation
from counter_app.services.paper import Issuer
from counter_app.services.papertime import paper_time
from counter_app.services.visit import Visit, signed_in


def hand_slip(desk: Desk, visit: Visit, code: str, situation: str | None) -> Flow[Visit]:
    """
    Make a W17 slip of an item and note which version was handed out (F-B2).

    ``situation`` is its id or name; None: what every situation asks.

    Raises:
        RuleError: ``item_unknown`` or ``situation_unknown``

    """
    signed_in(visit)
    handed: Visit = yield Hop("store", lambda: _hand(desk, visit, code, situation))
    return handed


def serve_consultation(desk: Desk, visit: Visit, topic: str) -> Flow[None]:
    """Note that somebody was advised without a case."""
    signed_in(visit)
    yield Hop("store", lambda: _consult(desk, visit, topic))


def _hand(desk: Desk, visit: Visit, code: str, situation: str | None) -> Visit:
    user = signed_in(visit)
    window = enrolled(desk).window
    item = desk.cache.item(code)
    if item is None:
        raise RuleError("item_unknown", code=code)
    moment = paper_time(desk, confirmed=user.clock_confirmed).moment
    issuer = Issuer(window, user.display_name, moment.wall, desk.settings.paper_language)
    op_id = uuid7(moment.wall, desk.random(10))
    chosen = choose_situation(item, situation) if situation else None
    slip = paper.notice_slip(item, chosen.id if chosen else None, issuer)
    # each hand-out is a paper of its own: the next person's is no reprint
    slip = replace(slip, id=f"{slip.id}-{op_id.hex()[-6:]}")
    did = SlipHanded(item.code, item.version, slip)
    entry = Entry(did, moment, user.name, window.id, subject=f"document:{slip.id}")
    desk.ledger.record(op_id, lambda _no: entry)
    return visit.with_papers(slip)


def _consult(desk: Desk, visit: Visit, topic: str) -> None:
    user = signed_in(visit)
    moment = paper_time(desk, confirmed=user.clock_confirmed).moment
    op_id = uuid7(moment.wall, desk.random(10))
    entry = Entry(
        ConsultationServed(topic),
        moment,
        user.name,
        enrolled(desk).window.id,
        f"visit:{op_id.hex()}",
    )
    desk.ledger.record(op_id, lambda _no: entry)
