"""The material table: received, missing with its fault, deferred with its date, shared (F-D4)."""

from __future__ import annotations

import re
from datetime import date

from counter_app.domain.case import CaseMaterial, MaterialState
from counter_app.domain.errors import RuleError
from counter_app.domain.item import Necessity
from counter_app.domain.outcome_special import promise_closed
from counter_app.services.drafts import mark_material
from counter_app.services.visit import Visit
from counter_app.services.wayback import awaited
from counter_app.ui.intake.board import Board
from counter_app.ui.intake.state import fault_field

_DATE = re.compile(r"(?:(\d{4})\D?)?(\d{1,2})(?:\D(\d{1,2})\D?|(\d{2}))", re.ASCII)


class Materials:
    """Marks go through the queue one after the other; a way back is ticked, not marked."""

    def __init__(self, board: Board) -> None:
        self._board = board

    def move(self, row: int) -> None:
        """Another row is the chosen one."""
        self._board.put(row=row)

    def press_all(self) -> None:
        """F6: everything is here; on the way back, everything that was asked for."""
        state = self._board.state
        if state.visit.case is not None and state.returning():
            self._board.put(ticked=frozenset(each.id for each in awaited(state.visit.case)))
        elif state.visit.draft is not None:
            self._mark("all", MaterialState.RECEIVED, None)
        self._board.focus("materials")

    def mark(self, wanted: MaterialState) -> None:
        """Mark the chosen row."""
        state, material = self._board.state, self._board.state.material()
        if material is None:
            return
        if state.returning():
            self._tick(material, here=wanted is MaterialState.RECEIVED)
        else:
            self._mark(material.id, wanted, None)

    def cycle(self) -> None:
        """Enter on a row: its next state."""
        material = self._board.state.material()
        if material is None:
            return
        if self._board.state.returning():
            self._tick(material, here=material.id not in self._board.state.ticked)
            return
        ways = self._ways(material)
        at = ways.index(material.state) if material.state in ways else -1
        self.mark(ways[(at + 1) % len(ways)])

    def type_fault(self, text: str) -> None:
        """Say what is wrong with the chosen material; with a fault it counts as missing."""
        material = self._board.state.material()
        if material is None:
            return
        self._board.put_text(fault_field(material.id), text)
        if text and material.state is not MaterialState.MISSING:
            self._mark(material.id, MaterialState.MISSING, None)

    def enter_until(self) -> None:
        """Take another day for a deferred material."""
        board, material = self._board, self._board.state.material()
        if material is None or board.state.outlook is None:
            return
        text = board.state.text("until").strip()
        try:
            until = read_day(text, board.state.outlook.today) if text else None
        except RuleError as error:
            board.wrong("until", error)
            return
        self._mark(material.id, MaterialState.DEFERRED, until)
        board.drop_texts("until")
        board.focus("materials")

    def faults(self) -> dict[str, str]:
        """What a correction notice says of those that are missing because they are wrong."""
        state = self._board.state
        typed = {
            each.id: state.text(fault_field(each.id)).strip()
            for each in state.materials()
            if each.state is MaterialState.MISSING
        }
        return {name: text for name, text in typed.items() if text}

    def _ways(self, material: CaseMaterial) -> tuple[MaterialState, ...]:
        draft = self._board.state.visit.draft
        ways = [MaterialState.RECEIVED, MaterialState.MISSING]
        if material.necessity is Necessity.DEFERRABLE and draft and draft.item.deferral_allowed:
            ways.append(MaterialState.DEFERRED)
        if draft and promise_closed(draft.item, material) is None:
            ways.append(MaterialState.PROMISED)
        if draft and any(each.shared for each in draft.item.materials if each.id == material.id):
            ways.append(MaterialState.SHARED)
        return tuple(ways)

    def _tick(self, material: CaseMaterial, *, here: bool) -> None:
        case = self._board.state.visit.case
        if case is None or material.id not in {each.id for each in awaited(case)}:
            self._board.fail(RuleError("material_not_awaited", name=material.name))
            return
        ticked = self._board.state.ticked
        self._board.put(ticked=ticked | {material.id} if here else ticked - {material.id})

    def _mark(self, which: str, wanted: MaterialState, until: date | None) -> None:
        board = self._board

        def marked(visit: Visit) -> None:
            board.put(visit=visit, touched=True)
            board.look()

        board.ask(lambda visit: mark_material(board.desk, visit, which, wanted, until), marked)


def read_day(text: str, today: date) -> date:
    """
    Read ``1127``, ``11-27``, ``11月27日`` or the same with a year; without one the next such day.

    Raises:
        RuleError: ``date_form``

    """
    found = _DATE.fullmatch(text)
    if found is None:
        raise RuleError("date_form", field="@ui.intake.field.until")
    year, month, day = found[1], int(found[2]), int(found[3] or found[4])
    try:
        read = date(int(year) if year else today.year, month, day)
        return read if year or read >= today else read.replace(year=read.year + 1)
    except ValueError:
        raise RuleError("date_form", field="@ui.intake.field.until") from None
