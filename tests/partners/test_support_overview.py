"""Who registered, who did, who did not, and what communes say: tables and sentences of a year count the same."""

from datetime import date
from pathlib import Path

import pandas as pd
import pytest
import yaml

from ntm_geo.assessment.rules.shortfalls import needs_of
from ntm_geo.partners.confirming import confirm_support
from ntm_geo.partners.support import save_support
from ntm_geo.partners.support_overview import (
    agency_sentence,
    by_agency,
    by_commune,
    communes_of_agency,
    overview_sentences,
    pairs_of,
    proposed_content,
    support_seen,
)

YEAR, TODAY = 2022, date(2022, 11, 15)
CASES = yaml.safe_load((Path(__file__).parent / "cases" / "support_year.yaml").read_text(encoding="utf-8"))
COLUMNS = ["communes", "without", "items", "done", "late", "confirmed", "refused", "waiting"]


def _keep(space, rows):
    for number, row in enumerate(rows, start=1):
        line = {
            "agency": row["agency"],
            "code": row["code"],
            "year": YEAR,
            "content": f"Việc {number}",
            "number": number,
        }
        line |= {key: row.get(key) for key in ("money", "money_done", "days")}
        line |= {"due_on": pd.to_datetime(row.get("due")), "done_on": pd.to_datetime(row.get("done"))}
        save_support(space, pd.DataFrame([line]), vintage="2020", by="An", expected=None)
        if "word" in row:
            confirm_support(space, number, confirmed=row["word"], note="chưa đủ", vintage="2020", by="Xã")


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_a_year_of_support(case, fresh):
    _keep(fresh, case["support"])
    table = support_seen(fresh, vintage="2020", year=YEAR, on=TODAY)
    pairs = pd.DataFrame(case["pairs"], columns=["agency", "code"])
    pairs = pairs.assign(agency_name=pairs["agency"], name=pairs["code"])
    agencies, communes = by_agency(table, pairs), by_commune(table, pairs)
    assert agencies[["agency", *COLUMNS]].to_numpy().tolist() == case["agencies"]
    both = ["items", "done", "late", "money", "money_done", "days", "without", *COLUMNS[-3:]]
    assert agencies[both].sum().tolist() == communes[both].sum().tolist(), "by agency and by commune is the same work"
    said = " ".join(overview_sentences(table, agencies, YEAR))
    assert all(words in said for words in case["says"]), said


def test_the_communes_of_an_agency_are_those_of_the_year_or_the_newest_before(shipped):
    pairs = pairs_of(shipped, vintage="2020", year=YEAR, on=TODAY)
    first = pairs.iloc[0]
    mine = tuple(sorted(pairs.loc[pairs["agency"].eq(first["agency"]), "code"]))
    for year in (YEAR, YEAR + 1):
        assert communes_of_agency(shipped, first["agency"], vintage="2020", year=year, on=TODAY) == (YEAR, mine)
    assert communes_of_agency(shipped, "nobody", vintage="2020", year=YEAR, on=TODAY) == (0, ())
    silent = support_seen(shipped, vintage="2020", year=YEAR, on=TODAY).iloc[:0]
    said = agency_sentence(silent, pairs[pairs["agency"].eq(first["agency"])], YEAR)
    assert f"Còn {len(mine)} xã chưa đăng ký nội dung nào." in said


def test_what_is_proposed_names_the_criterion_the_value_and_what_is_asked_for(standing, shipped):
    now = standing(YEAR)
    results = now.assessment.results
    code = results.loc[results["met"].eq(other=False).fillna(value=False), "code"].iloc[0]
    needs = needs_of(shipped, now, code)
    failed = results[results["code"].eq(code) & results["met"].eq(other=False).fillna(value=False)]
    assert {need.criterion for need in needs} == set(failed["criterion"])
    for need in needs:
        content = proposed_content(need)
        assert content.startswith(f"Giúp xã đạt tiêu chí {need.criterion} ({need.name}")
        assert len(content) <= 600
        assert all(line.criterion == need.criterion for line in need.shortfalls)
