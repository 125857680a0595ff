"""The trail on screen: who, when, from where, what it changed."""

from ntm_geo.monitoring.entries import add_record


def test_it_shows_who_did_what_in_words(app, fresh, sit):
    sit("hoa", "coordination")
    at = app("accounts")
    at.session_state["account_part"] = "Nhật ký"
    at.run()
    table = at.dataframe[-1].value
    assert list(table.columns) == [
        "Thời gian",
        "Người thực hiện",
        "Tài khoản",
        "Địa chỉ",
        "Việc đã làm",
        "Dữ liệu",
        "Ghi chú",
    ]
    assert table["Việc đã làm"].tolist()[:2] == ["đăng nhập", "lập tài khoản"]


def test_one_seat_without_accounts_reads_it_all(app, fresh):
    assert any("Chưa có việc nào" in caption.value for caption in app("accounts").caption)
    row = {"code": "01291", "criterion": "2", "what": "Thiếu vốn", "raised_on": "2022-03-01"}
    add_record(fresh, "difficulties", row, vintage="2020", by="Lan")
    table = app("accounts").dataframe[-1].value
    assert table[["Người thực hiện", "Việc đã làm"]].to_numpy().tolist() == [["Lan", "nạp số liệu"]]
