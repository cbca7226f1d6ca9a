"""The pages of 大厅, in the order of their tabs. A page stands here only when it works."""

from __future__ import annotations

from counter_app.ui.hall.page import HallPage, HallRoom
from counter_app.ui.hall.page_live import LivePage
from counter_app.ui.hall.page_ratings import RatingsPage
from counter_app.ui.hall.page_reports import ClosePage, ComparePage, YearPage


def pages(room: HallRoom) -> tuple[HallPage, ...]:
    """Return every page, built in ``room``; the first one is shown first."""
    return (LivePage(room), ComparePage(room), ClosePage(room), YearPage(room), RatingsPage(room))
