"""The bar of the drawer: the next blank of each series and what it holds."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from counter_app.ui import theme
from counter_app.ui.certificates.looks import StockLook
from counter_app.ui.widgets.pill import StatusPill
from counter_app.ui.widgets.shown import Shown
from counter_app.ui.widgets.text import label
from counter_app.ui.widgets.wrapping import WrapLayout


class StockBar(QWidget):
    """``pressed()`` when a series is clicked."""

    pressed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._shown, self._pills = Shown(), list[StatusPill]()
        self._counts, self._keys = list[QLabel](), list[QLabel]()
        self._series = list[QWidget]()
        self._title = label(role="dim")
        self._wrap = WrapLayout(self, gap=theme.current().metrics.space(2))
        self._wrap.addWidget(self._title)

    @property
    def pills(self) -> tuple[StatusPill, ...]:
        """What stands there, one for each series."""
        both = zip(self._pills, self._series, strict=True)
        return tuple(pill for pill, series in both if not series.isHidden())

    def show_stock(self, title: str, stock: tuple[StockLook, ...], keys: tuple[str, ...]) -> None:
        """Show the drawer; ``keys`` are those that stand in no bar."""
        if not self._shown.differs("stock", (title, stock, keys)):
            return
        self._title.setText(title)
        while len(self._pills) < len(stock):
            pill, counts = StatusPill(), label(role="small")
            pill.pressed_pill.connect(self.pressed)
            self._pills.append(pill)
            self._counts.append(counts)
            self._series.append(_together(pill, counts))
            self._wrap.addWidget(self._series[-1])
        for at, (pill, counts) in enumerate(zip(self._pills, self._counts, strict=True)):
            self._series[at].setVisible(at < len(stock))
            if at < len(stock):
                pill.show_state(stock[at].next)
                counts.setText(stock[at].counts)
        self._show_keys(keys)

    def _show_keys(self, keys: tuple[str, ...]) -> None:
        """Put them behind whatever series there are."""
        for each in self._keys:
            self._wrap.removeWidget(each)
        self._keys = self._keys or [label(role="dim") for _ in keys]
        for each, text in zip(self._keys, keys, strict=True):
            each.setText(text)
            self._wrap.addWidget(each)


def _together(*parts: QWidget) -> QWidget:
    """Keep what belongs to one series in one line."""
    series = QWidget()
    line = QHBoxLayout(series)
    line.setContentsMargins(0, 0, 0, 0)
    line.setSpacing(theme.current().metrics.space(2))
    for each in parts:
        line.addWidget(each)
    return series
