"""The field to sign in: finger, pen or mouse; it draws what it is given and what is being written."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import (
    QMouseEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
    QTabletEvent,
    QTouchEvent,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from counter_app.domain.handwriting import WIDE, Stroke, Strokes
from counter_app.ui import theme

LEAST_PX = 160
"""A name needs this much room at every scale; a larger type only makes the words around it larger."""
EDGE_PX = 4
_TOUCHES = (
    QEvent.Type.TouchBegin,
    QEvent.Type.TouchUpdate,
    QEvent.Type.TouchEnd,
    QEvent.Type.TouchCancel,
)


class SignaturePad(QWidget):
    """
    ``drawn(stroke)`` at the end of each stroke, in the units of ``domain.handwriting``.

    Of several fingers the first writes; the palm beside it does not.
    """

    drawn = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._strokes: Strokes = ()
        self._stroke: list[tuple[int, int]] = []
        self._finger: int | None = None
        self._hint = ""
        self.setAttribute(Qt.WidgetAttribute.WA_AcceptTouchEvents)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumHeight(LEAST_PX)
        self.setCursor(Qt.CursorShape.CrossCursor)

    def show_strokes(self, strokes: Strokes, hint: str) -> None:
        """Show what is written so far, and while nothing is, what to do."""
        self._strokes, self._hint = strokes, hint
        self.setAccessibleName(hint)
        self.update()

    def event(self, event: QEvent) -> bool:
        """Take touches, so that no mouse is made of them."""
        if isinstance(event, QTouchEvent) and event.type() in _TOUCHES:
            self._touch(event)
            event.accept()
            return True
        return super().event(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Begin a stroke."""
        if event.button() == Qt.MouseButton.LeftButton:
            self._begin(event.position())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Go on with it."""
        self._go_on(event.position())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """End it."""
        if event.button() == Qt.MouseButton.LeftButton:
            self._end()

    def tabletEvent(self, event: QTabletEvent) -> None:
        """Take the pen; what it says of pressure is not kept."""
        event.accept()
        if event.type() == QEvent.Type.TabletPress:
            self._begin(event.position())
        elif event.type() == QEvent.Type.TabletMove:
            self._go_on(event.position())
        else:
            self._end()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the field, a line to write on, and the strokes."""
        worn = theme.current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        painter.setBrush(worn.colour("ground.field"))
        painter.setPen(QPen(worn.colour("line.field"), 2))
        painter.drawRoundedRect(box, worn.metrics.corner, worn.metrics.corner)
        base, edge = box.height() * 0.78, worn.metrics.space(5)
        painter.setPen(QPen(worn.colour("line.hair"), 2, Qt.PenStyle.DashLine))
        painter.drawLine(QPointF(edge, base), QPointF(box.width() - edge, base))
        if not self._strokes and not self._stroke:
            painter.setPen(worn.colour("ink.dim"))
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, self._hint)
        pen = QPen(worn.colour("ink.text"), worn.metrics.px(4))
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for stroke in (*self._strokes, tuple(self._stroke)):
            painter.drawPath(self._path(stroke))
        painter.end()  # not left to whoever still holds this frame

    def _touch(self, event: QTouchEvent) -> None:
        if event.type() == QEvent.Type.TouchCancel:
            self._finger = None
            self._end()
            return
        for point in event.points():
            if self._finger is None and event.type() == QEvent.Type.TouchBegin:
                self._finger = point.id()
                self._begin(point.position())
            elif point.id() == self._finger:
                self._go_on(point.position())
        if event.type() == QEvent.Type.TouchEnd:
            self._finger = None
            self._end()

    def _begin(self, at: QPointF) -> None:
        self._stroke = [self._unit(at)]
        self.update()

    def _go_on(self, at: QPointF) -> None:
        if self._stroke:
            self._stroke.append(self._unit(at))
            self.update()

    def _end(self) -> None:
        if self._stroke:
            stroke: Stroke = tuple(self._stroke)
            self._stroke = []
            self.update()
            self.drawn.emit(stroke)

    def _unit(self, at: QPointF) -> tuple[int, int]:
        scale, most = self._scale(), WIDE - 1
        return (
            min(most, max(0, round(at.x() / scale))),
            min(most, max(0, round(at.y() / scale))),
        )

    def _scale(self) -> float:
        """Return pixels a unit; a pad that has become lower shows what is written smaller, not cut."""
        lowest = max((y for stroke in self._strokes for _, y in stroke), default=0)
        wide = max(1, self.width()) / WIDE
        return min(wide, max(1, self.height() - EDGE_PX) / lowest) if lowest else wide

    def _path(self, stroke: Stroke) -> QPainterPath:
        path, scale = QPainterPath(), self._scale()
        for at, (x, y) in enumerate(stroke):
            point = QPointF(x * scale, y * scale)
            if at:
                path.lineTo(point)
            else:
                path.moveTo(point)
        return path
