"""The list of agencies is shipped as an illustration, edited with checks, and never overwritten by two at once."""

from datetime import date

import pandas as pd
import pytest

from ntm_geo.errors import TableError, VersionConflictError
from ntm_geo.intake.sheets.sheet_import import keep_sheet, preview_sheet
from ntm_geo.intake.sheets.workbook import SheetQuestion
from ntm_geo.records import agency_list as work

DAY = date(2022, 12, 31)


def test_the_shipped_list_stands_until_one_is_kept(fresh):
    first = work.load_agencies(fresh)
    assert first.version is None
    assert first.provenance.illustrative
    assert 75 <= len(first.table) <= 95
    assert first.table["kind"].nunique() == 7
    assert first.table["contact"].isna().all()
    version, new = work.save_agencies(fresh, first.table.head(3), by="An", expected=None)
    again = work.load_agencies(fresh)
    assert new
    assert (again.version, len(again.table), again.provenance.illustrative) == (version.id, 3, True)


def test_a_list_is_illustrative_while_one_made_up_row_is_left(fresh):
    table = work.load_agencies(fresh).table.head(2)
    own = table.assign(resources=[1.0, 2.0])
    first, _new = work.save_agencies(fresh, pd.concat([own.head(1), table.tail(1)]), by="An", expected=None)
    assert first.provenance.illustrative
    second, _new = work.save_agencies(fresh, own, by="An", expected=first.id)
    assert not second.provenance.illustrative


def test_the_second_of_two_savers_is_told(fresh):
    table = work.load_agencies(fresh).table
    work.save_agencies(fresh, table.head(3), by="An", expected=None)
    with pytest.raises(VersionConflictError):
        work.save_agencies(fresh, table.head(2), by="Bình", expected=None)
    assert len(work.load_agencies(fresh).table) == 3


def test_new_rows_get_keys_from_their_names_and_lists_may_have_commas(shipped):
    table = work.load_agencies(shipped).table.head(1)
    new = table.assign(agency=None, name="Sở Mới", strong_in="1, 9,9")
    tidy = work.tidy_agencies(shipped, pd.concat([table, new, new], ignore_index=True))
    assert sorted(tidy["agency"]) == sorted([table["agency"].iloc[0], "so-moi", "so-moi-2"])
    assert tidy.loc[tidy["agency"].eq("so-moi"), "strong_in"].tolist() == ["1;9"]


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"capacity_min": 5, "capacity_max": 1}, "above the most"),
        ({"strong_in": "99"}, "Strong in"),
        ({"only_districts": "999"}, "district nobody knows"),
        ({"only_districts": "043", "not_districts": "043"}, "No district is left"),
        ({"lat": None}, "Half a location"),
        ({"kind": "friend"}, "cannot be “friend”"),
        ({"name": ""}, "is missing"),
    ],
)
def test_a_row_that_cannot_be_is_refused_and_nothing_is_kept(fresh, changes, said):
    table = work.load_agencies(fresh).table
    wrong = table.assign(**{key: table[key].where(table.index != 0, value) for key, value in changes.items()})
    with pytest.raises(TableError, match=said) as caught:
        work.save_agencies(fresh, wrong, by="An", expected=None)
    assert caught.value.fix
    assert work.load_agencies(fresh).version is None


def test_strengths_come_from_who_is_in_charge_unless_the_list_says_otherwise(shipped):
    table = work.load_agencies(shipped).table
    found = work.strengths(shipped, table, law=shipped.criteria_sets["commune-2021"], day=DAY)
    assert found["construction"] == ("1", "9")
    assert found["justice"] == ("18",)
    assert found["military"] == ("19",)
    assert found["tax"] == ()
    own = table.assign(strong_in=table["strong_in"].where(table["agency"].ne("construction"), "2"))
    assert work.strengths(shipped, own, law=shipped.criteria_sets["commune-2021"], day=DAY)["construction"] == ("2",)
    later = work.strengths(shipped, table, law=shipped.criteria_sets["commune-2021"], day=date(2025, 8, 1))
    assert later["construction"] == ("1", "2", "9")


def test_a_department_is_known_by_its_name_too(shipped):
    row = work.load_agencies(shipped).table.query("agency == 'health'").assign(agency="s-y-t", strong_in=None)
    assert work.strengths(shipped, row, law=shipped.criteria_sets["commune-2021"], day=DAY) == {"s-y-t": ("15",)}


def test_earlier_partners_are_illustrative_until_some_are_kept(fresh):
    first = work.earlier_partners(fresh, vintage="2020")
    assert first.provenance.illustrative
    assert sorted(first.table["year"].unique()) == [2021, 2022]
    assert set(work.earlier_partners(fresh, vintage="2025").table["year"]) == {2026}
    own = pd.DataFrame({"agency": ["health"], "code": ["01291"], "year": [2022], "decision": ["5/QĐ"]})
    work.save_partners(fresh, own, vintage="2020", by="An", expected=None)
    kept = work.earlier_partners(fresh, vintage="2020")
    assert (kept.table["decision"].tolist(), kept.provenance.illustrative) == (["5/QĐ"], False)
    with pytest.raises(TableError, match="Given twice"):
        work.save_partners(fresh, pd.concat([own, own]), vintage="2020", by="An", expected=None)


def test_ways_by_road_are_kept_for_known_pairs_only(fresh):
    own = pd.DataFrame({"agency": ["health"], "code": ["01291"], "km": [140.0]})
    assert work.road_distances(fresh, vintage="2020").table.empty
    work.save_road_distances(fresh, own, vintage="2020", by="An", expected=None)
    assert work.road_distances(fresh, vintage="2020").table["km"].tolist() == [140.0]
    with pytest.raises(TableError, match="nobody"):
        work.save_road_distances(fresh, own.assign(agency="nobody"), vintage="2020", by="An", expected=None)
    with pytest.raises(TableError, match="99999"):
        work.save_road_distances(fresh, own.assign(code="99999"), vintage="2020", by="An", expected=None)


@pytest.mark.parametrize(("given", "read"), [("1;9", ("1", "9")), ("1, 9;1", ("1", "9")), ("", ()), (None, ())])
def test_lists_are_read_as_they_are_typed(given, read):
    assert work.codes_in(given) == read


def test_partners_of_earlier_years_come_in_by_sheet(fresh, tmp_path):
    sheet = tmp_path / "giup-do.csv"
    sheet.write_text(
        "Tên xã;Huyện;Cơ quan giúp đỡ;Năm;Số quyết định\n"
        "Đức Hạnh;Bảo Lâm;Sở Y tế;2021;5/QĐ\nĐức Hạnh;Bảo Lâm;Sở Lạ;2022;\n",
        encoding="utf-8",
    )
    plan = preview_sheet(fresh, sheet, vintage="2020", question=SheetQuestion(), mode="merge")
    assert plan.intake.understood.kind == "partners"
    assert [one.kind for one in plan.intake.problems] == ["agency-unknown"]
    keep_sheet(fresh, plan, by="An")
    kept = work.earlier_partners(fresh, vintage="2020")
    assert kept.table[["agency", "code", "year"]].to_numpy().tolist() == [["health", "01291", 2021]]
    assert not kept.provenance.illustrative


def test_a_sheet_that_leaves_made_up_rows_in_the_list_leaves_it_illustrative(fresh, tmp_path):
    work.save_agencies(fresh, work.load_agencies(fresh).table.head(3), by="An", expected=None)
    sheet = tmp_path / "co-quan.csv"
    sheet.write_text("Tên cơ quan;Loại\nSở Mới;Sở, ngành\n", encoding="utf-8")
    for mode, illustrative in (("merge", True), ("replace", False)):
        plan = preview_sheet(fresh, sheet, vintage="2020", question=SheetQuestion(), mode=mode)
        kept = keep_sheet(fresh, plan, by="An")
        assert kept.version.provenance.illustrative is illustrative


def test_a_list_written_by_the_older_set_goes_over_into_the_newer_one(shipped):
    law = shipped.criteria_sets["commune-2026"]
    table = work.load_agencies(shipped).table
    found = work.strengths(shipped, table, law=law, day=date(2026, 12, 31))
    assert found["agribank"] == ("3",)  # 10 and 13 of the older set
    assert found["power"] == ("2",)
    assert found["health"] == ("5",), "a department is strong in what it is in charge of"
    newer = table.loc[table["agency"].eq("agribank")].assign(strong_in="10")
    assert work.strengths(shipped, newer, law=law, day=date(2026, 12, 31))["agribank"] == ("10",)
