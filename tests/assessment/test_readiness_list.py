"""Who is near to recognition, and what is still missing, by what is entered of the conditions."""

import pandas as pd

from ntm_geo.assessment.readiness_list import conditions_of, readiness_of, ready_table
from ntm_geo.i18n import use_language
from ntm_geo.monitoring import work_registers


def _enter(space, code, **answers):
    rows = [{"code": code, "period": 2022, "condition": key, "met": met, "note": None} for key, met in answers.items()]
    table = pd.DataFrame(rows).astype({"met": "boolean"})
    work_registers.save(space, "conditions", table, vintage="2020", by="An", expected=None)


def test_the_nearest_are_those_of_the_best_counted_tier(fresh, standing):
    use_language("vi")
    table = ready_table(fresh, standing(2022))
    assert len(table) == standing(2022).assessment.tier_counts["c15_18"] == 3
    assert set(table["stage"]) == {"criteria"}
    assert all("chưa rõ: các điều kiện ngoài tiêu chí" in text for text in table["text"])


def test_what_is_entered_is_read_in_its_year_alone(fresh, standing):
    use_language("vi")
    code = ready_table(fresh, standing(2022))["code"].iloc[0]
    _enter(fresh, code, construction_debt=True, satisfaction=False, security=True)
    text = readiness_of(fresh, standing(2022)).set_index("code")["text"][code]
    assert text.endswith("; lấy ý kiến hài lòng")
    assert len(conditions_of(fresh, standing(2022))) == 3
    assert conditions_of(fresh, standing(2021)).empty
