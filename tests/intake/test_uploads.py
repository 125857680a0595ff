"""Uploads are kept as they came, once, under names that cannot leave their folder."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ntm_geo.errors import InputFileError
from ntm_geo.intake.uploads import MAX_FILES, receive, recognise, safe_name


def test_the_same_content_is_kept_once_and_several_files_are_one_folder(space):
    first = receive(space, [("a.xlsx", b"x")])
    assert receive(space, [("a.xlsx", b"x")]) == first
    assert receive(space, [("a.xlsx", b"y")]) != first
    folder = receive(space, [("a.shp", b"1"), ("a.dbf", b"2")])
    assert sorted(one.name for one in folder.iterdir()) == ["a.dbf", "a.shp"]
    assert folder.name == "a", "a message names the files as they were dropped"


def test_a_name_cannot_leave_the_folder(space):
    path = receive(space, [("../../etc/passwd", b"x")])
    assert path.is_relative_to(space.settings.data_dir / "uploads")


def test_too_many_files_are_refused(space):
    with pytest.raises(InputFileError, match="too large"):
        receive(space, [(f"{number}.txt", b"") for number in range(MAX_FILES + 1)])


@given(st.text(max_size=40))
def test_any_name_becomes_one_a_file_system_holds(name):
    safe = safe_name(name)
    assert safe
    assert not set(safe) & set('/\\:*?"<>|\0')
    assert safe not in {".", ".."}


@pytest.mark.parametrize(
    ("name", "content", "kind"), [("a.csv", b"a;b", "sheet"), ("a.gpkg", b"SQLite format 3\0", "boundaries")]
)
def test_files_are_told_apart(space, name, content, kind):
    assert recognise(receive(space, [(name, content)])) == kind
