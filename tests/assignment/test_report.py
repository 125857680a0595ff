"""An assignment is told the same in lines and in data; what clashes is told in words."""

import json

import pytest

from ntm_geo.assignment import report
from ntm_geo.assignment.engine import lock_in, solve
from ntm_geo.assignment.outcome import coverage
from ntm_geo.errors import UnknownUnitError
from ntm_geo.partners.plan_merge import changes


@pytest.fixture(scope="module")
def case(assign_case):
    return assign_case()


@pytest.fixture(scope="module")
def found(case):
    return solve(case.problem)


def test_lines_and_data_tell_the_same(case, found):
    told = report.proposal_report(case, found)
    lines = report.result_lines(case, found)
    json.dumps(told)
    assert len(told["pairs"]) == len(found.pairs) == told["coverage"]["pairs"] == coverage(case, found.pairs).pairs
    assert told["clash"] == []
    assert sum(one["fit"] for one in told["pairs"]) == pytest.approx(told["value"], abs=1e-5)
    for one in told["pairs"]:
        assert any(one["code"] in line and one["agency_name"] in line for line in lines)
    assert lines[-1] == "Số liệu minh họa"


def test_why_a_commune_has_its_partners_adds_up(case, found):
    code = case.chosen.codes[0]
    told = report.explain_report(case, found, code)
    own = sorted(agency for agency, place in found.chosen if place == code)
    assert [one["agency"] for one in told["partners"]] == own
    costs = [one["cost"] for one in told["alternatives"] if one["cost"] is not None]
    assert costs == sorted(costs)
    assert min([*costs, 0]) >= 0
    lines = report.explain_lines(told)
    assert told["name"] in lines[0]
    assert len(lines) > len(own) + len(told["alternatives"])
    with pytest.raises(UnknownUnitError, match="99999"):
        report.explain_report(case, found, "99999")


def test_a_pair_the_rules_need_is_told_so(assign_case):
    case = assign_case(weights={"sector": 1.0})
    told = {"name": "Xã A", "code": "00001", "alternatives": [], "partners": [
        {"sentence": "x", "replacement_cost": None, "instead": []}]}  # fmt: skip
    assert "Quy tắc bắt buộc phải có cặp này." in "".join(report.explain_lines(told))
    assert case.question.weights == {"sector": 1.0}


def test_what_clashes_is_told_with_what_would_help(assign_case):
    code = assign_case().chosen.codes[0]
    locks = tuple(lock_in(agency, code, by="An") for agency in ("health", "trade", "justice"))
    case = assign_case(locks=locks)
    found = solve(case.problem)
    lines = report.result_lines(case, found)
    assert not found.found
    assert sum(line.startswith("•") for line in lines) == 4
    assert any(line.startswith("→") for line in lines)
    assert report.proposal_report(case, found)["clash"] == lines
    assert any(line.startswith("x ") for line in report.finding_lines(case))


def test_what_differs_is_told_by_name(pair_table, pair_row):
    before, after = pair_table(("health", "01291")), pair_table(pair_row("trade", "01291"))
    assert report.difference_lines(changes(before, after)) == [
        "Bỏ: Cơ quan health – Xã 01291 (01291)", "Thêm: Cơ quan trade – Xã 01291 (01291)",
    ]  # fmt: skip
    assert report.difference_lines(changes(before, before)) == ["Hai bên giống nhau."]
