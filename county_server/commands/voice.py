"""``voice-clips``: what is to be recorded for the voice of a hall's displays (F-C5)."""

from __future__ import annotations

import argparse
from collections.abc import Iterator

from counter_app.domain.errors import StoreError
from counter_app.words import Words
from county_server.config import read_folder, read_place
from county_server.database import open_database
from county_server.hall.display import VOICE_FOLDER
from county_server.hall.voice_clips import ClipShelf, read_clip, shelf_of
from county_server.hall.voice_sentence import NAMED, SpokenCall, window_number
from county_server.output import say_json
from db.county.displays import list_windows


def show(options: argparse.Namespace, words: Words) -> int:
    """Tell each clip by name, text, file and state: there, missing, or bad and what to do."""
    shelf = shelf_of(options.voice, read_folder(options) / VOICE_FOLDER)
    with open_database(read_place(options)) as url:
        windows = list_windows(url)
    for name, text in _needed(shelf, windows):
        say_json(_state(shelf, name, text, words))
    return 0


def _needed(shelf: ClipShelf, windows: tuple[tuple[str, str], ...]) -> Iterator[tuple[str, str]]:
    yield from shelf.layout.clips.items()
    named = dict.fromkeys(
        name for window, name in windows if not window_number(SpokenCall("", window, name))
    )
    for name in named:
        yield NAMED + name, name


def _state(shelf: ClipShelf, name: str, text: str, words: Words) -> dict[str, str]:
    file = shelf.find(name)
    told = {"clip": name, "text": text, "file": str(file or shelf.folders[0] / f"{name}.wav")}
    if file is None:
        return told | {"state": "missing"}
    try:
        read_clip(file)
    except StoreError as wrong:
        return told | {"state": "bad", "what": "".join(words.error(wrong))}
    return told | {"state": "there"}
