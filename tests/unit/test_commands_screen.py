"""Papers of a session do not outlive the window, whether it was locked or not."""

from __future__ import annotations

import logging

import pytest

from counter_app.commands.screen import desk_behind
from counter_app.config import Settings


@pytest.fixture
def papers(tmp_path):
    profile = tmp_path / "window"
    profile.mkdir(mode=0o700)
    (profile / "papers").mkdir(mode=0o700)
    (profile / "papers" / "W01-of-a-session-that-was-killed.pdf").write_bytes(b"%PDF")
    return profile / "papers"


def test_what_a_killed_session_left_goes_at_the_start_and_this_ones_at_the_end(papers):
    with desk_behind(papers.parent, Settings()) as desk:
        assert list(papers.iterdir()) == []
        desk.files.put("W02.pdf", b"%PDF")
        assert len(list(papers.iterdir())) == 1
    assert list(papers.iterdir()) == []


def test_they_go_too_when_the_window_ends_by_a_fault(papers):
    def fail():
        with desk_behind(papers.parent, Settings()) as desk:
            desk.files.put("W02.pdf", b"%PDF")
            raise OSError("the display is gone")

    with pytest.raises(OSError, match="display"):
        fail()
    assert list(papers.iterdir()) == []


def test_a_paper_that_cannot_be_removed_keeps_no_window_shut(papers, caplog):
    (papers / "folder").mkdir()
    with caplog.at_level(logging.WARNING), desk_behind(papers.parent, Settings()) as desk:
        assert desk.files.free_mb() > 0
    assert "papers of the session were left" in caplog.text
    assert [each.name for each in papers.iterdir()] == ["folder"]
