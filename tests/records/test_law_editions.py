"""Editions of the law: kept version by version with the scan they were filled from."""

import pandas as pd
import pytest

from ntm_geo.errors import InputFileError, LawError, VersionConflictError
from ntm_geo.records.dataset_versions import history, restore
from ntm_geo.records.law_editions import Scan, keep_edition, law_table, scan_of, shipped_set
from ntm_geo.settings import Settings
from ntm_geo.workspace.workspace import open_workspace
from tests.made_up_law import KEY, made_up_lines

PDF = Scan("C:/quet/quyet-dinh.pdf", b"%PDF-1.7 trang 1")


@pytest.fixture
def space(empty_folder):
    return open_workspace(Settings(data_dir=empty_folder))


def test_what_was_kept_is_what_is_read(space):
    lines = made_up_lines(space.shipped_law.sets[KEY])
    version, new = keep_edition(space, KEY, lines.sample(frac=1, random_state=3), by="An", expected=None, scan=PDF)
    table = law_table(space, KEY)
    assert (new, table.version.id) == (True, version.id)
    assert set(map(tuple, table.lines[["code", "situation"]].to_numpy())) == set(
        map(tuple, lines[["code", "situation"]].to_numpy())
    )
    assert table.lines["code"].iloc[0] == "1"
    assert scan_of(space, version) == Scan("quyet-dinh.pdf", PDF.content)


def test_an_earlier_edition_is_used_again(space):
    lines = made_up_lines(space.shipped_law.sets[KEY])
    first = keep_edition(space, KEY, lines, by="An", expected=None)[0]
    second = keep_edition(space, KEY, lines.assign(clause="x"), by="An", expected=first.id)[0]
    assert scan_of(space, second) is None
    restore(space, first.id, by="Lan")
    assert law_table(space, KEY).version.id == first.id
    assert len(history(space, kind="law")) == 2


def test_whoever_was_overtaken_is_told_and_nothing_is_lost(space):
    lines = made_up_lines(space.shipped_law.sets[KEY])
    keep_edition(space, KEY, lines, by="An", expected=None)
    with pytest.raises(VersionConflictError):
        keep_edition(space, KEY, lines.assign(clause="y"), by="Lan", expected=None)
    assert law_table(space, KEY).lines["clause"].ne("y").all()


def test_a_scan_is_a_document_or_it_is_refused(space):
    lines = law_table(space, KEY).lines
    with pytest.raises(InputFileError):
        keep_edition(space, KEY, lines, by="An", expected=None, scan=Scan("x.pdf", b"MZ"))
    assert law_table(space, KEY).version is None


def test_a_set_there_is_not_is_named(space):
    with pytest.raises(LawError) as caught:
        shipped_set(space, "commune-2099")
    assert "commune-2026" in dict(caught.value.fix.values)["choices"]


def test_the_shipped_lines_stand_where_nothing_was_entered(space):
    table = law_table(space, "commune-2021")
    assert table.version is None
    assert isinstance(table.lines, pd.DataFrame)
    assert table.lines["code"].iloc[1] == "1.1"
