"""Every hamlet has a code: as written, as known by its name, or the next number of its commune."""

import pandas as pd

from ntm_geo.intake.sheets.hamlet_keys import find_hamlets, name_hamlets
from ntm_geo.intake.sheets.known import Known
from ntm_geo.intake.sheets.tables.sheet_values import Problems
from tests.intake.made_tables import table_of


def test_codes_of_hamlets():
    names = ["Pò Mán", "Bản A", "Bản B, Bản C", "Bản A", None]
    table = table_of([["Tên xóm"], *[[name] for name in names]], {0: "name"}, kind="hamlets")
    problems = Problems([table])
    rows = pd.DataFrame({"name": names}, index=table.data, dtype=object)
    codes = pd.Series("01324", index=table.data)
    kept = pd.DataFrame({"hamlet": ["01324-07"], "code": ["01324"], "name": ["Pò Mán"]})
    name_hamlets(rows, codes, problems, Known(hamlets=kept))
    assert rows["hamlet"].tolist() == ["01324-07", "01324-01", None, None, None]
    assert [(one.cell, one.kind) for one in problems.found] == [("A4", "hamlet-several"), ("A5", "hamlet-doubled")]


def test_results_are_of_hamlets_the_register_has(shipped):
    known = Known(
        hamlets=pd.DataFrame(
            {
                "hamlet": ["01267-01", "01267-02", "01267-03", "01270-01"],
                "code": ["01267", "01267", "01267", "01270"],
                "name": ["Nà Rì", "Bản Lộng", "bản  lộng", "Nà Rì"],
            }
        )
    )
    rows = pd.DataFrame(
        {
            "hamlet": [None, "01267-01", None, "01270-01", "01267-02", None],
            "name": ["nà rì", "Nà Rì", "Bản Lộng", "Nà Rì", "Tên khác", "Nà Lạ"],
        },
        dtype=object,
    )
    problems = Problems(
        [table_of([[None, None]] * 6, {0: "hamlet", 1: "name"}, kind="hamlet_results", data=list(range(6)))]
    )
    find_hamlets(rows, pd.Series(["01267"] * len(rows), dtype=object), problems, known)
    assert rows["hamlet"].tolist() == ["01267-01", None, None, None, "01267-02", None]
    assert [problem.kind for problem in problems.found] == [
        "hamlet-doubled", "hamlet-ambiguous", "hamlet-unknown", "hamlet-unknown",
    ]  # fmt: skip
