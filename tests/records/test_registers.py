"""A register is saved over the version it was opened at, with who and when; its rows get the next numbers."""

import pandas as pd
import pytest

from ntm_geo.errors import VersionConflictError
from ntm_geo.records.registers import empty_table, numbered, read_register, write_register
from ntm_geo.store.datasets import list_versions
from ntm_geo.store.kinds import MODELS
from ntm_geo.store.versions import Slot
from ntm_geo.tables.base import validate

SLOT = Slot(kind="running_orders")


def _order(name):
    row = {
        "name": name,
        "position": 1,
        "show": "title",
        "subject": None,
        "title": None,
        "statement": None,
        "note": None,
    }
    return pd.DataFrame([row])


@pytest.mark.parametrize("kind", MODELS)
def test_every_kind_has_an_empty_table_of_its_model(kind):
    assert len(validate(empty_table(kind), MODELS[kind])) == 0


def test_nothing_kept_is_an_empty_register_without_a_version(fresh):
    kept = read_register(fresh, SLOT)
    assert (len(kept.table), kept.version, kept.provenance.source) == (0, None, "")


def test_what_is_saved_says_who_and_that_it_was_entered_here(fresh):
    version, new = write_register(fresh, SLOT, _order("Giao ban"), by="Lan", expected=None, note="Giao ban")
    kept = read_register(fresh, SLOT)
    assert new
    assert (kept.version, kept.table["name"].tolist()) == (version.id, ["Giao ban"])
    assert kept.provenance.source.startswith("Cập nhật trên phần mềm")
    [kept_version] = list_versions(fresh.store)
    assert (kept_version.imported_by, kept_version.note) == ("Lan", "Giao ban")


def test_somebody_elses_version_is_never_written_over(fresh):
    write_register(fresh, SLOT, _order("Của Lan"), by="Lan", expected=None)
    with pytest.raises(VersionConflictError):
        write_register(fresh, SLOT, _order("Của Hà"), by="Hà", expected=None)
    assert read_register(fresh, SLOT).table["name"].tolist() == ["Của Lan"]


def test_rows_without_a_number_get_the_next_ones():
    assert numbered(pd.DataFrame({"number": [3, None, 7, None]}))["number"].tolist() == [3, 8, 7, 9]
    assert numbered(pd.DataFrame({"number": [None, None]}))["number"].tolist() == [1, 2]
