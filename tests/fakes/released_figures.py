"""One value of every released operation that only figures heed, told in full."""

from __future__ import annotations

from counter_app.domain.figure_operation import CaseMarked


def figure_operations() -> dict[str, object]:
    return {"case.mark.1": CaseMarked("0192f00d", "test", "培训时录入")}
