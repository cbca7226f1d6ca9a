"""``/r/TOKEN``: the page to which the code on a receipt leads."""

from __future__ import annotations

import logging
import os
from collections.abc import Callable
from urllib.parse import parse_qs

from fastapi import APIRouter, Request, Response
from fastapi.responses import HTMLResponse

from counter_app.domain.errors import RuleError
from counter_app.domain.rating import TEXT_MOST, Level
from counter_app.words import Words
from county_server.desk.acts import Hand
from county_server.desk.routes import read_all
from county_server.public.pace import Turnstile
from county_server.public.rating import Look, Outcome, Ratings, Wish, give, look
from county_server.public.rating_page import (
    HEADERS,
    Filled,
    draw_busy,
    draw_details,
    draw_end,
    draw_levels,
)
from county_server.sync.bodies import TooLargeError

logger = logging.getLogger(__name__)

USER = "citizen"
FIELDS_MOST = 64
Now = Callable[[], int]


class RateApi:
    """
    The page; ``now_ms`` is the county's clock (UTC ms).

    The code in the address is all the authority there is: no cookie, no session, so nothing that
    another site could borrow. What a browser says comes from another site is refused all the same.
    """

    def __init__(self, ratings: Ratings, now_ms: Now, words: Words) -> None:
        self._ratings, self._now_ms, self._words = ratings, now_ms, words
        self._turnstile = Turnstile()
        self.router = APIRouter()
        # a code's text is upper-case throughout, so that it stays small
        for path in ("/r/{token}", "/R/{token}"):
            self.router.add_api_route(path, self.show, methods=["GET"])
            self.router.add_api_route(path, self.take, methods=["POST"])

    async def show(self, token: str, request: Request) -> Response:
        """Ask for the level, then for more; say it where nothing is to be asked."""
        if not self._lets_in(request):
            return self._busy()
        seen = await look(self._ratings, token)
        level = _level(request.query_params.get("level", ""))
        return self._asked(token, seen, Filled(None if level is None else Wish(level)))

    async def take(self, token: str, request: Request) -> Response:
        """Record what was sent; a second time it is told that the visit is rated."""
        if not self._lets_in(request):
            return self._busy()
        seen = await look(self._ratings, token)
        try:
            wish = _wish(await read_all(request))
        except TooLargeError:
            too_long = RuleError("rating_text_long", most=TEXT_MOST)
            return self._asked(token, seen, Filled(None, too_long), 413)
        if _is_foreign(request) or wish is None:
            return self._asked(token, seen, Filled(), 400)
        hand = Hand(USER, self._now_ms(), os.urandom)
        try:
            seen = await give(self._ratings, hand, seen, wish)
        except RuleError as refused:
            return self._asked(token, seen, Filled(wish, refused), 422)
        logger.info("rating page outcome=%s", seen.outcome.value)
        return self._asked(token, seen, Filled())

    def _asked(self, token: str, seen: Look, filled: Filled, status: int = 200) -> Response:
        if seen.outcome not in (Outcome.ASK, Outcome.AGAIN):
            return _shown(draw_end(self._words, seen), status)
        words, wish, error = self._words, filled.wish, filled.error
        if wish is None:
            return _shown(draw_levels(words, seen, token, error), status)
        return _shown(draw_details(words, seen, token, wish, error), status)

    def _lets_in(self, request: Request) -> bool:
        address = request.client.host if request.client else ""
        return self._turnstile.lets_in(address, self._now_ms())

    def _busy(self) -> Response:
        return _shown(draw_busy(self._words), 429, {"Retry-After": "60"})


def _is_foreign(request: Request) -> bool:
    return request.headers.get("sec-fetch-site", "none") not in ("none", "same-origin")


def _level(text: str) -> Level | None:
    return next((each for each in Level if each.value == text), None)


def _wish(body: bytes) -> Wish | None:
    """Read the form; None when it is none."""
    try:
        sent = parse_qs(body.decode(), keep_blank_values=True, max_num_fields=FIELDS_MOST)
    except ValueError:
        return None
    level = _level(sent.get("level", [""])[-1])
    if level is None:
        return None
    text = sent.get("text", [""])[-1].replace("\r\n", "\n").strip()
    return Wish(level, tuple(sent.get("tag", ())), text, "anonymous" in sent)


def _shown(page: str, status: int = 200, more: dict[str, str] | None = None) -> Response:
    return HTMLResponse(page, status, {**HEADERS, **(more or {})})
