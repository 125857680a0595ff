"""Figures carried to newer units: never flattered, none lost or doubled."""

import pandas as pd
import pytest

from ntm_geo.boundaries.crosswalks import (
    carry_hamlets,
    carry_recognitions,
    main_target,
    older_crosswalks,
    read_crosswalk,
)
from ntm_geo.boundaries.units import read_units
from ntm_geo.boundaries.vintages import load_province
from ntm_geo.errors import NotInForceError, ProvinceError, TableError


def test_the_real_crosswalk_covers_both_sides_once(shipped):
    crosswalk = read_crosswalk(shipped.province, "2020", "2025")
    old, new = (read_units(shipped.province, key) for key in ("2020", "2025"))
    assert set(crosswalk["source_code"]) == set(old["code"])
    assert set(crosswalk["target_code"]) == set(new["code"])
    assert crosswalk.groupby("source_code")["share"].sum().round(6).eq(1).all()


def test_hamlets_move_without_loss(tiny_province):
    crosswalk = read_crosswalk(load_province(tiny_province), "2020", "2025")
    hamlets = pd.DataFrame({"code": ["90010", "90001", "90010"], "hamlet": ["Một", "Hai", "Ba"]})
    moved = carry_hamlets(hamlets, crosswalk)
    assert list(moved["code"]) == ["90001", "90001", "90001"]
    assert list(moved["hamlet"]) == ["Một", "Hai", "Ba"]


def test_a_merged_commune_is_recognised_only_if_all_its_parts_are(tiny_province):
    province = load_province(tiny_province)
    old, new = (read_units(province, key) for key in ("2020", "2025"))
    crosswalk = read_crosswalk(province, "2020", "2025")

    def carried(*rows):
        table = pd.DataFrame(rows, columns=["code", "level", "recognised_on", "revoked_on", "decision"])
        table = table.assign(
            recognised_on=pd.to_datetime(table["recognised_on"]), revoked_on=pd.to_datetime(table["revoked_on"])
        )
        found = carry_recognitions(table, crosswalk, source_units=old, target_units=new, period=2022)
        return dict(zip(found["code"], found["level"], strict=True))

    a, b, d = "90001", "90004", "90010"
    assert carried((a, "standard", "2020-01-01", None, None)) == {}
    both = carried((a, "advanced", "2020-01-01", None, None), (d, "standard", "2021-01-01", None, None))
    assert both == {a: "standard"}
    assert carried((b, "standard", "2020-01-01", "2022-06-01", None)) == {}
    assert carried((b, "standard", "2023-01-01", None, None)) == {}
    assert carried((b, "standard", "2020-01-01", None, None)) == {b: "standard"}


def test_a_broken_crosswalk_is_one_error(tiny_province):
    province = load_province(tiny_province)
    file = tiny_province / "crosswalks/crosswalk_2020_2025.csv"
    file.write_text(file.read_text(encoding="utf-8").replace(",1\n", ",one\n", 1), encoding="utf-8")
    with pytest.raises(TableError):
        read_crosswalk(province, "2020", "2025")
    file.unlink()
    with pytest.raises(ProvinceError):
        read_crosswalk(province, "2020", "2025")
    with pytest.raises(NotInForceError):
        read_crosswalk(province, "2025", "2020")


def test_a_divided_unit_goes_to_where_its_largest_part_went():
    rows = [("1", "9", 0.25), ("1", "8", 0.75), ("2", "9", 1.0), ("3", "8", 0.5), ("3", "7", 0.5)]
    crosswalk = pd.DataFrame(rows, columns=["source_code", "target_code", "share"])
    assert main_target(crosswalk).to_dict() == {"1": "8", "2": "9", "3": "7"}


def test_older_vintages_are_met_newest_first(tiny_province):
    province = load_province(tiny_province)
    [(older, crosswalk)] = older_crosswalks(province, "2025")
    assert (older, len(crosswalk)) == ("2020", 10)
    assert list(older_crosswalks(province, "2020")) == []
