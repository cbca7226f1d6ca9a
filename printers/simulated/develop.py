"""What a ticket printer would make of a slip, as a picture; no printer and no process is needed."""

from __future__ import annotations

from PIL import Image

from counter_app.domain.slip import Slip
from printers.escpos import encode
from printers.simulated.picture import draw_slip
from printers.simulated.press import Press
from printers.simulated.tokens import Tokenizer

CUT = b"\x1d\x56\x42"


def develop(slip: Slip, columns: int) -> Image.Image:
    """
    Return ``slip`` as its bytes come out on paper of ``columns``: 203 dpi, black on white.

    Whatever a real printer would spoil is left as it comes out, to be seen.

    Raises:
        RuleError: as ``escpos.encode``

    """
    spoiled: list[str] = []
    press = Press(columns, spoiled.append)
    for token in Tokenizer().feed(encode(slip, columns)):
        if token.kind == "text":
            press.put_text(token.data)
        elif token.name != CUT:
            press.obey(token)
    return draw_slip(press.cut(), columns)
