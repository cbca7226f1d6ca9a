"""What lies over the place of the window: a question of the window itself, else a cover."""

from __future__ import annotations

from collections.abc import Callable

from counter_app.ui.looks import Question
from counter_app.ui.notice import question_place
from counter_app.ui.place import Place
from counter_app.words import Words


class Covers:
    """``changed`` is called when a question comes or goes; who sets ``cover`` tells by himself."""

    def __init__(self, changed: Callable[[], None]) -> None:
        self.cover: Place | None = None
        self._question: Place | None = None
        self._changed = changed

    @property
    def top(self) -> Place | None:
        """What covers the place now."""
        return self._question or self.cover

    def ask(self, question: Question, go_on: Callable[[], None]) -> None:
        """Ask, unless something is being asked."""

        def answered(*, go: bool) -> None:
            self._question = None
            self._changed()
            if go:
                go_on()

        if self._question is None:
            self._question = question_place(question, answered)
            self._changed()


def closing_question(words: Words, serving: list[str]) -> Question:
    """Return what is asked before a window closes on somebody in mid-case."""
    say = words.say
    return Question(
        say("ui.shell.closing.title"),
        (*serving, say("ui.shell.closing.explain")),
        say("ui.shell.closing.now"),
        say("ui.shell.closing.stay"),
        say("ui.shell.closing.quit"),
    )
