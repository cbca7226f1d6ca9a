"""What a widget shows now, part by part, so that a draw touches only what is another value."""

from __future__ import annotations

_NEVER = object()


class Shown:
    """Remembers frozen values by the name of the part that shows them."""

    def __init__(self) -> None:
        self._values: dict[str, object] = {}

    def differs(self, part: str, value: object) -> bool:
        """
        Whether ``part`` does not show ``value`` yet; from now on it does.

        Only for what nobody but the program changes: what is typed or chosen in a widget is
        compared with the widget itself.
        """
        if self._values.get(part, _NEVER) == value:
            return False
        self._values[part] = value
        return True

    def forget(self) -> None:
        """Let everything be drawn again."""
        self._values.clear()
