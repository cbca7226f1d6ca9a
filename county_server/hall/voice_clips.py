"""
Recorded clips: ``resources/voice/LANGUAGE/NAME.wav``, and before them those of the office itself.

A clip is WAV of 16,000 samples a second, mono, 16 bit, and no longer than ten seconds.
"""

from __future__ import annotations

import io
import wave
from dataclasses import dataclass
from pathlib import Path

from counter_app.domain.errors import StoreError
from counter_app.paths import resources
from county_server.hall.voice_sentence import (
    Layout,
    SpokenCall,
    clips_of,
    read_layout,
)

SAMPLES_S = 16_000
SAMPLE_BYTES = 2
_LONGEST_S = 10


@dataclass(frozen=True, slots=True)
class ClipShelf:
    """The clips of one language; of two with the same name, that of the first folder counts."""

    layout: Layout
    folders: tuple[Path, ...]

    def find(self, name: str) -> Path | None:
        """Return the file of a clip, None when nobody has recorded it."""
        if not name.isprintable() or any(sign in name for sign in "/\\:"):
            return None
        files = (folder / f"{name}.wav" for folder in self.folders)
        return next((file for file in files if file.is_file()), None)

    def has(self, name: str) -> bool:
        """Whether a clip is there."""
        return self.find(name) is not None

    def whole(self) -> bool:
        """Whether all is there that every call needs."""
        return all(map(self.has, self.layout.clips))

    def join(self, call: SpokenCall) -> bytes | None:
        """
        Return the samples of what is said of a call, None when a clip is missing.

        Raises:
            StoreError: ``voice_clip``, one is not as a clip must be

        """
        names = clips_of(self.layout, call, self.has)
        files = [None] if names is None else [self.find(name) for name in names]
        there = [file for file in files if file is not None]
        return b"".join(map(read_clip, there)) if len(there) == len(files) else None


def shelf_of(language: str, own: Path) -> ClipShelf:
    """Return the clips of a language, those in ``own``/LANGUAGE first; StoreError ``voice_layout``."""
    folders = (own / language, resources() / "voice" / language)
    return ClipShelf(read_layout(folders), folders)


def read_clip(file: Path) -> bytes:
    """Return the samples of a clip; StoreError ``voice_clip`` when it is not as it must be."""
    try:
        with wave.open(str(file), "rb") as opened:
            shape = (opened.getframerate(), opened.getnchannels(), opened.getsampwidth())
            good = shape == (SAMPLES_S, 1, SAMPLE_BYTES)
            if good and 0 < opened.getnframes() <= _LONGEST_S * SAMPLES_S:
                return opened.readframes(opened.getnframes())
    except (OSError, EOFError, wave.Error) as wrong:
        raise StoreError("voice_clip", file=file.name) from wrong
    raise StoreError("voice_clip", file=file.name)


def wav_of(samples: bytes) -> bytes:
    """Return a WAV file of samples."""
    made = io.BytesIO()
    with wave.open(made, "wb") as opened:
        opened.setnchannels(1)
        opened.setsampwidth(SAMPLE_BYTES)
        opened.setframerate(SAMPLES_S)
        opened.writeframes(samples)
    return made.getvalue()
