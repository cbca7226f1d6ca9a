"""A certificate type with a mistake stops with its place, before it costs a numbered blank."""

from __future__ import annotations

import tomllib
from copy import deepcopy

import pytest

from counter_app.documents.certificate_check import read_form
from counter_app.documents.certificate_library import certificate_forms
from counter_app.documents.certificate_renderer import CertificateTypes
from counter_app.domain.errors import RuleError
from counter_app.words import Words
from tests.fakes.certificates import ADVERT, FOOD, PLAIN, PREPRINTED

GOOD = """
type_code = "11540402MB9990012G099"
version = 3
name = "样证"
issuer = "样局"
issuer_code = "11540402MB9990012G"
series = "YZ"
[sheet]
width_mm = 210
height_mm = 148.5
[wording]
day = "{year}.{month}.{day}"
period = "{valid_from}-{valid_to}"
open_end = "自{valid_from}起"
endless = "长期"
statement = "准予{holder}在{place}经营"
[[values]]
key = "place"
label = "地点"
[[fields]]
name = "地点"
text = "{place}"
box_mm = [20, 20, 100, 10.5]
size_pt = 12
smallest_pt = 9.5
[[fields]]
text = "{statement}"
box_mm = [20, 40, 100, 20]
size_pt = 12
weight = "bold"
align = "right"
rise = "top"
[qr]
at_mm = [150, 20]
side_mm = 30
[form]
rules = [{ from_mm = [20, 90], to_mm = [190, 90], width_pt = 1.5 }]
frames = [{ box_mm = [10, 10, 190, 128] }]
[[form.texts]]
text = "标题"
box_mm = [20, 70, 100, 10]
size_pt = 20
"""


def read(change=lambda data: None):
    data = deepcopy(tomllib.loads(GOOD))
    change(data)
    return read_form(data, "sample")


def test_a_good_type_is_read_whole():
    form = read()
    assert (form.id, form.series, form.sample) == ("11540402MB9990012G099@3", "YZ", False)
    first, second = form.spots
    assert (first.name, first.box.bottom, first.type.smallest) == ("地点", 30.5, 9.5)
    assert (second.name, second.type.smallest) == ("{statement}", 12)
    assert (second.type.weight, second.type.align, second.type.rise) == ("bold", "right", "top")
    assert (form.rules[0].width, form.frames[0].width) == (1.5, 0.6)
    assert (form.qr.right, form.qr.bottom) == (180, 50)


def put(*path, value):
    def change(data):
        for step in path[:-1]:
            data = data[step]
        data[path[-1]] = value

    return change


def drop(*path):
    def change(data):
        for step in path[:-1]:
            data = data[step]
        del data[path[-1]]

    return change


FIELD = ("fields", 0)


@pytest.mark.parametrize(
    ("change", "code", "values"),
    [
        (drop("issuer"), "template_key_missing", {"key": "issuer"}),
        (drop("sheet", "width_mm"), "template_key_missing", {"key": "sheet.width_mm"}),
        (drop("form"), "template_key_missing", {"key": "form"}),
        (put("colour", value=1), "template_key_unknown", {"key": "colour"}),
        (put("form", "image", value="x"), "template_key_unknown", {"key": "form.image"}),
        (put(*FIELD, "sise_pt", value=1), "template_key_unknown", {"key": "fields[1].sise_pt"}),
        (put("version", value="1"), "template_value_wrong", {"key": "version"}),
        (put("sheet", "width_mm", value="210"), "template_value_wrong", {"key": "sheet.width_mm"}),
        (put(*FIELD, "box_mm", value=[1, 2, 3]), "template_value_wrong", {"key": "fields[1].box_mm"}),
        (put(*FIELD, "box_mm", value=[1, 2, 3, "4"]), "template_value_wrong", {}),
        (put(*FIELD, "box_mm", value=[1, 2, 3, True]), "template_value_wrong", {}),
        (put(*FIELD, "align", value="justify"), "template_value_wrong", {"key": "fields[1].align"}),
        (put(*FIELD, "smallest_pt", value=13), "template_value_wrong", {"key": "地点.smallest_pt"}),
        (put(*FIELD, "smallest_pt", value=5.5), "template_value_wrong", {"key": "地点.smallest_pt"}),
        (put("type_code", value="11540402MB9990012H099"), "template_value_wrong", {"key": "type_code"}),
        (put("type_code", value="11540402MB9990012G09"), "template_value_wrong", {"key": "type_code"}),
        (put("type_code", value="11540402MB9990012G09A"), "template_value_wrong", {"key": "type_code"}),
        (put("issuer_code", value="1154040IMB9990012G"), "template_value_wrong", {"key": "issuer_code"}),
        (put(*FIELD, "text", value="{plaice}"), "template_name_unknown", {"key": "fields[1].text", "name": "plaice"}),
        (put("wording", "day", value="{tag}"), "template_name_unknown", {"key": "wording.day", "name": "tag"}),
        (put("wording", "statement", value="{statement}"), "template_name_unknown", {"name": "statement"}),
        (put("form", "texts", 0, "text", value="{holder}"), "template_name_unknown", {"key": "form.texts[1].text"}),
        (put("values", 0, "key", value="holder"), "certificate_field_twice", {"field": "holder"}),
        (lambda data: data["values"].append(data["values"][0]), "certificate_field_twice", {"field": "place"}),
        (put(*FIELD, "box_mm", value=[3.5, 20, 100, 10]), "certificate_field_outside", {"field": "地点"}),
        (put(*FIELD, "box_mm", value=[20, 20, 186.5, 10]), "certificate_field_outside", {"field": "地点"}),
        (put(*FIELD, "box_mm", value=[20, 140, 100, 10]), "certificate_field_outside", {"field": "地点"}),
        (put(*FIELD, "box_mm", value=[20, 20, 0, 10]), "certificate_field_outside", {"field": "地点"}),
        (put("qr", "at_mm", value=[180, 20]), "certificate_field_outside", {"field": "qr"}),
        (put("form", "texts", 0, "box_mm", value=[2, 70, 100, 10]), "certificate_field_outside", {"field": "标题"}),
        (put(*FIELD, "box_mm", value=[20, 35, 100, 10]), "certificate_fields_overlap", {"field": "地点", "other": "{statement}"}),
        (put("qr", "at_mm", value=[100, 35]), "certificate_fields_overlap", {"field": "{statement}", "other": "qr"}),
        (put("form", "texts", 0, "box_mm", value=[20, 25, 100, 10]), "certificate_fields_overlap", {"other": "标题"}),
    ],
)  # fmt: skip
def test_a_mistake_is_named_with_its_place(change, code, values):
    with pytest.raises(RuleError) as caught:
        read(change)
    told = caught.value
    assert told.code == code
    assert told.values | {"template": "sample"} | values == told.values
    for language in ("zh", "en"):
        what, remedy = Words(language).error(told)
        assert "sample" in what
        assert remedy


def test_fields_may_touch_but_not_overlap():
    read(put(*FIELD, "box_mm", value=[20, 30, 100, 10]))


def test_the_sample_types_are_samples_of_both_kinds_of_paper():
    forms = certificate_forms()
    assert all(form.sample for form in forms.values())
    assert {code for code, form in forms.items() if form.series} == set(PREPRINTED)
    assert {code for code, form in forms.items() if not form.series} == set(PLAIN)
    papers = CertificateTypes().papers()
    assert [each.type_code for each in papers] == sorted(forms)
    food = CertificateTypes().paper(FOOD)
    assert (food.form, food.preprinted, food.size_mm) == (f"{FOOD}@1", True, (297, 210))
    assert not CertificateTypes().paper(ADVERT).preprinted


def test_a_type_that_is_not_there_is_named():
    with pytest.raises(RuleError) as caught:
        CertificateTypes().paper("nothing")
    assert (caught.value.code, caught.value.values) == (
        "certificate_type_unknown",
        {"type": "nothing"},
    )


def test_a_folder_with_one_type_twice_or_a_broken_file_is_refused(tmp_path):
    (tmp_path / "a.toml").write_text(GOOD, encoding="utf-8")
    assert len(CertificateTypes(tmp_path).papers()) == 1
    twice = tmp_path / "twice"
    twice.mkdir()
    for name in ("a.toml", "b.toml"):
        (twice / name).write_text(GOOD, encoding="utf-8")
    with pytest.raises(RuleError) as caught:
        CertificateTypes(twice).papers()
    assert (caught.value.code, caught.value.values["template"]) == ("certificate_type_twice", "b")
    broken = tmp_path / "broken"
    broken.mkdir()
    (broken / "a.toml").write_text("type_code = ", encoding="utf-8")
    with pytest.raises(RuleError, match="template_unreadable"):
        CertificateTypes(broken).papers()
