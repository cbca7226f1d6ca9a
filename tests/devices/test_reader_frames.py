"""Frames: facts/devices.md A2 to A5, A10, A11 and statements 1 to 4, 6 and 9 of A16."""

from __future__ import annotations

from functools import reduce
from operator import xor

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counter_app.domain.errors import DeviceError
from counter_app.readers import frames
from counter_app.readers.frames import Frame, FrameDecoder, build_frame
from counter_app.readers.statuses import CODES, status_error
from counter_app.words import Words

PREAMBLE = "AA AA AA 96 69 "
REQUESTS = {
    "00 03 10 FF EC": frames.RESET,
    "00 03 11 FF ED": frames.STATUS,
    "00 03 12 FF EE": frames.READ_SAM_ID,
    "00 03 20 01 22": frames.FIND,
    "00 03 20 02 21": frames.SELECT,
    "00 03 30 01 32": frames.READ_BASE,
    "00 03 30 03 30": frames.READ_NEWEST_ADDRESS,
    "00 03 30 05 36": frames.READ_MANAGEMENT_NUMBER,
    "00 03 30 10 23": frames.READ_BASE_WITH_FINGERPRINT,
    "00 03 60 00 63": frames.set_rate_request(115_200),
    "00 03 60 01 62": frames.set_rate_request(57_600),
    "00 03 60 02 61": frames.set_rate_request(38_400),
    "00 03 60 03 60": frames.set_rate_request(19_200),
    "00 03 60 04 67": frames.set_rate_request(9_600),
    "00 04 61 FF 50 CA": frames.set_rf_bytes_request(0x50),
    "00 04 61 FF 58 C2": frames.set_rf_bytes_request(0x58),
}
ERROR_FRAMES = (
    "10 14 11 15 21 25 23 27 24 20 31 35 32 36 33 37 37 33 3F 3B 40 44 41 45 47 43 60 64 66 62 "
    "80 84 81 85 91 95"
)
BODIES = st.binary(min_size=1, max_size=60)


def decode(*pieces: bytes) -> list[Frame]:
    decoder = FrameDecoder()
    found = []
    for piece in pieces:
        decoder.feed(piece)
        while frame := decoder.take():
            found.append(frame)
    return found


def code_of(call, *args):
    with pytest.raises(DeviceError) as caught:
        call(*args)
    return caught.value.code


@pytest.mark.parametrize(("text", "request_bytes"), REQUESTS.items(), ids=REQUESTS.keys())
def test_every_request_byte_for_byte(text, request_bytes):
    assert request_bytes == bytes.fromhex(PREAMBLE + text)
    assert reduce(xor, request_bytes[5:]) == 0


def test_a_rate_outside_the_five_is_refused():
    assert code_of(frames.set_rate_request, 4800) == "reader_rate_unsupported"


@given(BODIES)
def test_single_bytes_give_the_frame(body):
    frame = build_frame(body)
    assert decode(*(frame[at : at + 1] for at in range(len(frame)))) == [Frame(body, intact=True)]


@given(st.lists(BODIES, min_size=1, max_size=4), st.data())
def test_glued_frames_cut_anywhere(bodies, data):
    stream = b"".join(build_frame(body) for body in bodies)
    cuts = sorted(data.draw(st.sets(st.integers(0, len(stream)), max_size=6)))
    pieces = [stream[a:b] for a, b in zip([0, *cuts], [*cuts, len(stream)], strict=True)]
    assert decode(*pieces) == [Frame(body, intact=True) for body in bodies]


@given(st.binary(max_size=40).filter(lambda noise: frames.PREAMBLE not in noise), BODIES)
def test_noise_before_a_frame_is_dropped(noise, body):
    assert decode(noise, build_frame(body)) == [Frame(body, intact=True)]


def test_noise_that_ends_like_a_preamble():
    frame = build_frame(b"\x00\x00\x90")
    assert decode(b"\xaa\xaa" + frame) == decode(frame)
    assert decode(b"\xaa\xaa\xaa\x96" + frame) == decode(frame)


def test_a_preamble_inside_a_photo_is_data():
    body = b"\x00\x00\x90" + frames.PREAMBLE * 3 + b"\x00\x04"
    assert decode(build_frame(body)) == [Frame(body, intact=True)]


def test_a_wrong_check_byte_is_seen_and_the_next_frame_found():
    bad = build_frame(b"\x00\x00\x90")[:-1] + b"\x00"
    first, second = decode(bad + build_frame(b"\x00\x00\x80"))
    assert not first.intact
    assert second == Frame(b"\x00\x00\x80", intact=True)


def test_a_false_preamble_does_not_swallow_the_frame_behind_it():
    real = build_frame(b"\x00\x00\x80")
    false = bytes.fromhex(PREAMBLE + "00 0C")
    first, second = decode(false + real + b"\x55\x55")
    assert not first.intact
    assert second == Frame(b"\x00\x00\x80", intact=True)


@pytest.mark.parametrize("length", ["0000", "0001", "1001", "FFFF"])
def test_an_impossible_length_does_not_wait_for_its_bytes(length):
    first, second = decode(bytes.fromhex(PREAMBLE + length), build_frame(b"ok"))
    assert not first.intact
    assert second.body == b"ok"


def test_a_cut_frame_is_started_and_can_be_forgotten():
    decoder = FrameDecoder()
    assert not decoder.started
    decoder.feed(build_frame(b"\x00\x00\x90")[:9])
    assert decoder.take() is None
    assert decoder.started
    decoder.clear()
    decoder.feed(build_frame(b"x"))
    assert decoder.take() == Frame(b"x", intact=True)


@pytest.mark.parametrize("pair", range(18))
def test_ready_made_error_frames(pair):
    status, check = bytes.fromhex(ERROR_FRAMES)[pair * 2 : pair * 2 + 2]
    (frame,) = decode(bytes.fromhex(PREAMBLE + "00 04 00 00") + bytes([status, check]))
    assert frames.parse_answer(frame).status == status
    error = status_error(status)
    assert error.code == CODES[status]
    for language in ("zh", "en"):
        what, remedy = Words(language).error(error)
        assert what != remedy


def test_every_status_has_its_own_outcome():
    statuses = bytes.fromhex(ERROR_FRAMES)[::2]
    assert set(CODES) == set(statuses)
    assert len(set(CODES.values())) == len(CODES) == 18
    zh = Words("zh")
    assert len({zh.error(status_error(status)) for status in statuses}) == 18


def test_an_unknown_status_is_named():
    error = status_error(0x4E)
    assert (error.code, error.values) == ("reader_status_unknown", {"status": "4E"})


@pytest.mark.parametrize(
    ("frame", "fault"),
    [
        (Frame(b"\x00\x00\x90", intact=False), "checksum"),
        (Frame(b"\x00\x00", intact=True), "length"),
        (Frame(b"\x01\x00\x90", intact=True), "status"),
        (Frame(b"\x00\x01\x90", intact=True), "status"),
        (Frame(b"\x05\x05\x05\x05", intact=True), "status"),
    ],
)
def test_transmission_faults(frame, fault):
    with pytest.raises(DeviceError) as caught:
        frames.parse_answer(frame)
    assert (caught.value.code, caught.value.values) == ("reader_garbled", {"fault": fault})


@pytest.mark.parametrize(("size", "total"), [(0, 1297), (512, 1809), (1024, 2321)])
def test_blocks_are_found_by_their_lengths(size, total):
    text, photo, finger = b"T" * 256, b"P" * 1024, b"F" * size
    answer = build_frame(
        b"\x00\x00\x90\x01\x00\x04\x00" + size.to_bytes(2, "big") + text + photo + finger
    )
    assert len(answer) == total
    (frame,) = decode(answer)
    blocks = frames.split_base(frames.parse_answer(frame).data, fingerprint=True)
    assert (blocks.text, blocks.photo, blocks.fingerprint) == (text, photo, finger)


def test_blocks_are_not_at_fixed_places():
    blocks = frames.split_base(b"\x00\x02\x00\x03" + b"TTPPP")
    assert (blocks.text, blocks.photo, blocks.fingerprint) == (b"TT", b"PPP", b"")


@pytest.mark.parametrize("data", [b"", b"\x01", b"\x00\x02\x00\x03TTPP", b"\x00\x02\x00\x03TTPPPP"])
def test_lengths_that_do_not_add_up(data):
    assert code_of(frames.split_base, data) == "reader_garbled"


def test_the_sam_id_has_36_characters():
    data = bytes.fromhex("05 00 03 00 35 04 33 01 37 17 03 00 D2 02 96 49")
    text = frames.sam_id_text(data)
    assert text == "05.03-20120629-0000202551-1234567890"
    assert len(text) == 36
    assert build_frame(b"\x00\x00\x90" + data) == bytes.fromhex(
        "AA AA AA 96 69 00 14 00 00 90 05 00 03 00 35 04 33 01 37 17 03 00 D2 02 96 49 AD"
    )
    assert code_of(frames.sam_id_text, data[:15]) == "reader_garbled"


def test_the_newest_address_of_the_facts():
    answer = bytes.fromhex(
        "AA AA AA 96 69 00 4A 00 00 90 7F 89 CF 85 EA 81 BB 6C 3A 53 97 67 9D 82 02 5E E5 5D 03 5E "
        "5F 6C BE 8F BF 53 4B 6D D5 8B EF 8D 39 00 F7 53" + "20 00" * 17 + "AC"
    )
    (frame,) = decode(answer)
    address = frames.newest_address(frames.parse_answer(frame).data)
    assert address == "西藏自治区林芝市工布江达县测试路9号"


@pytest.mark.parametrize(
    ("records", "address"),
    [
        ([], ""),
        (["一号"], "一号"),
        (["一号", "二号"], "二号"),
        (["一号", "二号", ""], "二号"),
        (["一号", "二号", "三号", "四号"], "四号"),
        (["", ""], ""),
    ],
)
def test_the_last_record_that_is_not_blank(records, address):
    blank = " ".encode("utf-16-le")
    data = b"".join(each.encode("utf-16-le") + blank * (35 - len(each)) for each in records)
    assert frames.newest_address(data) == address


@pytest.mark.parametrize("size", [1, 69, 71, 350])
def test_other_sizes_of_addresses_are_damage(size):
    assert code_of(frames.newest_address, bytes(size)) == "reader_garbled"


@pytest.mark.parametrize(
    ("units", "text"),
    [
        ("4B6D 2000 2000", "测"),
        ("4B6D 0000 0000", "测"),
        ("4B6D 2000 0000 2000", "测"),
        ("2000 0000", ""),
        ("40D8 87DC", "\U00020087"),
        ("4B6D 40D8", "测"),
        ("40D8 4B6D", "\ufffd测"),
        ("4B6D 87DC", "测\ufffd"),
    ],
)
def test_text_of_a_field(units, text):
    assert frames.decode_text(bytes.fromhex(units)) == text


def test_management_numbers():
    digits = bytes.fromhex("31003000300030003000300030003000300031003200330034003500")
    assert frames.management_number_text(digits) == "10000000012345"
    assert frames.management_number_text(b"\xff\xfe\x01\xd8") == "FFFE01D8"
