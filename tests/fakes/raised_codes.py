"""Every place in the product that makes an error a clerk is told, found in the syntax trees."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
PACKAGES = ("counter_app", "county_server", "db", "printers")
_MAKERS = frozenset(
    {"CounterError", "RuleError", "DeviceError", "CountyError", "StoreError", "Trouble"}
)
# A name that other modules give to other things: the folder where it is a fault of the line.
_FAULT, _FAULT_FOLDER = "Fault", "counter_app/services/sync/"
# Where a wrong cell of a workbook is told by its code alone.
_CELLS = (
    "county_server/catalogue/",
    "counter_app/spreadsheet.py",
    "counter_app/translation/",
    "counter_app/services/tracking_table.py",
    "counter_app/services/delivery_tracking.py",
)
_NOT_VALUES = frozenset({"retry_after_s", "reachable"})


@dataclass(frozen=True)
class Made:
    """
    One error made at ``place``.

    ``code`` is empty when it is computed: then ``source`` is where (file and function) and how. ``names`` are the values given,
    None when they cannot be read off.
    """

    place: str
    source: str
    code: str
    names: frozenset[str] | None


def made_errors() -> tuple[Made, ...]:
    return tuple(
        made
        for package in PACKAGES
        for file in sorted((ROOT / package).rglob("*.py"))
        for made in _of_file(file)
    )


def _of_file(file: Path) -> Iterator[Made]:
    name = file.relative_to(ROOT).as_posix()
    for within, node in _nodes(ast.parse(file.read_text(encoding="utf-8")), ""):
        if isinstance(node, ast.Call) and _makes(node.func, name) and not _passes_on(node):
            yield from _codes(f"{name} {within}", node.args[0], _names(node))
        if name.startswith("counter_app/domain/outcome") and isinstance(node, ast.Tuple):
            yield from _closing(name, node)
        if name.startswith(_CELLS):
            yield from _of_cell(name, node)


def _nodes(node: ast.AST, within: str) -> Iterator[tuple[str, ast.AST]]:
    """Yield every node with the name of the function it stands in."""
    for inner in ast.iter_child_nodes(node):
        named = isinstance(inner, ast.FunctionDef | ast.AsyncFunctionDef)
        name = inner.name if named else within
        yield name, inner
        yield from _nodes(inner, name)


def _makes(function: ast.expr, file: str) -> bool:
    called = getattr(function, "attr", "") or getattr(function, "id", "")
    return called in _MAKERS or (called == _FAULT and file.startswith(_FAULT_FOLDER))


def _passes_on(call: ast.Call) -> bool:
    """``RuleError(found.code, **found.values)`` tells again what was made elsewhere."""
    if not call.args:
        return True
    code, opened = ast.unparse(call.args[0]), any(each.arg is None for each in call.keywords)
    return opened and code.endswith((".code", "[0]"))


def _names(call: ast.Call) -> frozenset[str] | None:
    if len(call.args) > 1 or any(each.arg is None for each in call.keywords):
        return None
    return frozenset(each.arg for each in call.keywords if each.arg) - _NOT_VALUES


def _codes(file: str, code: ast.expr, names: frozenset[str] | None) -> Iterator[Made]:
    """Follow ``a if b else c`` and ``a or b`` to each code that may come out."""
    if isinstance(code, ast.IfExp):
        yield from _codes(file, code.body, names)
        yield from _codes(file, code.orelse, names)
    elif isinstance(code, ast.BoolOp):
        for each in code.values:
            yield from _codes(file, each, names)
    else:
        plain = code.value if isinstance(code, ast.Constant) else ""
        yield Made(f"{file} line {code.lineno}", f"{file}: {ast.unparse(code)}", plain, names)


def _closing(file: str, pair: ast.Tuple) -> Iterator[Made]:
    """A rule that closes an outcome returns its code with the values beside it."""
    if len(pair.elts) != 2:
        return
    code, values = pair.elts
    if isinstance(values, ast.Dict):
        names = frozenset(key.value for key in values.keys if isinstance(key, ast.Constant))
        yield from _strings_only(_codes(file, code, names))
    elif isinstance(code, ast.Constant):
        yield from _strings_only(_codes(file, code, None))


def _of_cell(file: str, node: ast.AST) -> Iterator[Made]:
    """A wrong cell of a workbook: ``refuse(column, code, **values)``, or the whole code."""
    place = f"{file} line {getattr(node, 'lineno', 0)}"
    match node:
        case ast.Call(func=ast.Attribute(attr="refuse"), args=[_, ast.Constant(value=str(code))]):
            names = frozenset(each.arg for each in node.keywords if each.arg)
            yield Made(place, "refuse", f"catalogue_{code}", names)
        case ast.Constant(value=str(text)) if re.fullmatch(r"(catalogue|texts|tracking)_\w+", text):
            yield Made(place, text, text, None)


def said_ids() -> frozenset[str]:
    """Every message id that is passed as a value behind ``@``; a computed end is ``{}``."""
    return frozenset(
        found
        for package in PACKAGES
        for file in sorted((ROOT / package).rglob("*.py"))
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if (found := _said_id(node))
    )


def _said_id(node: ast.AST) -> str:
    text = ""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        text = node.value
    elif isinstance(node, ast.JoinedStr):
        parts = (each.value if isinstance(each, ast.Constant) else "{}" for each in node.values)
        text = "".join(map(str, parts))
    return text[1:] if re.fullmatch(r"@[a-z_]+\.[\w{}]+", text) else ""


def _strings_only(found: Iterator[Made]) -> Iterator[Made]:
    return (each for each in found if each.code)
