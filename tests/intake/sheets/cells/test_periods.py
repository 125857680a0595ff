"""The year of figures is read from titles, and what only looks like one is not."""

import pytest

from ntm_geo.intake.sheets.cells.periods import is_plan, said


@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("KẾT QUẢ THỰC HIỆN BỘ TIÊU CHÍ NĂM 2022", (2022,)), ("KẾT QUẢ ĐẾN 31/12/2022", (2022,)), ("2022", (2022,)),
        ("Tính đến ngày 31 tháng 12 năm 2022", (2022,)), ("KQ_NTM_2022", (2022,)), ("đến tháng 12 năm 2022", (2022,)),
        ("(Kèm theo Báo cáo số 15/BC-UBND ngày 10 tháng 01 năm 2023)", ()), ("Kế hoạch 2023", (2023,)),
        ("(Kèm theo Công văn số 2034/SNN-PTNT ngày 12/01/2023 của Sở)", ()), ("GIAI ĐOẠN 2021 – 2025", ()),
        ("CHƯƠNG TRÌNH MTQG XÂY DỰNG NÔNG THÔN MỚI GIAI ĐOẠN 2021-2025", ()), ("rev 2024-03-02", ()), ("bản sửa 2024", ()),
        ("Quyết định 318/QĐ-TTg ngày 08/3/2022", ()), ("Cao Bằng, ngày 15 tháng 01 năm 2023", ()), ("NĂM 2030", ()),
        ("Số 46/QĐ-UBND ngày 14/01/2019", ()), ("Kết quả năm 2022 (so với năm 2021)", (2022,)), ("20221231", ()),
        ("bao cao 15.01.2023 nam 2022", (2022,)), ("Năm 2021, năm 2022", (2021, 2022)), ("kq 2022 cập nhật 2023", (2022,)),
    ],
)  # fmt: skip
def test_the_years_a_text_may_mean(text, years):
    assert said(text, latest=2026).years == years


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("KẾT QUẢ 6 THÁNG ĐẦU NĂM 2024", True), ("Tính đến ngày 30/6/2024", True), ("Quý III/2023", True),
        ("đến tháng 6/2023", True), ("Kết quả năm 2024", False), ("đến 31/12/2024", False), ("Kết quả 9 tháng", True),
    ],
)  # fmt: skip
def test_a_part_of_a_year_is_noticed(text, part):
    assert said(text, latest=2026).part is part


@pytest.mark.parametrize(
    ("text", "plan"),
    [
        ("KẾ HOẠCH HOÀN THÀNH TIÊU CHÍ NĂM 2023", True), ("Đăng ký đạt chuẩn năm 2023", True), ("Dự kiến năm 2023", True),
        ("Mục tiêu đến năm 2025", True), ("Kết quả thực hiện kế hoạch năm 2022", False), ("Phấn đấu 2024", True),
        ("Thực hiện 2022", False), ("KH 2023", True), ("Kết quả 2022", False),
    ],
)  # fmt: skip
def test_plans_are_told_from_results(text, plan):
    assert is_plan(text) is plan


def test_a_programme_and_an_office_are_no_plans():
    assert not said("CHƯƠNG TRÌNH MỤC TIÊU QUỐC GIA NĂM 2022", latest=2026).plan
    assert not said("SỞ KẾ HOẠCH VÀ ĐẦU TƯ", latest=2026).plan
    assert said("Kế hoạch năm 2027", latest=2026).later == (2027,)
