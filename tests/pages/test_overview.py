"""Overview: the leader reads five figures and how far each target is."""

import pytest


def _text(at):
    return "".join(one.proto.body for one in at.get("html")) + " ".join(one.value for one in at.title)


@pytest.mark.parametrize(
    ("period", "recognised", "below"), [("2022", "17/139", "119/139"), ("2021", "14/139", ""), ("2020", "12/139", "")]
)
def test_each_year_has_its_figures(app, period, recognised, below):
    at = app(period=period)
    text = _text(at)
    assert "Tỉnh Cao Bằng: kết quả xây dựng nông thôn mới" in text
    assert recognised in text
    assert below in text
    assert len(at.get("component_instance")) == 1


def test_the_year_is_changed_on_the_page(app):
    at = app()
    at.selectbox(key="choose_period").set_value("2020").run()
    assert not at.exception
    assert "12/139" in _text(at)
