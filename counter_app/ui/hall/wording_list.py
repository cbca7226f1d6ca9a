"""A list behind a figure in words; no Qt."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from counter_app.domain import localtime
from counter_app.domain.figure_drill import CaseLine, TicketLine, is_ticket_figure
from counter_app.ui.days import say_date
from counter_app.ui.hall.state_list import CaseRow, ListLook, ListState, TicketRow
from counter_app.words import Words


def list_look(words: Words, state: ListState, windows: Mapping[str, str], today: date) -> ListLook:
    """Return what the list shows; ``windows`` are their names by id."""
    count = len(state.cases) + len(state.tickets)
    message = "ui.hall.list.count_more" if state.more else "ui.hall.list.count"
    return ListLook(
        state.title,
        words.say("ui.hall.list.reading") if state.reading else words.say(message, count=count),
        state.wish is not None and is_ticket_figure(state.wish.what),
        tuple(_case(words, each, windows) for each in state.cases),
        tuple(_ticket(words, each, windows) for each in state.tickets),
        _empty(words, state),
        tuple(_status(words, state, windows, today)),
    )


def _empty(words: Words, state: ListState) -> str:
    if state.wrong is not None:
        what, remedy = words.error(state.wrong)
        return words.say("ui.shell.both", what=what, remedy=remedy)
    return words.say("ui.hall.list.reading" if state.reading else "ui.hall.list.empty")


def _case(words: Words, line: CaseLine, windows: Mapping[str, str]) -> CaseRow:
    return CaseRow(
        line.op_id,
        line.no,
        line.item_name or line.item,
        windows.get(line.window, line.window),
        line.at_ms,
        _time(line.at_ms),
        _state(words, line.state),
        line.applicant_masked,
        line.clerk,
    )


def _ticket(words: Words, line: TicketLine, windows: Mapping[str, str]) -> TicketRow:
    lasted = ""
    if line.seconds is not None:
        minutes, seconds = divmod(line.seconds, 60)
        lasted = words.say("ui.hall.list.lasted", minutes=minutes, seconds=f"{seconds:02d}")
    return TicketRow(
        line.op_id,
        line.no,
        windows.get(line.window, line.window),
        line.at_ms,
        _time(line.at_ms),
        line.seconds or 0,
        lasted,
        line.clerk,
    )


def _status(
    words: Words, state: ListState, windows: Mapping[str, str], today: date
) -> Iterator[str]:
    line = state.opened
    if line is None:
        return
    row = _case(words, line, windows)
    yield words.say("ui.hall.status.head", no=row.no, item=row.item, applicant=row.applicant)
    yield words.say("ui.hall.status.state", state=row.state, window=row.window, clerk=row.clerk)
    case = state.case
    if case is None:
        yield words.say("ui.hall.status.elsewhere")
        return
    yield words.say("ui.hall.status.received", day=say_date(words, case.received_on, today))
    for name, day in (("accepted", case.accepted_on), ("due", case.due_date)):
        if day is not None:
            yield words.say(f"ui.hall.status.{name}", day=say_date(words, day, today))


def _state(words: Words, state: str) -> str:
    message = f"case_state.{state}"
    return words.say(message) if words.knows(message) else state


def _time(at_ms: int) -> str:
    return localtime.at(at_ms).strftime("%m-%d %H:%M:%S")
