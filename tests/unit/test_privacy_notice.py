from __future__ import annotations

import hashlib
from dataclasses import replace

import pytest

from counter_app.domain.errors import RuleError
from counter_app.paths import resources
from counter_app.services.privacy_notice import current_notice, notice
from tests.fakes.paper_cases import a_window

# What was shown under a number stays what it was: a change is a new version, never an edit.
RELEASED = {1: "7a62f68cc5bfd5156b23f1b8778f5309ec7ae16c1fb49f3b825bf3c229e07426"}
DUTIES = ("谁在处理", "为什么", "处理什么、怎么处理", "保存多久", "您的权利")


def test_a_released_version_has_the_text_that_was_shown():
    folder = resources() / "privacy"
    found = {
        int(each.stem.removeprefix("notice-")): hashlib.sha256(each.read_bytes()).hexdigest()
        for each in folder.glob("notice-*.toml")
    }
    assert found == RELEASED


def test_the_newest_version_is_the_one_that_is_shown():
    assert current_notice() == notice(max(RELEASED))
    assert current_notice().version == max(RELEASED)


@pytest.mark.parametrize("version", sorted(RELEASED))
def test_each_duty_of_article_17_is_told(version):
    told = notice(version).of_window(a_window(), "见大厅公示")
    assert set(DUTIES) <= {each.head for each in told.parts}
    whole = "".join(each.text for each in told.parts)
    for must in (
        "巴宜区政务服务中心",
        "0894-0000001",
        "0894-0000002",
        "查阅",
        "复制",
        "更正",
        "删除",
    ):
        assert must in whole
    assert "{" not in whole
    assert "第十七条" in told.basis


def test_what_is_not_known_of_the_hall_is_said_to_hang_there():
    window = replace(a_window(), hall_name="", phone="", complaint_phone="")
    whole = "".join(each.text for each in current_notice().of_window(window, "见大厅公示").parts)
    assert whole.count("见大厅公示") == 3


@pytest.mark.parametrize("version", [0, 2, 999])
def test_a_version_that_is_not_there_is_named(version):
    with pytest.raises(RuleError) as caught:
        notice(version)
    assert (caught.value.code, caught.value.values) == ("notice_unknown", {"version": version})
