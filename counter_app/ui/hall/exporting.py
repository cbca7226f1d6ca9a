"""What is shown goes into a file: where to, written, told; no Qt."""

from __future__ import annotations

from collections.abc import Callable

from counter_app.domain.errors import CounterError
from counter_app.domain.report import Report
from counter_app.services.figure_export import Form, export_report, file_name
from counter_app.services.visit import Visit
from counter_app.ui.hall.page import HallRoom
from counter_app.ui.place import KeyAction


class Exporting:
    """``make`` gives what is shown as a report, ``ask`` asks for a path and answers by ``write``."""

    def __init__(
        self, room: HallRoom, make: Callable[[], Report | None], ask: Callable[[str], None]
    ) -> None:
        self._room, self._make, self._ask = room, make, ask
        self._writing = False

    def keys(self) -> tuple[KeyAction, ...]:
        """F9 a spreadsheet, F10 a page."""
        say = self._room.around.desk.words.say
        there, why = self._make() is not None, say("ui.reports.no_export")
        return (
            KeyAction("F9", say("ui.reports.key.xlsx"), lambda: self.press("xlsx"), there, why),
            KeyAction("F10", say("ui.reports.key.pdf"), lambda: self.press("pdf"), there, why),
        )

    def press(self, form: Form) -> None:
        """Ask where to write."""
        report = self._make()
        if report is not None:
            self._ask(file_name(report, form))

    def write(self, path: str) -> None:
        """Write there; an empty path is a dialog that was left."""
        around, report = self._room.around, self._make()
        if not path or report is None or self._writing:
            return
        self._writing = True
        flow = export_report(around.desk, Visit(user=around.shell.user), report, path)
        around.runner.run(flow, self._written, self._failed)

    def _written(self, path: str) -> None:
        self._writing = False
        say = self._room.around.desk.words.say
        told = say("ui.reports.exported", path=path), say("ui.reports.exported_remedy")
        self._room.around.shell.tell(*told, "good")

    def _failed(self, error: CounterError) -> None:
        self._writing = False
        self._room.around.shell.tell(*self._room.around.desk.words.error(error), "error")
