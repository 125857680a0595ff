"""``ingest``: files in, faults told with their cells."""

import json
from pathlib import Path

import geopandas
import pytest
from openpyxl import Workbook

ROOT = Path(__file__).resolve().parents[2]


def test_a_file_is_taken_in_and_reported(run, tmp_path):
    source = str(ROOT / "data/boundaries/cao-bang/2025/cao_bang_2025_schematic.shp")
    dry = run("ingest", source, "--kind", "boundaries", "--vintage", "2025", "--dry-run", "--json")
    assert json.loads(dry.stdout)["kept"] is None
    assert run("data", "list").stdout == ""
    done = run("ingest", source, "--vintage", "2025")
    assert done.exit_code == 0
    assert "56" in done.stdout
    assert list((tmp_path / "data").rglob("*"))


def test_a_fault_is_told_with_its_cell_and_ends_with_one_but_sound_rows_are_kept(run, tmp_path, fill_cell):
    sheet = tmp_path / "mau.xlsx"
    run("data", "template", "--kind", "results", "--period", "2022", "--out", str(sheet))
    fill_cell(sheet, 4, "gì")
    fill_cell(sheet, 4, "x", row=7)
    done = run("ingest", str(sheet))
    assert done.exit_code == 1
    assert "!D6" in done.stdout
    assert json.loads(run("data", "list", "--json").stdout)[0]["rows"] == 1


def test_several_files_give_several_reports(run, tmp_path):
    sheet = tmp_path / "mau.csv"
    run("data", "template", "--kind", "attributes", "--period", "2022", "--out", str(sheet))
    boundaries = str(ROOT / "data/boundaries/cao-bang/2025/cao_bang_2025_schematic.shp")
    found = run("ingest", boundaries, boundaries, "--vintage", "2025", "--dry-run", "--json")
    assert [one["units"] for one in json.loads(found.stdout)] == [56, 56]


SCHEMATIC = ROOT / "data/boundaries/cao-bang/2020/cao_bang_2020_schematic.shp"


@pytest.fixture
def office_file(tmp_path):
    """A file of an office made of the schematic of 2020, as a function that changes it."""

    def write(change=lambda units: units, *, name="xa.gpkg", layer="xa"):
        path = tmp_path / name
        change(geopandas.read_file(SCHEMATIC)).to_file(path, layer=layer)
        return str(path)

    return write


def test_the_units_of_boundaries_are_found_without_a_word(run):
    done = run("ingest", str(SCHEMATIC), "--json")
    found = json.loads(done.stdout)
    assert (done.exit_code, found["vintage"], found["matched"]) == (0, "2020", 161)


def test_a_layer_is_chosen_by_the_option_the_error_names(run, office_file):
    office_file(layer="huyen")
    path = office_file(layer="xa")
    asked = run("ingest", path, "--json")
    error = json.loads(asked.stdout)["error"]
    assert asked.exit_code == 1
    assert [one["option"] for one in error["proposals"]] == ["--layer huyen", "--layer xa"]
    done = run("ingest", path, *error["proposals"][1]["option"].split(), "--json")
    found = json.loads(done.stdout)
    assert (done.exit_code, found["layer"]) == (0, "xa")
    assert "huyen" in found["not_read"][0]


def test_a_coordinate_system_is_chosen_by_the_option_the_error_names(run, tmp_path):
    folder = tmp_path / "shp"
    folder.mkdir()
    geopandas.read_file(SCHEMATIC).to_crs("EPSG:9210").to_file(folder / "xa.shp", encoding="UTF-8")
    (folder / "xa.prj").unlink()
    asked = run("ingest", str(folder), "--json")
    assert asked.exit_code == 1
    option = json.loads(asked.stdout)["error"]["proposals"][0]["option"]
    assert option == "--crs EPSG:9210"
    assert option in run("ingest", str(folder)).stderr
    assert run("ingest", str(folder), *option.split()).exit_code == 0


def test_a_part_is_kept_on_the_readers_word(run, office_file):
    path = office_file(lambda units: units.iloc[:21])
    refused = run("ingest", path)
    assert refused.exit_code == 1
    assert "140/161" in refused.stdout
    assert "--partial" in refused.stdout
    assert run("data", "list").stdout == ""
    assert run("ingest", path, "--partial").exit_code == 0
    assert run("data", "list").stdout != ""


def test_a_far_outline_is_kept_on_the_readers_word(run, office_file):
    def change(units):
        units.loc[3, "geometry"] = units.geometry.translate(1, 1).iloc[3]
        return units

    path = office_file(change)
    refused = run("ingest", path, "--json")
    assert (refused.exit_code, json.loads(refused.stdout)["refused"][0]["kind"]) == (1, "far-off")
    assert run("ingest", path, "--as-drawn").exit_code == 0


@pytest.mark.parametrize(
    ("change", "kind"),
    [
        (lambda units: units.assign(ma_xa=[f"{6000 + n:05d}" for n in range(161)], ten_xa="Xã Lạ"), "other-province"),
        (lambda units: units.assign(ma_xa=[f"{90000 + n:05d}" for n in range(161)], ten_xa="Xã Lạ"), "little-matched"),
    ],
)
def test_what_is_not_of_the_province_is_refused_in_both_forms(run, office_file, change, kind):
    path = office_file(lambda units: change(units).drop(columns=["ma_huyen", "ten_huyen"]))
    told = run("ingest", path, "--vintage", "2020", "--partial")
    assert told.exit_code == 1
    assert "Chạy thử" not in told.stdout
    plain = run("ingest", path, "--vintage", "2020", "--json")
    found = json.loads(plain.stdout)
    assert (plain.exit_code, found["kept"], [one["kind"] for one in found["refused"]]) == (1, None, [kind])
    assert run("ingest", path, "--vintage", "2020", "--dry-run").exit_code == 1


def test_old_units_are_not_kept_as_new_ones(run):
    done = run("ingest", str(SCHEMATIC), "--vintage", "2025", "--json")
    found = json.loads(done.stdout)
    assert (done.exit_code, found["kept"], found["refused"][0]["kind"]) == (1, None, "other-vintage")
    assert "2020" in found["refused"][0]["hint"]


@pytest.mark.parametrize(
    ("content", "said"),
    [(b"Rar!\x1a\x07\x00", "RAR"), (b"", "Tệp rỗng"), (b"nothing of the kind", "không phải tệp ranh giới"), (None, "Không có tệp")],
)  # fmt: skip
def test_every_refusal_is_json_when_that_is_asked_for_and_does_not_stop_the_next_file(run, tmp_path, content, said):
    bad = tmp_path / "xa.shp"
    if content is not None:
        bad.write_bytes(content)
    done = run("ingest", str(bad), str(SCHEMATIC), "--kind", "boundaries", "--json")
    first, second = json.loads(done.stdout)
    assert done.exit_code == 1
    assert said in first["error"]["what"]
    assert first["error"]["fix"]
    assert (first["kept"], bool(second["kept"])) == (None, True)


@pytest.mark.reference
@pytest.mark.parametrize(
    ("name", "options"),
    [
        ("14-datum-lost/custom-vn2000.shp", ["--partial"]),
        ("15-outline-far-from-its-place/meridian-of-another-province.shp", ["--partial", "--crs", "EPSG:9210"]),
        ("16-not-the-whole-province/one-district.gpkg", ["--partial"]),
        ("18-codes-of-other-shapes/a-lake-without-code.gpkg", ["--partial"]),
        ("18-codes-of-other-shapes/eight-digits-tax.gpkg", ["--partial"]),
        ("20-hints-without-a-way/no-prj.shp", ["--partial", "--crs", "EPSG:9210"]),
        ("20-hints-without-a-way/two-layers.gpkg", ["--partial", "--layer", "xa"]),
    ],
)
def test_the_cases_are_refused_and_taken_with_the_options_told(run, reference_dir, name, options):
    path = str(reference_dir.parent / "cases" / name)
    refused = run("ingest", path, "--vintage", "2020", "--json")
    assert refused.exit_code == 1
    assert json.loads(refused.stdout)["kept"] is None
    done = run("ingest", path, "--vintage", "2020", "--json", *options)
    assert (done.exit_code, json.loads(done.stdout)["matched"]) == (0, 21)


def _sheet(path, *rows):
    book = Workbook()
    for row in rows:
        book.active.append(row)
    book.save(path)
    return str(path)


def test_a_question_is_answered_with_what_the_report_prints(run, tmp_path):
    rows = [["NĂM 2022"], ["STT", "Tên xã", "TC1", "TC2"], [1, "Cốc Pàng", "x", "-"]]
    sheet = _sheet(tmp_path / "a.xlsx", *rows)
    asked = run("ingest", sheet)
    assert asked.exit_code == 1
    assert "--answer dash=not-met" in asked.stdout
    assert run("data", "list").stdout == ""
    wrong = run("ingest", sheet, "--answer", "dash=maybe", "--json")
    assert (wrong.exit_code, json.loads(wrong.stdout)["answers_not_used"]) == (1, ["dash=maybe"])
    done = run("ingest", sheet, "--answer", "dash=not-met")
    assert done.exit_code == 0
    assert json.loads(run("data", "list", "--json").stdout)[0]["rows"] == 2


def test_a_refused_sheet_is_a_report_and_does_not_stop_the_next(run, tmp_path):
    page = tmp_path / "a.xls"
    page.write_text("<html><table></table></html>", encoding="utf-8")
    rows = [["NĂM 2022"], ["STT", "Tên xã", "TC1", "TC2"], [1, "Cốc Pàng", "x", 0]]
    done = run("ingest", str(page), _sheet(tmp_path / "b.xlsx", *rows), "--json")
    assert done.exit_code == 1
    first, second = json.loads(done.stdout)
    assert first["error"]["fix"]
    assert second["taken"] == 1


def test_a_plan_goes_where_plans_belong(run, tmp_path):
    rows = [["KẾ HOẠCH NĂM 2023"], ["STT", "Tên xã", "TC1", "TC2"], [1, "Cốc Pàng", "x", 0]]
    done = run("ingest", _sheet(tmp_path / "a.xlsx", *rows), "--answer", "plan=plan", "--json")
    assert (done.exit_code, json.loads(done.stdout)["kind"]) == (0, "registrations")
