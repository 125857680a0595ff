"""The page opens in both languages and on both kinds of units, and its legend counts every unit once."""

import json

import pytest


@pytest.mark.parametrize("lang", ["vi", "en"])
@pytest.mark.parametrize(("vintage", "units"), [("2020", 161), ("2025", 56)])
def test_it_opens(app, lang, vintage, units):
    at = app("hamlets", lang=lang, vintage=vintage)
    for component in at.get("component_instance"):
        text = str(json.loads(component.proto.json_args)["feature_group"])
        start = text.index("NTM.paint(") + len("NTM.paint(")
        style = json.JSONDecoder().raw_decode(text[start:])[0]
        assert sum(entry[2] for entry in style["legend"]) == units
        assert len(style["classes"]) == units


def test_a_click_leads_to_the_criteria_a_certificate_rests_on(app):
    at = app("hamlets")
    button = at.button(key="hamlet_law_hamlet-2019")
    assert "0 trên 16" in button.label
    button.click().run()
    assert not at.exception
    assert at.selectbox(key="law_set").value == "hamlet-2019"
