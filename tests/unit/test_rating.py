"""Levels, the three scales, tags, and what no rating may hold."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counter_app.domain.errors import RuleError
from counter_app.domain.rating import (
    BAD,
    LEVELS,
    TAGS,
    TEXT_MOST,
    Level,
    check_content,
    check_visit,
    first_of,
    of_device,
    of_gbt39046,
    rating_id,
    to_device,
    to_gbt39046,
)
from counter_app.domain.rating_figures import RatingCounts, clerk_rows, percent, rating_figures
from counter_app.words import Words, texts
from tests.fakes.released_rating import CASE_NO, rating_operations


def refused(act, *arguments) -> str:
    with pytest.raises(RuleError) as caught:
        act(*arguments)
    return caught.value.code


def test_the_three_scales_meet_only_here():
    best, worst = Level.VERY_GOOD, Level.VERY_BAD
    assert (of_gbt39046(1), of_gbt39046(5)) == (best, worst)
    assert (of_device(5), of_device(1)) == (best, worst)
    assert [to_gbt39046(each) for each in LEVELS] == [1, 2, 3, 4, 5]
    assert [to_device(each) for each in LEVELS] == [5, 4, 3, 2, 1]


@given(st.sampled_from(LEVELS))
def test_a_level_comes_back_from_either_scale(level):
    assert of_gbt39046(to_gbt39046(level)) is level
    assert of_device(to_device(level)) is level
    assert to_gbt39046(level) + to_device(level) == 6


@pytest.mark.parametrize("number", [0, 6, -1, 55, True])
@pytest.mark.parametrize("scale", [of_gbt39046, of_device])
def test_a_number_outside_the_scale_is_refused(scale, number):
    assert refused(scale, number) == "rating_scale"


def test_the_forty_tags_stand_under_their_level_with_words():
    codes = [each for level in LEVELS for each in TAGS[level]]
    assert (len(codes), len(set(codes))) == (40, 40)
    assert all(int(each[0]) == to_device(level) for level in LEVELS for each in TAGS[level])
    said = {
        each.removeprefix("rating.tag.") for each in texts("zh") if each.startswith("rating.tag.")
    }
    assert said == set(codes)
    assert Words().say("rating.tag.511") == "可以先受理后补材料"
    assert Words().say("rating.tag.115") == "服务态度差效率低"


@pytest.mark.parametrize("tags", [("207",), ("517", "517"), ("501",), ("999",), ("",), ("\0",)])
def test_a_tag_of_another_level_twice_or_retired_is_refused(tags):
    assert refused(check_content, Level.VERY_GOOD, tags, "") == "rating_tag"


def test_what_a_person_writes_has_an_end():
    check_content(Level.GOOD, TAGS[Level.GOOD], "很好\n谢谢" + "好" * (TEXT_MOST - 5))
    assert refused(check_content, Level.GOOD, (), "好" * 10_000) == "rating_text_long"
    assert refused(check_content, Level.GOOD, (), "a\0b") == "rating_text_form"


def test_a_visit_has_a_case_and_one_of_four_numbers():
    for sequence in (1, 2, 3, 4):
        check_visit(CASE_NO, sequence)
    assert [first_of(each) for each in (1, 2, 3, 4)] == [1, 2, 1, 2]
    assert refused(check_visit, CASE_NO, 0) == refused(check_visit, CASE_NO, 5) == "rating_sequence"
    assert refused(check_visit, CASE_NO.lower(), 1) == "case_no_form"
    assert refused(check_visit, "54040226ADAB0000169", 1) == "case_no_check"


def test_the_id_tells_visits_apart_and_shows_no_number():
    ids = {rating_id(CASE_NO, each) for each in (1, 2, 3, 4)}
    assert len(ids) == 4
    assert all(len(each) == 16 and CASE_NO not in each for each in ids)


def test_what_is_listed_or_logged_shows_neither_level_nor_words():
    shown = repr(rating_operations()["rating.give.1"])
    for secret in ("not_good", "NOT_GOOD", "207", "等了很久", CASE_NO):
        assert secret not in shown


# ---- figures
COUNTS = RatingCounts(
    20, (6, 3, 1, 1, 1), defaults=4, excluded=2, again=1, reachable=2, called=1, due=2, fixed=2
)


def test_each_figure_is_a_numerator_over_a_denominator():
    good, part, fixed, called = rating_figures(COUNTS)
    assert (good.numerator, good.denominator, percent(good)) == (10, 12, "83.3%")
    assert (part.numerator, part.denominator, percent(part)) == (12, 20, "60.0%")
    assert (fixed.numerator, fixed.denominator, percent(fixed)) == (2, 2, "100.0%")
    assert (called.numerator, called.denominator, percent(called)) == (1, 2, "50.0%")
    for each in (good, part, fixed, called):
        values = {"numerator": each.numerator, "denominator": each.denominator}
        assert str(each.numerator) in Words().say(f"figure.definition.{each.definition}", **values)


def test_without_ratings_there_is_no_figure_and_never_a_nought():
    assert [(each.value, each.reason) for each in rating_figures(RatingCounts())] == [
        (None, "nothing")
    ] * 4
    assert percent(rating_figures(RatingCounts())[0]) == ""


def test_a_clerk_with_fewer_than_five_ratings_is_only_named():
    five, four = RatingCounts(9, (5, 0, 0, 0, 0)), RatingCounts(9, (0, 0, 0, 0, 4), defaults=9)
    few, enough = clerk_rows([("zhuoma", five), ("ciren", four)])
    assert (few.clerk, few.counts) == ("ciren", None)
    assert (enough.clerk, enough.counts) == ("zhuoma", five)


def test_the_two_worst_levels_are_the_bad_ones():
    assert BAD == {of_device(1), of_device(2)} == {of_gbt39046(4), of_gbt39046(5)}
    assert (COUNTS.real, COUNTS.bad) == (12, 2)
