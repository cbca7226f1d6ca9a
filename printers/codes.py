"""
QR codes and Code 128 in the printer's own commands (facts/devices.md B2).

A code that the paper cannot hold is refused: printers leave it out without a word.
"""

from __future__ import annotations

import re

from counter_app.domain.errors import RuleError
from printers.realtime import holds_realtime

# Bytes that versions 1 to 40 hold at correction level M (ISO/IEC 18004, table 7).
_QR_BYTES = (
    *(
        14,
        26,
        42,
        62,
        84,
        106,
        122,
        152,
        180,
        213,
        251,
        287,
        331,
        362,
        412,
        450,
        504,
        560,
        624,
        666,
    ),
    *(711, 779, 857, 911, 997, 1059, 1125, 1190, 1264, 1370, 1452, 1538, 1628, 1722, 1809, 1911),
    *(1989, 2099, 2213, 2331),
)
_QR_QUIET_MODULES = 8
_QR_LARGEST_DOTS = 6
_BAR_DOTS = 2
_SYMBOL_MODULES, _STOP_MODULES = 11, 13
_SET_B, _SET_C = b"{B", b"{C"


def encode_qr(text: str, paper_dots: int) -> bytes:
    """
    Return model 2, the largest module up to 6 dots that fits, level M, store, print, line feed.

    Raises:
        RuleError: ``slip_code_too_long``

    """
    data = text.encode()
    version = next((n for n, room in enumerate(_QR_BYTES, 1) if len(data) <= room), None)
    if version is None or not data or holds_realtime(data):
        raise RuleError("slip_code_too_long", length=len(data))
    module = min(_QR_LARGEST_DOTS, paper_dots // (17 + 4 * version + _QR_QUIET_MODULES))
    return b"".join(
        (
            _qr(0x41, b"\x32\x00"),
            _qr(0x43, bytes((module,))),
            _qr(0x45, b"\x31"),
            _qr(0x50, b"\x30" + data),
            _qr(0x51, b"\x30"),
            b"\n",
        )
    )


def _qr(function: int, data: bytes) -> bytes:
    body = bytes((0x31, function)) + data
    return b"\x1d\x28\x6b" + len(body).to_bytes(2, "little") + body


def encode_code128(text: str, paper_dots: int) -> bytes:
    """
    Return height 80, module 2 dots, text below, the bars, line feed.

    Digits alone, even in number, go in set C, all else in set B; when that is too wide, runs of
    digits change to set C within.

    Raises:
        RuleError: ``slip_code_too_long``, also for anything but printable ASCII

    """
    if not text or not all(" " <= each <= "~" for each in text):
        raise RuleError("slip_code_too_long", length=len(text))
    ways = [_in_set_b(text), _in_both_sets(text)]
    if text.isdigit() and len(text) % 2 == 0:
        ways.insert(0, _SET_C + _pairs(text))
    for data in ways:
        if _modules(data) * _BAR_DOTS <= paper_dots and not holds_realtime(data):
            head = b"\x1d\x68\x50\x1d\x77" + bytes((_BAR_DOTS,)) + b"\x1d\x48\x02"
            return head + b"\x1d\x6b\x49" + bytes((len(data),)) + data + b"\n"
    raise RuleError("slip_code_too_long", length=len(text))


def _in_set_b(text: str) -> bytes:
    return _SET_B + text.replace("{", "{{").encode()


def _in_both_sets(text: str) -> bytes:
    out, current = b"", b""
    for run in re.findall(r"(?:[0-9]{2}){2,}|(?:(?!(?:[0-9]{2}){2}).)+", text):
        code = _SET_C if run.isdigit() and len(run) % 2 == 0 else _SET_B
        if code != current:
            out, current = out + code, code
        out += _pairs(run) if code == _SET_C else run.replace("{", "{{").encode()
    return out


def _pairs(digits: str) -> bytes:
    return bytes(int(digits[at : at + 2]) for at in range(0, len(digits), 2))


def _modules(data: bytes) -> int:
    # "{B" or "{C" is one symbol, an escaped "{{" is one too; a check symbol follows
    symbols = len(data) - data.count(b"{B") - data.count(b"{C") - data.count(b"{{")
    return (symbols + 1) * _SYMBOL_MODULES + _STOP_MODULES
