"""The one act that is open now, said as a sentence, and the keys with their reasons."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from counter_app.services.certificates import Group, Line
from counter_app.services.desk import Desk
from counter_app.ui.certificates.presenter import CertificatesPresenter
from counter_app.ui.certificates.presenter_prints import BY_HAND, PRINTED
from counter_app.ui.certificates.state import Counter, key_of
from counter_app.ui.place import KeyAction, NowLine

_FORMS = ("fate", "reprint", "by_hand", "void", "skip", "drawer", "blank_act", "books")
"""Forms whose sentence does not depend on anything else."""


def now_line(desk: Desk, state: Counter) -> NowLine:
    """Return the sentence for the state as it is."""
    return NowLine(_now(desk, state), _closed(desk, state))


def _now(desk: Desk, state: Counter) -> str:
    def say(message: str, **values: str | int) -> str:
        return desk.words.say(f"ui.certificates.now.{message}", **values)

    if state.acting or state.reading:
        return say(f"acting.{state.acting}" if state.acting else "reading")
    form, line = state.form.kind, state.line()
    if form:
        return say(form if form in _FORMS else _of_form(state))
    if line is None:
        return say("nothing")
    if line.group is Group.TO_PRINT:
        return _to_print(say, state, line)
    asked = "which" if state.which else "answer"
    return say(asked if line.group is Group.TO_ANSWER else line.group.value, name=line.name)


def _of_form(state: Counter) -> str:
    if state.form.kind == "post" and not (state.parcels or state.of_tab("send")):
        return "post_nothing"
    if state.form.kind != "hand_over":
        return state.form.kind
    handing = state.handing
    if state.person is None:
        return "hand_over_type" if handing and handing.typing else "hand_over_card"
    return "hand_over_mark" if handing and handing.manner == "fingerprint" else "hand_over_sign"


def _to_print(say: Callable[..., str], state: Counter, line: Line) -> str:
    if line.prints and not line.job and key_of(line) not in state.emptied:
        return say("print_again", name=line.name)
    if _glyph(state):
        return say("by_hand_open", name=line.name)
    paper = state.paper(line.type_code)
    stock = state.offered(paper.series) if paper is not None and paper.preprinted else None
    if line.job and line.serial:
        return say("print_on", name=line.name, serial=line.serial)
    if paper is not None and paper.preprinted:
        if stock is None or stock.next is None:
            return say("no_blank", name=line.name)
        return say("print_blank", name=line.name, serial=stock.next)
    return say("print_plain", name=line.name)


def _closed(desk: Desk, state: Counter) -> str:
    """What the line is needed for, while it is cut and its act is in sight."""
    if not state.away or state.form.kind not in ("", "drawer"):
        return ""
    return desk.words.say("ui.certificates.away", why=desk.words.say("line_needed.more_blanks"))


def _glyph(state: Counter) -> bool:
    shown = state.shown
    trouble = shown.preview.trouble if shown is not None and shown.preview else None
    return trouble is not None and trouble.code in BY_HAND


def keys(desk: Desk, presenter: CertificatesPresenter) -> tuple[KeyAction, ...]:
    """Return every key of 出证: those of the bar first, then those written beside what they act on."""
    made = _Keys(desk, presenter)
    return (*made.bar(), *made.beside())


class _Keys:
    def __init__(self, desk: Desk, presenter: CertificatesPresenter) -> None:
        self._desk, self._presenter = desk, presenter
        self._state, self._parts = presenter.state, presenter.parts

    def bar(self) -> tuple[KeyAction, ...]:
        """Keys of the bar."""
        parts, form = self._parts, self._state.form.kind
        if form == "placement":
            return (
                self._key("F6", "trial", parts.placing.press_trial),
                self._key("F7", "ruler", parts.placing.press_ruler),
                self._key("F9", "trial_right", parts.placing.press_right),
                self._key("Esc", "esc", self._presenter.step_back),
            )
        if form == "books":
            return (
                self._key("F6", "export", parts.books.export),
                self._key("F7", "day_before", partial(parts.books.turn, -1)),
                self._key("F8", "day_after", partial(parts.books.turn, 1)),
                self._key("Esc", "esc", self._presenter.step_back),
            )
        if form == "post":
            return (
                *(
                    self._key(key, f"post_{end}", partial(parts.post.press_end, end))
                    for key, end in (("F6", "signed"), ("F7", "back"), ("F8", "lost"))
                ),
                self._key("Esc", "esc", self._presenter.step_back),
            )
        return self._main()

    def beside(self) -> tuple[KeyAction, ...]:
        """Keys written elsewhere."""
        parts = self._parts
        acts: dict[str, Callable[[], None]] = {
            "Alt+B": parts.drawer.press,
            "Alt+K": parts.people.return_card,
            "Alt+L": parts.books.press,
            "Alt+M": parts.people.press_matters,
            "Alt+O": parts.handing.press_manner,
            "Alt+P": parts.placing.press,
            "Alt+R": parts.papers.press_again,
            "Alt+S": parts.prints.press_other_blank,
            "Alt+T": parts.handing.press_type,
            "Alt+W": parts.prints.press_by_hand,
            "Alt+Z": parts.handing.withdraw,
        }
        told = [self._key(key, key[-1].lower(), act, bar=False) for key, act in acts.items()]
        if self._steps_back():
            told.append(self._key("Esc", "esc", self._presenter.step_back, bar=False))
        return tuple(told)

    def _main(self) -> tuple[KeyAction, ...]:
        parts, state = self._parts, self._state
        signs = state.handing is not None and state.handing.manner != "fingerprint"
        sign = "sign" if signs else "hand_over"
        return (
            self._key("F1", "tab", parts.lists.press_next_tab),
            self._key("F3", "card", parts.people.press_read),
            self._key("F4", "search", parts.lists.press_search),
            self._key("F5", "look", parts.lists.look),
            self._key("F6", "fates", parts.prints.press_fates, self._why("fates")),
            self._key("F7", "reprint", parts.prints.press_reprint, self._why("reprint")),
            self._key("F8", sign, parts.handing.press_hand_over, self._why("hand_over")),
            self._key("F10", "print", parts.prints.press_print, self._why("print")),
            self._key("F11", "post", parts.post.press),
        )

    def _why(self, act: str) -> str:
        """Why a key is closed, in the clerk's words; empty when it is open."""
        state, line = self._state, self._state.line()
        group = line.group if line is not None else None
        open_now = {
            "fates": group in (Group.TO_ANSWER, Group.TO_VOID),
            "reprint": group in PRINTED and bool(line and line.certificate),
            "hand_over": state.handing is not None or group in PRINTED,
            "print": group is Group.TO_PRINT
            or (group is not Group.TO_ANSWER and state.ready() is not None),
        }[act]
        if open_now:
            return ""
        say = self._desk.words.say
        if act in ("print", "hand_over") and group is Group.TO_ANSWER:
            return say("ui.certificates.why.answer_first")
        if line is not None and group is Group.HELD and act in ("print", "hand_over"):
            what, remedy = self._desk.words.error_of("certificate_held", {"names": line.why})
            return f"{what}{remedy}"
        return say(f"ui.certificates.why.{act}")

    def _steps_back(self) -> bool:
        state = self._state
        return bool(state.form.kind or state.which or state.text("search"))

    def _key(
        self, key: str, name: str, act: Callable[[], None], why: str = "", *, bar: bool = True
    ) -> KeyAction:
        text = self._desk.words.say(f"ui.certificates.key.{name}")
        return KeyAction(key, text, act, not why, why, bar=bar)
