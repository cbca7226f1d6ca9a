"""The windows side by side, the chosen one's figures with their definitions, and what to look at."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from counter_app.ui import theme
from counter_app.ui.hall.looks import AlertLook, WindowRow
from counter_app.ui.hall.wording_windows import COLUMNS
from counter_app.ui.widgets.lines import LineList
from counter_app.ui.widgets.shown import Shown
from counter_app.ui.widgets.table import Column, DataTable, RowsModel
from counter_app.ui.widgets.text import Panel, label
from counter_app.words import Words

_WIDTHS = {"rate": 138, "state": 152}
_NARROW = 80
_SPARE = {"walking": 3, "idle": 4, "waiting": 2, "consultations": 1}
LEAST = 150
"""Height of the table at 100 %: its head and three rows."""


class WindowsPane(QWidget):
    """``opened(window)`` on Enter or a double click."""

    opened = Signal(str)

    def __init__(self, words: Words) -> None:
        super().__init__()
        space = theme.current().metrics.space
        self._shown = Shown()
        self.rows = RowsModel(_columns(words))
        self.table = DataTable(self.rows, "")
        self.table.setAccessibleName(words.say("ui.hall.window.title"))
        self.table.setMinimumHeight(theme.current().metrics.px(LEAST))
        self.table.activated_row.connect(self._open)
        self.table.selectionModel().currentChanged.connect(self._choose)
        self.told = label(role="dim", wrap=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(space(1))
        column.addWidget(self.table, 1)
        column.addWidget(self.told)

    def show_rows(self, rows: tuple[WindowRow, ...], empty: str) -> None:
        """Show the windows; the chosen one stays chosen."""
        self.table.show_empty(empty)
        if not self._shown.differs("rows", rows):
            return
        chosen = self._chosen()
        self.rows.set_rows(rows)
        names = [each.window for each in self.rows.rows]
        if names and (chosen is None or chosen.window not in names or not self._stands(chosen)):
            at = names.index(chosen.window) if chosen and chosen.window in names else 0
            self.table.setCurrentIndex(self.rows.index(at, 0))
        self._tell()

    def sort_next(self) -> None:
        """Sort by the next column: the largest first, and after the last one as they stand."""
        header = self.table.horizontalHeader()
        at = header.sortIndicatorSection() + 1
        while at < len(self.rows.columns) and self.table.isColumnHidden(at):
            at += 1
        self.table.sortByColumn(
            at if at < len(self.rows.columns) else -1, Qt.SortOrder.DescendingOrder
        )

    def _stands(self, chosen: WindowRow) -> bool:
        now = self._chosen()
        return now is not None and now.window == chosen.window

    def _chosen(self) -> WindowRow | None:
        index = self.table.currentIndex()
        found: WindowRow | None = self.rows.row_at(index) if index.isValid() else None
        return found

    def _choose(self, _index: QModelIndex, _before: QModelIndex) -> None:
        self._tell()

    def _tell(self) -> None:
        chosen = self._chosen()
        self.told.setText(chosen.told if chosen is not None else "")
        self.told.setVisible(chosen is not None)

    def _open(self, row: WindowRow) -> None:
        self.opened.emit(row.window)


class AlertsPane(Panel):
    """``opened(row)`` on Enter or a double click."""

    opened = Signal(int)

    def __init__(self, words: Words) -> None:
        super().__init__()
        self._shown = Shown()
        self.title, self._empty = label(role="heading"), label(role="dim", wrap=True)
        self.list = LineList()
        self.list.setMinimumHeight(0)
        self.list.setAccessibleName(words.say("ui.hall.alerts.name"))
        self.list.taken.connect(lambda: self.opened.emit(self.list.currentIndex().row()))
        self.box.addWidget(self.title)
        self.box.addWidget(self._empty)
        self.box.addWidget(self.list, 1)
        self.box.addStretch()

    def show_alerts(self, title: str, empty: str, alerts: tuple[AlertLook, ...]) -> None:
        """Show what to look at."""
        if not self._shown.differs("alerts", (title, empty, alerts)):
            return
        self.title.setText(title)
        self._empty.setText(empty)
        self._empty.setVisible(not alerts)
        at = min(max(0, self.list.currentIndex().row()), max(0, len(alerts) - 1))
        self.list.show_rows(tuple(each.row for each in alerts), at)


def _columns(words: Words) -> tuple[Column, ...]:
    def title(name: str) -> str:
        return words.say(f"ui.hall.column.{name}")

    return (
        Column(title("window"), lambda row: row.name, width=110, grow=True),
        *(_figure(title(name), at, name) for at, name in enumerate(COLUMNS)),
        Column(
            title("state"),
            lambda row: row.state,
            width=_WIDTHS["state"],
            kind=lambda row: row.kind,
        ),
    )


def _figure(title: str, at: int, name: str) -> Column:
    text: Callable[[WindowRow], str] = lambda row: row.cells[at].text  # noqa: E731
    order: Callable[[WindowRow], float] = lambda row: row.cells[at].order  # noqa: E731
    return Column(
        title,
        text,
        width=_WIDTHS.get(name, _NARROW),
        right=True,
        sort_key=order,
        spare=_SPARE.get(name, 0),
    )
