"""What every store of placements does, the fake as well as the file of a profile."""

from __future__ import annotations

import os
import stat

import pytest

from counter_app.domain.errors import StoreError
from counter_app.domain.placement import Placement, PlacementNote, Spot
from db.window.placements import FILE, ProfilePlacements
from tests.fakes.placements import FakePlacements

NOTE = PlacementNote(
    Spot("ipp://printer/ipp/print", "2", "f@1"),
    Placement(15, -8, 1001, 999),
    "ciren",
    1_794_794_400_000,
    trial_printed=True,
    tried_by="ciren",
    tried_at_ms=1_794_794_500_000,
    before=Placement(3),
)
OTHER = PlacementNote(Spot("ipp://printer/ipp/print", "1", "f@1"), Placement(), "次仁", 5)


@pytest.fixture(params=["fake", "file"])
def placements(request, tmp_path):
    return FakePlacements() if request.param == "fake" else ProfilePlacements(tmp_path / "window")


def test_what_was_never_set_is_not_there(placements):
    assert placements.find(NOTE.spot) is None
    assert placements.all() == ()


def test_each_spot_has_its_own_and_the_newest(placements):
    placements.keep(PlacementNote(NOTE.spot, Placement(1), "ciren", 1))
    placements.keep(NOTE)
    placements.keep(OTHER)
    assert placements.find(NOTE.spot) == NOTE
    assert placements.find(OTHER.spot) == OTHER
    assert placements.all() == (OTHER, NOTE)


def test_it_outlives_the_program_and_is_for_this_user_alone(tmp_path):
    ProfilePlacements(tmp_path).keep(NOTE)
    assert ProfilePlacements(tmp_path).all() == (NOTE,)
    assert [each.name for each in tmp_path.iterdir()] == [FILE]
    if os.name == "posix":
        assert stat.S_IMODE((tmp_path / FILE).stat().st_mode) == 0o600


@pytest.mark.parametrize(
    "content",
    [b"", b"{", b"[]", b'{"placements": [{"spot": "x"}]}', b'{"places": []}', b"\xff\xfe"],
)
def test_a_damaged_file_is_said_and_never_taken_for_none(tmp_path, content):
    (tmp_path / FILE).write_bytes(content)
    for act in (lambda store: store.all(), lambda store: store.keep(NOTE)):
        with pytest.raises(StoreError) as caught:
            act(ProfilePlacements(tmp_path))
        assert (caught.value.code, caught.value.values) == ("placements_damaged", {"file": FILE})
    assert (tmp_path / FILE).read_bytes() == content


def test_a_file_that_cannot_be_read_is_an_error_of_the_disk(tmp_path):
    (tmp_path / FILE).mkdir()
    with pytest.raises(StoreError, match="disk_failed"):
        ProfilePlacements(tmp_path).all()
