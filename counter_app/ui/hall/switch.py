"""Tabs over pages, and the list that may cover them."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from counter_app.ui import theme
from counter_app.ui.widgets.wrapping import WrapLayout


class PageSwitch(QWidget):
    """``asked(id)`` when a tab is pressed; one page alone needs no tabs."""

    asked = Signal(str)

    def __init__(self, pages: tuple[tuple[str, str, QWidget], ...], cover: QWidget) -> None:
        super().__init__()
        space = theme.current().metrics.space
        self.tabs: dict[str, QPushButton] = {}
        self._pages, self._cover = {name: widget for name, _title, widget in pages}, cover
        self._group = QButtonGroup(self)
        self._row, self._stack = QWidget(), QStackedWidget()
        line = WrapLayout(self._row, gap=space(1))
        line.setContentsMargins(space(3), space(2), space(3), 0)
        for name, title, widget in pages:
            line.addWidget(self._tab(name, title))
            self._stack.addWidget(widget)
        self._stack.addWidget(cover)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._row)
        column.addWidget(self._stack, 1)

    @property
    def shown(self) -> QWidget:
        """The page that is seen, or what covers it."""
        return self._stack.currentWidget()

    def show_page(self, name: str, *, covered: bool) -> None:
        """Show a page, or the list over it."""
        self.tabs[name].setChecked(True)
        self._row.setVisible(len(self.tabs) > 1 and not covered)
        self._stack.setCurrentWidget(self._cover if covered else self._pages[name])

    def _tab(self, name: str, title: str) -> QPushButton:
        tab = QPushButton(title)
        tab.setProperty("role", "chip")
        tab.setCheckable(True)
        tab.setAccessibleName(title)
        tab.clicked.connect(lambda _on: self.asked.emit(name))
        self._group.addButton(tab)
        self.tabs[name] = tab
        return tab
