"""Every code that a printer can raise has words in both languages, and nothing has words in vain."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

from counter_app.domain.printing import PrinterState
from counter_app.paths import resources
from counter_app.words import Words, placeholders

ROOT = Path(__file__).parents[2]
SOURCES = [*(ROOT / "printers").glob("*.py"), ROOT / "counter_app" / "domain" / "printing.py"]
LITERAL = re.compile(r'"((?:printer|slip|document|certificate)_[a-z_]+)"')
CAUSES = ("cutter", "recoverable", "unrecoverable", "hot", "jam", "supply")
STATES = ("paper_near_end", "paper_out", "cover_open", "offline", "unknown")
# values that go with every raise of the code
VALUES = {
    "printer_kind_unknown": {"kind"},
    "printer_option_unknown": {"option"},
    "printer_option_wrong": {"option", "value"},
    "printer_file_unwritable": {"path"},
    "slip_code_too_long": {"length"},
}


def codes_in_sources():
    found = set()
    for source in SOURCES:
        found |= set(LITERAL.findall(source.read_text(encoding="utf-8")))
    found |= {PrinterState("error", cause).trouble().code for cause in CAUSES}
    found |= {PrinterState(state).trouble().code for state in STATES}
    found |= {f"printer_{code}_midway" for code in ("gone", "stalled", "interrupted")}
    found |= {f"printer_{code}_midway" for code in ("paper_out", "cover_open")}
    return found


def codes_with_words(language):
    file = resources() / "i18n" / language / "error_printer.toml"
    return tomllib.loads(file.read_text(encoding="utf-8"))["error"]


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_code_has_words_and_no_words_lack_a_code(language):
    assert set(codes_with_words(language)) == codes_in_sources()


@pytest.mark.parametrize("language", ["zh", "en"])
def test_words_ask_only_for_values_that_always_come(language):
    for code, texts in codes_with_words(language).items():
        assert set(texts) == {"what", "remedy"}
        wanted = placeholders(texts["what"]) | placeholders(texts["remedy"])
        assert wanted <= VALUES.get(code, set()), code


def test_the_words_are_polite_and_calm():
    for code, texts in codes_with_words("zh").items():
        assert texts["remedy"].startswith("请") or "请" in texts["remedy"], code
        assert "！" not in texts["what"] + texts["remedy"]


def test_a_state_can_be_said():
    what, remedy = Words("zh").error(PrinterState("paper_out").trouble().error())
    assert what == "打印机缺纸，没有打印任何内容。"
    assert remedy == "请装好纸，然后再打印一次。"
