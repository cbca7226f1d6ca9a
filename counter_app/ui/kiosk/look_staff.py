"""The staff's pages of the kiosk: a keyboard on the screen, then what may be done."""

from __future__ import annotations

from counter_app.ui.kiosk.facts import Board, Facts
from counter_app.ui.kiosk.state import Both, KioskState, KioskWords, StaffLook, Tile

BOARDS: dict[Board, tuple[str, ...]] = {
    "letters": ("1234567890", "qwertyuiop", "asdfghjkl-", "zxcvbnm.@_"),
    "capitals": ("1234567890", "QWERTYUIOP", "ASDFGHJKL-", "ZXCVBNM.@_"),
    "symbols": ("1234567890", "!\"#$%&'()*", "+,/:;<=>?[", "\\]^`{|}~-_"),
}
SHOWN_MISSING = 3


def staff_state(words: KioskWords, facts: Facts) -> KioskState:
    """Return the sign-in, or the menu behind it."""
    return _menu(words, facts) if facts.page == "menu" else _sign_in(words, facts)


def _sign_in(words: KioskWords, facts: Facts) -> KioskState:
    typed = facts.typed
    rows = tuple(
        tuple(Tile(f"key:{each}", Both(each), weight="key") for each in row)
        for row in BOARDS[typed.board]
    )
    look = StaffLook(
        words.staff("name"),
        words.staff("password"),
        typed.name,
        len(typed.password),
        typed.into,
        (*rows, _row(words, typed.board)),
    )
    return KioskState(
        "staff",
        title=Both(words.staff("title")),
        hint=Both(words.staff("hint")),
        staff=look,
        notice=_refusal(words, facts),
        notice_kind="warning",
        buttons=(
            Tile("start", Both(words.staff("back")), weight="plain"),
            Tile("sign_in", Both(words.staff("sign_in")), weight="main"),
        ),
    )


def _row(words: KioskWords, board: Board) -> tuple[Tile, ...]:
    capital = "letters" if board == "capitals" else "capitals"
    other = "letters" if board == "symbols" else "symbols"
    named = (
        (f"board:{capital}", "shift" if capital == "capitals" else "letters"),
        (f"board:{other}", "symbols" if other == "symbols" else "letters"),
        ("key: ", "space"),
        ("erase", "delete"),
    )
    return tuple(Tile(each, Both(words.staff(text)), weight="key") for each, text in named)


def _menu(words: KioskWords, facts: Facts) -> KioskState:
    tiles = tuple(
        Tile(f"missing:{each.ticket.no}", Both(words.staff("reprint", no=each.ticket.no)))
        for each in facts.missing[:SHOWN_MISSING]
    )
    note = "" if tiles else words.staff("none_missing")
    if facts.said:
        note = words.staff("printed", no=facts.said)
    refusal = _refusal(words, facts)
    return KioskState(
        "choice",
        title=Both(words.staff("menu", name=facts.person)),
        notice=refusal if refusal.first else Both(note),
        notice_kind="warning" if refusal.first else "note",
        tiles=tiles,
        buttons=(
            Tile("start", Both(words.staff("back")), weight="main"),
            Tile("quit", Both(words.staff("quit"))),
        ),
    )


def _refusal(words: KioskWords, facts: Facts) -> Both:
    if facts.refused is None:
        return Both()
    return Both("".join(words.words.error(facts.refused)))
