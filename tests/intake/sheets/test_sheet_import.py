"""A sheet says what it would change before it does, keeps what it does not speak about, and twice is as once."""

import json
from concurrent.futures import ThreadPoolExecutor

import pytest
from openpyxl import Workbook, load_workbook

from ntm_geo.boundaries.units import read_units
from ntm_geo.errors import NotInForceError, VersionConflictError
from ntm_geo.intake.sheets.sheet_import import keep_sheet, preview_sheet
from ntm_geo.intake.sheets.sheet_words import sheet_lines, sheet_report
from ntm_geo.intake.sheets.workbook import SheetQuestion
from ntm_geo.store.datasets import current_version, list_versions, read_version
from tests.intake.results_sheets import results_sheet


@pytest.fixture
def communes(space):
    units = read_units(space.province, "2020")
    return units[units["kind"].eq("commune")]


@pytest.fixture
def source(space, communes, tmp_path):
    book, _sheet, rows = results_sheet(communes, space.criteria_sets["commune-2021"].criteria)
    path = tmp_path / "ket-qua.xlsx"
    book.save(path)
    return path, rows


def _write(path, *rows):
    book = Workbook()
    for row in rows:
        book.active.append(row)
    book.save(path)
    return path


def test_nothing_is_written_by_a_plan_and_the_same_file_twice_changes_nothing(space, source):
    path, _rows = source
    preview = preview_sheet(space, path)
    assert (preview.changes.new, preview.changes.changed, preview.slot.period) == (139 * 19, 0, 2022)
    assert list_versions(space.store) == ()
    assert keep_sheet(space, preview, by="A").new
    again = preview_sheet(space, path)
    assert not again.changes.any
    assert not keep_sheet(space, again, by="B").new
    assert len(list_versions(space.store)) == 1


def test_a_changed_cell_is_shown_with_before_and_after(space, source, communes):
    path, rows = source
    keep_sheet(space, preview_sheet(space, path), by="A")
    book = load_workbook(path)
    code = communes["code"].iloc[5]
    before = book.active.cell(rows[code], 4).value
    book.active.cell(rows[code], 4).value = 0 if before == "x" else "x"
    book.active.cell(rows[code], 5).value = None
    book.active.cell(rows[code], 23).value = None
    book.save(path)
    preview = preview_sheet(space, path)
    frame = preview.changes.frame.set_index("change")
    assert (preview.changes.changed, preview.changes.missing, preview.changes.new) == (1, 1, 0)
    assert frame.loc["changed", "code"] == code
    assert frame.loc["changed", "before"] == (before == "x")
    assert frame.loc["changed", "after"] == (before != "x")
    assert frame.loc["missing", "row"].startswith(f"{code} 2")


def test_rows_the_sheet_does_not_speak_about_stay_unless_it_replaces_all(space, source, communes, tmp_path):
    keep_sheet(space, preview_sheet(space, source[0]), by="A")
    name = f"Xã {communes['name'].iloc[0]}"
    part = _write(tmp_path / "mot-xa.xlsx", ["Năm 2022"], ["Tên xã", "TC1", "TC2"], [name, "x", "x"])
    preview = preview_sheet(space, part)
    assert (preview.untouched, preview.changes.missing) == (139 * 19 - 2, 0)
    assert len(preview.table) == 139 * 19
    assert len(preview_sheet(space, part, mode="replace").table) == 2


def test_sound_rows_can_be_taken_while_the_rest_is_mended(space, communes, tmp_path):
    names = communes["name"].iloc[:2].tolist()
    path = _write(
        tmp_path / "a.xlsx", ["Năm 2022"], ["Tên xã", "TC1", "TC2"], [names[0], "x", "x"], [names[1], "hm", "x"]
    )
    preview = preview_sheet(space, path)
    assert [one.cell for one in preview.intake.errors] == ["B4"]
    keep_sheet(space, preview, by="A")
    kept = read_version(space.store, current_version(space.store, preview.slot))
    assert kept["code"].unique().tolist() == [communes["code"].iloc[0]]


def test_a_name_decided_once_is_not_asked_again(space, communes, tmp_path):
    name = communes["name"].iloc[0]
    path = _write(tmp_path / "a.xlsx", ["Năm 2022"], ["Tên xã", "TC1", "TC2"], [f"{name}k", "x", "x"])
    preview = preview_sheet(space, path)
    assert [one.kind for one in preview.intake.errors] == ["unit-proposed"]
    line = preview.intake.join.open.iloc[0]
    decisions = {preview.intake.join.keys[preview.intake.join.open.index[0]]: line["proposal"]}
    decided = preview_sheet(space, path, decisions=decisions)
    assert decided.intake.errors == ()
    keep_sheet(space, decided, by="A", decisions=decisions)
    assert preview_sheet(space, path).intake.errors == ()


def test_two_people_do_not_overwrite_each_other(space, source, communes, tmp_path):
    preview = preview_sheet(space, source[0])
    name, code = communes[["name", "code"]].iloc[0]
    met = {"x": "0", "0": "x"}
    mark = "x" if load_workbook(source[0]).active.cell(source[1][code], 4).value == "x" else "0"
    heads = ["Tên xã", "TC1", "TC2"]
    other = _write(tmp_path / "b.xlsx", ["Năm 2022"], heads, [name, met[mark], met[mark]])
    whole = preview_sheet(space, source[0], mode="replace")
    keep_sheet(space, preview_sheet(space, other), by="B")
    with pytest.raises(VersionConflictError, match=rf"{code} 1 2022 \(met"):
        keep_sheet(space, preview, by="A")
    with pytest.raises(VersionConflictError):
        keep_sheet(space, whole, by="A")
    assert len(list_versions(space.store)) == 1


def test_sheets_of_six_communes_sent_in_at_the_same_moment_all_land(space, communes, tmp_path):
    alone, previews = communes.drop_duplicates("name", keep=False).head(6), []
    for number, name in enumerate(alone["name"]):
        path = _write(tmp_path / f"{number}.xlsx", ["Năm 2022"], ["Tên xã", "TC1", "TC2"], [name, "x", "x"])
        previews.append(preview_sheet(space, path))
    with ThreadPoolExecutor(6) as pool:
        stored = list(pool.map(lambda pair: keep_sheet(space, pair[1], by=f"Xã {pair[0]}"), enumerate(previews)))
    assert all(item.new for item in stored)
    table = read_version(space.store, current_version(space.store, previews[0].slot))
    assert sorted(table["code"].unique()) == sorted(alone["code"])
    assert len(table) == 12


def test_the_year_chooses_the_units_and_wrong_ones_are_refused(space, communes, tmp_path):
    new = read_units(space.province, "2025")
    name = new.loc[new["kind"].eq("commune"), "name"].iloc[0]
    path = _write(tmp_path / "a.xlsx", ["Tên xã", "TC1", "TC2"], [name, "x", "x"])
    preview = preview_sheet(space, path, question=SheetQuestion(period=2026))
    assert preview.slot.vintage == "2025"
    with pytest.raises(NotInForceError, match="2020"):
        preview_sheet(space, path, vintage="2020", question=SheetQuestion(period=2026))


def test_attributes_keep_what_the_sheet_has_no_column_for(space, communes, tmp_path):
    name = communes["name"].iloc[0]
    first = _write(tmp_path / "a.xlsx", ["Năm 2022"], ["Tên xã", "Dân số", "Khu vực"], [name, 1200, "III"])
    keep_sheet(space, preview_sheet(space, first), by="A")
    second = _write(tmp_path / "b.xlsx", ["Năm 2022"], ["Tên xã", "Dân số", "Số hộ"], [name, 1300, 300])
    preview = preview_sheet(space, second)
    row = preview.table.iloc[0]
    assert (row["population"], row["households"], row["zone"]) == (1300, 300, "III")


def test_the_report_is_plain_data_and_lines(space, source):
    preview = preview_sheet(space, source[0])
    kept = keep_sheet(space, preview, by="A")
    found = json.loads(json.dumps(sheet_report(preview, kept)))
    assert (found["kind"], found["period"], found["taken"], found["changes"]["new"]) == ("results", 2022, 139, 2641)
    lines = sheet_lines(preview, kept)
    assert any("139" in line for line in lines)
    assert lines[-1].endswith(f"{kept.version.id}.")


def test_communes_the_sheet_leaves_out_are_named_before_it_is_kept(space, communes, tmp_path):
    book, sheet, rows = results_sheet(communes, space.criteria_sets["commune-2021"].criteria)
    code = communes["code"].iloc[5]
    left = communes.set_index("code").loc[code]
    sheet.delete_rows(rows[code])
    path = tmp_path / "thieu.xlsx"
    book.save(path)
    preview = preview_sheet(space, path)
    assert (preview.absent, preview.expected) == ((f"Xã {left['name']}, {left['parent_name']}",), 139)
    assert any(f"Còn thiếu 1/139 xã trong bảng: Xã {left['name']}" in line for line in sheet_lines(preview))
    assert sheet_report(preview)["absent"] == list(preview.absent)


def test_a_sheet_of_one_district_misses_nobody_of_the_others(space, communes, tmp_path):
    district = communes["parent_code"].iloc[0]
    own = communes[communes["parent_code"].eq(district)]
    book, _sheet, _rows = results_sheet(own, space.criteria_sets["commune-2021"].criteria)
    path = tmp_path / "mot-huyen.xlsx"
    book.save(path)
    preview = preview_sheet(space, path)
    assert (preview.absent, preview.expected) == ((), len(own))
