"""``documents check`` and ``documents preview``: a bad template is found before a case needs it."""

from __future__ import annotations

import json
import shutil

import pypdf
import pytest
from PIL import Image

from counter_app.__main__ import main
from counter_app.documents.library import templates_folder
from tests.fakes.papers import ALL, SLIPS


@pytest.fixture
def call(capsys, tmp_path):
    """Run a command in this process: its code, what it printed and what it complained of."""

    def call(*arguments):
        code = main(["documents", *map(str, arguments), "--profile", str(tmp_path / "profile")])
        out, err = capsys.readouterr()
        return code, out, err

    return call


@pytest.fixture
def folder(tmp_path):
    """A folder of two templates that are being written."""
    written = tmp_path / "written"
    written.mkdir()
    for kind in ("W05", "W18"):
        shutil.copy(templates_folder() / f"{kind}.toml", written)
    return written


def change(folder, kind, old, new):
    path = folder / f"{kind}.toml"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def test_the_programs_own_templates_are_good(call):
    code, out, _ = call("check", "--json")
    found = [json.loads(line) for line in out.splitlines()]
    assert code == 0
    assert [each["template"] for each in found] == list(ALL)
    assert all(each["ok"] for each in found)
    by_kind = {each["template"]: each for each in found}
    assert by_kind["W01"]["pages"] == 2
    assert by_kind["W18"]["pages"] == 0
    assert {kind for kind, each in by_kind.items() if each["slip_lines"]} == set(SLIPS)


def test_an_unknown_field_is_named_with_its_template_and_place(call, folder):
    change(folder, "W05", "{item}", "{itme}")
    code, out, _ = call("check", "--folder", folder, "--json")
    bad, good = (json.loads(line) for line in out.splitlines())
    assert code == 1
    assert good["ok"]
    assert not bad["ok"]
    assert bad["template"] == "W05"
    assert bad["error"]["code"] == "template_name_unknown"
    assert "itme" in bad["error"]["what"]


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("required = false", "requird = false", "template_key_unknown"),
        ('title = "不受理告知单"', "", "template_key_missing"),
        ("version = 1", 'version = "1"', "template_value_wrong"),
        ('kind = "seal"', 'kind = "stamp"', "template_value_wrong"),
        ("copies = [", "copies = ", "template_unreadable"),
        ("（受理专用章）", "（受理\U0003fffd专用章）", "glyph_missing"),
        ('label = "理由"', 'label = "理\U0003fffd由"', "glyph_missing"),
    ],
)
def test_a_bad_template_is_told_and_the_others_are_still_checked(call, folder, old, new, code):
    change(folder, "W05", old, new)
    ended, out, _ = call("check", "--folder", folder, "--json")
    found = {each["template"]: each for each in map(json.loads, out.splitlines())}
    assert ended == 1
    assert found["W05"]["error"]["code"] == code
    assert found["W18"]["ok"]


def test_a_kept_version_is_checked_as_well(call, folder):
    text = (folder / "W05.toml").read_text(encoding="utf-8")
    (folder / "W05@2.toml").write_text(text, encoding="utf-8")
    code, out, _ = call("check", "--folder", folder)
    assert code == 1
    assert "W05@2" in out
    assert "正常 W05 不受理告知单" in out


def test_a_folder_without_a_template_is_refused(call, tmp_path):
    code, _, err = call("check", "--folder", tmp_path)
    assert code == 1
    assert tmp_path.name in err


def test_a_preview_is_a_pdf_marked_as_a_sample(call, tmp_path):
    out = tmp_path / "w14.pdf"
    code, said, _ = call("preview", "W14", "--out", out)
    assert code == 0
    assert json.loads(said) == {"template": "W14", "files": ["w14.pdf"]}
    text = pypdf.PdfReader(out).pages[0].extract_text()
    assert "免费寄递委托书" in text
    assert "示例数据" in text


def test_a_preview_as_pictures_has_every_page_and_the_slip(call, tmp_path):
    code, said, _ = call("preview", "W01", "--out", tmp_path / "w01.png")
    assert code == 0
    files = json.loads(said)["files"]
    assert files == ["w01-1.png", "w01-2.png", "w01-slip.png"]
    widths = []
    for each in files:
        with Image.open(tmp_path / each) as picture:
            widths.append(picture.width)
    a4_at_150_dpi, slip = 1241, 48 * 12 + 32
    assert widths == [a4_at_150_dpi, a4_at_150_dpi, slip]


def test_a_preview_of_what_is_being_written(call, folder, tmp_path):
    change(folder, "W05", "不受理告知单", "无须许可告知单")
    code, _, _ = call("preview", "W05", "--folder", folder, "--out", tmp_path / "new.pdf")
    assert code == 0
    assert "无须许可告知单" in pypdf.PdfReader(tmp_path / "new.pdf").pages[0].extract_text()


def test_a_preview_that_cannot_be_written_or_has_no_template_is_refused(call, tmp_path):
    code, _, err = call("preview", "W18", "--out", tmp_path / "missing" / "x.png")
    assert code == 1
    assert "x.png" in err
    code, _, err = call("preview", "W77", "--out", tmp_path / "x.pdf")
    assert code == 1
    assert "W77" in err
