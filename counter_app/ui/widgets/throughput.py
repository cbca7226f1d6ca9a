"""The strip of minutes: who came over what was done, read minute by minute with keys or mouse (F-H1)."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QEvent, QRect, QSize, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QFocusEvent,
    QFont,
    QFontMetrics,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from counter_app.ui import theme
from counter_app.ui.fonts import screen_font
from counter_app.ui.minute_look import StripLook
from counter_app.ui.widgets.throughput_drawing import draw_cursor, draw_legend, draw_strip
from counter_app.ui.widgets.throughput_plot import Plot, plot

_Key = Qt.Key
STEPS = {_Key.Key_Left: -1, _Key.Key_Right: 1, _Key.Key_Down: -15, _Key.Key_Up: 15}
HIGH, LEAST = 156, 150
"""Heights at 100 %: wanted, and the least at which a minute can be read."""


class ThroughputStrip(QWidget):
    """``moved(minute)`` when another minute is asked for, ``opened(minute)`` on Enter or a double click."""

    moved = Signal(int)
    opened = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self._look = StripLook("", 0, 1)
        self._plot: Plot | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    @property
    def look(self) -> StripLook:
        """What it shows."""
        return self._look

    def show_look(self, look: StripLook) -> None:
        """Show a strip; only what is another value is drawn anew."""
        before, self._look = self._look, look
        if look == before:
            return
        old, self._plot = self._plot, None
        if _frame(before) != _frame(look) or old != self._place():
            self.update()
        else:
            self._update_minutes(before, look)
        if look.reading != before.reading or look.name != before.name:
            self._tell(look)

    def sizeHint(self) -> QSize:
        """As high as it reads well."""
        metrics = theme.current().metrics
        return QSize(metrics.px(640), metrics.px(HIGH))

    def minimumSizeHint(self) -> QSize:
        """As low as it can be read."""
        metrics = theme.current().metrics
        return QSize(metrics.px(320), metrics.px(LEAST))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw what is asked for."""
        look, place = self._look, self._place()
        painter = QPainter(self)
        painter.setClipRegion(event.region())
        painter.setFont(self._font())
        if look.empty:
            painter.setPen(theme.current().colour("ink.dim"))
            painter.drawText(
                self.rect(), Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap, look.empty
            )
        else:
            draw_legend(painter, look.legend, self._legend_room(place))
            draw_strip(painter, look, place, event.rect())
            if look.cursor is not None:
                draw_cursor(painter, look.cursor, place, focused=self.hasFocus())
        if self.hasFocus():
            self._draw_focus(painter)
        painter.end()  # not left to whoever still holds this frame

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows go minute by minute and quarter by quarter; Home, End; Enter opens."""
        look, key = self._look, event.key()
        now = look.last - 1 if look.now is None else min(look.now, look.last - 1)
        at = now if look.cursor is None else look.cursor
        if key in STEPS:
            asked = at if look.cursor is None else at + STEPS[_Key(key)]
            self.moved.emit(min(max(look.first, asked), look.last - 1))
        elif key in (_Key.Key_Home, _Key.Key_End):
            self.moved.emit(look.first if key == _Key.Key_Home else now)
        elif key in (_Key.Key_Return, _Key.Key_Enter) and look.cursor is not None:
            self.opened.emit(look.cursor)
        else:
            super().keyPressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """The minute under the mouse is read."""
        self._ask(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click reads, and takes the keys."""
        self._ask(event)
        super().mousePressEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:  # noqa: N802  Qt's own name
        """A double click opens the minute."""
        if self._ask(event) is not None and self._look.cursor is not None:
            self.opened.emit(self._look.cursor)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """The focus is seen."""
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Where it went is seen there."""
        super().focusOutEvent(event)
        self.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another size has other places."""
        super().resizeEvent(event)
        self._plot = None

    def changeEvent(self, event: QEvent) -> None:
        """Another theme or scale has other colours and places."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.StyleChange, QEvent.Type.FontChange):
            self._plot = None
            self.updateGeometry()
            self.update()

    def _font(self) -> QFont:
        return screen_font(theme.current().metrics.points("small"))

    def _place(self) -> Plot:
        if self._plot is None:
            scale, text = theme.current().metrics.scale, QFontMetrics(self._font())
            self._plot = plot(self._look, self.rect(), text, scale)
        return self._plot

    def _legend_room(self, place: Plot) -> QRect:
        return QRect(place.upper.left(), 0, place.upper.width(), place.upper.top())

    def _update_minutes(self, before: StripLook, look: StripLook) -> None:
        place, stir = self._place(), theme.current().metrics.px(3)
        for minute in sorted(_changed(before, look)):
            self.update(place.column(minute, minute + 1).adjusted(-stir, -stir, stir, stir))
        for cursor in {before.cursor, look.cursor} - {None}:
            self.update(self._cursor_room(place, cursor or 0))

    def _cursor_room(self, place: Plot, minute: int) -> QRect:
        """The column and the flag under it, which near an edge stands beside its minute."""
        wide = QFontMetrics(self._font()).horizontalAdvance("00:00")
        wide += theme.current().metrics.px(12)
        column = place.column(minute, minute + 1)
        return QRect(column.left() - wide, 0, column.width() + 2 * wide, self.height())

    def _draw_focus(self, painter: QPainter) -> None:
        worn = theme.current()
        painter.setPen(QPen(worn.colour("line.focus"), worn.metrics.px(2)))
        edge = worn.metrics.px(1)
        painter.drawRect(self.rect().adjusted(edge, edge, -edge, -edge))

    def _tell(self, look: StripLook) -> None:
        """A screen reader hears the minute that is read."""
        self.setAccessibleName(look.name)
        self.setAccessibleDescription(look.reading)
        if look.reading and self.hasFocus():
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, look.reading))

    def _ask(self, event: QMouseEvent) -> int | None:
        place, at = self._place(), event.position().toPoint()
        if self._look.empty or not place.whole.contains(at):
            return None
        minute = place.minute_at(at.x())
        if minute != self._look.cursor:
            self.moved.emit(minute)
        return minute


def _frame(look: StripLook) -> StripLook:
    """Return what all minutes stand in: without what belongs to single ones."""
    return replace(look, bars=(), mean=(), cursor=None, reading="", name="")


def _changed(before: StripLook, look: StripLook) -> set[int]:
    """Return the minutes of which a bar or the mean is another one, with those it is joined to."""
    bars = set(before.bars) ^ set(look.bars)
    mean = set(before.mean) ^ set(look.mean)
    joined = {each.minute + step for each in mean for step in (-1, 0, 1)}
    return {each.minute for each in bars} | joined
