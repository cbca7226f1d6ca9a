"""To send: the courier's list, waybills by scan, tracking by import, signed for (F-G1)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from counter_app.domain.errors import CounterError
from counter_app.domain.flow import Flow
from counter_app.services import delivery_batch, delivery_parcels
from counter_app.services.delivery_batch import Batch, Closing
from counter_app.services.delivery_parcels import ParcelLine
from counter_app.services.delivery_tracking import Imported, import_tracking
from counter_app.services.desk import Changes, Desk
from counter_app.services.picked_file import read_picked
from counter_app.services.tabletop import Done
from counter_app.services.visit import Visit
from counter_app.ui.certificates.board import Board
from counter_app.ui.certificates.presenter_lists import Lists
from counter_app.ui.certificates.presenter_papers import Papers
from counter_app.ui.certificates.state import Form

FAULTS_SHOWN = 3
ENDS = ("signed", "back", "lost")
"""What becomes of a parcel that is out: signed for, back in the house, lost."""
FIELD = {"signed": "signed_by", "back": "reason", "lost": "reason"}


class Post:
    """The list is closed once; then each parcel gets its waybill and its end."""

    def __init__(self, board: Board, lists: Lists, papers: Papers) -> None:
        self._board, self._lists, self._papers = board, lists, papers

    def press(self) -> None:
        """F11: parcels, and the list for the courier where something waits."""
        board = self._board

        def found(parcels: tuple[ParcelLine, ...]) -> None:
            board.open("post", "form")
            board.put(parcels=parcels)
            board.focus(self._next_field())

        board.run(delivery_parcels.parcels(board.desk, board.visit), found)

    def enter(self, name: str) -> None:
        """Enter in a field of the form."""
        hands: dict[str, Callable[[], None]] = {
            "taker": self._close,
            "waybill": self._scan,
            "signed_by": self._end,
            "reason": self._end,
        }
        hands.get(name, lambda: None)()

    def press_end(self, end: str) -> None:
        """The chosen parcel was signed for, came back, or counts as lost: by whom, or why."""
        board = self._board
        if self.chosen() is not None:
            board.drop_texts("reason", "signed_by")
            board.put(form=Form("post", board.state.form.row, end))
            board.focus(FIELD[end])

    def chosen(self) -> ParcelLine | None:
        """The chosen parcel."""
        parcels, row = self._board.state.parcels, self._board.state.form.row
        return parcels[row] if row < len(parcels) else None

    def import_file(self, path: str) -> None:
        """Take over the courier's table of states from a file."""
        board = self._board

        def done(told: Imported) -> None:
            if told.faults:
                said = [each.described(board.desk.words) for each in told.faults[:FAULTS_SHOWN]]
                first = " ".join(f"{each['row']} {each['column']}: {each['what']}" for each in said)
                board.say("post.faults", "error", count=len(told.faults), first=first)
                return
            board.say("post.imported", "good", rows=told.rows, moved=told.moved)
            board.announce(told.changes)
            self._again()

        board.act("post", _imported(board.desk, board.visit, path), done)

    # ---- inside

    def _close(self) -> None:
        board = self._board
        flow = delivery_batch.close_batch(
            board.desk, board.visit, Closing(board.state.text("taker"))
        )

        def done(batch: Batch) -> None:
            board.drop_texts("taker")
            board.say("post.closed", "good", count=len(batch.lines), courier=batch.courier)
            self._papers.print_new(batch.documents)
            board.announce(Changes(cases=tuple(each.case_id for each in batch.lines)))
            self._lists.look()
            self._again()

        board.act("post", flow, done, lambda error: board.wrong("taker", error))

    def _scan(self) -> None:
        """A number of an unknown form is asked once; the same number again says that it is right."""
        board = self._board
        typed = board.state.text("waybill").strip()
        known = board.state.form.act == f"form:{typed}"
        flow = delivery_parcels.scan_waybill(board.desk, board.visit, typed, known_form=known)

        def done(line: ParcelLine) -> None:
            board.drop_texts("waybill")
            board.put(form=Form("post", board.state.form.row))
            board.say("post.scanned", "good", receiver=line.receiver, waybill=line.waybill)
            board.announce(Changes(cases=(line.case_id,)))
            self._again()

        def refused(error: CounterError) -> None:
            if error.code == "waybill_form":
                board.put(form=Form("post", board.state.form.row, f"form:{typed}"))
            board.wrong("waybill", error)

        board.act("post", flow, done, refused)

    def _end(self) -> None:
        board, parcel, end = self._board, self.chosen(), self._board.state.form.act
        if parcel is None or end not in ENDS:
            return
        desk, visit, text = board.desk, board.visit, board.state.text(FIELD[end])
        flow: Flow[Done]
        if end == "signed":
            flow = delivery_parcels.sign_for(desk, visit, parcel.case_no, text)
        elif end == "back":
            flow = delivery_parcels.take_back(desk, visit, parcel.case_no, text)
        else:
            flow = delivery_parcels.report_lost(desk, visit, parcel.case_no, text)

        def done(ended: Done) -> None:
            board.put(form=Form("post", board.state.form.row))
            board.drop_texts(FIELD[end])
            board.say(f"post.end.{end}", "good", receiver=parcel.receiver)
            board.announce(ended.changes)
            self._lists.look()
            self._again()

        board.act("post", flow, done, lambda error: board.wrong(FIELD[end], error))

    def _again(self) -> None:
        board = self._board

        def found(parcels: tuple[ParcelLine, ...]) -> None:
            row = min(board.state.form.row, max(0, len(parcels) - 1))
            board.put(parcels=parcels, form=Form("post", row, board.state.form.act))
            board.focus(self._next_field())

        board.run(delivery_parcels.parcels(board.desk, board.visit), found)

    def _next_field(self) -> str:
        """What is wanted: a waybill first, then who takes what waits, else the list."""
        state = self._board.state
        if any(not each.waybill and each.state == "batched" for each in state.parcels):
            return "waybill"
        return "taker" if state.of_tab("send") else "form"


def _imported(desk: Desk, visit: Visit, path: str) -> Flow[Any]:
    name, content = yield from read_picked(path)
    return (yield from import_tracking(desk, visit, name, content))
