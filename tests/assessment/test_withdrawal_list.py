"""Risk of withdrawal in words."""

import pandas as pd

from ntm_geo.assessment.engine.withdrawal import RISKS
from ntm_geo.assessment.period import stand_in
from ntm_geo.assessment.what_if import as_if
from ntm_geo.assessment.withdrawal_list import (
    lift_text,
    risk_names,
    risks_of,
    rule_source,
    withdrawal_sentence,
    withdrawal_table,
)
from ntm_geo.i18n import use_language


def _with_unmet(standing, code, criteria):
    """Return an assessment with a commune that does not meet some criteria."""
    shown = as_if(standing, [(code, criteria[0])])  # an assessment of its own, to be changed
    results = shown.assessment.results
    wanted = results["code"].eq(code)
    met = results["met"].mask(wanted, ~results["criterion"].isin(criteria))
    shown.assessment.results["met"] = met.astype("boolean")
    return shown


def test_nobody_is_at_risk_in_the_figures_shipped(standing):
    use_language("vi")
    assert withdrawal_table(standing(2022)).empty
    sentence = withdrawal_sentence(standing(2022))
    assert sentence.startswith("Đến hết năm 2022, 0/17 xã đạt chuẩn có nguy cơ bị thu hồi")
    assert "18/2022/QĐ-TTg" in sentence
    assert rule_source(standing(2022)) in sentence


def test_a_commune_at_risk_is_listed_with_what_lifts_it_out(standing):
    use_language("vi")
    code = standing(2022).recognitions["code"].iloc[0]
    shown = _with_unmet(standing(2022), code, ["1", "2", "3", "4", "5", "6", "17"])
    [row] = withdrawal_table(shown).to_dict("records")
    assert (row["code"], row["risk"], row["unmet"]) == (code, "certain", "1, 2, 3, 4, 5, 6, 17")
    assert row["lift"] == "hoàn thành tiêu chí 17"
    assert "1/17 xã đạt chuẩn có nguy cơ" in withdrawal_sentence(shown)


def test_a_set_without_the_rule_says_so(shipped, standing):
    use_language("vi")
    shown = stand_in(shipped, standing(2022), "commune-2026")
    assert risks_of(shown) is None
    assert withdrawal_table(shown).empty
    assert rule_source(shown) == ""
    assert "chưa có quy định thu hồi đối với Bộ tiêu chí 2026–2030" in withdrawal_sentence(shown)


def test_every_class_and_way_out_has_words():
    use_language("vi")
    assert list(risk_names()) == list(RISKS)
    ways = pd.DataFrame({"named": [("10", "17"), ("10",), (), ()], "others": [0, 2, 3, 0]})
    assert [lift_text(row) for row in ways.itertuples()] == [
        "hoàn thành tiêu chí 10, 17",
        "hoàn thành tiêu chí 10 và thêm 2 tiêu chí bất kỳ",
        "hoàn thành thêm 3 tiêu chí bất kỳ",
        "",
    ]
