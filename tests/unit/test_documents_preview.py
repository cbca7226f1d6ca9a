"""Specimens fill every field of every template, and a template of somebody else's too."""

from __future__ import annotations

import tomllib

import pytest

from counter_app.documents.check import read_template
from counter_app.documents.filling import match
from counter_app.documents.library import common_words, current_template, parsed
from counter_app.documents.preview import specimen
from tests.fakes.papers import ALL

STRANGE = """
id = "W90"
version = 1
title = "样张"
copies = ["申请人"]
[[fields]]
key = "colour"
label = "颜色"
[[tables]]
key = "things"
columns = [{ label = "序号", share = 1 }, { label = "物品", share = 3 }]
[[parts]]
[[parts.sections]]
kind = "fields"
rows = ["colour"]
"""


@pytest.mark.parametrize("kind", ALL)
def test_every_field_and_column_has_a_specimen(kind):
    document = match(specimen(current_template(kind))).document
    assert not any("〔" in value for key, value in document.values if key != "decision_no")
    assert not any("〔〕" in cell for _, rows in document.rows for row in rows for cell in row)
    known = parsed("specimen")
    labels = {c.label.zh for table in current_template(kind).tables for c in table.columns}
    assert labels - known["columns"].keys() <= {"序号"}


def test_nothing_in_the_specimens_is_left_over():
    known = parsed("specimen")
    fields = {each.key for kind in ALL for each in current_template(kind).fields}
    assert set(known["values"]) <= fields
    for kind, values in known["kinds"].items():
        assert set(values) <= {each.key for each in current_template(kind).fields} | {"paper_no"}
    columns = {
        column.label.zh
        for kind in ALL
        for table in current_template(kind).tables
        for column in table.columns
    }
    assert set(known["columns"]) <= columns


def test_a_field_without_a_specimen_shows_its_label():
    template = read_template(tomllib.loads(STRANGE), "W90", common_words())
    document = specimen(template, applicant="甲")
    assert document.value_map()["colour"] == "〔颜色〕"
    assert document.value_map()["applicant"] == "甲"
    assert document.row_map()["things"] == (("1", "〔物品〕"),)
    assert document.form == "page"
