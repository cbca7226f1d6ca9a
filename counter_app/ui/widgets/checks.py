"""The lines of the opening check and of the closing list: sign, name, word, sentences, a key."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QGridLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from counter_app.ui import theme
from counter_app.ui.check_look import CheckLook
from counter_app.ui.icons import sign
from counter_app.ui.widgets.text import label, rule, set_kind

_COLUMNS = 5


class CheckList(QWidget):
    """``asked(key)`` when the button beside a line is pressed."""

    asked = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._rows: list[CheckLine] = []
        self._shown: tuple[CheckLook, ...] = ()
        metrics = theme.current().metrics
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(metrics.space(3))
        self._grid.setVerticalSpacing(metrics.space(2))
        self._grid.setColumnStretch(3, 1)

    @property
    def lines(self) -> dict[str, CheckLine]:
        """The lines that stand, by the id of their check."""
        return {look.id: row for look, row in zip(self._shown, self._rows, strict=False)}

    def show_checks(self, looks: tuple[CheckLook, ...]) -> None:
        """Show these lines and no others."""
        self._shown = looks
        while len(self._rows) < len(looks):
            self._rows.append(self._made(len(self._rows)))
        for at, row in enumerate(self._rows):
            row.show_check(looks[at] if at < len(looks) else None)

    def _made(self, at: int) -> CheckLine:
        line = CheckLine()
        line.put_into(self._grid, at * 2, rule() if at else None)
        line.button.clicked.connect(self._clicked)
        return line

    @Slot()
    def _clicked(self) -> None:
        for each in self._rows:
            if each.button is self.sender():
                self.asked.emit(each.key)


class CheckLine:
    """A row: sign, name, word; beside them what stands and what to do; at the end where to go."""

    def __init__(self) -> None:
        self._sign, self._title, self._word = QLabel(), label(role="strong"), label(role="small")
        self._says, self._todo = label(wrap=True), label(role="small", wrap=True)
        self.button, self.key = QPushButton(), ""
        self._above: QWidget | None = None

    def put_into(self, grid: QGridLayout, row: int, above: QWidget | None) -> None:
        """Stand in a row of ``grid`` under the line ``above``."""
        if above is not None:
            grid.addWidget(above, row - 1, 0, 1, _COLUMNS)
        self._above = above
        text = QVBoxLayout()
        text.setSpacing(0)
        text.addWidget(self._says)
        text.addWidget(self._todo)
        for column, each in enumerate((self._sign, self._title, self._word)):
            grid.addWidget(each, row, column, Qt.AlignmentFlag.AlignTop)
        grid.addLayout(text, row, 3)
        grid.addWidget(self.button, row, 4, Qt.AlignmentFlag.AlignTop)

    @property
    def said(self) -> tuple[str, str, str]:
        """Word, what stands and what to do, as shown."""
        return self._word.text(), self._says.text(), self._todo.text()

    @property
    def spoken(self) -> str:
        """What a screen reader says."""
        return self._title.accessibleName()

    def show_check(self, look: CheckLook | None) -> None:
        """Show a line; None: nothing stands there."""
        for each in (self._above, self._sign, self._title, self._word, self._says):
            if each is not None:
                each.setVisible(look is not None)
        self._todo.setVisible(look is not None and bool(look.todo))
        self.key = look.key if look is not None else ""
        self.button.setVisible(bool(self.key))
        if look is None:
            return
        self._title.setText(look.title)
        self._word.setText(look.word)
        self._says.setText(look.says)
        self._todo.setText(look.todo)
        self.button.setText(f"{look.go}  {look.key}")
        self.button.setAccessibleName(f"{look.go} {look.title}")
        set_kind(self._word, "kind", look.kind)
        side = theme.current().metrics.px(20)
        self._sign.setPixmap(sign(look.kind).pixmap(side, side))
        whole = f"{look.title} {look.word} {look.says} {look.todo}"
        self._title.setAccessibleName(whole.strip())
