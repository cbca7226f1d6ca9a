"""``cache.db`` may be lost at any time: it is dropped, never repaired, and the next pull fills it."""

from __future__ import annotations

import pytest
from sqlalchemy import insert, select, update

from counter_app.domain.codec import to_bytes
from counter_app.domain.errors import StoreError
from counter_app.domain.search import Term
from db.window.cache import open_cache
from db.window.cache_tables import cursor, item_term, row, unknown
from tests.store.samples import KEY, item, item_row, page, put

PAGE = 4096


@pytest.fixture
def filled(tmp_path):
    cache = open_cache(tmp_path, KEY)
    rows = [item_row(item(f"I{n}"), [Term(f"食品{n}", 6)]) for n in range(40)]
    cache.apply("reference", page(*rows, cursor="40"))
    cache.close()
    return tmp_path


def overwrite(path, at, content):
    with path.open("r+b") as file:
        file.seek(at)
        file.write(content)


@pytest.mark.parametrize(
    "spoil",
    [
        lambda path: overwrite(path, 100, b"\xff" * 32),
        lambda path: path.write_bytes(b"nothing of ours"),
        lambda path: path.write_bytes(path.read_bytes()[: 3 * PAGE]),
    ],
    ids=["page", "foreign", "half"],
)
def test_a_spoilt_cache_starts_empty(filled, spoil):
    spoil(filled / "cache.db")
    cache = open_cache(filled, KEY)
    assert cache.scopes() == ()
    cache.apply("reference", page(put("user", "zhang")))
    cache.close()
    cache = open_cache(filled, KEY)
    assert cache.rows("user") == (put("user", "zhang"),)
    cache.close()


def test_a_cache_under_another_key_starts_empty(filled):
    cache = open_cache(filled, bytes(32))
    assert cache.scopes() == ()
    cache.close()


def test_a_cache_of_another_layout_starts_empty(filled):
    cache = open_cache(filled, KEY)
    with cache._database.transaction() as connection:
        connection.exec_driver_sql("pragma user_version = 999")
    cache.close()
    cache = open_cache(filled, KEY)
    assert cache.scopes() == ()
    cache.close()


def test_damage_met_while_open_empties_the_cache_and_says_so(filled):
    cache = open_cache(filled, KEY)
    path = filled / "cache.db"
    for number in range(2, path.stat().st_size // PAGE):
        overwrite(path, number * PAGE + 100, b"\xff" * 32)
    with pytest.raises(StoreError, match="cache_rebuilt"):
        cache.rows("item")
    assert cache.scopes() == ()
    cache.apply("reference", page(put("user", "zhang")))
    assert cache.cursor("reference") == "c1"
    cache.close()


def test_a_cache_in_use_is_not_dropped(filled):
    cache = open_cache(filled, KEY)
    with pytest.raises(StoreError, match="store_in_use"):
        open_cache(filled, KEY)
    assert cache.cursor("reference") == "40"
    cache.close()


def test_a_page_that_cannot_be_stored_moves_no_cursor(filled):
    """INV-10: rows and cursor are one transaction."""
    cache = open_cache(filled, KEY)
    unstorable = put("user", "li", 1, name="\ud800")
    with pytest.raises(UnicodeEncodeError):
        cache.apply("reference", page(put("user", "zhang"), unstorable, cursor="41"))
    assert cache.cursor("reference") == "40"
    assert cache.rows("user") == ()
    cache.close()


def test_what_an_older_program_could_not_read_is_read_after_the_upgrade(filled):
    cache = open_cache(filled, KEY)
    newer = item_row(item("I1", "升级后可读"), [Term("升级", 6)], rev=9)
    key = {"scope": "reference", "k": "item", "id": "I1", "rev": 9}
    with cache._database.transaction() as connection:
        connection.execute(insert(unknown).values(**key, raw=to_bytes(newer).decode()))
    cache.close()
    cache = open_cache(filled, KEY)
    assert cache.item("I1").name == "升级后可读"
    assert [each.code for each in cache.find_items("升级", 5)] == ["I1"]
    assert len(cache.find_items("食品", 50)) == 39
    with cache._database.transaction() as connection:
        assert connection.execute(select(unknown)).all() == []
    cache.close()


def test_a_reset_leaves_no_term_behind(filled):
    cache = open_cache(filled, KEY)
    cache.reset("reference")
    with cache._database.transaction() as connection:
        for table in (row, item_term, cursor):
            assert connection.execute(select(table)).all() == []
    cache.close()


def test_a_new_epoch_comes_with_its_cursor(filled):
    cache = open_cache(filled, KEY)
    with cache._database.transaction() as connection:
        connection.execute(update(cursor).values(digest="old"))
    cache.apply("reference", page(cursor="1", epoch="epoch-2"))
    with cache._database.transaction() as connection:
        assert connection.execute(select(cursor)).one() == ("reference", "epoch-2", "1", None)
    cache.close()
