"""One record is added to what others keep, whoever saved in between."""

from datetime import date

import pandas as pd
import pytest

from ntm_geo.assessment.period import assess_period
from ntm_geo.errors import TableError, VersionConflictError
from ntm_geo.monitoring import entries, work_registers
from ntm_geo.monitoring.entries import (
    add_record,
    add_support,
    certify_hamlet,
    department_for,
    report_support,
    solve_difficulty,
)
from ntm_geo.partners.support import load_support
from ntm_geo.records.agency_list import load_agencies
from ntm_geo.records.figures import load_figures

ROW = {"code": "01291", "criterion": "2", "what": "Thiếu vốn làm đường", "raised_on": date(2022, 3, 1)}


def _difficulties(space):
    return work_registers.load(space, "difficulties", vintage="2020").table


def test_a_difficulty_is_added_with_the_next_number(fresh):
    add_record(fresh, "difficulties", ROW, vintage="2020", by="Lan")
    add_record(fresh, "difficulties", ROW | {"what": "Chưa có mặt bằng"}, vintage="2020", by="Minh")
    table = _difficulties(fresh)
    assert table["number"].tolist() == [1, 2]
    assert table["what"].tolist() == ["Thiếu vốn làm đường", "Chưa có mặt bằng"]


@pytest.mark.parametrize(
    ("left_out", "said"),
    [
        ("what", "Nội dung vướng mắc is missing"),
        ("raised_on", "Ngày phản ánh is missing"),
        ("code", "Mã xã is missing"),
    ],
)
def test_what_is_needed_is_asked_for_by_its_heading(fresh, left_out, said):
    with pytest.raises(TableError, match=said):
        add_record(fresh, "difficulties", ROW | {left_out: None}, vintage="2020", by="Lan")
    assert _difficulties(fresh).empty


def test_a_difficulty_is_solved_and_others_stay(fresh):
    for what in ("a", "b"):
        add_record(fresh, "difficulties", ROW | {"what": what}, vintage="2020", by="Lan")
    solve_difficulty(fresh, 2, on=date(2022, 5, 4), how=" Tỉnh bổ sung vốn ", vintage="2020", by="Minh")
    first, second = _difficulties(fresh).to_dict("records")
    assert pd.isna(first["solved_on"])
    assert (second["solved_on"], second["solution"]) == (pd.Timestamp("2022-05-04"), "Tỉnh bổ sung vốn")


def test_nothing_is_solved_that_is_not_there_or_before_it_was_raised(fresh):
    add_record(fresh, "difficulties", ROW, vintage="2020", by="Lan")
    with pytest.raises(TableError, match="number 7"):
        solve_difficulty(fresh, 7, on=date(2022, 5, 4), how="", vintage="2020", by="Lan")
    with pytest.raises(TableError, match="end before they begin"):
        solve_difficulty(fresh, 1, on=date(2022, 2, 1), how="", vintage="2020", by="Lan")


def test_an_inspection_is_added(fresh):
    row = {"code": "01291", "on": date(2022, 6, 1), "who": "Sở NN&PTNT", "findings": "Đường đạt"}
    add_record(fresh, "inspections", row, vintage="2020", by="Lan")
    assert work_registers.load(fresh, "inspections", vintage="2020").table["who"].tolist() == ["Sở NN&PTNT"]


def test_support_is_added(fresh):
    agency = load_agencies(fresh).table["agency"].iloc[0]
    row = {"agency": agency, "code": "01291", "content": "Tặng 20 máy tính", "year": 2023, "money": 300.0}
    add_support(fresh, row, vintage="2020", by="Lan")
    add_support(fresh, row | {"content": "Làm đường"}, vintage="2020", by="Lan")
    assert load_support(fresh, vintage="2020").table["number"].tolist() == [1, 2]


def _hamlets(space, code="01291"):
    table = load_figures(space).registers["2020"].hamlets
    return table[table["code"].eq(code)].set_index("hamlet")


def test_a_hamlet_of_the_register_is_certified_and_a_new_one_added(fresh):
    before = _hamlets(fresh)
    chosen = before.index[before["certified_on"].isna()][0]
    certify_hamlet(fresh, "01291", chosen, on=date(2022, 9, 2), decision="12/QĐ", vintage="2020", by="Lan")
    after = _hamlets(fresh)
    assert (after.loc[chosen, "certified_on"], after.loc[chosen, "decision"]) == (pd.Timestamp("2022-09-02"), "12/QĐ")
    assert len(after) == len(before)
    certify_hamlet(fresh, "01291", "Khuổi Vin", on=date(2022, 9, 3), decision="", vintage="2020", by="Lan")
    certify_hamlet(fresh, "01291", "khuổi vin ", on=date(2022, 9, 4), decision="", vintage="2020", by="Lan")
    newest = _hamlets(fresh)
    assert len(newest) == len(before) + 1
    assert newest[newest["name"].eq("Khuổi Vin")]["certified_on"].tolist() == [pd.Timestamp("2022-09-04")]


def test_a_certificate_has_a_year_of_its_own_that_ends_with_the_next_one(fresh):
    words = {"decision": "1/QĐ", "vintage": "2020", "by": "Lan"}
    certify_hamlet(fresh, "01291", "01291-01", on=date(2023, 1, 14), for_year=2022, **words)
    assert assess_period(fresh, load_figures(fresh), period=2022).assessment.hamlet_counts["certified"].sum() == 17
    with pytest.raises(TableError, match="later one"):
        certify_hamlet(fresh, "01291", "01291-02", on=date(2022, 1, 14), for_year=2023, **words)
    certify_hamlet(fresh, "01291", "01291-01", on=date(2023, 5, 1), **words)
    assert assess_period(fresh, load_figures(fresh), period=2022).assessment.hamlet_counts["certified"].sum() == 16


def test_a_hamlet_needs_a_name(fresh):
    with pytest.raises(TableError, match="missing"):
        certify_hamlet(fresh, "01291", "  ", on=date(2022, 9, 2), decision="", vintage="2020", by="Lan")


def test_somebody_who_saves_in_between_loses_nothing(fresh, monkeypatch):
    save, between = work_registers.save, []

    def slow(space, kind, table, **kept):
        if not between:
            between.append(True)
            add_record(space, kind, ROW | {"what": "của người khác"}, vintage="2020", by="Minh")
        return save(space, kind, table, **kept)

    monkeypatch.setattr(entries.work_registers, "save", slow)
    add_record(fresh, "difficulties", ROW, vintage="2020", by="Lan")
    assert sorted(_difficulties(fresh)["what"]) == ["Thiếu vốn làm đường", "của người khác"]


def test_it_gives_up_where_others_never_stop(fresh, monkeypatch):
    def busy(*_, **__):
        raise VersionConflictError(entries.msg("x"), fix=entries.msg("y"))

    monkeypatch.setattr(entries.work_registers, "save", busy)
    with pytest.raises(VersionConflictError):
        add_record(fresh, "difficulties", ROW, vintage="2020", by="Lan")


def test_the_department_of_a_criterion_is_known_where_there_is_one(shipped):
    assert department_for(shipped, "2", date(2022, 6, 1), period=2022) == "transport"
    assert department_for(shipped, "2", date(2030, 6, 1), period=2022) != ""
    assert department_for(shipped, "", date(2022, 6, 1), period=2022) == ""


def test_a_support_is_reported_done_and_a_fault_keeps_what_was_there(fresh):
    row = {"agency": "health", "code": "01291", "year": 2022, "content": "Tủ thuốc", "money": 20.0}
    add_support(fresh, row, vintage="2020", by="An")
    add_support(fresh, row | {"agency": "trade"}, vintage="2020", by="An")
    about = {"done": "Đã  trao \n tủ thuốc", "money": 18.0, "days": None, "vintage": "2020", "by": "An"}
    for number, day in ((9, date(2022, 5, 1)), (1, date(2021, 5, 1))):
        with pytest.raises(TableError):
            report_support(fresh, number, on=day, **about)
    assert load_support(fresh, vintage="2020").table["done_on"].isna().all()
    report_support(fresh, 1, on=date(2022, 5, 1), **about)
    table = load_support(fresh, vintage="2020").table.set_index("number")
    assert table.loc[1, ["done", "money_done"]].tolist() == ["Đã trao tủ thuốc", 18.0]
    assert table.loc[2, ["done_on", "done", "money_done"]].isna().all()
