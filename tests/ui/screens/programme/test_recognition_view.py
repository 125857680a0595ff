"""Recognition on a page: the other count, the ready, those that wait, those at risk."""

import pytest


def _button(at):
    [label] = [one.proto.popover.label for one in at.get("popover") if "nguy cơ thu hồi" in one.proto.popover.label]
    return label


def _tables(at):
    return {tuple(one.value.columns): one.value for one in at.dataframe}


def test_the_other_count_is_one_click_away_with_the_decisions_it_rests_on(app, fresh):
    at = app(period="2022")
    assert _button(at) == "Theo ngày ký: 17 · đủ điều kiện: 0 · nguy cơ thu hồi: 0"
    at.session_state["recognition"] = True
    at.run()
    decisions = _tables(at)["Quyết định", "Công nhận cho năm", "Số xã", "Các xã", "Ký sau khi hết năm"]
    assert decisions["Số xã"].sum() == 17
    assert decisions["Quyết định"].str.startswith("46/QĐ-UBND ngày ").sum() == 2
    near = _tables(at)["Xã", "Mức độ sẵn sàng công nhận"]
    assert near["Mức độ sẵn sàng công nhận"].str.contains("chưa rõ: các điều kiện ngoài tiêu chí").all()
    assert any(text.value.startswith("Tính theo năm công nhận: 17 xã") for text in at.markdown)


@pytest.mark.parametrize("show", ["vi", "en"])
def test_it_opens_in_both_languages(app, fresh, show):
    at = app(lang=show)
    at.session_state["recognition"] = True
    at.run()
    assert not at.exception


def test_the_map_of_the_risk_stands_beside_its_sentence(app, fresh):
    at = app("criteria", period="2022", vintage="2020")
    at.session_state["criteria_show"] = "withdrawal"
    at.run(timeout=90)
    assert not at.exception
    assert any("0/17 xã đạt chuẩn có nguy cơ bị thu hồi" in each.value for each in at.markdown)


def test_a_set_without_the_rule_says_so_on_the_page(app, fresh):
    at = app("criteria", period="2022", vintage="2020", against="commune-2026")
    at.session_state["criteria_show"] = "withdrawal"
    at.run(timeout=90)
    assert not at.exception
    assert any("chưa có quy định thu hồi" in each.value for each in at.markdown)
