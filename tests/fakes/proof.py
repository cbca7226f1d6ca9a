"""Short and long forms of a proof: ``dev.py check`` runs the short ones, ``--long`` all of them."""

from __future__ import annotations

import os

import pytest

LONG = bool(os.environ.get("COUNTER_LONG"))
long_proof = pytest.mark.skipif(not LONG, reason="a long proof: dev.py check --long")


def longer(*values):
    """Parameters that only the long form takes."""
    return tuple(pytest.param(*each, marks=long_proof) for each in values)
