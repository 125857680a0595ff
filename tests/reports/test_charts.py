"""Charts as pictures: every series has its colour, every value its figure, missing values leave a gap."""

import io
from dataclasses import replace

import pytest
from PIL import Image

from ntm_geo.reports.briefing import BriefChart, Series
from ntm_geo.reports.charts import DPI, chart_picture


def _colours(content):
    picture = Image.open(io.BytesIO(content)).convert("RGB")
    return picture, {colour for _count, colour in picture.getcolors(1 << 24)}


def test_a_stacked_chart_shows_its_colours_at_print_size(briefing):
    picture, colours = _colours(chart_picture(briefing.sections[0].charts[0]))
    assert picture.size == (round(6.5 * DPI), round(2.9 * DPI))
    assert {(11, 60, 93), (253, 241, 207)} <= colours


@pytest.mark.parametrize("kind", ["bars", "lines"])
def test_missing_values_leave_a_gap(kind):
    chart = BriefChart(
        key="way", title="Đường tới mục tiêu", kind=kind, categories=("2021", "2022", "2023"),
        series=(Series(name="Đã đạt", values=(0.1, 0.2, None), colour="#0b3c5d"),
                Series(name="Mục tiêu", values=(0.1, 0.2, 0.3), colour="#e08a2c")),
        share=True,
    )  # fmt: skip
    _picture, colours = _colours(chart_picture(chart))
    assert {(11, 60, 93), (224, 138, 44)} <= colours
    full = replace(chart, series=(replace(chart.series[0], values=(0.1, 0.2, 0.3)), chart.series[1]))
    assert chart_picture(full) != chart_picture(chart)


def test_a_series_without_any_value_is_left_out():
    chart = BriefChart(
        key="way", title="Trống", kind="lines", categories=("2021",),
        series=(Series(name="Đã đạt", values=(None,), colour="#0b3c5d"),),
    )  # fmt: skip
    assert (11, 60, 93) not in _colours(chart_picture(chart))[1]
