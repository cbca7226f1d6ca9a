"""Text in the type sizes of the look, and the boxes it stands in."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QLabel, QSizePolicy, QVBoxLayout, QWidget

from counter_app.ui import theme


def label(text: str = "", role: str = "body", *, wrap: bool = False, kind: str = "") -> QLabel:
    """
    Return a label that never reads its text as markup: a name may hold any character.

    ``role``: small, body, dim, strong, large, heading, title, huge; ``kind`` colours it as a state.
    """
    made = QLabel(text)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setProperty("role", role)
    made.setProperty("kind", kind)
    made.setWordWrap(wrap)
    if wrap:
        made.setMinimumWidth(theme.current().metrics.px(80))
    return made


def set_kind(widget: QWidget, name: str, value: str) -> None:
    """Set a property that the sheet looks at, and let the sheet look again."""
    if widget.property(name) != value:
        widget.setProperty(name, value)
        widget.style().unpolish(widget)
        widget.style().polish(widget)


def rule() -> QFrame:
    """Return a hairline."""
    line = QFrame()
    line.setProperty("role", "rule")
    return line


class Panel(QFrame):
    """A framed box; put what it holds into ``box``."""

    def __init__(self, title: str = "") -> None:
        super().__init__()
        self.setProperty("role", "panel")
        metrics = theme.current().metrics
        self.box = QVBoxLayout(self)
        edge = metrics.space(3)
        self.box.setContentsMargins(edge, edge, edge, edge)
        self.box.setSpacing(metrics.space(2))
        if title:
            self.box.addWidget(label(title, "heading"))


class ElidedLabel(QLabel):
    """One line that is cut with an ellipsis when there is no room; the tip has all of it."""

    def __init__(self, text: str = "", role: str = "body") -> None:
        super().__init__()
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setProperty("role", role)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        self._whole = ""
        self.show_text(text)

    @property
    def whole(self) -> str:
        """The text as it was given."""
        return self._whole

    def show_text(self, text: str) -> None:
        """Show ``text`` as far as there is room."""
        self._whole = text
        self.setAccessibleName(text)
        self._cut()
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        """Room for all of it."""
        wide = self.fontMetrics().boundingRect(self._whole).size()
        return QSize(wide.width() + 4, max(wide.height(), super().sizeHint().height()))

    def minimumSizeHint(self) -> QSize:
        """Three characters and the ellipsis."""
        least = self.fontMetrics().averageCharWidth() * 8
        return QSize(min(least, self.sizeHint().width()), self.sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Cut it anew."""
        super().resizeEvent(event)
        self._cut()

    def changeEvent(self, event: QEvent) -> None:
        """Another font cuts elsewhere."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._cut()
            self.updateGeometry()

    def _cut(self) -> None:
        elide = Qt.TextElideMode.ElideRight
        shown = self.fontMetrics().elidedText(self._whole, elide, max(0, self.width()))
        if shown != self.text():
            self.setText(shown)
        self.setToolTip(self._whole if shown != self._whole else "")
