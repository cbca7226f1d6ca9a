"""Tibetan texts out to a translator and back: nothing half, nothing unapproved, nothing stale."""

from __future__ import annotations

import io
import json
from datetime import date, datetime

import openpyxl
import pytest

from counter_app.__main__ import main
from counter_app.config import Screen, Settings
from counter_app.documents.sentences import paper_texts
from counter_app.domain.errors import StoreError
from counter_app.paths import resources
from counter_app.translation.approved import (
    APPROVED_FILE,
    Approved,
    in_force,
    read_approved,
    tibetan,
    to_bytes,
)
from counter_app.translation.check import day_of, text_faults
from counter_app.translation.table import COLUMNS, SHEET, read_table, write_table
from counter_app.wiring import open_desk
from counter_app.words import Words, is_label, texts

TODAY = date(2026, 11, 24)
NAME, BORN = "ui.intake.field.name", "ui.intake.born"
# letters of the alphabet: no sentence that somebody would have to approve
KA, KHA = "ཀ་", "ཁ་"
LINE = {"id": NAME, "zh": "姓名", "bo": KA, "approved_by": "测试译员", "approved_at": "2026-11-20"}
KNOWN = Approved("姓名", KA, "测试译员", date(2026, 11, 20))


def a_file(*rows, columns=COLUMNS, sheet=SHEET):
    book = openpyxl.Workbook()
    book.active.title = sheet
    book.active.append(columns)
    for row in rows:
        book.active.append([row.get(name) for name in columns])
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def read(*rows, before=None):
    return read_table(a_file(*rows), before or {}, TODAY)


def told(*rows):
    return [(each.row, each.column, each.code) for each in read(*rows)]


def rows_of(content):
    page = openpyxl.load_workbook(io.BytesIO(content))[SHEET]
    _, *rows = page.iter_rows(values_only=True)
    return {row[0]: dict(zip(COLUMNS, row, strict=True)) for row in rows}


def test_every_sentence_goes_out_with_tibetan_only_where_it_is_approved():
    rows = rows_of(write_table({NAME: KNOWN, BORN: Approved("旧的", KHA, "测试译员", TODAY)}))
    assert rows.keys() == texts("zh").keys() | paper_texts().keys()
    assert {name for name, row in rows.items() if row["bo"]} == {NAME}
    assert rows[NAME] == LINE | {"en": "Name"}
    assert (rows[BORN]["zh"], rows[BORN]["en"]) == (texts("zh")[BORN], texts("en")[BORN])


def test_what_went_out_comes_back_as_it_was():
    assert read_table(write_table({NAME: KNOWN}), {NAME: KNOWN}, TODAY) == {NAME: KNOWN}


def test_a_row_takes_the_place_of_the_one_before_and_an_empty_one_takes_it_away():
    other = {"ui.intake.field.sex": Approved("性别", KHA, "测试译员", TODAY)}
    assert read(LINE, before=other) == other | {NAME: KNOWN}
    assert read(LINE | {"bo": KHA}, before={NAME: KNOWN})[NAME].bo == KHA
    assert read({"id": NAME, "zh": "姓名"}, before={NAME: KNOWN}) == {}


@pytest.mark.parametrize(
    ("changes", "faults"),
    [
        ({"id": "ui.no_such"}, [("id", "texts_unknown")]),
        ({"zh": "名字"}, [("zh", "texts_source_changed")]),
        ({"approved_by": None}, [("approved_by", "texts_approver")]),
        ({"approved_at": None}, [("approved_at", "texts_day")]),
        ({"approved_at": "2026-02-30"}, [("approved_at", "texts_day")]),
        ({"approved_at": "2026-11-25"}, [("approved_at", "texts_day_ahead")]),
        ({"bo": f"{KA}{{count}}"}, [("bo", "texts_values")]),
        ({"bo": f"{KA}{{"}, [("bo", "texts_values"), ("bo", "texts_script")]),
        ({"bo": f"{KA}姓"}, [("bo", "texts_script")]),
        ({"bo": f"{KA}name"}, [("bo", "texts_script")]),
        ({"bo": f"{KA}\ue123"}, [("bo", "texts_script")]),
        ({"bo": "12"}, [("bo", "texts_no_tibetan")]),
        ({"bo": None}, [("bo", "texts_empty")]),
        ({"bo": "名", "approved_by": ""}, [("bo", "texts_script"), ("bo", "texts_no_tibetan"), ("approved_by", "texts_approver")]),
    ],
    ids=str,
)  # fmt: skip
def test_each_wrong_cell_is_named_and_nothing_is_taken_over(changes, faults):
    other = {"id": "ui.intake.field.sex", "zh": "性别"}
    assert told(other, LINE | changes) == [(3, *each) for each in faults]


def test_a_row_that_stands_twice_is_refused_both_times():
    assert told(LINE, LINE) == [(2, "id", "texts_doubled"), (3, "id", "texts_doubled")]


@pytest.mark.parametrize(
    ("file", "code"),
    [
        (b"no workbook", "catalogue_unreadable"),
        (a_file(sheet="items"), "catalogue_sheet_missing"),
        (a_file(columns=(*COLUMNS, "colour")), "catalogue_column_unknown"),
        (a_file(columns=(*COLUMNS, "zh")), "catalogue_column_doubled"),
        (a_file(columns=COLUMNS[:-1]), "catalogue_column_missing"),
    ],
)
def test_a_file_of_another_shape_is_refused_before_its_rows(file, code):
    assert [each.code for each in read_table(file, {}, TODAY)] == [code]


@pytest.mark.parametrize(
    ("source", "text", "codes"),
    [
        ("{count} 份", f"{KA}{{count}}", []),
        ("按 Alt+V 看 F3", f"{KA}Alt+V {KHA}F3", []),
        ("按 Alt+V 看", f"{KA}Alt+B", ["texts_script"]),
        ("{count} 份", KA, ["texts_values"]),
        ("{count} 份", f"{KA}{{count:x}}", ["texts_values"]),
        ("份", f"{KA}{{}}", ["texts_values"]),
    ],
)
def test_values_and_keys_are_those_of_the_chinese(source, text, codes):
    assert [code for code, _ in text_faults(source, text)] == codes


@pytest.mark.parametrize("written", [date(2026, 11, 2), datetime(2026, 11, 2, 9, 30), "2026/11/2", "2026年11月2日"])  # fmt: skip  # noqa: DTZ001  a cell has no zone
def test_a_day_is_read_as_people_write_it(written):
    assert day_of(written) == date(2026, 11, 2)


def test_what_is_kept_is_read_again(tmp_path):
    assert read_approved(tmp_path) == {}
    (tmp_path / APPROVED_FILE).write_bytes(to_bytes({NAME: KNOWN}))
    assert read_approved(tmp_path) == {NAME: KNOWN}


def test_a_text_whose_chinese_has_changed_is_not_shown(tmp_path):
    stale = Approved("旧的", KHA, "测试译员", TODAY)
    assert in_force({NAME: KNOWN, BORN: stale, "gone": stale}) == {NAME: KNOWN}
    (tmp_path / APPROVED_FILE).write_bytes(to_bytes({NAME: KNOWN, BORN: stale}))
    assert tibetan(tmp_path) == {NAME: KA}


@pytest.mark.parametrize("content", ["", "[]", '{"a": 1}', '{"a": {"zh": "b"}}'])
def test_a_damaged_file_is_named(tmp_path, content):
    (tmp_path / APPROVED_FILE).write_text(content, encoding="utf-8")
    with pytest.raises(StoreError, match="texts_file"):
        read_approved(tmp_path)


# ---- on the screen
def test_tibetan_stands_behind_a_chinese_label_and_nowhere_else():
    words = Words("zh", {NAME: KA, BORN: KHA})
    assert words.say(NAME) == f"姓名 {KA}"
    assert words.say(BORN, year=1990) == "1990 年生"
    assert words.say("ui.citizen.key.ask") == "给群众确认"
    assert Words("en", {NAME: KA}).say(NAME) == "Name"


def test_labels_are_names_not_sentences():
    labels = {each for each in texts("zh") if is_label(each)}
    assert NAME in labels
    assert len(labels) > 50
    assert not [each for each in labels if each.startswith("error.")]


def test_the_program_itself_brings_no_tibetan():
    for file in (resources() / "i18n").rglob("*.toml"):
        assert not any("\u0f00" <= each <= "\u0fff" for each in file.read_text("utf-8")), file


@pytest.mark.parametrize(("labels", "said"), [("zh", "姓名"), ("zh+bo", f"姓名 {KA}")])
def test_a_window_shows_them_when_they_are_switched_on(tmp_path, labels, said):
    (tmp_path / APPROVED_FILE).write_bytes(to_bytes({NAME: KNOWN}))
    with open_desk(tmp_path, Settings(screen=Screen(labels=labels))) as desk:
        assert desk.words.say(NAME) == said


def test_a_damaged_file_leaves_chinese_alone(tmp_path):
    (tmp_path / APPROVED_FILE).write_text("{", encoding="utf-8")
    with open_desk(tmp_path, Settings(screen=Screen(labels="zh+bo"))) as desk:
        assert desk.words.say(NAME) == "姓名"


# ---- as a command
@pytest.fixture
def call(tmp_path, capsys):
    def call(*arguments):
        code = main(["--profile", str(tmp_path / "p"), "texts", *map(str, arguments)])
        out, err = capsys.readouterr()
        return code, [json.loads(each) for each in out.splitlines()], err

    return call


def test_a_file_goes_out_and_comes_back(call, tmp_path):
    out, back = tmp_path / "out.xlsx", tmp_path / "back.xlsx"
    assert call("export", out) == (
        0,
        [{"texts": len(texts("zh") | paper_texts()), "approved": 0}],
        "",
    )
    back.write_bytes(a_file(LINE))
    assert call("import", back) == (0, [{"approved": 1, "changed": 1}], "")
    assert call("import", back) == (0, [{"approved": 1, "changed": 0}], "")
    call("export", out)
    assert rows_of(out.read_bytes())[NAME]["bo"] == KA


def test_a_wrong_row_takes_nothing_over_and_says_where(call, tmp_path):
    back = tmp_path / "back.xlsx"
    back.write_bytes(a_file(LINE, {"id": "ui.no_such", "bo": KA}))
    code, lines, _ = call("import", back)
    assert (code, [(each["row"], each["column"]) for each in lines]) == (1, [(3, "id")])
    assert "ui.no_such" in lines[0]["what"]
    assert not (tmp_path / "p").exists()


def test_files_that_cannot_be_reached_are_named(call, tmp_path):
    assert call("import", tmp_path / "gone.xlsx")[0] == 1
    code, _, said = call("export", tmp_path / "gone" / "out.xlsx")
    assert (code, "out.xlsx" in said) == (1, True)
