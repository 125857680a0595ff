"""Comments and saved views at the foot of every page."""

import pytest

from ntm_geo.sharing.comments import load_comments, write_comment
from ntm_geo.sharing.saved_views import load_views


def _open(app, page="tier_map", **address):
    at = app(page, **address)
    at.session_state["talk"] = True
    return at.run()


def _again(at):
    """The popover stays open in a browser; a test opens it anew."""
    at.session_state["talk"] = True
    return at.run()


def test_a_comment_is_sent_from_the_page_it_is_about_and_answered(app, fresh):
    at = _open(app, period="2022", vintage="2020", commune="01291")
    at.text_input(key="talk_by").set_value("Lan")
    at.text_area(key="talk_text").set_value("Thu nhập <b>tăng</b> *lạ*")
    at.button(key="talk_send").click().run()
    assert not at.exception
    at = _again(at)
    (row,) = load_comments(fresh).to_dict("records")
    assert (row["page"], row["by"], row["text"]) == ("ban-do", "Lan", "Thu nhập <b>tăng</b> *lạ*")
    assert "commune=01291" in row["view"]
    assert r"Thu nhập \<b\>tăng\</b\> \*lạ\*" in [text.value for text in at.markdown]
    at.text_input(key="talk_answer_1").set_value("Đã kiểm tra")
    at = _again(at.button(key="talk_reply_1").click().run())
    assert load_comments(fresh)["answers"].tolist()[1] == 1
    at.button(key="talk_settle_1").click().run()
    assert load_comments(fresh)["resolved_by"].notna().tolist() == [True, False]


def test_the_number_of_open_comments_stands_on_its_page_only(app, fresh):
    write_comment(fresh, "Xem lại", page="ban-do", view="period=2022", by="An")
    labels = {page: _labels(app(page)) for page in ("tier_map", "guide")}
    assert labels == {"tier_map": ["Ý kiến (1)"], "guide": ["Ý kiến, cách xem"]}


def test_a_view_is_saved_and_leads_back(app, fresh):
    at = _open(app, period="2022", vintage="2020", district="045")
    at.text_input(key="talk_name").set_value("Hà Quảng")
    at = _again(at.button(key="talk_save").click().run())
    assert load_views(fresh)["view"].str.contains("district=045").all()
    assert any("Hà Quảng" in element.proto.body and "/ban-do?" in element.proto.body for element in at.get("html"))


def _labels(at):
    boxes = [block.proto.popover.label for block in at.get("popover")]
    return [label for label in boxes if "kiến" in label]


@pytest.mark.parametrize("role", ["guest", "leader"])
def test_who_may_only_look_reads_and_who_may_speak_speaks(role, app, sit):
    sit("ai", role)
    at = _open(app)
    assert ("talk_text" in {box.key for box in at.text_area}) == (role == "leader")
