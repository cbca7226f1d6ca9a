"""Tones as clips: each of another length, so that a sum tells which were joined."""

from __future__ import annotations

import array
import io
import math
import wave

from counter_app.domain.ticket import LETTERS
from county_server.hall.voice_clips import SAMPLES_S

NAMES = [*LETTERS, *"0123456789", "please", "to", "window"]
LENGTHS = {name: 1_000 + at for at, name in enumerate(NAMES)}


def tone(samples, rate=SAMPLES_S, channels=1, width=2):
    told = io.BytesIO()
    with wave.open(told, "wb") as made:
        made.setnchannels(channels)
        made.setsampwidth(width)
        made.setframerate(rate)
        sine = [round(9_000 * math.sin(at / 9)) for at in range(samples * channels)]
        made.writeframes(array.array("h", sine).tobytes()[: samples * channels * width])
    return told.getvalue()


def record(own, language, names=NAMES):
    folder = own / language
    folder.mkdir(parents=True, exist_ok=True)
    for name in names:
        (folder / f"{name}.wav").write_bytes(tone(LENGTHS.get(name, 500)))
    return folder
