"""Plans and difficulties on a page."""

import pandas as pd
import pytest

from ntm_geo.monitoring import work_registers


@pytest.fixture
def one(fresh):
    frame = pd.DataFrame(
        [[1, "01291", "2", "Thiếu vốn *làm* đường", "UBND xã", "transport", True, "2022-03-01", "2022-06-30", None, None]],
        columns=["number", "code", "criterion", "what", "raised_by", "in_charge", "to_ministry", "raised_on", "due_on",
                 "solved_on", "solution"],
    )  # fmt: skip
    days = {key: pd.to_datetime(frame[key]) for key in ("raised_on", "due_on", "solved_on")}
    table = frame.assign(**days, to_ministry=frame["to_ministry"].astype("boolean"))
    work_registers.save(fresh, "difficulties", table, vintage="2020", by="An", expected=None)


def _show(at, name):
    at.session_state["plans_show"] = name
    at.run(timeout=90)
    assert not at.exception
    return at


def test_without_any_it_says_how_to_begin(app, fresh):
    at = app("plans")
    assert any("Chưa ghi nhận khó khăn, vướng mắc" in one.value for one in at.markdown)


def test_late_ones_stand_out(app, one):
    at = app("plans")
    said = [each.value for each in at.markdown]
    assert any("Còn 1 vướng mắc" in each and "1 quá hạn" in each and "1 đã báo cáo bộ" in each for each in said)
    assert any(each.startswith(":red-background[") and "\\*làm\\*" in each for each in said)
    assert at.dataframe[0].value.iloc[0].tolist() == ["Sở Giao thông vận tải", 1, 1]


@pytest.mark.parametrize("show", ["registrations", "steps", "conditions", "inspections"])
@pytest.mark.parametrize("lang", ["vi", "en"])
def test_every_table_opens(app, fresh, show, lang):
    _show(app("plans", lang=lang), show)


def test_saving_nothing_new_changes_nothing(app, fresh, one):
    at = app("plans")
    at.button(key="save_difficulties").click().run(timeout=60)
    assert not at.exception
    assert work_registers.load(fresh, "difficulties", vintage="2020").version == 1
