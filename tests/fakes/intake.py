"""办件 on fakes: a desk with items that can be searched, and a view that only remembers."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import cache

from counter_app.domain.codec import to_plain
from counter_app.domain.item import ItemCode, Necessity, ServedKind, Situation, SituationId, Source
from counter_app.domain.search import index_terms
from counter_app.paths import resources
from counter_app.services.desk import Desk
from counter_app.services.sync.flow import sync_turn
from counter_app.ui.intake.presenter import IntakePresenter
from counter_app.ui.intake.sentence import keys, now_line
from counter_app.ui.intake.wording import look
from counter_app.ui.place import Surroundings
from county_server.catalogue.pinyin import load_pinyin
from tests.fakes.bench import PresenterBench, next_key
from tests.fakes.calendars import YEAR_2026
from tests.fakes.card_reader import FakeCardReader
from tests.fakes.desk import CLERK, a_desk, play
from tests.fakes.paper_cases import a_material, a_person, an_item
from tests.fakes.runner import InlineRunner, ManualTimers, RecordingShell

ZHAXI = a_person(number="540402199001010018")
CIREN = a_person("次仁", "540402198503030030")
CHILD = replace(a_person("小卓玛", "540402201501010022"), birth_date=date(2015, 1, 1), sex="2")
CREDIT_CODE = "92540402MA6T12347G"
PHONE = "13800000831"

FOOD = replace(
    an_item(),
    person_fields=("address",),
    aliases=("餐饮证",),
    situations=(
        Situation(SituationId("s1"), "新办·餐饮"),
        Situation(SituationId("s2"), "新办·销售"),
    ),
)
CARD = an_item(
    code=ItemCode("540402000SBK01"),
    name="社会保障卡申领",
    dept_name="林芝市巴宜区人力资源和社会保障局",
    decide_org="林芝市巴宜区人力资源和社会保障局",
    situations=(),
    served=(ServedKind.PERSON,),
    materials=(
        a_material(1, "社会保障卡申领登记表"),
        a_material(2, "食品经营许可申请书", necessity=Necessity.OPTIONAL),
        a_material(3, "近期免冠照片", source=Source.APPLICANT, copies=2, originals=0),
    ),
)
LIMITED = an_item(
    code=ItemCode("540402000XZC01"),
    name="巡游出租汽车经营许可",
    quantity_limit="每年 20 辆",
    situations=(),
)


def a_searchable_desk(*items, **changes) -> Desk:
    """An enrolled desk whose items are found as the county indexes them."""
    desk = a_desk(**{"calendars": (YEAR_2026,), "reader": FakeCardReader(), **changes})
    for each in items or (FOOD, CARD, LIMITED):
        desk.county.publish("reference", "item", each.code, _indexed(each))
    play(desk, sync_turn(desk, 5.0))
    desk.background.lanes.clear()
    return desk


@cache
def _indexed(item):
    """The body of an item's feed row, as the county makes it."""
    terms = [[term.text, term.weight] for term in index_terms(item, _pinyin().readings(item))]
    return {"item": to_plain(item), "terms": terms}


@cache
def _pinyin():
    return load_pinyin(resources() / "catalogue" / "readings.toml")


class RememberingView:
    """An ``IntakeView`` that draws nothing: what was shown and what lies in the clipboard."""

    def __init__(self, desk):
        self._desk = desk
        self.state = None
        self.hit = 0
        self.clipboard = ""

    @property
    def look(self):
        """What would be drawn."""
        return look(self._desk, self.state)

    def show_state(self, state):
        self.state = state

    def chosen_hit(self):
        return self.hit

    def copy(self, text):
        self.clipboard = text

    def clear_copied(self, text):
        if self.clipboard == text:
            self.clipboard = ""


class IntakeBench(PresenterBench):
    """A presenter with everything around it, and short names for what a clerk does."""

    def __init__(self, desk=None, runner=None):
        self.desk = desk or a_searchable_desk()
        self.runner = runner or InlineRunner(self.desk)
        self.timers, self.shell = ManualTimers(), RecordingShell(CLERK)
        self.view = RememberingView(self.desk)
        self.notes = []
        around = Surroundings(self.desk, self.runner, self.timers, self.shell)
        self.presenter = IntakePresenter(around, self.view, lambda *what: self.notes.append(what))
        self.presenter.user_changed(CLERK)
        self.shell.told.clear()

    @property
    def look(self):
        return self.view.look

    @property
    def now(self):
        return now_line(self.desk, self.presenter)

    def keys(self):
        mine = {each.key: each for each in keys(self.desk, self.presenter)}
        return mine | {"F2": next_key(self.presenter.visit_over)}

    def lay(self, person=ZHAXI):
        """A card on the plate, read by F3."""
        self.desk.reader.lay(person)
        self.press("F3")

    def type(self, name, text):
        """Key by key, as a person types."""
        for end in range(1, len(text) + 1):
            self.presenter.type_text(name, text[:end])

    def fill(self, name, text):
        self.type(name, text)
        self.presenter.enter(name)

    def open_item(self, text="spjy"):
        self.type("search", text)
        self.parts.search.choose(0)

    def ready(self, person=ZHAXI, text="spjy"):
        """A person with a phone and an open item, everything received."""
        self.lay(person)
        self.fill("phone", PHONE)
        self.open_item(text)
        self.press("F6")

    def accepted(self, **how):
        self.ready(**how)
        self.press("F9")
        return self.state.visit.case

    def words(self, message, **values):
        return self.desk.words.say(f"ui.intake.{message}", **values)
