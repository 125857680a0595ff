"""The lists behind the large figures say the same as the figures, with names and reasons."""

from ntm_geo.assessment.progress import compare_years
from ntm_geo.assessment.sentences import recognised_sentence
from ntm_geo.assessment.standing_lists import catch_up_table, criteria_text, fallen_table, keeping_of


def test_twelve_of_the_recognised_have_to_catch_up(standing):
    found, shown = keeping_of(standing(2022)), standing(2022)
    assert (found.recognised, len(found.whole), len(found.short), len(found.unclear)) == (17, 5, 12, 0)
    table = catch_up_table(shown)
    assert sorted(table["code"]) == sorted(found.short)
    met = shown.assessment.standings.set_index("code")["met"]
    assert table["met"].tolist() == [f"{met[code]}/19" for code in table["code"]]
    assert met[table["code"]].is_monotonic_increasing
    assert all(
        len(text.split("; ")) == 19 - met[code] for code, text in zip(table["code"], table["missing"], strict=True)
    )
    assert "17/139 xã (12,2%) được công nhận" in recognised_sentence(shown)
    assert "5 xã còn đủ 19/19 tiêu chí, 12 xã cần củng cố" in recognised_sentence(shown)


def test_whoever_fell_is_named_with_what_was_lost(standing):
    before, after = standing(2021), standing(2022)
    table = fallen_table(before, after)
    assert list(table.columns) == ["code", "name", "district", "met", "lost"]
    changes = compare_years(before, after).changes.set_index("code")["lost"]
    assert [criteria_text(after, changes[code]) for code in table["code"]] == table["lost"].tolist()


def test_nobody_falls_against_the_same_year(standing):
    assert fallen_table(standing(2022), standing(2022)).empty


def test_criteria_are_told_by_number_and_name_in_the_order_of_the_law(standing):
    assert criteria_text(standing(2022), ["17", "2"]) == "2. Giao thông; 17. Môi trường và an toàn thực phẩm"
