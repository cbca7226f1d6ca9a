"""Random slips through the encoder and the strict decoder, which share no code: the words come back."""

from __future__ import annotations

import random

from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from counter_app.domain.slip import Barcode, Feed, Pair, Qr, Rule, Slip, Text
from printers.charset import clean
from printers.escpos import encode
from printers.layout import TIBETAN_DOTS
from printers.simulated.press import Press
from printers.simulated.tokens import Tokenizer
from tests.fakes.proof import long_proof

HAN = st.characters(min_codepoint=0x4E00, max_codepoint=0x9FA5)
PLAIN = st.one_of(
    HAN, st.characters(codec="gbk", exclude_categories=["Cc"]), st.sampled_from(" \n，。（）")
)
RARE = st.sampled_from("𠮷䶮𬱖\U00020087\ue816བཀྲཤིས་།")
plain_text = st.text(PLAIN, max_size=70)
mixed_text = st.text(st.one_of(PLAIN, PLAIN, PLAIN, RARE), max_size=50)


def lines_of(words):
    return st.one_of(
        st.builds(
            Text, words, st.sampled_from(["left", "centre", "right"]), st.sampled_from([1, 2])
        ),
        st.builds(Pair, words, words),
        st.just(Rule()),
        st.builds(Qr, st.text(PLAIN, min_size=1, max_size=90).filter(str.strip), st.just("扫码")),
        st.builds(Barcode, st.from_regex(r"[0-9A-Z]{1,10}", fullmatch=True)),
        st.builds(Barcode, st.from_regex(r"(?:[0-9]{2}){1,9}", fullmatch=True)),
        st.builds(Feed, st.integers(0, 5)),
    )


def slips(words):
    return st.builds(Slip, st.just("票"), st.lists(lines_of(words), max_size=7).map(tuple))


class NoiseRenderer:
    """Draws each text as dots that stand for it alone, so that a picture can be read back."""

    def __init__(self):
        self.drawn = {}

    def __call__(self, text, height_px):
        columns = sum(2 if ord(each) > 0xFF else 1 for each in text)
        scale = 2 if height_px in (48, 2 * TIBETAN_DOTS) else 1
        picture = Image.new("1", (max(12, 12 * columns * scale), height_px), 255)
        noise = random.Random(f"{text} {height_px}")  # noqa: S311 - a picture, no secret
        for y in range(height_px):
            for x in range(0, picture.width, 2):
                # one dark dot in every two: a lone dot, which could spell a request, never occurs
                picture.putpixel((x + noise.getrandbits(1), y), 0)
        self.drawn[text, height_px] = picture
        return picture

    def read(self, picture):
        found = ["", ""]
        for (text, height), drawn in self.drawn.items():
            for side, left in enumerate((0, picture.width - drawn.width)):
                part = picture.crop((left, 0, left + drawn.width, height))
                is_other_side = side == 0 or left > 0
                if left >= 0 and is_other_side and part.tobytes() == drawn.tobytes():
                    found[side] = text
        return "".join(found)


def print_bytes(data, columns, renderer):
    violations, done = [], []
    press = Press(columns, violations.append)
    for token in Tokenizer().feed(data):
        if token.kind == "text":
            press.put_text(token.data)
        elif token.name == b"\x1d\x56\x42":
            done.append(press.cut())
        else:
            assert token.kind == "command", token
            press.obey(token)
    assert not violations
    (printed,) = done
    assert not press.paper
    return [renderer.read(each.picture) if each.picture else each.line() for each in printed]


def expected_text(slip, columns):
    texts = []
    for line in slip.lines:
        if isinstance(line, Text):
            texts.append(clean(line.text))
        elif isinstance(line, Pair):
            texts.append(clean(line.label) + clean(line.value))
        elif isinstance(line, Qr):
            texts.append(f"[QR {line.data}]{line.caption}")
        elif isinstance(line, Barcode):
            texts.append(f"[CODE128 {line.data}]")
        elif isinstance(line, Rule):
            texts.append("-" * columns)
    return squeeze("".join(texts))


def squeeze(text):
    return "".join(text.split())


@long_proof
@settings(max_examples=1000)
@given(slips(plain_text), st.sampled_from([48, 32]))
def test_a_slip_in_plain_chinese_comes_back_word_for_word(slip, columns):
    renderer = NoiseRenderer()
    rows = print_bytes(encode(slip, columns, renderer), columns, renderer)
    assert squeeze("".join(rows)) == expected_text(slip, columns)
    assert not renderer.drawn


@given(slips(mixed_text), st.sampled_from([48, 32]))
def test_a_slip_with_rare_characters_comes_back_word_for_word(slip, columns):
    renderer = NoiseRenderer()
    rows = print_bytes(encode(slip, columns, renderer), columns, renderer)
    assert squeeze("".join(rows)) == expected_text(slip, columns)


@given(slips(mixed_text))
def test_the_same_slip_gives_the_same_bytes(slip):
    assert encode(slip, 48, NoiseRenderer()) == encode(slip, 48, NoiseRenderer())
