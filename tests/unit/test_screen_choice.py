"""What was chosen on the screen is kept in a file of its own and read before the administrator's."""

from __future__ import annotations

import itertools

import pytest

from counter_app.config import SCREEN_FILE, ScreenChoice, load
from counter_app.domain.errors import RuleError, StoreError
from db.window.files import write_private

CHOICES = tuple(
    itertools.starmap(
        ScreenChoice,
        itertools.product(
            ("zh", "en"), ("light", "dark", "contrast"), (100, 125, 150, 175, 200), ("zh", "zh+bo")
        ),
    )
)


@pytest.mark.parametrize("choice", CHOICES, ids=str)
def test_each_choice_is_read_as_it_was_written(tmp_path, choice):
    write_private(tmp_path / SCREEN_FILE, choice.text().encode())

    settings = load(tmp_path, None)

    screen = settings.screen
    language = settings.language
    assert ScreenChoice(language, screen.theme, screen.scale_percent, screen.labels) == choice


def test_nothing_else_of_the_administrators_file_is_lost(tmp_path):
    own = 'language = "en"\n[screen]\ntheme = "contrast"\n[devices]\nreader = "serial:COM3"\n'
    (tmp_path / "settings.toml").write_text(own, encoding="utf-8")
    write_private(tmp_path / SCREEN_FILE, ScreenChoice("zh", "dark", 150).text().encode())

    settings = load(tmp_path, None)

    assert (settings.language, settings.screen.theme) == ("zh", "dark")
    assert settings.screen.scale_percent == 150
    assert settings.devices.reader == "serial:COM3"
    assert (tmp_path / "settings.toml").read_text(encoding="utf-8") == own


def test_it_goes_before_a_named_file_too_and_after_what_the_command_line_says(tmp_path):
    named = tmp_path / "named.toml"
    named.write_text('[screen]\ntheme = "contrast"\n', encoding="utf-8")
    write_private(tmp_path / SCREEN_FILE, ScreenChoice("zh", "dark", 100).text().encode())

    assert load(tmp_path, named).screen.theme == "dark"
    assert load(tmp_path, named, ["screen.theme=light"]).screen.theme == "light"


def test_a_file_that_somebody_spoilt_is_named(tmp_path):
    (tmp_path / SCREEN_FILE).write_text("theme =", encoding="utf-8")
    with pytest.raises(RuleError) as caught:
        load(tmp_path, None)
    assert caught.value.code == "setting_file_line"
    assert SCREEN_FILE in str(caught.value.values)


def test_a_file_is_whole_private_and_replaced(tmp_path):
    file = tmp_path / "profile" / SCREEN_FILE

    write_private(file, b"one")
    write_private(file, b"two")

    assert file.read_bytes() == b"two"
    assert file.stat().st_mode & 0o777 == 0o600
    assert [each.name for each in file.parent.iterdir()] == [SCREEN_FILE]


def test_where_it_cannot_be_written_what_stood_there_stays(tmp_path):
    file = tmp_path / SCREEN_FILE
    file.mkdir()
    (file / "in the way").touch()

    with pytest.raises(StoreError):
        write_private(file, b"two")

    assert [each.name for each in tmp_path.iterdir()] == [SCREEN_FILE]
