"""Each fault that a protocol may have is found by the simulator: a mutant that survives fails."""

from __future__ import annotations

from dataclasses import fields

import pytest

from tests.fakes.proof import long_proof
from tests.sim.mutants import MUTANTS
from tests.sim.parts import Parts
from tests.sim.world import World

MOST_SEEDS = 200


@long_proof
@pytest.mark.parametrize("name", MUTANTS)
def test_a_mutant_is_killed(name):
    assert any(_fails(seed, MUTANTS[name]) for seed in range(MOST_SEEDS))


@pytest.mark.parametrize("name", MUTANTS)
def test_a_mutant_is_one(name):
    changed = [
        each.name for each in fields(Parts) if getattr(MUTANTS[name], each.name) != each.default
    ]
    assert changed


def _fails(seed: int, parts: Parts) -> bool:
    try:
        World(seed, parts).run()
    except AssertionError:
        return True
    return False
