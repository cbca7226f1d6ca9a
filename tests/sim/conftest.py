"""Worlds are many: what the county logs of each is not kept."""

from __future__ import annotations

import logging

import pytest


@pytest.fixture(autouse=True)
def _silent():
    logging.disable(logging.CRITICAL)
    yield
    logging.disable(logging.NOTSET)
