"""How the strip of minutes is drawn: one function for each thing that stands on it, theme colours only."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRect, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF

from counter_app.ui import theme
from counter_app.ui.minute_look import LegendKind, LegendLook, SpanLook, StripLook, clock
from counter_app.ui.widgets.throughput_plot import Plot

ARRIVALS, DONE = "ink.dim", "accent.fill"
MEAN, BASE, MISSING = "ink.text", "state.danger", "state.warning"
_HOUR = 60
_MIDDLE = Qt.AlignmentFlag.AlignCenter
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


def draw_strip(painter: QPainter, look: StripLook, plot: Plot, dirty: QRect) -> None:
    """Draw what of a strip lies in ``dirty``."""
    first, last = plot.minute_at(dirty.left()) - 1, plot.minute_at(dirty.right()) + 2
    for lane in (plot.upper, plot.lower):
        painter.fillRect(lane, _colour("ground.field"))
    for each in look.missing:
        _hatch(painter, plot.column(each.first, each.last))
    for each in look.closed:
        painter.fillRect(plot.column(each.first, each.last), _colour("ground.pressed"))
    _draw_grid(painter, look, plot)
    for bar in look.bars:
        if first <= bar.minute <= last:
            _draw_bar(painter, plot, plot.upper, bar.minute, (bar.arrivals, ARRIVALS))
            _draw_bar(painter, plot, plot.lower, bar.minute, (bar.done, DONE))
    _draw_axis(painter, look, plot)
    _draw_mean(painter, look, plot)
    for line in look.lines:
        _draw_line(painter, plot, line.value, line.text)
    _say_spans(painter, look, plot)
    _draw_now(painter, look, plot)


def draw_cursor(painter: QPainter, minute: int, plot: Plot, *, focused: bool) -> None:
    """Draw the minute that is read: a column, and the time at its foot."""
    worn = theme.current()
    column = plot.column(minute, minute + 1)
    edge = worn.metrics.px(2)
    mark = QRect(column.center().x() - edge // 2, column.top(), edge, column.height())
    painter.fillRect(mark, _colour("line.focus"))
    text, font = clock(minute), painter.fontMetrics()
    wide = font.horizontalAdvance(text) + worn.metrics.px(12)
    left = min(max(plot.upper.left(), mark.center().x() - wide // 2), plot.upper.right() - wide)
    flag = QRect(left, plot.lower.bottom() + 1, wide, font.lineSpacing() + worn.metrics.px(6))
    painter.fillRect(flag, _colour("accent.fill" if focused else "ground.pressed"))
    painter.setPen(_colour("ink.on_accent" if focused else "ink.text"))
    painter.drawText(flag, _MIDDLE, text)


def draw_legend(painter: QPainter, legend: tuple[LegendLook, ...], room: QRect) -> None:
    """Draw the signs and their words in a row; what has no room at the end is left out."""
    worn, font = theme.current(), painter.fontMetrics()
    gap, side = worn.metrics.space(2), worn.metrics.px(14)
    x = room.left()
    for each in legend:
        wide = side + gap + font.horizontalAdvance(each.text)
        if x + wide > room.right():
            return
        box = QRect(x, room.center().y() - side // 2, side, side)
        _draw_sign(painter, each.kind, box)
        painter.setPen(_colour("ink.text"))
        painter.drawText(
            QRect(x + side + gap, room.top(), room.right() - x, room.height()), _LEFT, each.text
        )
        x += wide + 2 * gap


def _colour(name: str) -> QColor:
    return theme.current().colour(name)


def _pen(name: str, wide: float, style: Qt.PenStyle = Qt.PenStyle.SolidLine) -> QPen:
    worn = theme.current()
    return QPen(worn.colour(name), worn.metrics.px(wide), style)


def _draw_bar(
    painter: QPainter, plot: Plot, lane: QRect, minute: int, count: tuple[int, str]
) -> None:
    high = plot.height(count[0])
    if high:
        column = plot.column(minute, minute + 1)
        gap = 1 if column.width() > 2 else 0  # noqa: PLR2004  a gap needs a third pixel
        bar = QRect(column.left(), lane.bottom() + 1 - high, column.width() - gap, high)
        painter.fillRect(bar, _colour(count[1]))


def _hatch(painter: QPainter, room: QRect) -> None:
    worn = theme.current()
    ground = worn.colour("state.warning_ground")
    stripes = worn.colour(MISSING)
    stripes.setAlphaF(0.5)
    painter.fillRect(room, ground)
    painter.save()
    painter.setClipRect(room, Qt.ClipOperation.IntersectClip)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(stripes, worn.metrics.px(1)))
    step, high = worn.metrics.px(12), room.height()
    # from one origin, so that a part drawn anew meets the rest
    for x in range(room.left() - room.left() % step - high, room.right() + 1, step):
        painter.drawLine(x, room.bottom(), x + high, room.bottom() - high)
    painter.restore()


def _draw_mean(painter: QPainter, look: StripLook, plot: Plot) -> None:
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(_pen(MEAN, 2))
    run: list[QPointF] = []
    before = -1
    for each in look.mean:
        if run and each.minute != before + 1:
            painter.drawPolyline(QPolygonF(run))
            run = []
        base = plot.lower.bottom() + 1
        run.append(QPointF(plot.x(each.minute + 0.5), base - plot.height(each.value)))
        before = each.minute
    painter.drawPolyline(QPolygonF(run))
    painter.restore()


def _draw_line(painter: QPainter, plot: Plot, value: float, text: str) -> None:
    y = plot.lower.bottom() + 1 - plot.height(value)
    painter.setPen(_pen(BASE, 2, Qt.PenStyle.DashLine))
    painter.drawLine(plot.lower.left(), y, plot.lower.right(), y)
    _say(painter, text, QRect(plot.lower.left(), y, plot.lower.width(), 0), BASE)


def _say(painter: QPainter, text: str, under: QRect, colour: str) -> None:
    """Say something at the right end, over a line, on a ground of its own so that bars do not run through it."""
    worn, font = theme.current(), painter.fontMetrics()
    gap = worn.metrics.px(4)
    wide, high = font.horizontalAdvance(text) + 2 * gap, font.lineSpacing()
    box = QRect(under.right() - wide, under.top() - high - 1, wide, high)
    painter.fillRect(box, _colour("ground.field"))
    painter.setPen(_colour(colour))
    painter.drawText(box, _MIDDLE, text)


def _say_spans(painter: QPainter, look: StripLook, plot: Plot) -> None:
    used: list[QRect] = []
    for span, ground, ink in (
        *((each, "ground.pressed", "ink.text") for each in look.closed),
        *((each, "state.warning_ground", "state.warning") for each in look.missing),
    ):
        box = _span_box(painter, span, plot, middle=span in look.closed)
        while any(box.intersects(each) for each in used):
            box.translate(0, box.height() + 1)
        if span.text and box.bottom() < plot.lower.bottom():
            used.append(box)
            painter.fillRect(box, _colour(ground))
            painter.setPen(_colour(ink))
            painter.drawText(box, _MIDDLE, span.text)


def _span_box(painter: QPainter, span: SpanLook, plot: Plot, *, middle: bool) -> QRect:
    column, font = plot.column(span.first, span.last), painter.fontMetrics()
    gap = theme.current().metrics.px(4)
    wide = min(font.horizontalAdvance(span.text) + 2 * gap, plot.upper.width())
    left = column.center().x() - wide // 2 if middle else column.left()
    left = min(max(plot.upper.left(), left), plot.upper.right() + 1 - wide)
    return QRect(left, plot.upper.top() + gap, wide, font.lineSpacing() + gap)


def _draw_now(painter: QPainter, look: StripLook, plot: Plot) -> None:
    if look.now is not None and look.first <= look.now <= look.last:
        painter.setPen(_pen("ink.dim", 1, Qt.PenStyle.DotLine))
        x = plot.x(look.now)
        painter.drawLine(x, plot.upper.top(), x, plot.lower.bottom())


def _draw_grid(painter: QPainter, look: StripLook, plot: Plot) -> None:
    painter.setPen(_pen("line.hair", 1))
    for minute in range(-(-look.first // _HOUR) * _HOUR, look.last + 1, _HOUR):
        x = plot.x(minute)
        painter.drawLine(x, plot.upper.top(), x, plot.lower.bottom())
    for lane in (plot.upper, plot.lower):
        painter.drawLine(lane.left(), lane.top(), lane.right(), lane.top())


def _draw_axis(painter: QPainter, look: StripLook, plot: Plot) -> None:
    worn, font = theme.current(), painter.fontMetrics()
    painter.setPen(_pen("line.field", 1))
    for lane in (plot.upper, plot.lower):
        painter.drawLine(lane.left(), lane.bottom() + 1, lane.right(), lane.bottom() + 1)
    painter.setPen(worn.colour("ink.dim"))
    line, gap = font.lineSpacing(), worn.metrics.px(6)
    for lane, top in ((plot.upper, plot.above), (plot.lower, plot.below)):
        left = QRect(0, lane.top() - line // 2 + gap, lane.left() - gap, line)
        painter.drawText(left, _RIGHT, f"{top:.0f}")
    before = -1
    for minute in range(-(-look.first // _HOUR) * _HOUR, look.last + 1, _HOUR):
        text, x = clock(minute), plot.x(minute)
        wide = font.horizontalAdvance(text)
        box = QRect(x - wide // 2, plot.lower.bottom() + gap, wide, line)
        if box.left() > before and box.right() <= plot.upper.right() + wide // 2:
            painter.drawText(box, _MIDDLE, text)
            before = box.right() + gap


def _draw_sign(painter: QPainter, kind: LegendKind, box: QRect) -> None:
    match kind:
        case "arrivals":
            painter.fillRect(box, _colour(ARRIVALS))
        case "done":
            painter.fillRect(box, _colour(DONE))
        case "closed":
            painter.fillRect(box, _colour("ground.pressed"))
        case "missing":
            _hatch(painter, box)
        case "mean" | "line":
            dash = Qt.PenStyle.SolidLine if kind == "mean" else Qt.PenStyle.DashLine
            painter.setPen(_pen(MEAN if kind == "mean" else BASE, 2, dash))
            middle = box.center().y()
            painter.drawLine(box.left(), middle, box.right(), middle)
