"""Pictures of 出证: each state a clerk meets, made by the presenter's own hands."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial
from typing import Any

from counter_app.domain.person import Person
from counter_app.domain.printing import PrintOutcome, Trouble
from counter_app.services.visit import User
from counter_app.ui.certificates.place import CertificatesPlace
from counter_app.ui.certificates.presenter import CertificatesPresenter
from counter_app.ui.certificates.tour_cases import (
    ADVERT,
    FIRST,
    RARE,
    TIBETAN,
    Story,
    decided,
    fill_drawer,
)
from counter_app.ui.line_watch.tour import away_strip
from counter_app.ui.tour_people import made_person
from counter_app.ui.tour_states import TourDesk, TourState

Act = Callable[[CertificatesPresenter], None]
_MANY = ("林芝某某小吃店", "工布旅游文化服务有限公司", TIBETAN, "扎西顿珠", "次仁卓嘎")
_BOTH = ("full", "answer", "hand-over", "drawer")


def states() -> Iterable[TourState]:
    """Empty, full, the sheet in hand, faults, hand-over, drawer, placement, parcels, ledger."""
    for name, (stories, act) in _PICTURES.items():
        sizes = (100, 200) if name in _BOTH else (100,)
        yield TourState(name, partial(_picture, stories, act), scales=sizes)
    yield TourState("offline", partial(_picture, _stories(3), _away, away=True))
    yield TourState("drawer-empty", partial(_picture, _stories(1), _nothing, blanks=0))
    yield TourState("running-low", partial(_picture, _stories(1), _confirm_all, blanks=2))
    full = _PICTURES["full"]
    yield TourState("full-wide", partial(_picture, *full), size=(1920, 1080))


def _picture(
    stories: tuple[Story, ...],
    act: Act,
    tour: TourDesk,
    *,
    away: bool = False,
    blanks: int = 100,
) -> Any:
    desk = tour.desk
    user = tour.surroundings.shell.user or User("ciren", "次仁", ("certificate_clerk",))
    if blanks:
        fill_drawer(desk, FIRST + blanks - 1)
    for number, story in enumerate(stories, start=1):
        decided(desk, user, number, story)
    place = CertificatesPlace(tour.surroundings)
    window = tour.dress(place, strip=away_strip(desk) if away else None)
    act(place.presenter)
    told = getattr(tour.surroundings.shell, "told", [])
    if told:
        kind, what, remedy = told[-1]
        window.tell(what, remedy, kind)
    window.refresh()
    return window


def _stories(count: int) -> tuple[Story, ...]:
    return tuple(Story(each) for each in _MANY[:count])


def _nothing(_hands: CertificatesPresenter) -> None:
    """As it is when one comes in."""


def _away(hands: CertificatesPresenter) -> None:
    hands.parts.board.put(away=True)


def _print(hands: CertificatesPresenter) -> None:
    hands.parts.prints.press_print()


def _confirm(hands: CertificatesPresenter) -> None:
    _print(hands)
    line = hands.state.line()
    if line is not None:
        hands.type_text("last3", f"{line.serial or line.number}"[-3:])
        hands.enter("last3")


def _confirm_all(hands: CertificatesPresenter) -> None:
    while hands.state.ready() is not None:
        _confirm(hands)


def _wrong(hands: CertificatesPresenter) -> None:
    _print(hands)
    hands.type_text("last3", f"{FIRST + 2}"[-3:])
    hands.enter("last3")


def _fates(hands: CertificatesPresenter) -> None:
    _print(hands)
    hands.parts.prints.press_fates()


def _empty_sheet(hands: CertificatesPresenter) -> None:
    _fates(hands)
    hands.enter("form")


def _fault(hands: CertificatesPresenter) -> None:
    printer: Any = hands.parts.board.desk.certificates
    trouble = Trouble("printer_interrupted_midway", ())
    printer.outcomes.append(PrintOutcome("unknown", "unknown", trouble))
    _print(hands)


def _to_fetch(hands: CertificatesPresenter) -> None:
    _confirm_all(hands)
    hands.parts.lists.press_tab("fetch")


def _card(hands: CertificatesPresenter, person: Person | None = None) -> None:
    reader: Any = hands.parts.board.desk.reader
    reader.lay(person or made_person())
    hands.parts.people.press_read()


def _hand_over(hands: CertificatesPresenter) -> None:
    _to_fetch(hands)
    _card(hands)
    hands.parts.handing.press_hand_over()


def _typed(hands: CertificatesPresenter) -> None:
    _to_fetch(hands)
    hands.parts.handing.press_hand_over()
    hands.parts.handing.press_type()
    hands.parts.handing.press_manner()


def _handed(hands: CertificatesPresenter) -> None:
    _hand_over(hands)
    hands.parts.handing.press_manner()
    hands.type_text("witness", "卓玛")
    hands.enter("witness")


def _matters(hands: CertificatesPresenter) -> None:
    _to_fetch(hands)
    _card(hands)


def _held(hands: CertificatesPresenter) -> None:
    hands.parts.lists.press_tab("held")


def _drawer(hands: CertificatesPresenter) -> None:
    hands.parts.drawer.press()


def _lost(hands: CertificatesPresenter) -> None:
    _drawer(hands)
    hands.move_row(3)
    hands.enter("form")
    hands.type_text("sheets", f"{FIRST}")


def _counted(hands: CertificatesPresenter) -> None:
    _drawer(hands)
    hands.enter("form")
    hands.type_text("sheets", f"{FIRST}-{FIRST + 90}")
    hands.enter("sheets")


def _placing(hands: CertificatesPresenter) -> None:
    hands.parts.placing.press()


def _books(hands: CertificatesPresenter) -> None:
    _confirm_all(hands)
    hands.parts.books.press()


def _post(hands: CertificatesPresenter) -> None:
    hands.parts.post.press()


def _search(hands: CertificatesPresenter) -> None:
    hands.parts.lists.press_search()
    hands.type_text("search", "没有这个人")


_PICTURES: dict[str, tuple[tuple[Story, ...], Act]] = {
    "empty": ((), _nothing),
    "full": (_stories(5), _nothing),
    "answer": (_stories(3), _print),
    "wrong-number": (_stories(3), _wrong),
    "fates": (_stories(3), _fates),
    "came-out-empty": (_stories(3), _empty_sheet),
    "printer-fault": (_stories(3), _fault),
    "confirmed": (_stories(3), _confirm),
    "plain-paper": ((Story(type_code=ADVERT),), _print),
    "long-tibetan": ((Story(TIBETAN * 2),), _nothing),
    "glyph-missing": ((Story(RARE),), _nothing),
    "held": ((Story(gaps=("m3",)),), _held),
    "to-fetch": (_stories(3), _to_fetch),
    "matters": (_stories(3), _matters),
    "hand-over": (_stories(1), _hand_over),
    "hand-over-typed": (_stories(1), _typed),
    "handed-over": (_stories(1), _handed),
    "drawer": (_stories(2), _drawer),
    "drawer-lost": (_stories(2), _lost),
    "drawer-counted": (_stories(2), _counted),
    "placement": (_stories(1), _placing),
    "day-ledger": (_stories(3), _books),
    "parcels": (_stories(1), _post),
    "search-none": (_stories(2), _search),
}
