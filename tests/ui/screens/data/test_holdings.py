"""What is loaded, its history, and the templates."""

from types import SimpleNamespace

import pandas as pd
import pytest

from ntm_geo.store.datasets import add_version, current_version
from ntm_geo.store.versions import NewVersion, Slot
from ntm_geo.tables.provenance import Provenance
from ntm_geo.ui.screens.data import holdings

SLOT = Slot(kind="agencies")


def _open(app, part):
    at = app("data")
    at.session_state["data_part"] = part
    return at.run(timeout=60)


@pytest.fixture
def versions(fresh):
    def agencies(capacity):
        return pd.DataFrame(
            {"agency": ["a"], "name": ["Sở A"], "kind": ["department"], "capacity_min": [0], "capacity_max": [capacity],
             "strong_in": [None], "resources": [None], "lon": [None], "lat": [None], "only_districts": [None],
             "not_districts": [None], "contact": [None], "active": pd.array([True], dtype="boolean")}
        ).astype({"resources": float, "lon": float, "lat": float})  # fmt: skip

    return [
        add_version(
            fresh.store,
            NewVersion(slot=SLOT, table=agencies(number), provenance=Provenance(source=f"{number}.xlsx"), by="A"),
        )[0]
        for number in (1, 2)
    ]


def test_completeness_and_history_are_on_the_page(app, versions):
    at = _open(app, "Số liệu đang dùng")
    tables = [set(one.value.columns) for one in at.dataframe]
    assert any(("Tiêu chí" in columns and "Tỷ lệ đã có" not in columns) or "Tiêu chí" in columns for columns in tables)
    assert any("Huyện" in columns for columns in tables)
    at = _open(app, "Lịch sử")
    history = next(one.value for one in at.dataframe if "Người cập nhật" in one.value.columns and len(one.value) >= 2)
    assert {"1.xlsx", "2.xlsx"} <= set(history["Nguồn"])


def test_two_versions_are_compared_and_the_older_is_used_again(app, fresh, versions):
    older, newer = versions
    at = _open(app, "Lịch sử")
    at.selectbox(key="newer_version").set_value(newer.id).run(timeout=60)
    at.selectbox(key="older_version").set_value(older.id).run(timeout=60)
    changes = next(one.value for one in at.dataframe if "Trước" in one.value.columns)
    assert changes[["Cột", "Trước", "Sau"]].to_numpy().tolist() == [["Số xã nhiều nhất", "1", "2"]]
    at.selectbox(key="newer_version").set_value(older.id).run(timeout=60)
    at.button(key="version_again").click()
    at.run(timeout=60)
    assert current_version(fresh.store, SLOT).id == older.id


def test_every_template_can_be_had(app, fresh):
    at = _open(app, "Biểu mẫu")
    box = at.selectbox(key="template_kind")
    for kind in ("results", "hamlets", "agencies"):
        box.set_value(kind).run(timeout=60)
        assert not at.exception


@pytest.mark.parametrize(
    ("kind", "period", "year"), [("results", 2022, "2022"), ("plans", 1, ""), ("agencies", None, "")]
)
def test_the_number_of_a_plan_is_no_year(kind, period, year):
    version = SimpleNamespace(slot=SimpleNamespace(kind=kind, period=period))
    assert holdings.year_of(version) == year
