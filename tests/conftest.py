"""What holds for every test: no display unless one is asked for, and how far a property is searched."""

from __future__ import annotations

import os

import pytest
from hypothesis import settings

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

# the same examples each time: what the gate asks of coverage must not hang on luck
settings.register_profile(
    "short", max_examples=40, derandomize=True, deadline=None, print_blob=True
)
settings.register_profile("long", max_examples=5_000, deadline=None, print_blob=True)
settings.load_profile("long" if os.environ.get("COUNTER_LONG") else "short")

PROCESSES = {"journeys", "web", "sync"}


def pytest_xvfb_disable(config):
    return os.environ["QT_QPA_PLATFORM"] == "offscreen"


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items):
    """Files that start processes come first, or one worker would end long after the other."""
    items.sort(key=lambda item: not PROCESSES.intersection(item.path.parts))
