"""A picture as large as its room lets it be, never larger than it was drawn."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPixmap
from PySide6.QtWidgets import QSizePolicy, QWidget

from counter_app.ui import theme


class Picture(QWidget):
    """Shows PNG bytes at the top of its room, in their own proportions."""

    def __init__(self) -> None:
        super().__init__()
        metrics = theme.current().metrics
        self.setMinimumSize(metrics.px(200), metrics.px(150))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self._png = b""
        self._pixmap = QPixmap()

    @property
    def shown(self) -> QSize:
        """The size of the picture as it was drawn, empty when there is none."""
        return self._pixmap.size()

    def show_picture(self, png: bytes) -> None:
        """Show a picture; no bytes are no picture."""
        if png != self._png:
            self._png = png
            self._pixmap = QPixmap()
            self._pixmap.loadFromData(png)
            self.update()

    def sizeHint(self) -> QSize:
        """As large as it was drawn."""
        return self._pixmap.size()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paper is white in every theme."""
        if self._pixmap.isNull():
            return
        keep = Qt.AspectRatioMode.KeepAspectRatio
        size = self._pixmap.size().scaled(self.size(), keep)
        room = QRect((self.width() - size.width()) // 2, 0, size.width(), size.height())
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawPixmap(room, self._pixmap)
        painter.setPen(theme.current().colour("ink.dim"))
        painter.drawRect(room.adjusted(0, 0, -1, -1))
        painter.end()
