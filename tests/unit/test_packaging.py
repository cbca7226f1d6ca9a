"""What ships and what it stands on: names, licences, the lock, the binding, sizes."""

from __future__ import annotations

import importlib.metadata
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

import tests

ROOT = Path(__file__).parents[2]
PACKAGES = ("counter_app", "county_server", "db", "devtools", "printers")
LOCK = (ROOT / "requirements.lock").read_text(encoding="utf-8")
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
QT_FREE = re.compile(r"presenter(_\w+)?|state|looks?(_\w+)?|wording|board|facts|numbers")

# Weak copyleft: we link and do not change them, and whoever gets our bundle can replace them.
COPYLEFT_ALLOWED = {
    "psycopg": "LGPL-3.0, imported as it is",
    "psycopg-binary": "LGPL-3.0, imported as it is",
    "psycopg-pool": "LGPL-3.0, imported as it is",
    "pyside6-essentials": "LGPL-3.0 is one of its choices, and the one we take",
    "shiboken6": "comes with PySide6, the same choice",
}


def normal(name):
    return re.sub(r"[-_.]+", "-", name).lower()


def licence_of(distribution):
    meta = distribution.metadata
    named = [meta.get("License-Expression") or "", (meta.get("License") or "").partition("\n")[0]]
    return " ".join(named + [c for c in meta.get_all("Classifier", []) if c.startswith("License")])


def shipped():
    """Names of the installed distributions that our runtime dependencies pull in, themselves included."""
    found = set()
    waiting = list(PROJECT["project"]["dependencies"])
    while waiting:
        requirement = waiting.pop()
        name = normal(re.match(r"[\w.-]+", requirement)[0])
        if name in found or not has(name) or re.search(r";.*\bextra\b", requirement):
            continue
        found.add(name)
        extras = re.search(r"^[\w.-]+\[([\w, ]+)\]", requirement)
        for child in importlib.metadata.requires(name) or ():
            wanted = re.search(r"extra == ['\"]([\w-]+)['\"]", child)
            if wanted is None:
                waiting.append(child)
            elif extras and wanted[1] in re.split(r", *", extras[1]):
                waiting.append(child.partition(";")[0])
    return found


def has(name):
    return any(normal(d.name) == name for d in importlib.metadata.distributions())


def test_no_dependency_ships_a_name_of_ours():
    taken = importlib.metadata.packages_distributions()

    assert "reportlab" in taken
    assert {name: taken[name] for name in (*PACKAGES, "benchmarks") if name in taken} == {}


def test_our_tests_stand_before_those_that_python_barcode_installs():
    assert Path(tests.__file__) == ROOT / "tests" / "__init__.py"


def test_lock_names_no_registry():
    assert re.findall(r"\w+://\S+|--(?:index|extra|find)\S+", LOCK) == []


def test_lock_pins_and_hashes_every_line():
    pins = re.findall(r"^[\w.-]+==[^\s;]+", LOCK, re.MULTILINE)
    blocks = re.split(r"^(?=[\w.-]+==)", LOCK, flags=re.MULTILINE)[1:]

    assert len(pins) > 80
    assert [block for block in blocks if "--hash=sha256:" not in block] == []


def test_environment_holds_what_the_lock_pins():
    pinned = {normal(n): v for n, v in re.findall(r"^([\w.-]+)==([^\s;]+)", LOCK, re.MULTILINE)}
    installed = {normal(d.name): d.version for d in importlib.metadata.distributions()}

    assert {n: v for n, v in installed.items() if pinned.get(n, v) != v} == {}


def test_runtime_dependencies_are_free_of_strong_copyleft():
    names = shipped()
    copyleft = {n for n in names if "GPL" in licence_of(importlib.metadata.distribution(n))}

    assert len(names) > 40
    assert copyleft == set(COPYLEFT_ALLOWED)


def test_project_can_not_be_published():
    assert "Private :: Do Not Upload" in PROJECT["project"]["classifiers"]


def test_binding_keeps_its_references_to_none():
    """PySide6 6.12.0 drops one reference to None a call, and kills Python 3.11 after some thousands."""
    code = (
        "import sys\n"
        "from PySide6.QtCore import QObject\n"
        "o = QObject()\n"
        "before = sys.getrefcount(None)\n"
        "for _ in range(20000): o.setObjectName('x')\n"
        "print(sys.getrefcount(None) - before)\n"
    )
    answer = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    )

    assert abs(int(answer.stdout)) < 100


def test_every_qt_free_module_of_a_screen_is_under_the_contract():
    contracts = PROJECT["tool"]["importlinter"]["contracts"]
    free = next(each for each in contracts if each["name"] == "A presenter carries no Qt")
    named = re.compile("|".join(each.replace("*", "[^.]+") for each in free["source_modules"]))
    found = [
        ".".join(each.relative_to(ROOT).with_suffix("").parts)
        for each in (ROOT / "counter_app" / "ui").rglob("*.py")
        if QT_FREE.fullmatch(each.stem)
    ]
    assert len(found) > 20
    assert [each for each in found if not named.fullmatch(each)] == []


@pytest.mark.parametrize("package", [*PACKAGES, "tests", "benchmarks"])
def test_no_module_is_over_300_lines(package):
    lengths = {
        str(path.relative_to(ROOT)): len(path.read_text(encoding="utf-8").splitlines())
        for path in (ROOT / package).rglob("*.py")
    }

    assert {path: lines for path, lines in lengths.items() if lines > 300} == {}
