"""The right side: dates to read aloud, this visit's items, the guide."""

from __future__ import annotations

from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from counter_app.ui import theme
from counter_app.ui.intake.looks import GuideEntry, IntakeLook
from counter_app.ui.widgets.dates import DateText
from counter_app.ui.widgets.matters import MattersBox
from counter_app.ui.widgets.shown import Shown
from counter_app.ui.widgets.text import Panel, label
from counter_app.words import Words


class RightPane(QWidget):
    """Each box is there only while it has something to say."""

    def __init__(self, words: Words) -> None:
        super().__init__()
        self._wide, self._shown = True, Shown()
        self.dates, self.matters, self.guide = DatesBox(), MattersBox(), GuideBox(words)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.current().metrics.space(2))
        for each in (self.dates, self.matters, self.guide):
            column.addWidget(each)
        column.addStretch(1)

    def set_wide(self, *, wide: bool) -> None:
        """Narrow, only the open guide stands here; dates and items have another place."""
        self._wide = wide

    def show_look(self, look: IntakeLook) -> None:
        """Show a state."""
        if self._shown.differs("dates", (self._wide, look.dates, look.facts)):
            self.dates.show_dates(look)
            self.dates.setVisible(self._wide and bool(look.dates or look.facts))
        rows = look.matters if self._wide else ()
        self.matters.show_matters(look.matters_title, rows)
        self.guide.show_guide(look.guide, there=bool(look.item.title))
        self.setVisible(self._wide or bool(look.guide))


class DatesBox(Panel):
    """Dates, then fee and way of delivery."""

    def __init__(self) -> None:
        super().__init__()
        self._lines = [DateText() for _ in range(3)]
        self._facts = label(wrap=True)
        for each in (*self._lines, self._facts):
            self.box.addWidget(each)

    def show_dates(self, look: IntakeLook) -> None:
        """Show up to three dates."""
        for at, line in enumerate(self._lines):
            if at < len(look.dates):
                line.show_date(look.dates[at].title, look.dates[at].day, look.dates[at].kind)
            line.setVisible(at < len(look.dates))
        self._facts.setText("\n".join(look.facts))


class GuideBox(Panel):
    """The published guide; closed it is one line."""

    def __init__(self, words: Words) -> None:
        super().__init__()
        self._words, self._shown = words, Shown()
        self._title = label(role="dim", wrap=True)
        self.box.addWidget(self._title)
        self._lines: list[QLabel] = []

    def show_guide(self, entries: tuple[GuideEntry, ...], *, there: bool) -> None:
        """Show its paragraphs, or only that there is one."""
        if not self._shown.differs("guide", (entries, there)):
            return
        self._title.setText(self._words.say(f"ui.intake.guide.{'title' if entries else 'open'}"))
        while len(self._lines) < len(entries):
            line = label(role="body", wrap=True)
            self._lines.append(line)
            self.box.addWidget(line)
        for at, line in enumerate(self._lines):
            if at < len(entries):
                text = f"{entries[at].title}：{entries[at].text}"
                line.setText(text)
            line.setVisible(at < len(entries))
        self.setVisible(there)
