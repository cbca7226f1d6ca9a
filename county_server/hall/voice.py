"""What a display plays for a call: Chinese, then Tibetan where all its clips are there (F-C5)."""

from __future__ import annotations

import asyncio
import logging
from collections import OrderedDict
from pathlib import Path

from counter_app.domain.errors import StoreError
from county_server.hall.voice_clips import (
    SAMPLE_BYTES,
    SAMPLES_S,
    ClipShelf,
    shelf_of,
    wav_of,
)
from county_server.hall.voice_sentence import SpokenCall, pinyin_of
from county_server.hall.voice_speech import Speech, find_speech

logger = logging.getLogger(__name__)

PAUSE_S = 0.4
_KEPT = 64
_PAUSE = bytes(round(PAUSE_S * SAMPLES_S) * SAMPLE_BYTES)


class Voice:
    """Joins clips; the newest are kept, and one is made at a time however many ask."""

    def __init__(self, chinese: ClipShelf, tibetan: ClipShelf, speech: Speech) -> None:
        self._chinese, self._tibetan, self._speech = chinese, tibetan, speech
        self._kept: OrderedDict[SpokenCall, bytes] = OrderedDict()
        self._making = asyncio.Lock()

    @property
    def ready(self) -> bool:
        """Whether calls can be said in Chinese."""
        return self._speech.there or self._chinese.whole()

    async def say(self, call: SpokenCall) -> bytes | None:
        """Return a WAV file, None when there is no voice for the call."""
        async with self._making:
            if call not in self._kept:
                samples = await self._make(call)
                if samples is None:
                    return None
                self._kept[call] = wav_of(samples)
            self._kept.move_to_end(call)
            if len(self._kept) > _KEPT:
                self._kept.popitem(last=False)
            return self._kept[call]

    async def _make(self, call: SpokenCall) -> bytes | None:
        chinese = await asyncio.to_thread(_joined, self._chinese, call)
        if chinese is None:
            chinese = await self._speech.say(pinyin_of(call))
        if chinese is None:
            return None
        tibetan = await asyncio.to_thread(_joined, self._tibetan, call)
        return chinese if tibetan is None else chinese + _PAUSE + tibetan


def open_voice(own: Path) -> Voice:
    """Return the voice with the office's own clips in ``own``/LANGUAGE; StoreError ``voice_layout``."""
    return Voice(shelf_of("zh", own), shelf_of("bo", own), find_speech())


def _joined(shelf: ClipShelf, call: SpokenCall) -> bytes | None:
    try:
        return shelf.join(call)
    except StoreError as wrong:
        logger.warning("voice clip unusable %s", wrong.values)
        return None
