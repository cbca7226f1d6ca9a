"""What comes out of a simulated ticket printer: rows, pictures and codes between two cuts."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from PIL import Image

from printers.simulated.tokens import Token

Align = int
MIXED_MARK = 0x7B


@dataclass(frozen=True, slots=True)
class Printed:
    """One thing on the paper; ``text`` is what a person reads, or the code's data."""

    kind: str
    text: str
    align: Align = 0
    scale: tuple[int, int] = (1, 1)
    bold: bool = False
    picture: Image.Image | None = None
    module_dots: int = 0

    def line(self) -> str:
        """Return it as a line of text."""
        if self.kind == "text":
            return self.text.rstrip()
        if self.kind == "picture" and self.picture:
            return f"[picture {self.picture.width}x{self.picture.height}]"
        return f"[{self.kind} {self.text}]"


@dataclass
class Press:
    """Carries out commands; whatever a real printer would spoil is told to ``blame``."""

    columns: int
    blame: Callable[[str], None]
    paper: list[Printed] = field(default_factory=list)
    _row: str = ""
    _row_columns: int = 0
    _align: Align = 0
    _scale: tuple[int, int] = (1, 1)
    _bold: bool = False
    _chinese: bool = False
    _qr: dict[int, bytes] = field(default_factory=dict)
    _bar_module: int = 3

    def put_text(self, raw: bytes) -> None:
        """Put one character, ASCII or GB 18030, into the row."""
        if len(raw) > 1 and not self._chinese:
            self.blame("Chinese outside Chinese mode")
        try:
            raw.decode("gbk")
        except UnicodeDecodeError:
            self.blame(f"character outside the printer's font {raw.hex().upper()}")
        self._row += raw.decode("gb18030", "replace")
        self._row_columns += len(raw) * self._scale[0]
        if self._row_columns > self.columns:
            self.blame("row wider than the paper")

    def obey(self, token: Token) -> None:
        """Carry out a command that is no cut and no request."""
        actions: dict[bytes, Callable[[bytes], None]] = {
            b"\x0a": lambda _: self._end_row(),
            b"\x1b\x40": lambda _: self._reset(),
            b"\x1c\x26": lambda _: self._set_chinese(is_on=True),
            b"\x1c\x2e": lambda _: self._set_chinese(is_on=False),
            b"\x1b\x61": self._set_align,
            b"\x1d\x21": self._set_scale,
            b"\x1b\x45": self._set_bold,
            b"\x1b\x64": self._feed,
            b"\x1d\x76\x30": self._print_picture,
            b"\x1d\x28\x6b": self._obey_qr,
            b"\x1d\x77": self._set_bar_module,
            b"\x1d\x6b\x49": self._print_bars,
        }
        if token.name in actions:
            actions[token.name](token.data)
        elif token.name[:2] == b"\x1d\x6b":
            self.blame("bar code other than Code 128")

    def cut(self) -> list[Printed]:
        """Return what lies before the cut."""
        if self._row:
            self.blame("cut within a row")
            self._end_row()
        done, self.paper = self.paper, []
        return done

    def _reset(self) -> None:
        self._row, self._row_columns, self._align = "", 0, 0
        self._scale, self._bold, self._chinese = (1, 1), False, False
        self._qr.clear()

    def _set_chinese(self, *, is_on: bool) -> None:
        self._chinese = is_on

    def _set_align(self, data: bytes) -> None:
        if self._row:
            self.blame("alignment within a row")
        self._align = data[0] % 0x30
        if self._align > 2:  # noqa: PLR2004 - left, centre, right
            self.blame("alignment unknown")

    def _set_scale(self, data: bytes) -> None:
        self._scale = ((data[0] >> 4) + 1, (data[0] & 0x0F) + 1)

    def _set_bold(self, data: bytes) -> None:
        self._bold = bool(data[0] & 1)

    def _set_bar_module(self, data: bytes) -> None:
        self._bar_module = data[0]

    def _end_row(self) -> None:
        self._add("text", self._row)
        self._row, self._row_columns = "", 0

    def _feed(self, data: bytes) -> None:
        for _ in range(data[0]):
            self._end_row()

    def _print_picture(self, data: bytes) -> None:
        row_bytes, height = int.from_bytes(data[1:3], "little"), int.from_bytes(data[3:5], "little")
        if row_bytes * 8 > self.columns * 12:
            self.blame("picture wider than the paper")
        # on the wire 1 is black, in a picture of mode "1" it is white
        size, white = (row_bytes * 8, height), bytes(byte ^ 0xFF for byte in data[5:])
        self._add("picture", "", picture=Image.frombytes("1", size, white))

    def _obey_qr(self, data: bytes) -> None:
        function = data[3] if len(data) > 3 else 0  # noqa: PLR2004 - pL pH cn fn
        if data[2:3] != b"\x31" or function not in (0x41, 0x43, 0x45, 0x50, 0x51):
            self.blame("QR function unknown")
        elif function != 0x51:  # noqa: PLR2004 - print
            self._qr[function] = data[4:]
        elif 0x50 not in self._qr or 0x43 not in self._qr:  # noqa: PLR2004 - data, module size
            self.blame("QR printed before it was stored")
        else:
            text = self._qr[0x50][1:].decode("utf-8", "replace")
            self._add("QR", text, module_dots=self._qr[0x43][0])

    def _print_bars(self, data: bytes) -> None:
        self._add("CODE128", self._read_code128(data[1:]), module_dots=self._bar_module)

    def _read_code128(self, data: bytes) -> str:
        text, code, at = "", 0, 0
        while at < len(data):
            if data[at] == MIXED_MARK and data[at + 1 : at + 2] in (b"A", b"B", b"C"):
                code, at = data[at + 1], at + 2
            elif code == ord("C"):
                text, at = text + f"{data[at]:02d}", at + 1
            else:
                at += data[at] == MIXED_MARK
                text, at = text + chr(data[at]), at + 1
        if not code:
            self.blame("Code 128 without a code set")
        return text

    def _add(self, kind: str, text: str, **more: object) -> None:
        if kind != "text" and self._row:
            self.blame(f"{kind} within a row")
            self._end_row()
        printed = Printed(kind, text, self._align, self._scale, self._bold, **more)  # type: ignore[arg-type] # checked by each caller
        self.paper.append(printed)
