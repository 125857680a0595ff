"""Results of hamlets and counts of communes are checked before they are kept; nothing is lost by a refusal."""

import pandas as pd
import pytest

from ntm_geo.errors import NotInForceError, TableError, VersionConflictError
from ntm_geo.records.figures import load_figures
from ntm_geo.records.hamlet_records import (
    hamlet_set,
    item_codes,
    load_counts,
    load_results,
    ready_hamlet_set,
    save_counts,
    save_results,
)
from ntm_geo.records.registers import write_register
from ntm_geo.store.versions import Slot
from tests.made_up_hamlet_law import COMPOUND, MEASURED, enter_hamlet_law, keep_results, marks, results_table

HAMLET = "01438-01"
KNOWN = {HAMLET, "01438-02"}


def _keep(space, rows, *, expected=None, by="An"):
    return save_results(
        space, results_table(rows), known=KNOWN, vintage="2020", period=2022, by=by, expected=expected
    )  # fmt: skip


def test_the_set_of_a_year_is_the_one_in_force_at_its_end(fresh):
    assert hamlet_set(fresh, 2018) is None
    assert hamlet_set(fresh, 2022).key == "hamlet-2019"
    with pytest.raises(NotInForceError, match="2022"):
        ready_hamlet_set(fresh, 2022)
    enter_hamlet_law(fresh)
    codes = item_codes(ready_hamlet_set(fresh, 2022))
    assert len(codes) == 16 + 5
    assert {MEASURED, "3.1", COMPOUND, "7.1", "7.1a"} <= set(codes)


def test_results_are_kept_year_by_year_and_an_empty_one_is_none(fresh):
    enter_hamlet_law(fresh)
    version, new = _keep(fresh, [*marks(HAMLET, [1, 2], [4]), (HAMLET, "3.1", 82.5), (HAMLET, "3.2", None)])
    assert new
    kept = load_results(fresh, vintage="2020", period=2022)
    assert kept.table["item"].tolist() == ["1", "2", "3.1", "4"]
    assert kept.version == version.id
    assert load_results(fresh, vintage="2020", period=2021).table.empty
    assert len(load_figures(fresh).hamlet_results) == 4
    with pytest.raises(VersionConflictError):
        _keep(fresh, marks(HAMLET, [], [1]), by="Binh")


@pytest.mark.parametrize(
    ("rows", "words"),
    [
        ([("01438-99", "1", 1)], "register"),
        ([(HAMLET, "17", 1)], "criterion the set does not have"),
        ([(HAMLET, "1", 0.5)], "neither met nor not met"),
        ([(HAMLET, "7.1a", 2)], "neither met nor not met"),
        ([(HAMLET, "3.1", 101)], "over 100%"),
        ([(HAMLET, "3.2", -1)], "negative"),
        ([(HAMLET, "1", 1), (HAMLET, "1", 0)], "twice"),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_is_kept(fresh, rows, words):
    enter_hamlet_law(fresh)
    with pytest.raises(TableError, match=words) as caught:
        _keep(fresh, rows)
    assert caught.value.where
    assert load_results(fresh, vintage="2020", period=2022).version is None


def test_results_of_made_up_hamlets_end_with_their_register(fresh):
    enter_hamlet_law(fresh)
    figures = load_figures(fresh)
    keep_results(fresh, marks(HAMLET, [1]), known=KNOWN)
    assert len(load_figures(fresh).hamlet_results) == 1
    slot = Slot(kind="hamlets", vintage="2020")
    write_register(fresh, slot, figures.hamlets.head(3), by="An", expected=None)
    after = load_figures(fresh)
    assert after.hamlet_results.empty
    assert not after.hamlets_made_up("2020")


def _counts(*rows):
    return pd.DataFrame(rows, columns=["code", "total", "certified"])


def test_counts_are_kept_for_those_who_report(fresh):
    _version, new = save_counts(
        fresh, _counts(("01438", 9, 2), ("01291", None, None)), vintage="2020", period=2022, by="An", expected=None
    )
    assert new
    kept = load_counts(fresh, vintage="2020", period=2022).table
    assert kept[["code", "total", "certified"]].to_numpy().tolist() == [["01438", 9, 2]]
    assert len(load_figures(fresh).hamlet_counts) == 1


@pytest.mark.parametrize(
    ("rows", "words"),
    [
        ([("01267", 9, 2)], "no commune"),
        ([("01438", 9, 2), ("01438", 9, 3)], "more than one row"),
        ([("01438", 2, 3)], "more certified"),
        ([("01438", 2, None)], "one of the two"),
    ],
)
def test_counts_that_cannot_be_are_refused(fresh, rows, words):
    with pytest.raises(TableError, match=words):
        save_counts(fresh, _counts(*rows), vintage="2020", period=2022, by="An", expected=None)
    assert load_counts(fresh, vintage="2020", period=2022).version is None
