"""What the clerk has done in each picture of 办件; people and numbers are made up."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

from counter_app.domain.case import MaterialState
from counter_app.domain.errors import DeviceError, StoreError
from counter_app.domain.person import NAME_MAY_BE_CUT, Person
from counter_app.domain.printing import Trouble
from counter_app.ui.intake.presenter import IntakePresenter
from counter_app.ui.tour_people import made_person

Act = Callable[[IntakePresenter], None]
TIBETAN = "བཀྲ་ཤིས་སྒྲོལ་མ་རྒྱལ་མཚན་བསྟན་འཛིན་ནོར་བུ་དབང་ཕྱུག"
LONG_CHINESE = "加仓·晋美南杰次仁多吉旺堆·次仁旺堆顿珠罗布平措次仁旺堆顿珠罗布平措次仁旺堆顿珠罗布平措阿旺洛桑丹增"
CREDIT_CODE = "92540402MA6T12347G"


def _seat(hands: IntakePresenter, *people: Person) -> None:
    for each in people:
        hands.parts.applicants.card_read(each)


def _phone(hands: IntakePresenter) -> None:
    hands.type_text("phone", "13800000831")
    hands.enter("phone")


def _open(hands: IntakePresenter, text: str = "食品经营许可（新办）") -> None:
    hands.type_text("search", text)
    hands.parts.search.choose(0)


def ready(hands: IntakePresenter, person: Person | None = None) -> None:
    """Somebody with a phone, an item, and everything handed in."""
    _seat(hands, person or made_person())
    _phone(hands)
    _open(hands)
    hands.press_all()


def _mark(hands: IntakePresenter, row: int, wanted: MaterialState) -> None:
    hands.parts.materials.move(row)
    hands.parts.materials.mark(wanted)


def _card(hands: IntakePresenter) -> None:
    _seat(hands, made_person())


def _expired(hands: IntakePresenter) -> None:
    _seat(hands, made_person(valid_to=date(2025, 12, 31)))


def _reading(hands: IntakePresenter) -> None:
    hands.parts.board.put(reading=True)


def _second_card(hands: IntakePresenter) -> None:
    _seat(hands, made_person(), made_person("次仁卓玛", 1985))


def _passport(hands: IntakePresenter) -> None:
    hands.type_text("number", "E12345678")
    hands.enter("number")
    hands.type_text("name", "MÜLLER-LÜDENSCHEIDT, Anna Katharina")
    hands.type_text("birth_date", "1985")
    hands.enter("birth_date")
    hands.enter("sex")


def _body(hands: IntakePresenter) -> None:
    hands.parts.applicants.take_code(CREDIT_CODE)
    hands.type_text("body_name", "林芝市巴宜区示例小吃店（个体工商户）")
    hands.enter("body_name")
    _seat(hands, made_person("次仁卓玛", 1985))
    _phone(hands)
    _open(hands)


def _child(hands: IntakePresenter) -> None:
    _seat(hands, made_person("小扎西", 2016), made_person("次仁卓玛", 1985))


def _child_alone(hands: IntakePresenter) -> None:
    _seat(hands, made_person("小扎西", 2016))
    _open(hands)


def _no_phone(hands: IntakePresenter) -> None:
    _seat(hands, made_person())
    hands.parts.phone.none()


def _searching(hands: IntakePresenter) -> None:
    _seat(hands, made_person())
    _phone(hands)
    hands.type_text("search", "许可")


def suggested(hands: IntakePresenter) -> None:
    """The next visitor, with the items used before him."""
    accepted(hands)
    hands.visit_over(_nothing)
    _seat(hands, made_person())
    hands.press_items()


def _partly(hands: IntakePresenter) -> None:
    ready(hands)
    hands.parts.materials.move(0)
    hands.type_text("fault", "第 2 页没有签字，经营项目一栏未填写")
    _mark(hands, 3, MaterialState.MISSING)


def _deferred(hands: IntakePresenter) -> None:
    ready(hands)
    _mark(hands, 2, MaterialState.DEFERRED)


def _complete(hands: IntakePresenter) -> None:
    ready(hands)


def _outcomes(hands: IntakePresenter) -> None:
    _partly(hands)
    hands.parts.sheets.press_outcomes()
    hands.parts.sheets.move(1)


def _refusal(hands: IntakePresenter) -> None:
    _partly(hands)
    hands.parts.sheets.press_outcomes()
    hands.parts.sheets.move(5)
    hands.parts.sheets.enter()
    hands.enter("reason")


def accepted(hands: IntakePresenter) -> None:
    """The same, accepted."""
    ready(hands)
    hands.parts.acts.press_accept()


def _accepted_later(hands: IntakePresenter) -> None:
    _deferred(hands)
    hands.parts.acts.press_defer()


def _received(hands: IntakePresenter) -> None:
    ready(hands)
    hands.parts.acts.press_receive()


def _corrected(hands: IntakePresenter) -> None:
    _partly(hands)
    hands.parts.acts.press_correct()


def _returning(hands: IntakePresenter) -> None:
    _corrected(hands)
    case = hands.state.visit.case
    hands.visit_over(_nothing)
    hands.parts.acts.take_up(case.no if case else "")
    hands.parts.materials.cycle()


def _paper_out(hands: IntakePresenter) -> None:
    accepted(hands)
    board = hands.parts.board
    first, *rest = hands.state.papers
    failed = replace(rest[0], state="failed", trouble=Trouble("printer_paper_out"))
    board.put(papers=(first, failed))


def _reprint(hands: IntakePresenter) -> None:
    accepted(hands)
    hands.parts.papers.press_again()


def _amend(hands: IntakePresenter) -> None:
    accepted(hands)
    hands.parts.sheets.press_amend()
    hands.parts.sheets.enter()


def _family(hands: IntakePresenter) -> None:
    accepted(hands)
    _open(hands, "社会保障卡")
    hands.next_person()
    _seat(hands, made_person("次仁卓玛", 1985))
    hands.parts.phone.none()
    _open(hands, "社会保障卡")


def _guide(hands: IntakePresenter) -> None:
    ready(hands)
    hands.toggle_guide()


def _drafts(hands: IntakePresenter) -> None:
    ready(hands)
    hands.visit_over(_nothing)
    _open(hands, "社会保障卡")
    hands.visit_over(_nothing)
    hands.parts.sheets.press_drafts()


def _reader_gone(hands: IntakePresenter) -> None:
    hands.type_text("name", "扎西")
    hands.parts.board.fail(DeviceError("reader_gone"))


def _disk_full(hands: IntakePresenter) -> None:
    ready(hands)
    hands.parts.board.fail(StoreError("disk_full"))


def _wrong_number(hands: IntakePresenter) -> None:
    hands.type_text("number", "5404021990")
    hands.enter("number")


def _tibetan(hands: IntakePresenter) -> None:
    _seat(
        hands,
        made_person(TIBETAN[:50], flags=(NAME_MAY_BE_CUT,)),
        made_person(LONG_CHINESE[:50], 1985),
    )
    hands.parts.applicants.place_laid("agent")
    _phone(hands)
    _open(hands)
    hands.press_all()


def _tibetan_asked(hands: IntakePresenter) -> None:
    _seat(hands, made_person(TIBETAN[:50]), made_person(LONG_CHINESE[:50], 1985))


def _tibetan_accepted(hands: IntakePresenter) -> None:
    ready(hands, made_person(TIBETAN[:50]))
    hands.parts.acts.press_accept()
    hands.parts.sheets.press_matters()


ACTS: dict[str, Act] = {
    "empty": lambda _hands: None,
    "reading": _reading,
    "card": _card,
    "card-expired": _expired,
    "second-card": _second_card,
    "passport": _passport,
    "body-agent": _body,
    "child-alone": _child_alone,
    "child-guardian": _child,
    "no-phone": _no_phone,
    "searching": _searching,
    "suggested": suggested,
    "materials-partly": _partly,
    "complete": _complete,
    "deferred": _deferred,
    "outcomes": _outcomes,
    "refusal": _refusal,
    "accepted": accepted,
    "accepted-later": _accepted_later,
    "received": _received,
    "corrected": _corrected,
    "returning": _returning,
    "paper-out": _paper_out,
    "reprint": _reprint,
    "amend": _amend,
    "family": _family,
    "guide": _guide,
    "drafts": _drafts,
    "reader-gone": _reader_gone,
    "disk-full": _disk_full,
    "wrong-number": _wrong_number,
    "tibetan": _tibetan,
    "tibetan-asked": _tibetan_asked,
    "tibetan-accepted": _tibetan_accepted,
}


def _nothing() -> None:
    """Nobody is called in a picture."""
