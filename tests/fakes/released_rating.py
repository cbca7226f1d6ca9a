"""One value of every released operation on ratings, told in full."""

from __future__ import annotations

from datetime import date

from counter_app.domain.rating import Channel, Level, Source, rating_id
from counter_app.domain.rating_operation import (
    CallResult,
    RatingAppealed,
    RatingAssigned,
    RatingCalled,
    RatingConfirmed,
    RatingFixed,
    RatingGiven,
    RatingJudged,
    Verdict,
)

CASE_NO = "54040226ADAB0000168"
RATING = rating_id(CASE_NO, 1)


def rating_operations() -> dict[str, object]:
    given = RatingGiven(
        CASE_NO,
        1,
        Level.NOT_GOOD,
        Channel.HALL_TABLET,
        Source.CITIZEN,
        ("207", "214"),
        "等了很久",
        anonymous=True,
        clerk="ciren",
        served_at="w-3",
    )
    judged = RatingJudged(
        RATING,
        Verdict.PARTLY,
        "有样表，没有摆出",
        date(2026, 11, 17),
        5,
        date(2026, 11, 24),
        again=True,
    )
    return {
        "rating.give.1": given,
        "rating.assign.1": RatingAssigned(RATING, "dawa"),
        "rating.call.1": RatingCalled(RATING, CallResult.REACHED, "已致歉"),
        "rating.judge.1": judged,
        "rating.fix.1": RatingFixed(RATING, "样表已摆出", "已电话答复", date(2026, 11, 18)),
        "rating.confirm.1": RatingConfirmed(RATING, "同意办结"),
        "rating.appeal.1": RatingAppealed(RATING, "样表当时在窗口上"),
    }
