"""The map of the risk of withdrawal says what the list says."""

from ntm_geo.assessment.engine.withdrawal import RISKS
from ntm_geo.assessment.period import stand_in
from ntm_geo.assessment.withdrawal_list import risks_of, withdrawal_sentence
from ntm_geo.i18n import use_language
from ntm_geo.themes.recognition_themes import withdrawal_theme


def test_every_commune_has_the_class_of_the_list(standing):
    use_language("vi")
    theme, risks = withdrawal_theme(standing(2022)), risks_of(standing(2022)).set_index("code")["risk"]
    assert [each.key for each in theme.painted] == list(RISKS)
    assert theme.table["class"].tolist() == [risks[code] for code in theme.table["code"]]
    assert theme.table.loc[theme.table["class"].ne("not_recognised"), "text"].str.fullmatch(r"\d+/19").all()
    assert "18/2022/QĐ-TTg" in theme.notes[0]


def test_without_a_rule_nothing_is_painted_and_it_says_why(shipped, standing):
    use_language("vi")
    shown = stand_in(shipped, standing(2022), "commune-2026")
    theme = withdrawal_theme(shown)
    assert theme.table["class"].isna().all()
    assert theme.notes[0] == withdrawal_sentence(shown)
