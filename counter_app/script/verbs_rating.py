"""The verb ``rate``: what the citizen's face records (F-G3); told is how many, never what they say."""

from __future__ import annotations

from counter_app.domain.rating import Level
from counter_app.script.arguments import Arguments
from counter_app.script.verb import Answer, Verb, wait
from counter_app.services.desk import Desk
from counter_app.services.rating import Opinion, give_typed
from counter_app.services.visit import Visit


def _rate(desk: Desk, visit: Visit, given: Arguments) -> Answer:
    tags = given.texts("tags") if given.given("tags") else ()
    opinion = Opinion(
        given.choice("level", Level),
        tags,
        given.text("text", ""),
        anonymous=given.values.get("anonymous") is True,
    )
    count = wait(desk, give_typed(desk, visit, given.text("case_no"), opinion))
    return visit, {"rating": desk.words.say("rating.count", count=count)}


RATING_VERBS: dict[str, Verb] = {"rate": _rate}
