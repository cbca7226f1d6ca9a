"""The lists of 出证: what waits, what is searched for, and the page beside the chosen line."""

from __future__ import annotations

from counter_app.domain.errors import CounterError
from counter_app.domain.flow import Flow, Hop
from counter_app.domain.ports_paper import CertificatePaper
from counter_app.services.blank_stock import SeriesStock, drawer_stock
from counter_app.services.certificate_preview import Preview, preview
from counter_app.services.certificates import Group, Line, certificate_lines
from counter_app.services.desk import Desk
from counter_app.services.visit import Visit
from counter_app.ui.certificates.board import Board
from counter_app.ui.certificates.state import TABS, Key, Shown, Tab, key_of

_Found = tuple[tuple[Line, ...], tuple[SeriesStock, ...], tuple[CertificatePaper, ...]]


class Lists:
    """One look at a time; what is asked meanwhile is looked for once more afterwards."""

    def __init__(self, board: Board) -> None:
        self._board = board
        self._looking = self._again = False
        self._wanted: Key | None = None
        self._settles = False

    def look(self) -> None:
        """Look at the lists and the drawer."""
        board = self._board
        if board.visit.user is None:
            return
        if self._looking:
            self._again = True
            return
        self._looking = True
        board.put(away=bool(board.desk.line.state.failures))
        board.run(_look(board.desk, board.visit), self._found, self._not_found)

    def look_after(self, wanted: Key | None = None) -> None:
        """Look after an act: then ``wanted`` is the chosen line, and the caret goes where it asks."""
        self._wanted, self._settles = wanted, True
        self.look()

    def forget(self) -> None:
        """Somebody else sits here: no answer is awaited any more."""
        self._looking = self._again = self._settles = False
        self._wanted = None

    def press_tab(self, tab: Tab) -> None:
        """Show another list."""
        with self._board.together():
            self._board.put(tab=tab)
            self.settle()

    def press_next_tab(self) -> None:
        """F1: the next list."""
        tabs = list(TABS)
        self.press_tab(tabs[(tabs.index(self._board.state.tab) + 1) % len(tabs)])
        self._board.focus("table")

    def type_search(self, text: str) -> None:
        """Search the open list by name, number and case number."""
        with self._board.together():
            self._board.put_text("search", text)
            self.settle()

    def press_search(self) -> None:
        """F4: search."""
        if self._board.state.form.kind:
            self._board.close()
        self._board.focus("search")

    def choose(self, key: Key) -> None:
        """Another line is the chosen one."""
        board = self._board
        if key == board.state.chosen:
            return
        with board.together():
            board.put(chosen=key, which=False)
            board.drop_texts("last3", "serial")
            self.show_page()

    def show(self, line: Line) -> None:
        """Open the list that a line stands in, with it chosen."""
        board = self._board
        tab = next(each for each, groups in TABS.items() if line.group in groups)
        with board.together():
            board.put(tab=tab)
            if line not in board.state.visible():
                board.drop_texts("search")
            self.choose(key_of(line))

    def scanned(self, text: str) -> None:
        """A case number was scanned, or came from another place: its most urgent line is chosen."""
        board = self._board
        found = next((each for each in board.state.lines if each.case_no == text), None)
        with board.together():
            if board.state.form.kind:
                board.close()
            if found is None:
                board.say("scan_nothing", "warning", case_no=text)
                return
            board.shell.hush()
            self.show(found)
            self.settle_focus()

    def settle(self) -> None:
        """Keep the chosen line while it is there, else take the first."""
        board = self._board
        if board.state.line() is None:
            first = next(iter(board.state.visible()), None)
            board.put(chosen=key_of(first) if first is not None else None, which=False)
            board.drop_texts("last3", "serial")
        self.show_page()

    def settle_focus(self) -> None:
        """Put the caret where the chosen line wants it, unless a form is open: digits, or the list."""
        line = self._board.state.line()
        if self._board.state.form.kind:
            return
        asks = line is not None and line.group is Group.TO_ANSWER
        self._board.focus("last3" if asks else "table")

    def show_page(self, *, anew: bool = False) -> None:
        """Draw the page of the chosen line; one that stands there already is not drawn again."""
        board = self._board
        line = board.state.line()
        if line is None or not line.certificate:
            board.put(shown=None)
            return
        key, shown = key_of(line), board.state.shown
        if shown is not None and shown.key == key and not anew and not _now_numbered(line, shown):
            return
        board.put(shown=Shown(key))
        flow = preview(board.desk, board.visit, line.case_no, line.certificate)

        def drawn(page: Preview) -> None:
            now = board.state.shown
            if now is not None and now.key == key:
                board.put(shown=Shown(key, page))

        board.run(flow, drawn)

    def _found(self, found: _Found) -> None:
        board = self._board
        lines, stock, papers = found
        board.put(lines=lines, stock=stock, papers=papers, listed=True)
        wanted = next((each for each in lines if key_of(each) == self._wanted), None)
        if wanted is not None:
            self.show(wanted)
        self.settle()
        if self._settles and not self._again:
            self._settles, self._wanted = False, None
            self.settle_focus()
        self._ended()

    def _not_found(self, error: CounterError) -> None:
        self._board.fail(error)
        self._ended()

    def _ended(self) -> None:
        self._looking = False
        if self._again:
            self._again = False
            self.look()


def _now_numbered(line: Line, shown: Shown) -> bool:
    """Whether the page was drawn before its certificate got its number."""
    return bool(line.number) and shown.preview is not None and not shown.preview.numbered


def _look(desk: Desk, visit: Visit) -> Flow[_Found]:
    lines = yield from certificate_lines(desk, visit)
    stock = yield from drawer_stock(desk, visit)
    papers: tuple[CertificatePaper, ...] = yield Hop("paper", desk.forms.papers)
    return lines, stock, papers
