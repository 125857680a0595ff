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
