"""
``/display/HALL``: the hall's public screen in a browser, live by server-sent events (F-C5).

Nobody signs in: it is read-only, shows numbers and windows only, and so many may look at once. Each
connection begins with all that is shown, so whoever was away needs nothing of before.
"""

from __future__ import annotations

import json
import logging
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from fastapi import APIRouter, Response
from fastapi.responses import HTMLResponse, StreamingResponse
from starlette.types import Receive, Scope, Send

from counter_app.domain.codec import to_plain
from counter_app.translation.approved import tibetan
from counter_app.words import Words
from county_server.hall.display_feed import DisplayFeeds, DisplayStore, HallFeed, Shown
from county_server.hall.display_page import DisplayPage, Notice
from county_server.hall.voice import Voice, open_voice
from county_server.hall.voice_sentence import SpokenCall

logger = logging.getLogger(__name__)

VOICE_FOLDER = "voice"
MOST_OF_HALL = 64
MOST_OF_ALL = 256
RETRY_MS = 2_000
_STREAM = {"Cache-Control": "no-store", "X-Accel-Buffering": "no"}
_SOUND = {"Cache-Control": "private, max-age=600", "X-Content-Type-Options": "nosniff"}
_STATUSES = {Notice.UNKNOWN: 404, Notice.FULL: 503}
_AGAIN = {"Retry-After": "30"}


@dataclass(frozen=True, slots=True)
class Showing:
    """How calls are shown and said."""

    page: DisplayPage
    voice: Voice


def open_showing(own: Path) -> Showing:
    """
    Return page and voice with the office's own texts and clips in ``own``.

    Raises:
        StoreError: ``texts_file``, ``voice_layout``

    """
    return Showing(DisplayPage(Words(), tibetan(own)), open_voice(own / VOICE_FOLDER))


class DisplayApi:
    """The requests over a store; ``now_ms`` is the county's clock (UTC ms)."""

    def __init__(
        self,
        store: DisplayStore,
        feeds: DisplayFeeds,
        showing: Showing,
        now_ms: Callable[[], int],
    ) -> None:
        self._store, self._feeds, self._now_ms = store, feeds, now_ms
        self._page, self._voice = showing.page, showing.voice
        self.router = APIRouter(prefix="/display")
        for path, answer in (
            ("/{hall:path}/events", self.events),
            ("/{hall:path}/voice/{called:path}.wav", self.sound),
            ("/{hall:path}", self.page),
        ):
            self.router.add_api_route(path, answer, methods=["GET"])

    async def page(self, hall: str) -> Response:
        """Return the page, or one that says why there is none."""
        name = await self._store.name(hall)
        if name is None:
            return self._refused(Notice.UNKNOWN)
        if self._full(hall):
            return self._refused(Notice.FULL)
        return HTMLResponse(self._page.draw(name), headers=self._page.headers)

    async def events(self, hall: str) -> Response:
        """Return the stream of what is shown: first all, then all again at each change."""
        if await self._store.name(hall) is None:
            return self._refused(Notice.UNKNOWN)
        return _Stream(self, hall)

    async def sound(self, hall: str, called: str) -> Response:
        """Return what is said of a call; only of one that a display shows now."""
        display = self._feeds.newest(hall)
        no, _, window = called.partition("-")
        for call in display.calls if display else ():
            if (call.no, call.window) == (no, window):
                spoken = SpokenCall(call.no, call.window, call.window_name)
                sound = await self._voice.say(spoken)
                if sound is not None:
                    return Response(sound, media_type="audio/wav", headers=_SOUND)
        return Response(status_code=404)

    async def stream(self, hall: str, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a stream; whether there is room is decided when it begins, not when it was asked."""
        if self._full(hall):
            logger.warning("displays full hall=%s", hall)
            await self._refused(Notice.FULL)(scope, receive, send)
            return
        async with self._feeds.looked_at(hall) as feed:
            told = StreamingResponse(self._told(feed), 200, _STREAM, "text/event-stream")
            await told(scope, receive, send)

    async def _told(self, feed: HallFeed) -> AsyncIterator[str]:
        yield f"retry: {RETRY_MS}\n\n"
        number = 0
        while not self._feeds.closed:
            shown = await feed.newer(number)
            if shown is not None:
                number = shown.number
                yield self._state(shown)
            elif not (feed.away or self._feeds.closed):  # silence says: this may be old
                yield f"event: beat\ndata: {self._now_ms()}\n\n"

    def _state(self, shown: Shown) -> str:
        now_ms = self._now_ms()
        told: dict[str, Any] = to_plain(shown.display)
        told |= {"now_ms": now_ms, "version": self._page.version, "voice": self._voice.ready}
        data = json.dumps(told, ensure_ascii=False, separators=(",", ":"))
        return f"id: {now_ms}-{shown.number}\nevent: state\ndata: {data}\n\n"

    def _full(self, hall: str) -> bool:
        feeds = self._feeds
        return feeds.looking_at(hall) >= MOST_OF_HALL or feeds.looking >= MOST_OF_ALL

    def _refused(self, notice: Notice) -> Response:
        more = _AGAIN if notice is Notice.FULL else {}
        page = self._page.draw_notice(notice)
        return HTMLResponse(page, _STATUSES[notice], {**self._page.headers, **more})


class _Stream(Response):
    """A stream that takes its place when it begins and gives it back when it ends."""

    def __init__(self, api: DisplayApi, hall: str) -> None:
        super().__init__()
        self._api, self._hall = api, hall

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        await self._api.stream(self._hall, scope, receive, send)
