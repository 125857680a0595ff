"""Money raised: sums the forms want, from cases an officer can read; what cannot be is refused."""

from pathlib import Path

import pandas as pd
import pytest
import yaml

from ntm_geo.errors import TableError
from ntm_geo.monitoring import work_registers
from ntm_geo.monitoring.funds import MEASURES, fund_lines
from ntm_geo.tables.base import validate
from ntm_geo.tables.monitoring_tables import FUND_SOURCES, Funds

CASES = yaml.safe_load((Path(__file__).parent / "funds.yaml").read_text(encoding="utf-8"))


def _funds(rows, year=2022):
    table = pd.DataFrame(rows, columns=["code", "source", *MEASURES]).assign(year=year)
    return validate(table.astype(dict.fromkeys(MEASURES, "float64")), Funds)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_the_lines_are_what_an_officer_adds_up(case):
    lines = {line.name: list(line[3:]) for line in fund_lines(_funds(case["rows"]), year=2022)}
    assert len(lines) == 1 + 6 + 6
    for name, sums in case["expect"].items():
        assert lines[name] == sums


def test_each_heading_is_the_sum_of_its_sources_and_all_of_the_headings():
    rows = [("01291", source, 2.0**place, 1.0, 2.0, 3.0) for place, source in enumerate(FUND_SOURCES)]
    total, *others = fund_lines(_funds(rows), year=2022)
    assert total.planned == 2.0 ** len(FUND_SOURCES) - 1 == sum(line.planned for line in others if line.strong)
    assert fund_lines(_funds(rows), year=2021)[0].planned is None
    assert fund_lines(_funds(rows), year=2022, codes=["01294"])[0].planned is None


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ([("01291", "credit", 1, 1, 1, 1), ("01291", "credit", 2, 1, 1, 1)], "twice"),
        ([("01291", "credit", 1, 5, 4, 1)], "six months"),
        ([("99999", "credit", 1, 1, 1, 1)], "no commune"),
    ],
)
def test_what_cannot_be_is_refused(rows, said, fresh):
    with pytest.raises(TableError, match=said):
        work_registers.save(fresh, "funds", _funds(rows), vintage="2020", by="An", expected=None)


def test_it_comes_back_as_it_was_stored(fresh):
    table = _funds([("01291", "credit", 1.5, None, 1.25, 0.0)])
    work_registers.save(fresh, "funds", table, vintage="2020", by="An", expected=None)
    pd.testing.assert_frame_equal(work_registers.load(fresh, "funds", vintage="2020").table, table)
