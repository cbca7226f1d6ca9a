"""``texts export`` and ``texts import``: the program's sentences to a translator and back."""

from __future__ import annotations

import argparse

from counter_app.clock import SystemClock
from counter_app.commands.output import say_json
from counter_app.commands.profile import profile_of
from counter_app.domain import localtime
from counter_app.domain.errors import RuleError, StoreError
from counter_app.translation.approved import (
    APPROVED_FILE,
    in_force,
    read_approved,
    sources,
    to_bytes,
)
from counter_app.translation.table import read_table, write_table
from counter_app.words import Words
from db.window.files import write_private


def run(options: argparse.Namespace, words: Words) -> int:
    """Run the action; 1 if a file was not taken over."""
    return _export(options) if options.action == "export" else _import(options, words)


def _export(options: argparse.Namespace) -> int:
    """Write every sentence with its id; Tibetan only where it is approved and still in force."""
    approved = read_approved(profile_of(options))
    try:
        options.file.write_bytes(write_table(approved))
    except OSError as wrong:
        raise StoreError("file_unwritable", file=options.file.name) from wrong
    say_json({"texts": len(sources()), "approved": len(in_force(approved))})
    return 0


def _import(options: argparse.Namespace, words: Words) -> int:
    """Take over a whole file; print an error per cell, take nothing and return 1 if there is one."""
    profile = profile_of(options)
    try:
        content = options.file.read_bytes()
    except OSError as wrong:
        raise RuleError("file_unreadable", file=options.file.name) from wrong
    before = read_approved(profile)
    today = localtime.day(SystemClock().read().wall_ms)
    read = read_table(content, before, today)
    if isinstance(read, tuple):
        for each in read:
            say_json(each.described(words))
        return 1
    write_private(profile / APPROVED_FILE, to_bytes(read))
    changed = sum(read.get(name) != before.get(name) for name in read.keys() | before.keys())
    say_json({"approved": len(in_force(read)), "changed": changed})
    return 0
