"""出证 with one certificate printed and waiting for its holder."""

from __future__ import annotations

from counter_app.domain.issue_operation import ResultHandedOver
from counter_app.ui.citizen.presenter import CitizenPresenter
from counter_app.ui.citizen.presenter_rating import RatingPresenter
from tests.fakes.card_reader import FakeCardReader
from tests.fakes.certificate_window import a_window_desk, decided, finished, operations
from tests.fakes.citizen import RememberingScreen
from tests.fakes.counter import ISSUER, CounterBench
from tests.fakes.paper_cases import a_person
from tests.fakes.runner import InlineRunner, ManualTimers, RecordingShell

OTHER = a_person("卓玛", "540402199203150022")


def bench_with_one(*, citizen=False, rated=False, **told):
    desk = a_window_desk(reader=FakeCardReader())
    case = decided(desk, **told)
    finished(desk, case)
    screen = rating = None
    parts, view = (desk, InlineRunner(desk), ManualTimers()), RememberingScreen()
    if rated:
        view = rating = RatingPresenter(*parts, view, RecordingShell(ISSUER))
    if citizen:
        screen = CitizenPresenter(*parts, view, RecordingShell(ISSUER))
        screen.begin()
    bench = CounterBench(desk, citizen=screen, rating=rating)
    bench.citizen, bench.rating, bench.case = screen, rating, case
    bench.enter_place()
    bench.parts.lists.press_tab("fetch")
    return bench


def handed(bench):
    return [
        each for each in operations(bench.desk, bench.case) if isinstance(each, ResultHandedOver)
    ]
