"""Single hamlets are judged by the set for hamlets as communes are by theirs; certified is a decision, not a count."""

from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from ntm_geo.assessment.hamlet_standing import (
    class_counts,
    class_sentence,
    contradiction_sentences,
    hamlet_standing,
    hamlets_of,
    lacking_words,
    met_words,
    missed_words,
    nearest_first,
)
from ntm_geo.assessment.period import assess_period
from ntm_geo.assessment.rules.law_desk import checking_sentence
from ntm_geo.records.figures import load_figures
from ntm_geo.records.shipped import Registers
from tests.made_up_hamlet_law import CRITERIA, enter_hamlet_law, results_table

CASES = yaml.safe_load((Path(__file__).parent / "cases" / "hamlets.yaml").read_text(encoding="utf-8"))
COMMUNE = "01438"
MODEST = settings(max_examples=25)


def _codes(text):
    """Codes of a list such as ``1-2, 4-16``."""
    spans = [part.strip().partition("-") for part in str(text).split(",")] if text else []
    return [str(code) for first, _dash, last in spans for code in range(int(first), int(last or first) + 1)]


def _hamlet(number, case):
    return {
        "hamlet": f"{COMMUNE}-{number:02d}",
        "code": COMMUNE,
        "name": case.get("vi_sao", f"Xóm {number}"),
        "certified_on": pd.Timestamp(case.get("quyet_dinh")),
        "for_year": case.get("cho_nam"),
        "revoked_on": pd.Timestamp(case.get("thu_hoi")),
        "decision": "1/QĐ" if "quyet_dinh" in case else None,
    }


def _rows(number, case):
    hamlet = f"{COMMUNE}-{number:02d}"
    rows = [(hamlet, code, 1) for code in _codes(case.get("dat"))]
    rows += [(hamlet, code, 0) for code in _codes(case.get("chua"))]
    return rows + [(hamlet, code, value) for code, value in case.get("so", {}).items()]


@pytest.fixture(scope="module")
def space(tmp_path_factory, shipped):
    """A workspace whose office has entered the made-up set for hamlets."""
    made = replace(shipped, settings=replace(shipped.settings, data_dir=tmp_path_factory.mktemp("hamlets")))
    enter_hamlet_law(made)
    return made


@pytest.fixture(scope="module")
def judge(space):
    """Judge some hamlets of one commune by some results, nothing kept."""
    figures = load_figures(space)
    standing = assess_period(space, figures, period=2022)
    recognitions = figures.registers["2020"].recognitions

    def call(hamlets, rows, workspace=space):
        register = pd.DataFrame(hamlets).reindex(columns=figures.hamlets.columns).astype(dict(figures.hamlets.dtypes))
        registers = {"2020": Registers(recognitions=recognitions, hamlets=register)}
        then = replace(figures, registers=registers, hamlet_results=results_table(rows))
        return hamlet_standing(workspace, then, standing)

    return call


@pytest.fixture(scope="module")
def cases(judge):
    hamlets = [_hamlet(number, case) for number, case in enumerate(CASES, 1)]
    return judge(hamlets, [row for number, case in enumerate(CASES, 1) for row in _rows(number, case)])


@pytest.mark.parametrize("number", range(1, len(CASES) + 1), ids=[case["vi_sao"] for case in CASES])
def test_the_cases_of_the_lawyer(number, cases):
    case, row = CASES[number - 1], cases.table.set_index("hamlet").loc[f"{COMMUNE}-{number:02d}"]
    assert (row["tier"], row["met"]) == (case["xep"], case["dat_may"])
    assert list(row["missed"]) == _codes(case.get("thieu"))
    assert row["met"] + row["not_met"] + row["unknown"] == CRITERIA
    places = " ".join(sentence for sentence in contradiction_sentences(cases))
    assert (f"{COMMUNE}-{number:02d} {case['mau_thuan']}" in places) if "mau_thuan" in case else True


def test_the_classes_add_up_and_the_nearest_come_first(cases):
    assert class_counts(cases).loc[COMMUNE].sum() == len(CASES) == len(cases.table)
    following = nearest_first(cases, cases.table)
    lacking = (following["not_met"] + following["unknown"]).tolist()
    assert lacking == sorted(lacking)
    assert "recognised" not in set(following["tier"])
    assert following["met"].add(following["not_met"]).gt(0).all()
    tiers = [row.tier for row in hamlets_of(cases, COMMUNE)]
    assert tiers == sorted(tiers, key=cases.classes.index)
    assert class_sentence(cases, cases.table).startswith(f"{len(CASES)} xóm trong danh sách: ")


def test_what_is_missed_is_told_by_number_and_name(cases):
    rows = {row.name: row for row in cases.table.itertuples()}
    parts = rows["Chỉ tiêu 7.1 xét theo từng phần, một phần chưa đạt là chưa đạt"]
    assert missed_words(cases, parts).startswith("7. Giảm nghèo (bịa để thử); 15. Chi bộ và đoàn thể")
    assert (missed_words(cases, parts, numbers=True), met_words(cases, parts)) == ("7, 15, 16", "13/16")
    half = rows["Mới có một chỉ tiêu của tiêu chí 3 thì tiêu chí chưa rõ"]
    assert (missed_words(cases, half, numbers=True), met_words(cases, half)) == ("13, 14, 15, 16, 3?", "11–12/16")
    assert lacking_words(cases, half).endswith("; 1 tiêu chí chưa rõ")
    done = rows["Đủ 16 tiêu chí nhưng chưa có quyết định thì chỉ là gần đạt"]
    assert (lacking_words(cases, done), met_words(cases, done)) == ("đủ tiêu chí, chưa công nhận", "16/16")


def test_levels_nobody_compared_with_the_text_are_counted(cases):
    assert "3 trên 3 mức" in checking_sentence(cases)


def test_nothing_is_judged_before_criteria_are_entered(fresh):
    figures = load_figures(fresh)
    assert hamlet_standing(fresh, figures, assess_period(fresh, figures, period=2022)) is None
    enter_hamlet_law(fresh)
    judged = hamlet_standing(fresh, figures, assess_period(fresh, figures, period=2022))
    assert not judged.has_results
    assert set(judged.table["tier"]) == {"recognised", "unknown"}
    assert (judged.table["tier"].eq("recognised")).sum() == 16


def test_criteria_that_are_not_entered_yet_leave_the_class_open(fresh, judge):
    enter_hamlet_law(fresh, count=5)
    few = judge([_hamlet(1, {}), _hamlet(2, {})], _rows(1, {"dat": "1-5"}) + _rows(2, {"chua": "1-5"}), fresh)
    assert few.table["tier"].tolist() == ["unknown", "far"], "of the second at most 11 can be met"
    assert any("5/16" in sentence for sentence in contradiction_sentences(few))


def test_a_hamlet_nobody_knows_is_named_and_counts_nowhere(judge):
    judged = judge([_hamlet(1, {})], _rows(1, {"dat": "1-13"}) + _rows(2, {"dat": "1-16"}))
    assert judged.strangers == (f"{COMMUNE}-02",)
    assert len(judged.table) == 1


def test_hamlets_are_shown_under_the_units_of_today(space):
    figures = load_figures(space)
    native = hamlet_standing(space, figures, assess_period(space, figures, period=2022))
    carried = hamlet_standing(space, figures, assess_period(space, figures, period=2022, vintage="2025"))
    both = native.table.merge(carried.table, on="hamlet", suffixes=("", "_now"))
    assert both["tier"].equals(both["tier_now"])
    assert len(both) == len(carried.table) < len(native.table), "hamlets of communes that became wards are outside"
    communes = set(assess_period(space, figures, period=2022, vintage="2025").assessment.standings["code"])
    assert set(carried.table["code"]) <= communes


MARKS = st.lists(st.sampled_from([1, 0, None]), min_size=CRITERIA, max_size=CRITERIA)
CERTIFICATES = st.sampled_from([{}, {"quyet_dinh": "2022-05-01"}])


def _many(several):
    hamlets = [_hamlet(number, certificate) for number, (_marks, certificate) in enumerate(several, 1)]
    rows = [
        (f"{COMMUNE}-{number:02d}", str(item), mark)
        for number, (marks, _certificate) in enumerate(several, 1)
        for item, mark in enumerate(marks, 1)
        if mark is not None
    ]
    return hamlets, rows


@MODEST
@given(several=st.lists(st.tuples(MARKS, CERTIFICATES), min_size=2, max_size=5), changed=MARKS)
def test_counts_are_the_sum_of_parts_and_no_hamlet_changes_another(judge, several, changed):
    before = judge(*_many(several))
    results = before.assessment.results
    met = results[results["met"].eq(True)].groupby("code").size()
    for row in before.table.itertuples():
        assert row.met == met.get(row.hamlet, 0) == CRITERIA - row.not_met - row.unknown
        assert (len(row.missed), len(row.open)) == (row.not_met, row.unknown)
        certified = bool(several[int(row.hamlet[-2:]) - 1][1])
        assert (row.tier == "recognised") is certified
        if row.tier == "near":
            assert row.met >= 13
        if row.tier == "far":
            assert row.met + row.unknown < 13
    after = judge(*_many([(changed, several[0][1]), *several[1:]]))
    kept = [frame[frame["hamlet"].ne(f"{COMMUNE}-01")] for frame in (before.table, after.table)]
    pd.testing.assert_frame_equal(*kept)
