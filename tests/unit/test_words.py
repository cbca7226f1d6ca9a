from __future__ import annotations

import re
import tomllib

import pytest

from counter_app.domain.case import CaseState
from counter_app.domain.errors import RuleError
from counter_app.domain.outcome import outcomes
from counter_app.paths import resources
from counter_app.words import Words, placeholders, texts
from tests.fakes.builders import a_table
from tests.fakes.computed_codes import COMPUTED, ENDS
from tests.fakes.raised_codes import made_errors, said_ids

LANGUAGES = ("zh", "en")
# a number and a noun that has one form only
COUNTED = re.compile(r"\{(\w+)\} (?:(?:more|working|whole|other) )?([a-z]+s|people)\b")
FORMS = re.compile(r"\{(\w+):[^}]*\|")
NO_NOUN = {"as", "is", "was", "has"}
ALL_MADE = made_errors()


def given():
    """Return (place, code, names) of every error the product makes."""
    for each in ALL_MADE:
        for code in (each.code,) if each.code else COMPUTED.get(each.source, ()):
            yield each.place, code, each.names


def wanted(language, code):
    known = texts(language)
    both = (known.get(f"error.{code}.{part}", "") for part in ("what", "remedy"))
    return frozenset().union(*map(placeholders, both))


def errors_of(language):
    return {each.split(".")[1] for each in texts(language) if each.startswith("error.")}


def test_a_message_is_said_with_its_values():
    words = Words()
    said = words.say("error.sign_in_refused.what", left=3)
    assert said == "用户名或密码不对，还可以再试 3 次。"
    assert words.error(RuleError("sign_in_refused", left=3))[0] == said


def test_another_language_says_the_same_in_its_own_words():
    assert Words("en").say("error.case_state.what", state="@case_state.S20") == (
        "The case is in state accepted; this step is not possible."
    )


def test_what_a_language_lacks_is_said_in_chinese():
    # no text of Tibetan is shown before a translator has approved it
    assert Words("bo").say("error.amend_same.what") == Words().say("error.amend_same.what")


def test_a_value_behind_an_at_sign_is_said_in_the_same_language():
    shown = {
        each: Words(each).error(RuleError("device_not_set", role="@role.reader"))
        for each in LANGUAGES
    }
    assert "读卡器" in shown["zh"][0]
    assert "reader" in shown["en"][0]
    assert not any("@" in text for pair in shown.values() for text in pair)


@pytest.mark.parametrize(
    "typed", ["@", "@dance", "@error.case_state.what", "@error", "{left}", "@{x}"]
)
def test_what_a_person_typed_is_shown_as_it_is(typed):
    what, _ = Words().error(RuleError("verb_unknown", verb=typed))
    assert what == f"没有“{typed}”这个动作。"


def test_a_missing_message_or_value_is_a_bug_and_says_so():
    with pytest.raises(KeyError):
        Words().say("error.no_such_code.what")
    with pytest.raises(KeyError):
        Words().say("error.sign_in_refused.what")


def test_words_know_what_they_can_say():
    assert Words().knows("error.amend_same.what")
    assert not Words().knows("error.amend_same")


@pytest.mark.parametrize(
    ("count", "said"),
    [(0, "0 copies"), (1, "1 copy"), ("01", "01 copies"), (2, "2 copies"), (11, "11 copies")],
)
def test_what_counts_names_its_form_after_the_number(count, said):
    assert Words("en").say("ui.intake.copies", count=count) == said


def test_every_english_text_that_counts_has_both_forms():
    # a value counts where its name is a plural, or where some text already counts by it
    known = {name for text in texts("en").values() for name in FORMS.findall(text)}
    found = {
        (message, each[0])
        for message, text in texts("en").items()
        for each in COUNTED.finditer(text)
        if (each[1] in known or each[1].endswith("s")) and each[2] not in NO_NOUN
    }
    assert found == set()


def test_the_forms_belong_to_a_number_that_is_shown():
    for message, text in texts("en").items():
        for name in FORMS.findall(text):
            assert f"{{{name}}}" in text, message


def test_placeholders_are_the_names_in_braces():
    assert placeholders("{a} 和 {b:>3} {{c}}") == {"a", "b"}
    assert placeholders("没有") == frozenset()


def test_a_place_that_computes_its_code_is_enumerated():
    computed = {each.source for each in ALL_MADE if not each.code}
    assert computed == COMPUTED.keys()


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_code_says_what_happened_and_what_to_do(language):
    known = texts(language)
    missing = {
        (f"{code}.{part}", place)
        for place, code, _ in given()
        for part in ("what", "remedy")
        if not known.get(f"error.{code}.{part}", "").strip()
    }
    assert missing == set()


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_value_that_a_sentence_names_is_given(language):
    short = {
        (place, code, name)
        for place, code, names in given()
        if names is not None
        for name in wanted(language, code) - names
    }
    assert short == set()


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_sentences_are_kept_for_what_never_happens(language):
    assert errors_of(language) - {code for _, code, _ in given()} == set()


def test_both_languages_have_the_same_messages_with_the_same_values():
    zh, en = map(texts, LANGUAGES)
    assert zh.keys() == en.keys()
    differing = {each for each in zh if placeholders(zh[each]) != placeholders(en[each])}
    assert differing == set()


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_message_stands_in_one_file_only(language):
    seen = {}
    for file in sorted((resources() / "i18n" / language).glob("*.toml")):
        for message in ids(tomllib.loads(file.read_text(encoding="utf-8"))):
            assert message not in seen, f"{message}: {file.name} and {seen[message]}"
            seen[message] = file.name


def ids(table, prefix=""):
    for name, value in table.items():
        if isinstance(value, dict):
            yield from ids(value, f"{prefix}{name}.")
        else:
            yield prefix + name


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_id_that_is_passed_as_a_value_is_known(language):
    found = said_ids()
    computed = {each for each in found if each.endswith("{}")}
    assert computed == ENDS.keys()
    asked = (found - computed) | {
        each.replace("{}", end) for each, ends in ENDS.items() for end in ends
    }
    assert asked - texts(language).keys() == set()


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_sentence_shouts_or_numbers_its_values(language):
    for message, text in texts(language).items():
        assert not set("!！") & set(text), message
        assert "{}" not in text, message


def test_chinese_sentences_are_chinese():
    for message, text in texts("zh").items():
        if message.startswith("error."):
            assert re.search("[\u4e00-\u9fff]", text), message


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_sentence_shows_an_id_of_the_program(language):
    # but those of a catalogue name its columns as people write them
    named = re.compile(r"(?<![\w{])[a-z]+(?:_[a-z]+)+(?![\w}])")
    shown = {
        (message, found)
        for message, text in texts(language).items()
        if message.startswith("error.") and not message.startswith("error.catalogue_")
        for found in named.findall(text)
    }
    assert shown == set()


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("state", CaseState)
def test_a_closed_outcome_is_said_without_codes(language, state):
    words = Words(language)
    for each in outcomes(a_table(state=state)):
        if not each.open:
            said = "".join(words.error_of(each.code, each.values))
            assert not re.search(r"S\d\d|case\.|[{}@]", said), said
