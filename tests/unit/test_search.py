"""Search: terms, folding, ranking; the readings are the county's."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counter_app.domain.item import Item, ItemCode
from counter_app.domain.search import (
    IndexedItem,
    Readings,
    Term,
    Weight,
    fold_text,
    index_terms,
    normalise,
    prefix_range,
    rank_key,
    score,
    search_in_memory,
)
from counter_app.paths import resources
from county_server.catalogue.pinyin import Pinyin, load_pinyin
from county_server.catalogue.sample import read_sample

CATALOGUE = resources() / "catalogue"
PINYIN = load_pinyin(CATALOGUE / "readings.toml")
SAMPLE = read_sample(CATALOGUE / "sample").items
INDEX = PINYIN.index(SAMPLE)
BASE = SAMPLE[0]
TEXTS = st.text(
    st.sampled_from("食品经营许可藏医sSpP12 '’，、（）ＡｂüÜ་།༌ལྷས") | st.characters(codec="utf-8"),
    max_size=12,
)


def named(name, **changes) -> Item:
    fresh = {"aliases": (), "reading": "", "code": ItemCode(name), "catalog_code": ""}
    return replace(BASE, **{**fresh, "name": name, "dept_name": "", **changes})


def found(query, *items, limit=10):
    return [hit.name for hit in search_in_memory(PINYIN.index(items), query, limit)]


def first(query):
    return search_in_memory(INDEX, query, 1)[0].name


@pytest.mark.parametrize(
    ("query", "name"),
    [
        ("食品", "食品经营许可"),
        ("食品经营许可", "食品经营许可"),
        ("spjy", "食品经营许可"),
        ("SPJY", "食品经营许可"),
        ("ｓｐｊｙ", "食品经营许可"),
        ("s'p'j'y", "食品经营许可"),
        ("shi'pin'jing", "食品经营许可"),
        ("shipinjingying", "食品经营许可"),
        ("食品xk", "食品经营许可"),
        ("食品 许可", "食品经营许可"),
        ("开饭馆", "食品经营许可"),
        ("kfg", "食品经营许可"),
        ("540131001", "食品经营许可"),
        ("11540402MB9990012G4540131001", "食品经营许可"),
        ("zangyi", "藏医诊所备案"),
        ("藏医", "藏医诊所备案"),
        ("残疾", "残疾人证办理"),
        ("cjrz", "残疾人证办理"),
        ("户外广告", "设置大型户外广告及在城市建筑物、设施上悬挂、张贴宣传品审批"),
        ("建筑物、设施", "设置大型户外广告及在城市建筑物、设施上悬挂、张贴宣传品审批"),
        ("lvke", "道路旅客运输经营许可"),
        ("lüke", "道路旅客运输经营许可"),
        ("不动产 抵押", "不动产抵押登记"),
    ],
)
def test_the_sample_is_found(query, name):
    assert first(query) == name


@pytest.mark.parametrize("query", ["卫生健康", "wsjk", "巴宜区卫生"])
def test_a_department_finds_all_its_items(query):
    hits = search_in_memory(INDEX, query, 100)
    owned = {each.name for each in SAMPLE if "卫生健康" in each.dept_name}
    assert owned <= {hit.name for hit in hits}


@pytest.mark.parametrize("query", ["", "  ", "'", "，", "食品 驾照", "qqqq", "、。！"])
def test_nothing_is_found(query):
    assert search_in_memory(INDEX, query, 5) == ()


def test_every_item_is_found_by_its_name_initials_and_code():
    for each in INDEX:
        initials = "".join(syllable[0] for syllable in PINYIN.read(each.item.name))
        for query in (each.item.name, initials, each.item.code):
            assert each.item.code in {hit.code for hit in search_in_memory(INDEX, query, 40)}


def test_a_prefix_of_the_name_comes_before_all_other_hits():
    by_name, by_initials = named("sp服务"), named("食品登记")
    by_pinyin, by_alias = named("spa馆登记"), named("甲", aliases=("sp卡",))
    assert found("sp服", by_initials, by_alias, by_name) == ["sp服务"]
    assert found("sp", by_alias, by_pinyin, by_initials, by_name) == [
        "sp服务",
        "spa馆登记",
        "食品登记",
        "甲",
    ]


def test_the_order_of_kinds_of_hits():
    items = [
        named("乙", dept_name="shi局"),
        named("办理shi"),
        named("丙", aliases=("shi",)),
        named("食品登记"),
        named("申核意见"),  # initials shyj
        named("shi"),
    ]
    assert found("sh", *items) == ["shi", "申核意见", "食品登记", "丙", "办理shi", "乙"]
    assert [Weight.NAME, Weight.INITIALS, Weight.PINYIN, Weight.ALIAS] == [6, 5, 4, 3]


def test_equal_hits_come_by_shorter_name_then_by_name():
    assert found("登记", named("乙乙登记"), named("甲登记"), named("丙丙登记")) == [
        "甲登记",
        "丙丙登记",
        "乙乙登记",
    ]


def test_the_limit_cuts_the_list():
    assert found("登记", named("一登记"), named("二登记"), named("三登记"), limit=2) == [
        "一登记",
        "三登记",
    ]


def test_one_code_in_two_versions_is_ranked_without_a_crash():
    assert len(found("登记", named("登记"), named("登记", version=2))) == 2


def test_a_hit_names_department_and_kind():
    hit = search_in_memory(INDEX, "spjy", 1)[0]
    assert hit == type(hit)(BASE.code, BASE.name, BASE.dept_name, BASE.project_type)


@pytest.mark.parametrize(
    ("word", "syllables"),
    [
        ("重庆", "chong qing"),
        ("银行", "yin hang"),
        ("长期", "chang qi"),
        ("厦门", "xia men"),
        ("行长", "hang zhang"),
        ("藏医", "zang yi"),
        ("西藏", "xi zang"),
        ("藏文", "zang wen"),
        ("收藏", "shou cang"),
        ("矿藏", "kuang cang"),
        ("林芝", "lin zhi"),
        ("巴宜", "ba yi"),
        ("米林", "mi lin"),
        ("朗县", "lang xian"),
        ("察隅", "cha yu"),
        ("波密", "bo mi"),
        ("墨脱", "mo tuo"),
        ("工布江达", "gong bu jiang da"),
        ("还款", "huan kuan"),
        ("ETC办理", "e t c ban li"),
        ("𫠉林", "𫠉 lin"),
        ("（新）办", "xin ban"),
        ("", ""),
    ],
)
def test_readings(word, syllables):
    assert PINYIN.read(word) == tuple(syllables.split())


def test_a_longer_phrase_wins_and_each_place_is_read():
    reader = Pinyin({"藏": ("zang",), "冷藏": ("leng", "cang")})
    assert reader.read("藏冷藏藏") == ("zang", "leng", "cang", "zang")


def test_the_catalogue_overrides_a_reading():
    assert found("cangyi", named("藏医")) == []
    assert found("cangyi", named("藏医", reading="cang yi")) == ["藏医"]
    assert found("cy", named("藏医", reading="Cang Yi")) == ["藏医"]


def test_tibetan_is_found_by_syllable_whatever_its_spelling():
    lhasa = named("拉萨", name_bo="བོད་ལྗོངས། ལྷ་ས་གྲོང་ཁྱེར།")
    for query in ("ལྷ་ས", "ལྷ་ས་", "ལྷ་ས།", "ལྷ༌ས", "ལྷ་་ས", "བོད", "གྲོང་ཁྱེར།", "ལྗོངས་ལྷ"):
        assert found(query, lhasa) == ["拉萨"], query
    assert found("ོད", lhasa) == []
    assert found("ྷ་ས", lhasa) == []
    assert found("ས་གྲོང", lhasa) == ["拉萨"]
    assert found("རྗོངས", lhasa) == []


def test_tibetan_vowels_typed_in_another_order_are_equal():
    assert fold_text("\u0f40\u0f72\u0f71") == fold_text("\u0f40\u0f71\u0f72")


def test_tibetan_alias_after_chinese():
    assert found("ལྷ་ས", named("甲", aliases=("名ལྷ་ས",))) == ["甲"]


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("Shi'Pin", ("shipin",)),
        ("食品’xu’ke", ("食品", "xuke")),
        ("食品，许可；新办", ("食品", "许可", "新办")),
        ("ＥＴＣ　办理", ("etc", "办理")),
        ("LÜ", ("lv",)),
        ("（设立）登记", ("设立登记",)),
        ("ལྷ་ས་། །", ("ལྷ་ས",)),
        ("་", ()),
    ],
)
def test_normalise(query, words):
    assert normalise(query) == words


@given(TEXTS)
def test_folding_twice_changes_nothing(text):
    assert fold_text(fold_text(text)) == fold_text(text)


@given(TEXTS)
def test_normalising_words_again_changes_nothing(text):
    words = normalise(text)
    assert normalise(" ".join(words)) == words


@given(TEXTS)
def test_a_name_finds_itself_whenever_it_has_any_letter(name):
    item = named(name)
    hits = found(name, item)
    assert hits == ([name] if normalise(name) else [])


@given(st.text(max_size=4), st.text(max_size=6))
def test_a_prefix_range_holds_exactly_the_texts_with_that_prefix(word, text):
    low, high = prefix_range(word)
    if "\U0010ffff" not in text:
        assert (low <= text < high) == text.startswith(word)


def test_a_term_stands_once_with_its_best_weight():
    terms = index_terms(named("办办", aliases=("办",)), Readings(name=("ban", "ban")))
    assert terms == tuple(sorted(set(terms), key=lambda each: each.text))
    assert {each.text: each.weight for each in terms}["办"] == Weight.ALIAS
    assert len({each.text for each in terms}) == len(terms)


def test_score_adds_the_best_hit_of_each_word():
    terms = (Term("食品许可", 6), Term("许可", 2), Term("食品", 1))
    assert score(("食品", "许可"), terms) == 8
    assert score(("食品", "驾照"), terms) == 0
    assert score((), terms) == 0
    assert rank_key(8, "食品许可", "1") < rank_key(6, "许可", "1") < rank_key(6, "许可证", "0")


def test_an_item_indexed_without_readings_is_found_by_its_text():
    item = named("食品")
    bare = IndexedItem(item, index_terms(item, Readings(name=())))
    assert search_in_memory([bare], "食品", 1)
