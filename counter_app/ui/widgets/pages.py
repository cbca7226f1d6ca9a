"""Pages one behind another, as tall as the one that is shown."""

from __future__ import annotations

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QSizePolicy, QStackedWidget, QWidget

_Policy = QSizePolicy.Policy


class PageStack(QStackedWidget):
    """Qt's own stack is as tall as its tallest page: what stands under it would be pushed away."""

    def __init__(self, *pages: QWidget) -> None:
        super().__init__()
        for page in pages:
            self.addWidget(page)
        self.currentChanged.connect(self._fit)
        self._fit(self.currentIndex())

    @Slot(int)
    def _fit(self, shown: int) -> None:
        for at in range(self.count()):
            wanted = _Policy.Preferred if at == shown else _Policy.Ignored
            self.widget(at).setSizePolicy(wanted, wanted)
        self.updateGeometry()
