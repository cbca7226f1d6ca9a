"""The county's command line itself: options, wrong usage, databases and folders that are not there."""

from __future__ import annotations

import pytest

from county_server.__main__ import main


def test_options_stand_before_or_after_and_not_twice(county_url, capsys, tmp_path):
    assert main(["--database", county_url, "cases"]) == 0
    assert main(["cases", "--database", county_url, "--language", "en"]) == 0
    assert main(["--data", str(tmp_path), "cases", "--database", county_url]) == 1
    assert "--data" in capsys.readouterr().err


def test_a_database_that_is_no_url_or_away_is_a_sentence(capsys, tmp_path):
    assert main(["cases", "--database", "nonsense", "--language", "en"]) == 1
    assert "postgresql://" in capsys.readouterr().err
    assert main(["cases", "--database", f"postgresql:///x?host={tmp_path}"]) == 1
    assert capsys.readouterr().err


def test_wrong_usage_is_two(capsys):
    for arguments in ([], ["dance"], ["create-user", "x", "--role", "clerk"]):
        with pytest.raises(SystemExit, match="2"):
            main(arguments)
    assert "usage" in capsys.readouterr().err


def test_a_data_folder_that_cannot_be_made_is_a_sentence(capsys, tmp_path):
    (tmp_path / "file").write_text("in the way")
    assert main(["cases", "--data", str(tmp_path / "file" / "data")]) == 1
    assert capsys.readouterr().err


def test_a_database_of_another_version_in_the_folder_is_a_sentence(capsys, tmp_path):
    (tmp_path / "pg").mkdir()
    (tmp_path / "pg" / "PG_VERSION").write_text("99")
    assert main(["cases", "--data", str(tmp_path)]) == 1
    assert "--database" in capsys.readouterr().err
