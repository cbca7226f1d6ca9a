from __future__ import annotations

import sys
from pathlib import Path

import platformdirs

from counter_app.paths import default_profile, resources


def test_resources_lie_beside_the_packages():
    assert (resources() / "i18n" / "zh").is_dir()
    assert resources().parent == Path(__file__).parents[2]


def test_resources_of_a_bundle_lie_inside_it(monkeypatch, tmp_path):
    monkeypatch.setattr(sys, "_MEIPASS", str(tmp_path), raising=False)
    assert resources() == tmp_path / "resources"


def test_a_profile_lies_in_the_users_own_folder(monkeypatch, tmp_path):
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    assert default_profile() == platformdirs.user_data_path("counter", appauthor=False)
    assert default_profile() == tmp_path / "counter"
