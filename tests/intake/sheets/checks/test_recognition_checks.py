"""A level the law of a year does not know is refused with its row; in its own year it is taken."""

from datetime import date

import pandas as pd
import pytest

from ntm_geo.intake.sheets.checks.recognition_checks import check_recognitions
from ntm_geo.intake.sheets.known import Known
from ntm_geo.intake.sheets.tables.sheet_values import Problems
from tests.intake.made_tables import table_of

LEVELS = {2025: ("standard", "advanced", "model"), 2026: ("standard", "modern"), 2027: ("standard", "modern")}
CASES = [
    # level, year it is given for, day of the decision, what is wrong
    ("advanced", 2025, date(2025, 12, 20), []),
    ("advanced", 2025, date(2026, 1, 15), []),
    ("advanced", None, date(2026, 1, 15), ["level-of-year"]),
    ("model", 2026, date(2026, 12, 1), ["level-of-year"]),
    ("modern", 2026, date(2026, 12, 1), []),
    ("modern", 2025, date(2026, 1, 15), ["level-of-year"]),
    ("standard", 2027, date(2027, 12, 1), []),
    ("standard", 2028, date(2027, 12, 1), ["year-after-decision"]),
    ("advanced", 2019, date(2020, 1, 20), []),
]


@pytest.mark.parametrize(("level", "year", "day", "wrong"), CASES)
def test_a_level_belongs_to_the_years_of_its_law(level, year, day, wrong):
    frame = pd.DataFrame({"level": [level], "for_year": [year], "recognised_on": [day]}, dtype=object)
    held = pd.DataFrame({"code": ["01267"] * 2, "level": ["standard", "advanced"]})
    problems = Problems([table_of([[None] * 3], dict(enumerate(frame)), kind="recognitions", data=[0])])
    codes = pd.Series(["01267"], dtype=object)
    check_recognitions(frame, codes, problems, Known(recognitions=held, levels=LEVELS))
    assert [problem.kind for problem in problems.found] == wrong
