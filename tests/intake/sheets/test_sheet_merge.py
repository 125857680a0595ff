"""What a sheet does not speak about stays as it was kept."""

import pandas as pd

from ntm_geo.intake.sheets.sheet_import import keep_sheet, preview_sheet
from ntm_geo.store.datasets import current_version, read_version
from ntm_geo.store.versions import Slot
from tests.intake.results_sheets import results_sheet


def test_cells_of_other_communes_stay_and_empty_ones_become_unknown(space, communes_2020, tmp_path):
    book, sheet, _rows = results_sheet(communes_2020, space.criteria_sets["commune-2021"].criteria)
    path = tmp_path / "ket-qua.xlsx"
    book.save(path)
    keep_sheet(space, preview_sheet(space, path), by="A")
    first = read_version(space.store, current_version(space.store, Slot(kind="results", vintage="2020", period=2022)))
    for _ in range(10):
        sheet.delete_rows(sheet.max_row)
    book.save(path)
    fewer = preview_sheet(space, path)
    assert fewer.untouched == 10 * 19
    key = ["code", "criterion"]
    pd.testing.assert_frame_equal(
        fewer.table.sort_values(key, ignore_index=True), first.sort_values(key, ignore_index=True)
    )
    assert len(preview_sheet(space, path, mode="replace").table) == len(first) - 10 * 19
