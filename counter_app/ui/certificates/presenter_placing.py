"""套打: where a pre-printed form is printed on this printer, with ruler and trial sheets (F-E2)."""

from __future__ import annotations

from dataclasses import replace

from counter_app.domain.errors import CounterError, RuleError
from counter_app.domain.placement import Placement, placement_from_crosses
from counter_app.domain.printing import PrintOutcome
from counter_app.services import placements
from counter_app.services.placements import FormPlacement
from counter_app.ui.certificates.board import Board
from counter_app.ui.certificates.presenter_lists import Lists

MEASURED = ("cross_left", "cross_top", "cross_right", "cross_bottom")
OFFSETS = ("offset_x", "offset_y")


class Placing:
    """One form at a time; after a change a trial on plain paper is due before the first blank."""

    def __init__(self, board: Board, lists: Lists) -> None:
        self._board, self._lists = board, lists

    def press(self) -> None:
        """Alt+P: the pre-printed forms of this printer, the one of the chosen certificate first to hand."""
        board, line = self._board, self._board.state.line()
        wanted = line.type_code if line is not None else ""

        def found(forms: tuple[FormPlacement, ...]) -> None:
            codes = [each.paper.type_code for each in forms]
            board.open("placement", row=codes.index(wanted) if wanted in codes else 0)
            board.put(placements=forms)
            self._fill()

        board.run(placements.form_placements(board.desk), found)

    def move(self) -> None:
        """Another form is the chosen one."""
        self._fill()

    def chosen(self) -> FormPlacement | None:
        """The form that is put right."""
        forms, row = self._board.state.placements, self._board.state.form.row
        return forms[row] if row < len(forms) else None

    def enter(self, name: str) -> None:
        """Enter in an offset keeps both; Enter after the last measure works them out."""
        at = MEASURED.index(name) if name in MEASURED else -1
        if name == "form":
            self._board.focus("offset_x")
        elif name == "offset_x":
            self._board.focus("offset_y")
        elif 0 <= at < len(MEASURED) - 1:
            self._board.focus(MEASURED[at + 1])
        elif name in MEASURED:
            self._from_crosses(name)
        else:
            self._keep(name)

    def press_ruler(self) -> None:
        """F7: the ruler sheet on plain paper, which the clerk has laid into the tray."""
        self._print("ruler")

    def press_trial(self) -> None:
        """F6: a trial on plain paper."""
        self._print("trial")

    def press_right(self) -> None:
        """F9: the trial sheet lies right on the form."""
        board, found = self._board, self.chosen()
        if found is not None:
            flow = placements.confirm_trial(board.desk, board.visit, found.paper.type_code)
            board.act("placing", flow, lambda after: self._kept(after, "tried"))

    # ---- inside

    def _fill(self) -> None:
        found = self.chosen()
        if found is not None:
            texts = {"offset_x": found.placement.offset_x, "offset_y": found.placement.offset_y}
            for name, value in texts.items():
                self._board.put_text(name, str(value))

    def _keep(self, name: str) -> None:
        found = self.chosen()
        try:
            x, y = (_tenths(self._board.state.text(each)) for each in OFFSETS)
        except RuleError as error:
            self._board.wrong(name, error)
            return
        if found is not None:
            self._set(replace(found.placement, offset_x=x, offset_y=y), name)

    def _from_crosses(self, name: str) -> None:
        found, text = self.chosen(), self._board.state.text
        if found is None:
            return
        try:
            left, top, right, bottom = (_tenths(text(each)) for each in MEASURED)
            placement = placement_from_crosses(*found.paper.size_mm, (left, top, right, bottom))
        except RuleError as error:
            self._board.wrong(name, error)
            return
        self._set(placement, name)

    def _set(self, placement: Placement, name: str) -> None:
        board, found = self._board, self.chosen()
        if found is None:
            return
        flow = placements.set_placement(board.desk, board.visit, found.paper.type_code, placement)

        def refused(error: CounterError) -> None:
            board.wrong(name, error)

        board.act("placing", flow, lambda after: self._kept(after, "kept"), refused)

    def _print(self, what: str) -> None:
        """Ask once whether plain paper lies in the tray; the same key again says so."""
        board, found = self._board, self.chosen()
        if found is None:
            return
        if board.state.form.act != what:
            board.put(form=replace(board.state.form, act=what))
            board.say(f"placing.load_{what}", "warning")
            return
        print_it = placements.print_ruler if what == "ruler" else placements.print_trial
        flow = print_it(board.desk, board.visit, found.paper.type_code, plain_loaded=True)

        def done(outcome: PrintOutcome) -> None:
            board.put(form=replace(board.state.form, act=""))
            if outcome.error is not None:
                board.shell.tell(*board.desk.words.error(outcome.error.error()), "error")
            else:
                board.say(f"placing.sent_{what}")
                if what == "ruler":
                    board.focus(MEASURED[0])
            self._again()

        board.act("placing", flow, done)

    def _kept(self, after: FormPlacement, said: str) -> None:
        board = self._board
        forms = tuple(after if each.spot == after.spot else each for each in board.state.placements)
        board.put(placements=forms)
        board.drop_texts(*MEASURED)
        self._fill()
        board.say(f"placing.{said}", "good" if said == "tried" else "note", name=after.paper.name)
        self._lists.show_page(anew=True)

    def _again(self) -> None:
        board = self._board
        board.run(placements.form_placements(board.desk), lambda forms: board.put(placements=forms))


def _tenths(text: str) -> int:
    """Read tenths of a millimetre; RuleError ``placement_number``."""
    typed = text.strip().replace("＋", "+").replace("－", "-").replace("−", "-")
    try:
        return int(typed)
    except ValueError as wrong:
        raise RuleError("placement_number") from wrong
