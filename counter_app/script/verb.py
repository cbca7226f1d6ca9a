"""What a verb is: a function of desk, visit and the line's values, and how it waits for a flow."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from counter_app.domain.flow import Flow
from counter_app.script.arguments import Arguments
from counter_app.services.desk import Desk
from counter_app.services.visit import Visit

T = TypeVar("T")
Answer = tuple[Visit, dict[str, Any]]
Verb = Callable[[Desk, Visit, Arguments], Answer]


def wait(desk: Desk, flow: Flow[T]) -> T:
    """Run a flow to its end."""
    return desk.background.start(flow).result()
