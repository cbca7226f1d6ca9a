"""A list or a short form in the place of the lists; the day's book is a table."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QPushButton, QSizePolicy

from counter_app.ui import theme
from counter_app.ui.certificates.look_forms import FORM_FIELDS
from counter_app.ui.certificates.looks import FormLook
from counter_app.ui.scanner.watch import TAKES_SCANS
from counter_app.ui.second import FIELDS as SIGNING
from counter_app.ui.widgets.field import FieldLine
from counter_app.ui.widgets.fields import Fields
from counter_app.ui.widgets.lines import LineList
from counter_app.ui.widgets.second import SecondPanel
from counter_app.ui.widgets.shown import Shown
from counter_app.ui.widgets.table import Column, DataTable, RowsModel
from counter_app.ui.widgets.text import Panel, label
from counter_app.words import Words

_SCANNED_INTO = ("waybill", "sheets")
_ACROSS = 2


class FormPane(Panel):
    """``moved(row)``, ``taken()`` of the list; ``import_asked()`` when a file is to be picked."""

    moved = Signal(int)
    taken = Signal()
    import_asked = Signal()

    def __init__(self, words: Words, fields: Fields) -> None:
        super().__init__()
        self._shown = Shown()
        self._title, self._hint = label(role="heading", wrap=True), label(role="dim", wrap=True)
        self._facts = label(wrap=True)
        self.second = SecondPanel(fields)
        self.list = LineList()
        self.list.setAccessibleName(words.say("ui.certificates.field.form"))
        self.list.setObjectName("form")
        self.list.setSizeAdjustPolicy(LineList.SizeAdjustPolicy.AdjustToContents)
        self.list.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Maximum)
        self.list.moved.connect(self.moved)
        self.list.taken.connect(self.taken)
        self._ledger = RowsModel(_columns(words))
        self.ledger = DataTable(self._ledger, words.say("ui.certificates.books.empty"))
        self.ledger.setAccessibleName(words.say("ui.certificates.field.ledger"))
        self.import_button = QPushButton()
        self.import_button.clicked.connect(self.import_asked)
        for each in (self._title, self._facts):
            self.box.addWidget(each)
        self.box.addWidget(self.list)
        self.box.addWidget(self.ledger, 1)
        self._lines = {e: self._line(fields, e) for e in FORM_FIELDS if e not in SIGNING}
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(theme.current().metrics.space(3))
        self._grid.setVerticalSpacing(theme.current().metrics.space(2))
        self.box.addLayout(self._grid)
        self.box.addWidget(self.second)
        self.box.addWidget(self.import_button, 0, Qt.AlignmentFlag.AlignLeft)
        self.box.addWidget(self._hint)
        self.box.addStretch(0)

    def show_form(self, look: FormLook) -> None:
        """Show a form."""
        if not self._shown.differs("form", look):
            return
        self._title.setText(look.title)
        self._hint.setText(look.hint)
        self._facts.setText("\n".join(look.facts))
        self._facts.setVisible(bool(look.facts))
        self.list.show_rows(look.rows, look.row)
        self._place(look.fields)
        self.ledger.setVisible(look.ledger is not None)
        self._ledger.set_rows(look.ledger or ())
        self.import_button.setText(look.import_button)
        self.import_button.setVisible(bool(look.import_button))
        self.second.ask(look.two)

    def _place(self, names: tuple[str, ...]) -> None:
        """Two fields beside each other, in the order of typing; what is not asked leaves no hole."""
        if not self._shown.differs("fields", names):
            return
        for each in self._lines.values():
            self._grid.removeWidget(each)
        for at, name in enumerate(each for each in names if each in self._lines):
            self._grid.addWidget(self._lines[name], at // _ACROSS, at % _ACROSS)

    def _line(self, fields: Fields, name: str) -> FieldLine:
        made = fields.line(name)
        made.setParent(self)
        made.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        if name in _SCANNED_INTO:
            made.line.setProperty(TAKES_SCANS, True)  # noqa: FBT003  Qt's own signature
        return made


def _columns(words: Words) -> tuple[Column, ...]:
    def title(name: str) -> str:
        return words.say(f"day_ledger.column.{name}")

    return (
        Column(title("time"), lambda row: row.time, width=96, sort_key=lambda row: row.at_ms),
        Column(title("act"), lambda row: row.act, width=120),
        Column(title("case_no"), lambda row: row.case_no, width=215),
        Column(title("number"), lambda row: row.number, width=225),
        Column(title("serial"), lambda row: row.serial, width=120),
        Column(title("by"), lambda row: row.by, width=90),
        Column(title("reason"), lambda row: row.reason, grow=True),
    )
