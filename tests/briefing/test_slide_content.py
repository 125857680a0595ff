"""Slides say the briefing's figures, take the planner's own words, and follow a what-if without writing it."""

from dataclasses import replace

import pytest

from ntm_geo.briefing.brief import briefing_of
from ntm_geo.briefing.briefing_data import data_as_if
from ntm_geo.briefing.running_orders import Item, RunningOrder, ready_order
from ntm_geo.briefing.slide_content import make_slides, sections_of
from ntm_geo.errors import TableError, UnknownUnitError
from ntm_geo.tables.saved.running_order_table import SHOWS


@pytest.fixture(scope="module")
def data(brief_data):
    return replace(brief_data(), pictures=False)


def _one(data, **item):
    (slide,) = make_slides(data, RunningOrder(name="Thử", items=(Item(**item),)))
    return slide


@pytest.mark.parametrize("show", SHOWS)
def test_everything_can_be_shown(data, show):
    subject = {"criterion": "10.1", "commune": "01291"}.get(show, "")
    slide = _one(data, show=show, subject=subject)
    assert slide.section.title
    assert slide.section.statements or show == "text"


def test_the_ready_order_keeps_the_contract(data):
    slides = make_slides(data, ready_order())
    briefing_of(data, tuple(one.section for one in slides))
    assert [one.show for one in slides if one.content is not None] == [
        "tiers", "progress", "hamlets", "priority", "assignment"
    ]  # fmt: skip


def test_own_words_take_the_place_of_the_usual_ones(data):
    slide = _one(data, show="tiers", title=" Nhìn lại ", statement="Câu một\n\nCâu hai", note="Nhắc đường xã")
    assert slide.section.title == "Nhìn lại"
    assert [one.text for one in slide.section.statements] == ["Câu một", "Câu hai"]
    assert slide.section.remarks[0] == "Nhắc đường xã"


def test_years_are_frames_each_with_its_own_map(data):
    slide = _one(data, show="progress")
    assert [one.label for one in slide.frames] == ["2020", "2021", "2022"]
    counts = [one.content.legend[0].count for one in slide.frames]
    assert counts == [12, 14, 17]
    assert "12/139 xã" in slide.frames[0].statements[0]


def test_a_criterion_counts_its_communes(data):
    slide = _one(data, show="criterion", subject="11")
    assert slide.section.statements[0].text == "Có 9 xã đạt, 130 xã chưa đạt; 0 xã chưa rõ."


@pytest.mark.parametrize(
    ("item", "error"), [({"show": "criterion", "subject": "77"}, TableError),
        ({"show": "tiers", "subject": "999"}, UnknownUnitError), ({"show": "commune", "subject": "99999"}, UnknownUnitError)]
)  # fmt: skip
def test_what_is_not_there_is_named(data, item, error):
    with pytest.raises(error):
        _one(data, **item)


def test_a_district_has_its_own_counts_and_map(data):
    slide = _one(data, show="tiers", subject="042")
    assert slide.section.title == "Huyện Bảo Lâm: mức độ đạt chuẩn của các xã, cuối năm 2022"
    assert [one.text for one in slide.section.statements][3] == "5–9 tiêu chí: 12 xã."
    assert [one.count for one in slide.content.legend][:5] == [0, 0, 0, 12, 0]


def test_what_if_answers_on_every_slide(data):
    thought = data_as_if(data, [("01291", one) for one in ("2", "3", "5", "6")])
    assert "51 xã" in _one(thought, show="tiers").section.statements[2].text
    assert "50 xã" in _one(data, show="tiers").section.statements[2].text


def test_for_a_file_maps_are_pictures_and_the_title_is_left_out(brief_data):
    drawn = brief_data()
    order = RunningOrder(name="Thử", items=(Item(show="title"), Item(show="tiers"), Item(show="districts")))
    tiers, districts = sections_of(drawn, order)
    assert tiers.maps[0].large.startswith(b"\x89PNG")
    assert tiers.maps[0].legend[0].count == 17
    assert districts.maps == ()
