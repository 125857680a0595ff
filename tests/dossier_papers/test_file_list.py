"""The list is sealed: whatever is changed in it is found."""

import json

import pytest

from ntm_geo.dossier_papers.file_list import FileList, moment_words, read_list
from ntm_geo.errors import InputFileError


def test_it_says_who_made_it_when_and_of_which_data(made):
    known = made.file_list
    assert (known.code, known.period, known.made_by, known.made_at) == (
        "01291",
        2022,
        "Lan",
        "2026-11-02T07:30:00+00:00",
    )
    assert [item.kind for item in known.data] == ["reports", "evidence", "sent_reports", "appraisals", "attachments"]
    assert all(item.key and item.number for item in known.data)
    assert moment_words(known.made_at) == "lúc 07:30 (giờ UTC) ngày 02/11/2026"
    assert moment_words("hôm qua") == "hôm qua"
    assert read_list(known.as_bytes(), where="x") == known


@pytest.mark.parametrize("key", ["made_by", "made_at", "name", "mark", "seal", "code"])
def test_a_changed_word_breaks_the_seal(made, key):
    plain = json.loads(made.file_list.as_bytes())
    changed = FileList.model_validate_json(json.dumps(plain | {key: f"{plain[key]}x"}))
    with pytest.raises(InputFileError, match="was changed"):
        read_list(changed.as_bytes(), where="x")


@pytest.mark.parametrize(
    "content", [b"", b"{", b"[" * 100_000, b"null", b"\xff\xfe", b'{"form": "other"}', b"1" * 5000]
)
def test_what_is_no_list_is_said_to_be_none(content):
    with pytest.raises(InputFileError, match="cannot be read"):
        read_list(content, where="x")


def test_a_file_named_twice_is_refused(made):
    twice = made.file_list.model_copy(update={"files": made.file_list.files * 2}).sealed()
    with pytest.raises(InputFileError, match="was changed"):
        read_list(twice.as_bytes(), where="x")
