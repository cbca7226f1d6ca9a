"""Papers of the visit, each with what is known of its print."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from counter_app.ui import theme
from counter_app.ui.looks import PaperRow
from counter_app.ui.widgets.pill import StatusPill
from counter_app.ui.widgets.shown import Shown
from counter_app.ui.widgets.text import ElidedLabel, Panel, label


class PapersPane(Panel):
    """Hidden while there are none."""

    def __init__(self) -> None:
        super().__init__()
        self._title = label(role="dim")
        self.box.addWidget(self._title)
        self._lines: list[_PaperLine] = []
        self._shown = Shown()
        self.hide()

    def show_papers(self, title: str, papers: tuple[PaperRow, ...]) -> None:
        """Show them in the order they were handed out."""
        if not self._shown.differs("papers", (title, papers)):
            return
        self._title.setText(title)
        while len(self._lines) < len(papers):
            line = _PaperLine()
            self._lines.append(line)
            self.box.addWidget(line)
        for at, line in enumerate(self._lines):
            if at < len(papers):
                line.show_paper(papers[at])
            line.setVisible(at < len(papers))
        self.setVisible(bool(papers))


class _PaperLine(QWidget):
    def __init__(self) -> None:
        super().__init__()
        metrics = theme.current().metrics
        self._name, self._detail = label(role="strong"), ElidedLabel(role="dim")
        self._state, self._remedy = StatusPill(), label(role="small", wrap=True)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(metrics.space(3))
        grid.setVerticalSpacing(0)
        grid.addWidget(self._name, 0, 0)
        grid.addWidget(self._detail, 0, 1)
        grid.addWidget(self._state, 0, 2, Qt.AlignmentFlag.AlignRight)
        grid.addWidget(self._remedy, 1, 0, 1, 3)
        grid.setColumnStretch(1, 1)

    def show_paper(self, row: PaperRow) -> None:
        self._name.setText(row.title)
        self._detail.show_text(row.detail)
        self._state.show_state(row.state)
        self._remedy.setText(row.remedy)
        self._remedy.setVisible(bool(row.remedy))
