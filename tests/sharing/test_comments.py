"""Comments are written, answered and settled; none is lost, and only its writer or the office settles one."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from ntm_geo.acting import Actor, acting_as
from ntm_geo.errors import RightsError, TableError
from ntm_geo.sharing.comments import answers_to, load_comments, open_comments, settle_comment, write_comment

VIEW = {"page": "ban-do", "view": "period=2026&vintage=2025"}
LEADER = Actor(account="lanhdao", name="Lãnh Đạo", role="leader")
OFFICE = Actor(account="hoa", name="Hoa", role="coordination")
GUEST = Actor(account="khach", name="Khách", role="guest")


def test_a_comment_stands_on_its_page_with_its_answers_until_it_is_settled(fresh):
    number = write_comment(fresh, " Xem lại thu nhập <b>xã này</b> ", by="An", **VIEW)
    write_comment(fresh, "Đã kiểm tra", by="Bình", answers=number, **VIEW)
    write_comment(fresh, "Trang khác", by="An", page="", view="")
    comments = load_comments(fresh)
    assert open_comments(comments, "ban-do")["text"].tolist() == ["Xem lại thu nhập <b>xã này</b>"]
    assert answers_to(comments, number)[["by", "text"]].to_numpy().tolist() == [["Bình", "Đã kiểm tra"]]
    settle_comment(fresh, number, by="An")
    assert open_comments(load_comments(fresh), "ban-do").empty
    assert len(load_comments(fresh)) == 3, "nothing is taken away"


@pytest.mark.parametrize(("text", "answers"), [("  ", None), ("x" * 1001, None), ("Trả lời", 7)])
def test_what_is_no_comment_is_refused(text, answers, fresh):
    with pytest.raises(TableError):
        write_comment(fresh, text, by="An", answers=answers, **VIEW)
    assert load_comments(fresh).empty


def test_many_who_write_at_once_are_all_there(fresh):
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda number: write_comment(fresh, f"Ý kiến {number}", by="An", **VIEW), range(8)))
    comments = load_comments(fresh)
    assert sorted(comments["text"]) == sorted(f"Ý kiến {number}" for number in range(8))
    assert comments["number"].is_unique


def test_each_settles_his_own_and_the_office_every_one(office):
    with acting_as(LEADER):
        first = write_comment(office, "Vì sao xã này giảm?", by="ai khác", **VIEW)
        second = write_comment(office, "Đã rõ", by="", **VIEW)
        settle_comment(office, second, by="")
    assert load_comments(office)["by"].tolist() == ["Lãnh Đạo", "Lãnh Đạo"], "the name comes from the seat"
    with acting_as(GUEST):
        for step in (lambda: write_comment(office, "x", by="", **VIEW), lambda: settle_comment(office, first, by="")):
            with pytest.raises(RightsError):
                step()
    with (
        acting_as(Actor(account="xa", name="Xã", role="commune", units=frozenset({"01270"}))),
        pytest.raises(RightsError),
    ):
        settle_comment(office, first, by="")
    with acting_as(OFFICE):
        settle_comment(office, first, by="")
    assert load_comments(office)["resolved_by"].tolist() == ["Hoa", "Lãnh Đạo"]
