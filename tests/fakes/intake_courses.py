"""Courses that a case takes on the bench of the 办件 screen, and what then is shown."""

from __future__ import annotations


def deferred(bench):
    bench.ready()
    bench.parts.materials.move(2)
    bench.press("Alt+R", "F8")
    return bench.state.visit.case


def corrected(bench, *rows):
    bench.ready()
    for row in rows or (0, 3):
        bench.parts.materials.move(row)
        bench.press("Alt+Q")
    bench.press("F7")
    return bench.state.visit.case


def comes_back(bench, case):
    bench.press("F2")
    bench.presenter.scanned(case.no)


def states(bench):
    return [each.state for each in bench.look.materials]


def flags(bench, row=0):
    return [each.word for each in bench.look.people[row].flags]
