from __future__ import annotations

from dataclasses import fields, is_dataclass

import pytest

from counter_app.config import SCREEN_FILE, Devices, Screen, ScreenChoice, Settings, load
from counter_app.domain.errors import RuleError


@pytest.fixture
def profile(tmp_path):
    def write(text="", name="settings.toml"):
        (tmp_path / name).write_text(text, encoding="utf-8")
        return tmp_path

    return write


def refused(profile, *overrides, config=None):
    with pytest.raises(RuleError) as caught:
        load(profile, config, overrides)
    return caught.value.code, caught.value.values


def test_a_profile_without_a_file_has_the_defaults(tmp_path):
    assert load(tmp_path, None) == Settings()
    assert load(tmp_path / "not there", None) == Settings()


@pytest.mark.parametrize(
    ("part", "name", "value"),
    [
        ("devices", "reader", ""),
        ("store", "key_file", ""),
        ("store", "free_floor_mb", 200),
        ("county", "ca_file", ""),
        ("rules", "correction_days", 15),
        ("rules", "lock_failures", 5),
        ("rules", "lock_minutes", 30),
        ("rules", "card_wait_s", 10),
        ("rules", "skew_limit_s", 120),
    ],
)
def test_what_a_new_window_has(part, name, value):
    assert getattr(getattr(Settings(), part), name) == value


def test_a_file_of_the_profile_is_read(profile):
    settings = load(
        profile(
            'language = "en"\npaper_language = "zh"\n'
            '[devices]\nreader = "serial:/dev/ttyUSB0"\n'
            "[rules]\nlock_failures = 3\n"
        ),
        None,
    )
    assert (settings.language, settings.paper_language) == ("en", "zh")
    assert settings.devices == Devices(reader="serial:/dev/ttyUSB0")
    assert (settings.rules.lock_failures, settings.rules.lock_minutes) == (3, 30)


def test_a_named_file_takes_the_place_of_the_profiles(profile):
    folder = profile('language = "en"\n')
    profile("[rules]\ncard_wait_s = 3\n", "other.toml")
    settings = load(folder, folder / "other.toml")
    assert (settings.language, settings.rules.card_wait_s) == ("zh", 3)


def test_a_named_file_must_be_there(tmp_path):
    code, values = refused(tmp_path, config=tmp_path / "gone.toml")
    assert (code, values["file"]) == ("setting_file_missing", "gone.toml")


def test_a_folder_is_no_file(tmp_path):
    assert refused(tmp_path, config=tmp_path)[0] == "setting_file_closed"


def test_a_file_that_is_no_text_is_named(tmp_path):
    (tmp_path / "settings.toml").write_bytes(b'language = "\xff"\n')
    assert refused(tmp_path) == ("setting_file_bytes", {"file": "settings.toml"})


@pytest.mark.parametrize(
    ("content", "line"),
    [(b"\n\nlanguage = zh\n", 3), (b'\nlanguage = "zh', 2), (b"a = [\n1,\n", 3)],
)
def test_a_line_that_is_not_toml_is_named_by_its_number(tmp_path, content, line):
    (tmp_path / "settings.toml").write_bytes(content)
    assert refused(tmp_path) == ("setting_file_line", {"file": "settings.toml", "line": line})


def test_a_file_saved_by_a_plain_editor_of_windows_is_read(tmp_path):
    (tmp_path / "settings.toml").write_bytes(b'\xef\xbb\xbflanguage = "en"\r\n')
    assert load(tmp_path, None).language == "en"


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("lanuage = 'zh'\n", "lanuage"),
        ("[rules]\nlock_second = 3\n", "rules.lock_second"),
        ("[printer]\n", "printer"),
        ("zeta = 1\nalpha = 1\n", "alpha"),
    ],
)
def test_an_unknown_key_stops_the_start_and_is_named(profile, text, key):
    assert refused(profile(text)) == ("setting_unknown", {"key": key})


@pytest.mark.parametrize(
    ("text", "key", "expected"),
    [
        ("devices = 'serial:COM3'\n", "devices", "[devices]"),
        ("[devices]\nreader = 3\n", "devices.reader", "str"),
        ("[rules]\nlock_failures = 1.5\n", "rules.lock_failures", "int"),
        ("[rules]\nlock_failures = true\n", "rules.lock_failures", "int"),
        ("[rules]\nlock_failures = '²'\n", "rules.lock_failures", "int"),
        ("[rules]\nlock_failures = '3.5'\n", "rules.lock_failures", "int"),
        ("[rules]\nlock_failures = '--3'\n", "rules.lock_failures", "int"),
        ("[rules]\nlock_failures = ''\n", "rules.lock_failures", "int"),
        ("language = 'de'\n", "language", "zh | en"),
        ("paper_language = 'bo'\n", "paper_language", "zh | zh+bo"),
        ("paper_language = ['zh']\n", "paper_language", "zh | zh+bo"),
    ],
)
def test_a_value_of_the_wrong_kind_stops_the_start_and_is_named(profile, text, key, expected):
    assert refused(profile(text)) == ("setting_value", {"key": key, "expected": expected})


def test_a_single_key_is_overridden_after_the_file(profile):
    folder = profile('language = "en"\n[devices]\nreader = "serial:COM1"\ntickets = "tcp:a:1"\n')
    settings = load(
        folder,
        None,
        [
            "devices.reader = serial:COM3?baud=115200",
            "rules.lock_failures=7",
            "store.free_floor_mb=-1",
            "language=zh",
        ],
    )
    assert settings.devices == Devices(reader="serial:COM3?baud=115200", tickets="tcp:a:1")
    assert (settings.rules.lock_failures, settings.store.free_floor_mb) == (7, -1)
    assert settings.language == "zh"


def test_of_two_overrides_the_last_counts(tmp_path):
    assert load(tmp_path, None, ["language=en", "language=zh"]).language == "zh"


@pytest.mark.parametrize(
    ("override", "code", "values"),
    [
        ("language", "setting_value", {"key": "language", "expected": "KEY=VALUE"}),
        ("lanuage=zh", "setting_unknown", {"key": "lanuage"}),
        ("rules.lock_second=3", "setting_unknown", {"key": "rules.lock_second"}),
        ("devices.reader.baud=9600", "setting_value", {"key": "devices.reader", "expected": "str"}),
        ("rules=3", "setting_value", {"key": "rules", "expected": "[rules]"}),
        (
            "rules.lock_failures=three",
            "setting_value",
            {"key": "rules.lock_failures", "expected": "int"},
        ),
        ("=zh", "setting_unknown", {"key": ""}),
    ],
)
def test_a_wrong_override_is_named(tmp_path, override, code, values):
    assert refused(tmp_path, override) == (code, values)


def test_a_key_below_a_value_of_the_file_is_unknown(profile):
    folder = profile('language = "en"\n')
    assert refused(folder, "language.short=en") == ("setting_unknown", {"key": "language.short"})


def test_what_was_chosen_on_the_screen_goes_before_the_file_and_after_an_override(profile):
    folder = profile('language = "zh"\n[screen]\nscale_percent = 150\ntheme = "light"\n')
    profile(ScreenChoice("en", "dark", 125).text(), SCREEN_FILE)
    settings = load(folder, None, ["screen.theme=contrast"])
    assert (settings.language, settings.screen) == ("en", Screen("contrast", 125))


def test_a_choice_is_read_without_a_file_of_settings(profile):
    folder = profile(ScreenChoice("en", "dark", 125).text(), SCREEN_FILE)
    assert load(folder, None).screen == Screen("dark", 125)


def test_settings_are_frozen_all_the_way_down():
    settings = Settings()
    for part in (settings, *(getattr(settings, each.name) for each in fields(settings))):
        assert not is_dataclass(part) or part.__dataclass_params__.frozen
