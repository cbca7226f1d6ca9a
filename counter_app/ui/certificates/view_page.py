"""The right side: the page as it comes out, who takes it, what is due to him, papers given."""

from __future__ import annotations

from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from counter_app.ui import theme
from counter_app.ui.certificates.looks import CounterLook, PageLook
from counter_app.ui.widgets.matters import MattersBox
from counter_app.ui.widgets.message import MessageLine
from counter_app.ui.widgets.papers import PapersPane
from counter_app.ui.widgets.person import PersonCard
from counter_app.ui.widgets.picture import Picture
from counter_app.ui.widgets.shown import Shown
from counter_app.ui.widgets.text import Panel, label


class RightPane(QWidget):
    """Each box is there only while it has something to say."""

    def __init__(self) -> None:
        super().__init__()
        self._shown = Shown()
        self.person, self.matters, self.page = PersonCard(), MattersBox(), PagePane()
        self.papers = PapersPane()
        self._beside: QWidget | None = None
        self._column = column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.current().metrics.space(2))
        column.addWidget(self.person)
        column.addWidget(self.matters)
        column.addWidget(self.papers)
        column.addWidget(self.page, 1)
        column.addStretch(0)

    def stand_below(self, widget: QWidget) -> None:
        """Put the panel of the citizen's screen under the person while something is handed over."""
        self._column.insertWidget(1, widget)
        self._beside = widget
        widget.hide()

    def show_look(self, look: CounterLook) -> None:
        """Show a state."""
        if self._beside is not None:
            self._beside.setVisible(look.form is not None and look.form.kind == "hand_over")
        if self._shown.differs("person", look.person):
            if look.person is not None:
                self.person.show_person(look.person)
            self.person.setVisible(look.person is not None)
        self.matters.show_matters(look.matters_title, look.matters, always=bool(look.matters_title))
        self.papers.show_papers(look.papers_title, look.papers)
        wide = look.form is not None and look.form.wide
        self.page.show_page(None if wide else look.page)


class PagePane(Panel):
    """The page of the chosen certificate with what is known of it."""

    def __init__(self) -> None:
        super().__init__()
        self._shown = Shown()
        self._title, self._holder = label(role="heading", wrap=True), label(wrap=True)
        self._facts, self._note = label(role="small", wrap=True), label(role="dim", wrap=True)
        self.trouble, self.picture = MessageLine(), Picture()
        self.trouble.setProperty("inset", "false")
        policy = QSizePolicy.Policy
        self.setSizePolicy(policy.Preferred, policy.Expanding)
        # a page is drawn larger than any screen has room for
        self.picture.setSizePolicy(policy.Expanding, policy.Ignored)
        for each in (self._title, self._holder, self._facts, self._note, self.trouble):
            self.box.addWidget(each)
        self.box.addWidget(self.picture, 1)
        self.box.addStretch(0)
        self.hide()

    def show_page(self, look: PageLook | None) -> None:
        """Show a page, or why there is none."""
        if not self._shown.differs("page", look):
            return
        self.setVisible(look is not None)
        if look is None:
            self.picture.show_picture(b"")
            return
        self._title.setText(look.title)
        self._holder.setText(look.holder)
        self._facts.setText("\n".join(look.facts))
        self._note.setText(look.note)
        self._note.setVisible(bool(look.note))
        self.picture.show_picture(look.picture)
        self.picture.setVisible(bool(look.picture))
        self.picture.setAccessibleName(f"{look.title} {look.holder}")
        if look.trouble:
            self.trouble.say(look.trouble, look.todo, "error")
        else:
            self.trouble.clear()
