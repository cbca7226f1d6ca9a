"""
Run worlds: ``python -m tests.sim --seeds N --from K``, or one again: ``--replay SEED``.

Ends with status 1 at the first world in which something does not hold.
"""

from __future__ import annotations

import argparse
import logging
import sys

from tests.sim.world import World


def main() -> int:
    """Run what the arguments ask for and print one line a hundred worlds."""
    wanted = argparse.ArgumentParser(prog="python -m tests.sim")
    wanted.add_argument("--seeds", type=int, default=200)
    wanted.add_argument("--from", type=int, default=0, dest="first")
    wanted.add_argument("--replay", type=int, help="one world, with all its steps and its trace")
    asked = wanted.parse_args()
    logging.disable(logging.CRITICAL)  # the county tells of every fork and parked operation
    if asked.replay is not None:
        return _replayed(asked.replay)
    for seed in range(asked.first, asked.first + asked.seeds):
        World(seed).run()
        if (seed - asked.first) % 100 == 99:
            sys.stdout.write(f"{seed - asked.first + 1} worlds\n")
    sys.stdout.write(f"{asked.seeds} worlds from {asked.first}: all invariants hold\n")
    return 0


def _replayed(seed: int) -> int:
    world = World(seed).run()
    sys.stdout.write("\n".join(world.last) + f"\n{world.trace}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
