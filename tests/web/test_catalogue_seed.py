"""The sample at the seed's size (F-B5): 156 no-difference and 207 field items beside the 40 in full."""

from __future__ import annotations

import re
from collections import Counter

import pytest

from counter_app.domain.body import check_credit_code, has_organisation_check
from counter_app.domain.item import DayUnit, Necessity, ProjectType, Source
from counter_app.domain.item_feed import item_body, read_item_body
from counter_app.domain.search import fold_text, search_in_memory
from counter_app.paths import resources
from county_server.catalogue.pinyin import load_pinyin
from county_server.catalogue.sample import read_sample, sample_folders
from county_server.catalogue.sheets import Catalogue
from county_server.catalogue.workbook import read_workbook, write_workbook
from tests.fakes.proof import long_proof

CATALOGUE = resources() / "catalogue"
FOLDERS = sample_folders(CATALOGUE / "sample")
UNVERIFIED = "示例，依据待核"
TAGS = {
    *("市场准入", "医疗卫生", "社会保障", "医保", "不动产", "工程建设", "民政救助", "社会组织"),
    *("交通运输", "公安户籍", "农业农村", "林草水利", "教育", "税务", "城市管理"),
}
PINYIN = load_pinyin(CATALOGUE / "readings.toml")


def items_of(*folders):
    read = read_sample(*folders)
    assert isinstance(read, Catalogue), read
    assert read.warnings == ()
    return read.items


FULL, NO_DIFFERENCE, FIELD = map(items_of, FOLDERS)
SEED = NO_DIFFERENCE + FIELD
WHOLE = items_of(*FOLDERS)
INDEX = PINYIN.index(WHOLE)


def names(test, items=SEED):
    return [each.name for each in items if test(each)]


# ---- the size


def test_the_arithmetic_of_the_seed():
    assert (len(NO_DIFFERENCE), len(FIELD), len(FULL)) == (156, 207, 40)
    assert FULL + NO_DIFFERENCE + FIELD == WHOLE
    assert len(WHOLE) == 156 + 207 + 40 == 403


def test_no_item_stands_twice():
    assert len({each.code for each in WHOLE}) == 403
    assert len({fold_text(each.name) for each in WHOLE}) == 403
    assert len({each.catalog_code for each in WHOLE}) == 403


def test_a_tag_tells_field_items_from_no_difference_items():
    assert names(lambda each: each.domain_tag, NO_DIFFERENCE) == []
    assert {each.domain_tag for each in FIELD} == TAGS
    assert {each.domain_tag for each in FULL} <= TAGS
    assert len(names(lambda each: each.domain_tag in TAGS, WHOLE)) == 207 + 40
    assert min(Counter(each.domain_tag for each in FIELD).values()) >= 7


def test_twenty_two_units_each_with_one_code_and_one_telephone():
    units = {(each.dept_name, each.dept_code, each.phone) for each in WHOLE}
    assert len(units) == 22
    assert all(len(set(column)) == 22 for column in zip(*units, strict=True))
    assert len({each.dept_code for each in NO_DIFFERENCE}) == 13
    assert len({each.dept_code for each in FIELD}) == 15


def test_the_note_states_the_figures():
    note = (CATALOGUE / "README.md").read_text("utf-8")
    assert "156 + 207 + 40 = 403" in note
    assert all(tag in note for tag in TAGS)


# ---- each item


def test_every_item_is_marked_and_claims_nothing():
    assert names(lambda each: not each.sample) == []
    bases = {basis for each in SEED for basis in (each.by_law, *(fee.by_law for fee in each.fees))}
    assert bases == {UNVERIFIED}
    assert {part.by_law for each in SEED for part in each.materials} == {""}
    assert names(lambda each: "示例" not in each.address or "示例" not in each.hours) == []
    phones = {number for each in SEED for number in (each.phone, each.complaint_phone)}
    assert all(re.fullmatch(r"0894-0000\d{3}", number) for number in phones)


def test_the_codes_are_built_as_the_facts_say():
    for each in SEED:
        assert check_credit_code(each.dept_code) == each.dept_code
        assert has_organisation_check(each.dept_code)
        assert each.code == each.dept_code + each.use_level + each.catalog_code
        assert each.catalog_code[:4] == "54" + each.task_type


def test_names_are_names():
    assert names(lambda each: not 4 <= len(each.name) <= 40) == []
    assert names(lambda each: re.search(r"\d|示例|事项", each.name)) == []


def test_every_item_says_what_a_citizen_asks():
    assert names(lambda each: len(each.accept_condition) < 12) == []
    assert names(lambda each: not (each.result_name and each.handle_flow and each.served)) == []
    assert names(lambda each: not each.aliases) == []
    assert len({each.accept_condition for each in SEED}) > 350
    said = {"出证", "出文", "批复", "其他"}
    assert {each.result_type for each in SEED} == said


def test_a_promise_is_within_the_statute_and_a_decision_on_the_spot_takes_a_day():
    assert names(lambda each: each.promised.exceeds(each.statutory) or not each.promised.days) == []
    at_once = names(lambda each: each.project_type is ProjectType.IMMEDIATE)
    assert at_once == names(
        lambda each: each.project_type is ProjectType.IMMEDIATE and each.promised.days == 1
    )
    assert len(at_once) >= 40
    licences = [each for each in SEED if each.task_type == "01"]
    assert {each.statutory.unit for each in licences} == {DayUnit.WORKING}


def test_every_kind_of_task_is_there():
    kinds = Counter(each.task_type for each in SEED)
    assert set(kinds) == {"01", "05", "07", "08", "09", "10", "20"}
    assert min(kinds[each] for each in ("01", "05", "07", "10", "20")) >= 40
    assert names(lambda each: each.quantity_limit and each.domain_tag)
    assert names(lambda each: each.use_level == "3" and each.accept_org != each.decide_org)


def test_every_item_has_at_least_three_materials_of_its_own():
    assert names(lambda each: len(each.materials) < 3) == []
    for each in SEED:
        parts = each.materials
        assert len({part.name for part in parts}) == len(parts), each.name
        assert any(part.necessity is not Necessity.OPTIONAL for part in parts), each.name
        assert all(part.originals + part.copies > 0 for part in parts), each.name
        assert all(not part.shared or part.source is Source.GOVERNMENT for part in parts)
    used = Counter(part.name for each in SEED for part in each.materials)
    assert len(used) > 600


# ---- loading


@long_proof
def test_the_whole_goes_out_as_a_workbook_and_comes_back():
    catalogue = Catalogue(WHOLE)
    assert read_workbook(write_workbook(catalogue)) == catalogue


def test_the_index_travels_in_the_feed():
    for indexed in INDEX:
        assert read_item_body(item_body(indexed)) == indexed


@pytest.mark.parametrize(
    ("query", "name"),
    [
        ("lnry", "老年人优待证办理"),
        ("spjy", "食品经营许可"),
        ("qsxk", "取水许可"),
        ("qsxkbg", "取水许可变更"),
        ("cjrz", "残疾人证办理"),
        ("ndjmjh", "内地居民结婚登记"),
        ("jhz", "内地居民结婚登记"),
        ("gzfcz", "公租房承租人变更"),
        ("bjglq", "边境管理区通行证办理"),
        ("bfz", "边境管理区通行证办理"),
        ("scjdgl", "市场监督管理领域违法行为举报奖励"),
        ("mzcf", "民族成分变更"),
        ("zjhdcsdj", "宗教活动场所登记"),
        ("xzfy", "行政复议申请"),
        ("xingzhengfuyi", "行政复议申请"),
        ("开网吧", "互联网上网服务营业场所经营单位设立审批"),
        ("zangzhu", "动物防疫条件合格证核发"),
        ("上户口", "出生登记"),
        ("540119201", "取水许可变更"),
    ],
)
def test_the_whole_is_searched(query, name):
    assert [hit.name for hit in search_in_memory(INDEX, query, 1)] == [name]


@long_proof
def test_every_name_finds_its_item_first_and_its_initials_among_the_first_three():
    for each in INDEX:
        name = each.item.name
        initials = "".join(syllable[0] for syllable in PINYIN.read(name))
        assert search_in_memory(INDEX, name, 1)[0].code == each.item.code
        assert each.item.code in {hit.code for hit in search_in_memory(INDEX, initials, 3)}


# ---- the form of the files

SHARED = """
[defaults]
handle_flow = "受理"
[like."甲"]
task_type = "行政许可"
promise_day = 5
[like."乙"]
promise_day = 3
[materials."证"]
is_need = "非必要"
source_type = "政府部门核发"
[materials."身份证"]
material_name = "居民身份证"
"""
ITEM = """
based_on = "shared/shared.toml"
[defaults]
dept_name = "甲局"
dept_code = "11540402MB9990012G"
use_level = "4"
task_version = 1
task_state = "在用"
dept_type = "法定机关"
by_law = "示例"
accept_condition = "无"
anticipate_day = 9
anticipate_type = "工作日"
promise_day = 8
promise_type = "工作日"
project_type = "承诺件"
server_type = "自然人"
limit_scene_num = 1
limit_scene_explain = "核验"
is_fee = "否"
transact_addr = "窗口"
transact_time = "工作日"
link_way = "0894-0000001"
supervise_way = "0894-0000099"
result_type = "出证"
[[item]]
catalog_code = "540131001000"
task_name = "某某许可"
result_name = "许可证"
"""


def written(folder, text):
    (folder / "shared").mkdir()
    (folder / "shared" / "shared.toml").write_text(SHARED, encoding="utf-8")
    (folder / "a.toml").write_text(ITEM + text, encoding="utf-8")
    return read_sample(folder)


def test_an_item_is_laid_over_what_it_is_like_and_over_the_defaults(tmp_path):
    materials = 'materials = ["证:取水许可证", "身份证", { material_name = "说明" }]\n'
    (item,) = written(tmp_path, 'like = ["甲", "乙"]\n' + materials).items
    assert (item.task_type, item.promised.days, item.handle_flow) == ("01", 3, "受理")
    assert item.code == "11540402MB9990012G4540131001000"
    assert [part.name for part in item.materials] == ["取水许可证", "居民身份证", "说明"]
    assert item.materials[0].necessity is Necessity.OPTIONAL
    assert item.materials[0].source is Source.GOVERNMENT


def test_an_own_cell_wins_over_like(tmp_path):
    text = 'like = "甲"\npromise_day = 7\nmaterials = ["身份证"]\n'
    (item,) = written(tmp_path, text).items
    assert item.promised.days == 7


@pytest.mark.parametrize(
    ("text", "sheet"),
    [
        ('like = "丙"\nmaterials = ["身份证"]\n', "items"),
        ('like = "甲"\nmaterials = ["丙:某证"]\n', "materials"),
    ],
)
def test_a_key_that_is_not_there_is_an_error(tmp_path, text, sheet):
    faults = written(tmp_path, text)
    assert (sheet, "like") in {(each.sheet, each.column) for each in faults}
