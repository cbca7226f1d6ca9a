"""Worlds of many seeds: whatever goes wrong, what must hold holds."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from tests.fakes.proof import LONG
from tests.sim.invariants import ViolationError
from tests.sim.mutants import MUTANTS
from tests.sim.world import World

SEEDS = 20_000 if LONG else 200
BATCHES = 10


@pytest.mark.parametrize("batch", range(BATCHES))
def test_every_world_holds(batch):
    for seed in range(batch, SEEDS, BATCHES):
        World(seed).run()


def test_a_seed_is_one_world_in_every_process():
    traces = {World(7).run().trace}
    for hashes in ("1", "2"):
        done = subprocess.run(
            [sys.executable, "-m", "tests.sim", "--replay", "7"],
            env=os.environ | {"PYTHONHASHSEED": hashes},
            capture_output=True,
            text=True,
            check=True,
        )
        traces.add(done.stdout.split()[-1])
    assert len(traces) == 1
    assert World(8).run().trace not in traces


@pytest.mark.parametrize("seed", range(4))
def test_other_wall_clocks_make_the_same_world(seed):
    """INV-22; within what a signature may be off, so that no request more is made."""
    assert World(seed).run().trace == World(seed, wall_shift_ms=-45_000).run().trace


def test_what_does_not_hold_says_its_seed_and_what_came_before():
    world = World(0, MUTANTS["op_id made at send"])
    with pytest.raises(ViolationError) as caught:
        world.run()
    [note] = caught.value.__notes__
    assert "--replay 0" in note
    assert "push" in note
