"""
Chinese by espeak-ng, where it is installed: a program of its own, run as a child (GPL, not shipped).

Its Chinese voice spells Han characters as codes, so it is given pinyin (facts/dependencies.md 10).
"""

from __future__ import annotations

import array
import asyncio
import io
import logging
import shutil
import sys
import wave

from county_server.hall.voice_clips import SAMPLE_BYTES, SAMPLES_S

logger = logging.getLogger(__name__)

PROGRAM = "espeak-ng"
_OPTIONS = ("-v", "cmn-latn-pinyin", "-s", "150", "--stdout")
_TIMEOUT_S = 5.0


class Speech:
    """The program at ``path``; without one it says nothing."""

    def __init__(self, path: str | None) -> None:
        self._path = path

    @property
    def there(self) -> bool:
        """Whether the program is installed."""
        return self._path is not None

    async def say(self, pinyin: str) -> bytes | None:
        """Return the samples of a sentence as a clip has them; None when the program fails."""
        if self._path is None:
            return None
        try:
            process = await asyncio.create_subprocess_exec(
                self._path,
                *_OPTIONS,
                stdin=asyncio.subprocess.PIPE,
                stdout=asyncio.subprocess.PIPE,
                stderr=asyncio.subprocess.DEVNULL,
            )
        except OSError as wrong:
            logger.warning("voice program does not start errno=%s", wrong.errno)
            return None
        try:
            async with asyncio.timeout(_TIMEOUT_S):
                sound, _ = await process.communicate(pinyin.encode())
        except TimeoutError:
            logger.warning("voice program hangs")
            return None
        finally:
            if process.returncode is None:
                process.kill()
                await process.wait()
        return _samples(sound) if process.returncode == 0 else None


def find_speech() -> Speech:
    """Return the program that is on this machine's path."""
    return Speech(shutil.which(PROGRAM))


def _samples(sound: bytes) -> bytes | None:
    """Return mono 16 bit samples at a clip's rate; a stream's header does not know its length."""
    try:
        with wave.open(io.BytesIO(sound), "rb") as opened:
            if (opened.getnchannels(), opened.getsampwidth()) != (1, SAMPLE_BYTES):
                return None
            rate, said = opened.getframerate(), opened.readframes(opened.getnframes())
    except (EOFError, wave.Error):
        return None
    return resample(said, rate)


def resample(said: bytes, rate: int) -> bytes:
    """Return little-endian 16 bit samples of ``rate`` a second at a clip's rate, linearly between."""
    taken = array.array("h", said[: len(said) // SAMPLE_BYTES * SAMPLE_BYTES])
    if sys.byteorder == "big":
        taken.byteswap()
    last = len(taken) - 1
    made = array.array("h")
    for at in range(len(taken) * SAMPLES_S // rate):
        whole, part = divmod(at * rate, SAMPLES_S)
        one, other = taken[whole], taken[min(whole + 1, last)]
        made.append(one + (other - one) * part // SAMPLES_S)
    if sys.byteorder == "big":
        made.byteswap()
    return made.tobytes()
