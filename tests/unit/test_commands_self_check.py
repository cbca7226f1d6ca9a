"""``self-check`` about the keys of a window: where they lie, and who could read them."""

from __future__ import annotations

import json

import pytest

from counter_app.__main__ import main


@pytest.fixture
def checked(tmp_path, capsys):
    """Check a profile and return its lights by name."""
    profile = tmp_path / "window"

    def check():
        main(["--profile", str(profile), "self-check", "--json"])
        told = json.loads(capsys.readouterr().out)
        return {each["name"]: each for each in told["checks"]}

    check()
    return profile, check


def test_a_key_file_that_was_open_to_others_is_told_once_and_closed(checked):
    profile, check = checked
    keys = profile / "keys.json"
    keys.chmod(0o644)
    found = check()["key_file"]
    assert (found["light"], found["detail"]) == ("yellow", "keys.json 0644")
    assert "收回权限" in found["what"]
    assert keys.stat().st_mode & 0o777 == 0o600
    assert "key_file" not in check()


def test_a_key_in_the_profile_is_yellow_and_says_what_to_do(checked):
    key = checked[1]()["key"]
    assert (key["light"], key["detail"]) == ("yellow", "profile")
    assert "系统密钥库" in key["what"]
