"""Several tables on a sheet: each is read by its own heading."""

from tests.intake.read_rows import values_of

FIRST = ["STT", "Tên xã", "Huyện", "2.1 Đường xã", "11.1 Tỷ lệ nghèo"]
OTHER = ["STT", "Tên xã", "Huyện", "11.1 Tỷ lệ nghèo", "2.1 Đường xã"]
LAC, LANG = "Huyện Bảo Lạc", "Huyện Hạ Lang"


def test_a_second_table_with_its_columns_in_another_order(reader):
    found = reader.rows(
        ["CHỈ TIÊU NĂM 2022"], FIRST, [1, "Cốc Pàng", LAC, 91.5, 21.5], [2, "Cô Ba", LAC, 92.5, 22.5], [],
        ["Bảng 2. Huyện Hạ Lang"], OTHER, [1, "Minh Long", LANG, 23.5, 93.5],
    )  # fmt: skip
    assert {key: value for (_code, key), value in values_of(found).items() if value > 90}.keys() == {"2.1"}
    assert found.taken == 3


def test_a_heading_that_stands_again_is_skipped_without_noise(reader):
    found = reader.rows(["NĂM 2022"], FIRST, [1, "Cốc Pàng", LAC, 91.5, 21.5], FIRST, [2, "Cô Ba", LAC, 92.5, 22.5])
    assert (found.taken, found.problems) == (2, ())
    assert found.understood.reading.roles["heading"] == 2


def test_a_table_of_another_kind_is_told_and_not_mixed_in(reader):
    found = reader.rows(
        ["NĂM 2022"], FIRST, [1, "Cốc Pàng", LAC, 91.5, 21.5], [2, "Cô Ba", LAC, 92.5, 22.5], [],
        ["STT", "Tên cơ quan", "Loại", "Số xã nhận"], [1, "Sở Y tế", "Sở, ngành", 2],
    )  # fmt: skip
    assert (found.taken, found.errors) == (2, ())
    assert [(table.kind, table.reason) for table in found.understood.reading.tables] == [
        ("scores", ""),
        ("agencies", "other-kind"),
    ]


def test_values_that_equal_codes_are_no_heading(reader):
    rows = [
        [number, name, LAC, value, 14.2] for number, (name, value) in enumerate([("Cốc Pàng", 2.1), ("Cô Ba", 17.1)], 1)
    ]
    found = reader.rows(["NĂM 2022"], FIRST, *rows)
    assert sorted(values_of(found).values()) == [2.1, 14.2, 14.2, 17.1]
