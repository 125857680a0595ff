"""The law's files are read strictly: every slip is named with file, line and key."""

import pytest

from ntm_geo.criteria.yaml_source import read_section, read_sections
from ntm_geo.errors import LawError


def _file(tmp_path, text):
    path = tmp_path / "10.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def _refused(question, line, word):
    with pytest.raises(LawError) as caught:
        question()
    assert caught.value.where.endswith(f"10.yaml:{line}")
    assert word in str(caught.value.what)
    assert caught.value.fix is not None


@pytest.mark.parametrize(
    ("text", "line", "word"),
    [
        ("code: '10'\ncode: '11'\n", 2, "code stands twice"),
        ("a:\n  b: 1\n  b: 2\n", 3, "b stands twice"),
        ("- 1\n", 1, "mapping"),
        ("a: [1\n", 2, "not YAML"),
        ("a: &x [1]\nb: *x\n", 2, "aliases"),
        ("a: !!python/object/apply:os.system ['ls']\n", 1, "not YAML"),
    ],
)
def test_what_is_not_plain_yaml_is_refused(tmp_path, text, line, word):
    _refused(lambda: read_section(_file(tmp_path, text)), line, word)


def test_a_bomb_of_aliases_is_refused_at_once(tmp_path):
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{i}: &a{i} [{', '.join([f'*a{i - 1}'] * 9)}]" for i in range(1, 12)]
    _refused(lambda: read_section(_file(tmp_path, "\n".join(lines))), 2, "aliases")


TEXT = """\
code: "10"
number: 7
flag: yes
day: 2022-12-31
name: {vi: Thu nhập, en: Income}
list: ["1", "2"]
empty: ""
bare: [1, 2]
"""


@pytest.mark.parametrize(
    ("ask", "line", "word"),
    [
        (lambda one: one.text("number"), 2, "number"),
        (lambda one: one.text("empty"), 7, "empty"),
        (lambda one: one.number("code"), 1, "code"),
        (lambda one: one.number("flag"), 3, "flag"),
        (lambda one: one.flag("number"), 2, "true or false"),
        (lambda one: one.day("code"), 1, "date"),
        (lambda one: one.section("code"), 1, "mapping"),
        (lambda one: one.sections("list"), 6, "list of mappings"),
        (lambda one: one.texts("bare"), 8, "texts in quotes"),
        (lambda one: one.one_of("code", "11", "12"), 1, "11, 12"),
        (lambda one: one.text("missing"), 1, "missing"),
        (lambda one: one.only("code"), 2, "number is not known"),
    ],
)
def test_each_question_names_the_key(tmp_path, ask, line, word):
    section = read_section(_file(tmp_path, TEXT))
    _refused(lambda: ask(section), line, word)


def test_what_is_right_is_answered(tmp_path):
    section = read_section(_file(tmp_path, TEXT))
    assert section.text("code") == "10"
    assert section.number("number") == 7.0
    assert section.flag("flag") is True
    assert section.localized("name").vi == "Thu nhập"
    assert section.texts("list") == ("1", "2")
    assert section.optional_text("missing") == ""


def test_a_missing_file_is_an_error_of_the_law(tmp_path):
    _refused(lambda: read_section(tmp_path / "10.yaml"), 1, "cannot be read")


def test_a_list_of_mappings_may_be_empty(tmp_path):
    assert read_sections(_file(tmp_path, "[]")) == ()
    _refused(lambda: read_sections(_file(tmp_path, "[1]")), 1, "list of mappings")


@pytest.mark.parametrize(
    ("text", "line", "word"),
    [
        ("a: 1\nsigned: 2022-13-45\n", 2, "month"),
        ("a: 1\nb: !!timestamp soon\n", 2, "not YAML"),
        ("a: 1\nb: !!int many\n", 2, "many"),
        ("a: 1\n? [1, 2]\n: 3\n", 2, "single word"),
        ("a: 1\n{b: 1}: 3\n", 2, "single word"),
        ("a: 1\nb: !!map 3\n", 2, "expected a mapping"),
        ("a: 1\nb: {<<: {c: 1}}\n", 2, "merge"),
        ("a: 1\n---\nb: 2\n", 2, "another document"),
        ("a: " + "9" * 5000, 1, "not YAML"),
        ("a: " + "[" * 5000, 1, "cannot be read"),
        ("a: \x00", 1, "cannot be read"),
        ("", 1, "mapping"),
    ],
)
def test_what_yaml_itself_stumbles_over_is_named(tmp_path, text, line, word):
    _refused(lambda: read_section(_file(tmp_path, text)), line, word)


@pytest.mark.parametrize(
    ("value", "ask", "word"),
    [
        (".nan", lambda one: one.number("a"), "should be a number"),
        ("-.inf", lambda one: one.number("a"), "should be a number"),
        ("9" * 400, lambda one: one.number("a"), "should be a number"),
        ("15.5", lambda one: one.whole("a"), "whole number"),
        ("2022-12-31 07:00:00", lambda one: one.day("a"), "a date such as"),
        ("{7: x}", lambda one: one.section("a").names(), "The key 7 should be a text"),
        ("{yes: x}", lambda one: one.section("a").names(), "The key True should be a text"),
        ("{vi: '', en: x}", lambda one: one.localized("a", may_be_empty=True), "vi should be a text"),
    ],
)
def test_what_only_looks_right_is_refused(tmp_path, value, ask, word):
    section = read_section(_file(tmp_path, f"b: 1\na: {value}\n"))
    _refused(lambda: ask(section), 2, word)


def test_a_sign_may_be_empty_in_both_languages(tmp_path):
    assert read_section(_file(tmp_path, "a: {vi: '', en: ''}")).localized("a", may_be_empty=True).vi == ""


def test_a_text_that_is_not_utf_8_cannot_be_read(tmp_path):
    path = tmp_path / "10.yaml"
    path.write_bytes("name: Thu nhập".encode("utf-16"))
    _refused(lambda: read_section(path), 1, "cannot be read")
