"""The voice of a display: clips joined to the sample, a real espeak-ng, and what is missing."""

from __future__ import annotations

import array
import asyncio
import io
import os
import sys
import wave
from urllib.parse import quote

import pytest

from counter_app.domain.errors import StoreError
from county_server.hall.voice import PAUSE_S, Voice
from county_server.hall.voice_clips import SAMPLES_S, read_clip, shelf_of
from county_server.hall.voice_sentence import SpokenCall, pinyin_of
from county_server.hall.voice_speech import PROGRAM, Speech, find_speech, resample
from tests.fakes.display_server import served_display
from tests.fakes.hall_server import Hand
from tests.fakes.voice import LENGTHS, NAMES, record, tone

CALL = SpokenCall("A017", "w-3", "3号窗口")
SILENT = Speech(None)


def voice_of(own, speech=SILENT):
    return Voice(shelf_of("zh", own), shelf_of("bo", own), speech)


def said(voice, call=CALL):
    sound = asyncio.run(voice.say(call))
    return None if sound is None else length(sound)


def length(sound):
    with wave.open(io.BytesIO(sound)) as opened:
        shape = (opened.getframerate(), opened.getnchannels(), opened.getsampwidth())
        assert shape == (16_000, 1, 2)
        assert len(opened.readframes(opened.getnframes())) == 2 * opened.getnframes()
        return opened.getnframes()


def total(*names):
    return sum(LENGTHS[name] for name in names)


WHOLE = total("please", *"A017", "to", "3", "window")


def test_a_call_is_its_clips_and_nothing_between(tmp_path):
    record(tmp_path, "zh")
    assert said(voice_of(tmp_path)) == WHOLE
    twelfth = SpokenCall("B120", "w-9", "12号窗口")
    wanted = total("please", *"B120", "to", *"12", "window")
    assert said(voice_of(tmp_path), twelfth) == wanted


def test_tibetan_comes_after_chinese_and_only_where_it_is_whole(tmp_path):
    record(tmp_path, "zh")
    folder = record(tmp_path, "bo")
    assert said(voice_of(tmp_path)) == 2 * WHOLE + round(PAUSE_S * SAMPLES_S)
    (folder / "7.wav").unlink()
    assert said(voice_of(tmp_path)) == WHOLE
    assert said(voice_of(tmp_path), SpokenCall("A018", "w-3", "3号窗口")) > 2 * WHOLE


def test_an_office_may_order_its_own_language(tmp_path):
    record(tmp_path, "zh")
    folder = record(tmp_path, "bo")
    told = (
        'order = ["{window}", "{number}"]\nwindow = ["window", "{digits}"]\n[clips]\nwindow = "x"'
    )
    (folder / "voice.toml").write_text(told)
    bo = total("window", "3", *"A017")
    assert said(voice_of(tmp_path)) == WHOLE + bo + round(PAUSE_S * SAMPLES_S)


@pytest.mark.parametrize(
    "told", ["", "order", 'order = ["a"]\nwindow = []\n[clips]\nb = "x"', "clips = 3"]
)
def test_an_order_that_cannot_be_read_stops_the_start(tmp_path, told):
    (tmp_path / "zh").mkdir()
    (tmp_path / "zh" / "voice.toml").write_text(told)
    with pytest.raises(StoreError, match="voice_layout"):
        shelf_of("zh", tmp_path)


@pytest.mark.parametrize(
    ("window", "name", "clips"),
    [
        ("w-3", "出证窗口", ["3", "window"]),
        ("nd-07", "综合窗口", ["7", "window"]),
        ("w-1", "二楼12号窗口", ["1", "2", "window"]),
        ("w-1", "0", ["0", "window"]),
        ("w-3", "../../etc", ["3", "window"]),
    ],
)
def test_a_window_without_a_clip_is_said_by_its_number(tmp_path, window, name, clips):
    record(tmp_path, "zh")
    wanted = total("please", *"A017", "to", *clips)
    assert said(voice_of(tmp_path), SpokenCall("A017", window, name)) == wanted


def test_a_window_with_a_clip_is_said_by_its_name(tmp_path):
    record(tmp_path, "zh", [*NAMES, "window-出证窗口"])
    named = SpokenCall("A017", "w-3", "出证窗口")
    assert said(voice_of(tmp_path), named) == total("please", *"A017", "to") + 500


def test_without_a_clip_a_number_or_a_program_there_is_no_voice(tmp_path):
    assert said(voice_of(tmp_path)) is None
    assert not voice_of(tmp_path).ready
    record(tmp_path, "zh")
    assert voice_of(tmp_path).ready
    assert said(voice_of(tmp_path), SpokenCall("A017", "cert", "出证窗口")) is None


BAD = {
    "rate": tone(100, rate=22_050),
    "channels": tone(100, channels=2),
    "width": tone(100, width=1),
    "empty": tone(0),
    "long": tone(11 * SAMPLES_S),
    "text": b"no sound",
    "cut": tone(100)[:20],
}


@pytest.mark.parametrize("wrong", BAD)
def test_a_clip_of_another_format_is_refused_and_not_played(tmp_path, wrong):
    folder = record(tmp_path, "zh")
    (folder / "7.wav").write_bytes(BAD[wrong])
    with pytest.raises(StoreError, match="voice_clip"):
        read_clip(folder / "7.wav")
    assert said(voice_of(tmp_path)) is None


@pytest.mark.parametrize(
    ("call", "spoken"),
    [
        (CALL, "qing3 A ling2 yi1 qi1 hao4 dao4 san1 hao4 chuang1 kou3"),
        (
            SpokenCall("B100", "w", "出证窗口"),
            "qing3 B yi1 ling2 ling2 hao4 dao4 chu1 zheng4 chuang1 kou3",
        ),
        (SpokenCall("C1", "w", "12号窗口"), "qing3 C yi1 hao4 dao4 shi2 er4 hao4 chuang1 kou3"),
        (SpokenCall("C1", "w", "20号"), "qing3 C yi1 hao4 dao4 er4 shi2 hao4"),
        (SpokenCall("C1", "w", "205号"), "qing3 C yi1 hao4 dao4 er4 ling2 wu3 hao4"),
        (SpokenCall("C1", "w-4", "Window"), "qing3 C yi1 hao4 dao4 si4 hao4 chuang1 kou3"),
    ],
)
def test_the_sentence_in_pinyin(call, spoken):
    assert pinyin_of(call) == spoken


def test_espeak_says_what_nobody_has_recorded(tmp_path):
    speech = find_speech()
    assert speech.there
    assert voice_of(tmp_path, speech).ready
    plain = said(voice_of(tmp_path, speech))
    assert 1 < plain / SAMPLES_S < 8
    more = said(voice_of(tmp_path, speech), SpokenCall("A017", "w", "不动产登记与税务综合受理窗口"))
    assert more > plain
    record(tmp_path, "bo")
    assert said(voice_of(tmp_path, speech)) == plain + WHOLE + round(PAUSE_S * SAMPLES_S)


@pytest.mark.parametrize(
    "program",
    [
        "exit 3",
        "echo no sound",
        f"cat > /dev/null; exec {sys.executable} -c ''",
    ],
)
def test_a_program_that_fails_is_no_voice(tmp_path, program):
    path = tmp_path / PROGRAM
    path.write_text(f"#!/bin/sh\n{program}\n")
    path.chmod(0o755)
    assert said(voice_of(tmp_path, Speech(str(path)))) is None
    assert said(voice_of(tmp_path, Speech(str(tmp_path / "gone")))) is None


def test_a_child_that_hangs_is_ended_with_the_request(tmp_path):
    path, mark = tmp_path / PROGRAM, tmp_path / "pid"
    path.write_text(f"#!/bin/sh\necho $$ > {mark}.new; mv {mark}.new {mark}; exec sleep 60\n")
    path.chmod(0o755)

    async def left():
        asked = asyncio.create_task(Speech(str(path)).say("a1"))
        while not mark.exists():  # noqa: ASYNC110 - another process makes it
            await asyncio.sleep(0.01)
        asked.cancel()
        await asyncio.wait([asked])

    asyncio.run(left())
    with pytest.raises(ProcessLookupError):
        os.kill(int(mark.read_text()), 0)


def test_another_rate_keeps_length_and_shape():
    ramp = array.array("h", range(22_050))
    made = array.array("h", resample(ramp.tobytes(), 22_050))
    assert len(made) == SAMPLES_S
    assert (made[0], made[8_000], list(made) == sorted(made)) == (0, 11_025, True)
    assert resample(b"", 22_050) == b""
    assert resample(ramp.tobytes() + b"x", SAMPLES_S) == ramp.tobytes()


def test_many_asking_make_it_once_and_few_are_kept(tmp_path):
    record(tmp_path, "zh")
    voice = voice_of(tmp_path)

    async def crowd():
        first = await asyncio.gather(*(voice.say(CALL) for _ in range(20)))
        assert all(each is first[0] for each in first)
        for at in range(80):
            await voice.say(SpokenCall(f"A{at:03d}", "w-1", "1号窗口"))
        assert len(voice._kept) == 64
        assert await voice.say(CALL) is not first[0]

    asyncio.run(crowd())


def test_a_display_plays_only_what_it_shows(county_url, tmp_path):
    record(tmp_path, "zh")
    with served_display(county_url, tmp_path) as display:
        kiosk, one = Hand(display.window("k-1", "kiosk")), Hand(display.window("a/1-b"))
        kiosk("take", line="A")
        one("call")
        sound = f"/voice/{quote('A001-a/1-b', safe='')}.wav"
        assert display.get(sound)[0] == 404
        with display.watch() as stream:
            assert stream.state()["voice"]
            status, headers, body = display.get(sound)
            assert (status, headers["content-type"]) == (200, "audio/wav")
            assert length(body) == total("please", *"A001", "to", "1", "window")
            for other in ("A002-a/1-b", "A001-w-2", "A001", "../../etc/passwd"):
                assert display.get(f"/voice/{quote(other, safe='')}.wav")[0] == 404
