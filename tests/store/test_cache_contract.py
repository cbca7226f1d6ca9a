"""What every Cache does, the one in memory and the one on SQLCipher."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from counter_app.domain.codec import ShapeError
from counter_app.domain.item_feed import item_body, read_item_body
from counter_app.domain.search import IndexedItem, Term
from db.window.cache import open_cache
from tests.fakes.cache import FakeCache
from tests.store.samples import KEY, gone, item, item_row, page, put


@dataclass
class Holder:
    cache: object
    profile: object = None

    def reopen(self):
        if self.profile is not None:
            self.cache.close()
            self.cache = open_cache(self.profile, KEY)
        return self.cache

    def close(self):
        if self.profile is not None:
            self.cache.close()


@pytest.fixture(params=["memory", "sqlcipher"])
def holder(request, tmp_path):
    if request.param == "memory":
        made = Holder(FakeCache())
    else:
        made = Holder(open_cache(tmp_path, KEY), tmp_path)
    yield made
    made.close()


@pytest.fixture
def cache(holder):
    return holder.cache


def test_an_empty_cache_knows_nothing(cache):
    assert cache.cursor("hall:h1") == ""
    assert cache.scopes() == ()
    assert cache.row("user", "zhang") is None
    assert cache.rows("user") == ()
    assert cache.item("I1") is None
    assert cache.find_items("食品", 10) == ()


def test_a_page_brings_its_rows_and_its_cursor(holder):
    rows = put("user", "zhang", 3, name="张"), put("user", "li", 1, name="李"), put("window", "w3")
    holder.cache.apply("hall:h1", page(*rows, cursor="17"))
    cache = holder.reopen()
    assert cache.cursor("hall:h1") == "17"
    assert cache.scopes() == ("hall:h1",)
    assert cache.row("user", "zhang") == rows[0]
    assert cache.rows("user") == (rows[1], rows[0])
    assert cache.rows("case") == ()


def test_an_empty_page_moves_the_cursor(cache):
    cache.apply("reference", page(cursor="1"))
    cache.apply("reference", page(cursor="2"))
    assert cache.cursor("reference") == "2"


def test_a_row_of_an_older_or_equal_revision_changes_nothing(cache):
    cache.apply("s", page(put("user", "zhang", 5, name="new")))
    for rev in (4, 5):
        cache.apply("s", page(put("user", "zhang", rev, name="old")))
    assert cache.row("user", "zhang").body == {"name": "new"}


def test_a_deleted_entity_is_gone_and_an_older_row_does_not_bring_it_back(cache):
    cache.apply("s", page(put("user", "zhang", 2)))
    cache.apply("s", page(gone("user", "zhang", 4)))
    cache.apply("s", page(put("user", "zhang", 3)))
    assert cache.row("user", "zhang") is None
    assert cache.rows("user") == ()
    cache.apply("s", page(put("user", "zhang", 5)))
    assert cache.row("user", "zhang").rev == 5


def test_an_entity_never_seen_may_be_deleted(cache):
    cache.apply("s", page(gone("item", "I1", 4), gone("user", "li", 4)))
    cache.apply("s", page(put("user", "li", 3)))
    assert cache.rows("user") == ()


def test_an_unknown_kind_is_kept_as_it_came(holder):
    row = put("weather", "nyingchi", 1, sky={"clear": True, "layers": [1, 2.5, None]})
    holder.cache.apply("s", page(row))
    assert holder.reopen().row("weather", "nyingchi") == row


def test_a_reset_forgets_one_scope_only(cache):
    cache.apply("a", page(put("user", "zhang"), item_row(item("I1"), [Term("食品", 6)])))
    cache.apply("b", page(put("user", "li"), item_row(item("I2"), [Term("食品", 6)])))
    cache.reset("a")
    assert cache.scopes() == ("b",)
    assert cache.cursor("a") == ""
    assert [each.id for each in cache.rows("user")] == ["li"]
    assert [each.code for each in cache.find_items("食品", 10)] == ["I2"]
    cache.apply("a", page(put("user", "zhang")))
    assert [each.id for each in cache.rows("user")] == ["li", "zhang"]


def test_of_one_entity_in_two_scopes_the_newest_is_shown(cache):
    cache.apply("a", page(put("user", "zhang", 2, name="newer")))
    cache.apply("b", page(put("user", "zhang", 1, name="older")))
    assert cache.row("user", "zhang").body == {"name": "newer"}
    assert [each.body for each in cache.rows("user")] == [{"name": "newer"}]


def test_rows_are_found_by_the_state_of_their_newest_revision(cache):
    cache.apply("hall:h1", page(put("case", "a", 1, state="S60"), put("case", "b", 1, state="S75")))
    cache.apply("hall:h2", page(put("case", "a", 2, state="S80"), put("user", "c", 1, state="S60")))
    assert [each.id for each in cache.rows("case", "S60", "S75")] == ["b"]
    assert [(each.id, each.rev) for each in cache.rows("case", "S80")] == [("a", 2)]
    assert cache.rows("case", "S99") == ()
    assert len(cache.rows("case")) == 2


def test_an_item_comes_back_as_it_is_at_the_county(holder):
    made = item("I1", aliases=("食品证",), name_bo="ཟས་རིགས།")
    holder.cache.apply("reference", page(item_row(made, [Term("食品", 6)])))
    assert holder.reopen().item("I1") == made


def test_an_item_is_found_by_its_newest_terms_only(cache):
    cache.apply("s", page(item_row(item("I1"), [Term("旧词", 6), Term("同词", 6)])))
    renamed = item("I1", "新名", version=2)
    cache.apply("s", page(item_row(renamed, [Term("新词", 6), Term("同词", 2)], rev=2)))
    assert cache.find_items("旧词", 10) == ()
    assert [each.name for each in cache.find_items("新词", 10)] == ["新名"]
    assert len(cache.find_items("同词", 10)) == 1
    assert cache.item("I1").version == 2


def test_a_deleted_item_is_not_found(cache):
    cache.apply("s", page(item_row(item("I1"), [Term("食品", 6)])))
    cache.apply("s", page(gone("item", "I1", 2)))
    assert cache.find_items("食品", 10) == ()
    assert cache.item("I1") is None


def test_an_item_without_terms_is_not_found_but_known(cache):
    cache.apply("s", page(item_row(item("I1"))))
    assert cache.item("I1").code == "I1"


def test_a_term_told_twice_counts_with_its_best_weight(cache):
    cache.apply(
        "s",
        page(
            item_row(item("I1", "甲甲"), [Term("食品", 2), Term("食品", 5)]),
            item_row(item("I2", "乙"), [Term("食品", 4)]),
        ),
    )
    assert [each.code for each in cache.find_items("食品", 10)] == ["I1", "I2"]


@pytest.mark.parametrize(
    "newer",
    [
        item_row(item("I1", "新形"), [Term("食品", 6)], rev=2, v=2),
        put("item", "I1", 2, item={"code": 1}, terms=[]),
        put("item", "I1", 2, item=item_body(IndexedItem(item(), ()))["item"], terms={}),
        put("item", "I1", 2, item=item_body(IndexedItem(item(), ()))["item"], terms=[["x"]]),
    ],
    ids=["version", "item", "terms", "term"],
)
def test_an_item_that_cannot_be_read_leaves_the_known_one_visible(holder, newer):
    cache = holder.cache
    cache.apply("s", page(item_row(item("I1", "旧形"), [Term("食品", 6)])))
    cache.apply("s", page(newer, newer))
    cache = holder.reopen()
    assert cache.item("I1").name == "旧形"
    assert [each.name for each in cache.find_items("食品", 10)] == ["旧形"]
    cache.apply("s", page(item_row(item("I1", "更旧"), [Term("食品", 6)], rev=2)))
    assert cache.item("I1").name == "旧形"
    cache.apply("s", page(item_row(item("I1", "可读"), [Term("食品", 6)], rev=3)))
    assert cache.item("I1").name == "可读"


def test_the_body_of_an_item_goes_and_comes_back():
    indexed = IndexedItem(item(), (Term("食品", 6), Term("spjyxk", 5)))
    body = item_body(indexed)
    assert body["terms"] == [["食品", 6], ["spjyxk", 5]]
    assert read_item_body({**body, "later": 1}) == indexed
    with pytest.raises(ShapeError):
        read_item_body({})


def test_no_limit_no_hits(cache):
    cache.apply("s", page(item_row(item("I1"), [Term("食品", 6)])))
    assert cache.find_items("食品", 0) == ()
    assert cache.find_items("   ", 10) == ()


texts = st.text(alphabet="ab食品证", min_size=1, max_size=5)
terms = st.lists(st.builds(Term, texts, st.integers(1, 6)), max_size=6)
names = st.text(alphabet="食品经营许可", min_size=1, max_size=3)
entities = st.tuples(st.sampled_from([f"I{n}" for n in range(8)]), names, terms)
changes = st.lists(
    st.one_of(
        st.tuples(entities, st.integers(1, 5)).map(
            lambda told: item_row(item(told[0][0], told[0][1]), told[0][2], rev=told[1])
        ),
        st.tuples(st.sampled_from(["I0", "I1"]), st.integers(1, 5)).map(
            lambda told: gone("item", *told)
        ),
    ),
    max_size=14,
)
queries = st.lists(texts, min_size=1, max_size=3).map(" ".join)


@pytest.fixture(scope="module")
def twins(tmp_path_factory):
    """A cache on SQLCipher and one in memory; each example works in a scope of its own."""
    opened = open_cache(tmp_path_factory.mktemp("profile"), KEY)
    yield opened
    opened.close()


def same(rows):
    """One row for each revision of an entity, as the county can only tell one."""
    return list({(each.id, each.rev): each for each in rows}.values())


@settings(max_examples=settings.default.max_examples // 2)
@given(rows=changes, asked=st.lists(queries, min_size=1, max_size=4), limit=st.integers(1, 9))
def test_search_ranks_as_the_domain_does(twins, rows, asked, limit):
    model = FakeCache()
    for each in (twins, model):
        each.reset("s")
        for row in same(rows):
            each.apply("s", page(row))
    for query in asked:
        assert twins.find_items(query, limit) == model.find_items(query, limit)
    assert twins.rows("item") == model.rows("item")


@settings(max_examples=settings.default.max_examples // 4)
@given(rows=changes, order=st.randoms(use_true_random=False))
def test_pages_in_any_order_and_twice_give_the_same_rows(twins, rows, order):
    def applied(told):
        twins.reset("s")
        for row in told:
            twins.apply("s", page(row, cursor=str(len(told))))
        return twins.rows("item"), twins.find_items("食", 20), twins.find_items("a", 20)

    rows = same(rows)
    straight = applied(rows)
    shuffled = rows * 2
    order.shuffle(shuffled)
    assert applied(shuffled) == straight
