"""What every Files does, and the modes of those on disk."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest

from counter_app.domain.errors import StoreError
from db.window.files import ProfileFiles
from tests.fakes.files import FakeFiles


class DiskFiles(ProfileFiles):
    """Adds the way a test looks at what was stored."""

    def read(self, path):
        return Path(path).read_bytes()


@pytest.fixture(params=["memory", "disk"])
def files(request, tmp_path):
    return FakeFiles() if request.param == "memory" else DiskFiles(tmp_path / "profile")


def test_a_paper_is_put_and_replaced(files):
    assert files.read(files.put("W02.pdf", b"one")) == b"one"
    assert files.read(files.put("W02.pdf", b"two")) == b"two"


def test_papers_are_purged_and_may_be_put_again(files):
    files.purge()
    path = files.put("W02.pdf", b"one")
    files.put("W01.pdf", b"two")
    files.purge()
    with pytest.raises((KeyError, FileNotFoundError)):
        files.read(path)
    assert files.read(files.put("W02.pdf", b"three")) == b"three"


@pytest.mark.parametrize("name", ["", "../W02.pdf", "a/b", "a\\b", ".hidden", "/etc/passwd"])
def test_a_name_that_leaves_the_folder_is_a_bug(files, name):
    with pytest.raises(ValueError, match="plain file name"):
        files.put(name, b"")


def test_free_space_is_told(files):
    assert files.free_mb() > 0


def test_papers_are_for_this_user_only(tmp_path):
    path = Path(ProfileFiles(tmp_path / "profile").put("W02.pdf", b"one"))
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700


def test_a_paper_that_cannot_take_its_name_leaves_no_half(tmp_path):
    files = ProfileFiles(tmp_path)
    (tmp_path / "papers" / "W02.pdf").mkdir(parents=True)
    with pytest.raises(StoreError, match=r"disk_failed file=W02\.pdf"):
        files.put("W02.pdf", b"one")
    assert [each.name for each in (tmp_path / "papers").iterdir()] == ["W02.pdf"]


def test_one_paper_that_stays_does_not_save_the_others(tmp_path):
    files = ProfileFiles(tmp_path)
    kept = tmp_path / "papers" / "A.pdf"
    kept.mkdir(parents=True)
    files.put("W02.pdf", b"one")
    with pytest.raises(StoreError, match="file=papers"):
        files.purge()
    assert list((tmp_path / "papers").iterdir()) == [kept]
