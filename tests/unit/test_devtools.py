"""The parts of dev.py that decide something."""

from __future__ import annotations

import hashlib

import pytest

from devtools import environment, fonts, gate, system
from devtools.places import ToolError

LOCK = "a==1 \\\n    --hash=sha256:01\nuv==0.1 \\\n    --hash=sha256:02 \\\n    --hash=sha256:03\nz==2 \\\n    --hash=sha256:04\n"


def test_one_package_is_cut_out_of_the_lock_with_its_hashes():
    assert environment.locked("uv", LOCK) == (
        "uv==0.1 \\\n    --hash=sha256:02 \\\n    --hash=sha256:03\n"
    )


def test_a_package_that_the_lock_lacks_is_named():
    with pytest.raises(ToolError, match="does not pin uvicorn"):
        environment.locked("uvicorn", LOCK)


@pytest.mark.parametrize(
    "line",
    [
        "====== 3 passed in 0.10s ======",
        "== 1 failed, 2 passed, 1 skipped in 61.20s (0:01:01) ==",
        "===== no tests ran in 0.01s =====",
    ],
)
def test_closing_line_of_pytest_is_found(line):
    assert gate.summary_of(["== mypy", "x passed", line, "Wrote report"]) == line


def test_other_tools_have_no_closing_line():
    assert gate.summary_of(["Success: no issues found", "=== passed ==="]) == ""


def test_fonts_are_absent_foreign_or_as_noted(tmp_path):
    (tmp_path / "deep").mkdir()
    (tmp_path / "deep" / "good.ttf").write_bytes(b"good")
    (tmp_path / "other.ttf").write_bytes(b"other")
    good = hashlib.sha256(b"good").hexdigest()
    rows = [{"file": name, "sha256": good} for name in ("good.ttf", "other.ttf", "none.ttf")]

    assert fonts.compare(rows, [tmp_path]) == (["none.ttf"], ["other.ttf"])


def test_system_list_names_each_package_once():
    wanted = system.wanted()

    assert "libfribidi0" in wanted
    assert len(wanted) == len(set(wanted))


def test_a_missing_system_package_is_found_and_told_how_to_get():
    missing = system.missing(["libc6", "no-such-package"])

    assert "no-such-package" in missing
    assert system.line_to_type(missing).endswith("no-such-package")


def test_every_noted_font_comes_from_a_package_of_the_system_list():
    assert {row["package"] for row in fonts.noted()} <= set(system.wanted())
