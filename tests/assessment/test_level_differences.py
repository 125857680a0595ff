"""Where appraisal differs from the report: the table, the sentence and the map count the same."""

import pandas as pd
import pytest

from ntm_geo.assessment.level_differences import COLUMNS, differences_sentence, level_differences
from ntm_geo.assessment.period import assess_period
from ntm_geo.records.figure_levels import DossierRows, at_level
from ntm_geo.records.figures import load_figures
from ntm_geo.store.kinds import MODELS
from ntm_geo.themes.level_themes import difference_theme

YEAR = 2022


@pytest.fixture(scope="module")
def base(shipped):
    return load_figures(shipped)


def rows_of(kind, rows):
    table = pd.DataFrame(rows, columns=list(MODELS[kind].to_schema().columns))
    return MODELS[kind].validate(table)


def both(shipped, base, sent, appraised):
    """Return the table of differences, and the year as appraised."""
    stamp = {"at": "2022-11-01T08:00:00+00:00", "by": "Hà", "account": ""}
    rows = DossierRows(
        sent_reports=rows_of("sent_reports", [
            {"code": code, "item": item, "period": YEAR, "sending": 1, "met": met, **stamp} for code, item, met in sent
        ]),
        appraisals=rows_of("appraisals", [
            {"number": number, "code": code, "period": YEAR, "criterion": item, "sending": 1, "step": "department",
             "verdict": verdict, "reason": "thiếu hồ sơ", **stamp}
            for number, (code, item, verdict) in enumerate(appraised, start=1)
        ]),
        councils=rows_of("councils", []),
    )  # fmt: skip
    reported, judged = (
        assess_period(shipped, at_level(base, rows, level), period=YEAR) for level in ("reported", "appraised")
    )
    return level_differences(rows, reported, judged), judged


def test_what_was_reported_stands_beside_what_was_found(shipped, base):
    codes = [str(code) for code in base.results["code"].unique()[:3]]
    sent = [(code, item, True) for code in codes for item in ("1", "17")] + [(codes[0], "10", False)]
    appraised = [(codes[0], "1", "met"), (codes[0], "17", "not_met"), (codes[0], "10", "met"),
                 (codes[1], "1", "not_met"), (codes[1], "17", "sent_back")]  # fmt: skip
    table, judged = both(shipped, base, sent, appraised)
    assert tuple(table.columns) == COLUMNS
    states = {(row.code, row.criterion): row.state for row in table.itertuples()}
    assert states == {
        (codes[0], "1"): "same", (codes[0], "17"): "lower", (codes[0], "10"): "higher", (codes[1], "1"): "lower",
    }  # fmt: skip
    assert dict(differences_sentence(table, YEAR).values) == {
        "year": YEAR, "count": 4, "lower": 2, "communes": 2, "higher": 1,
    }  # fmt: skip
    theme = difference_theme(judged, table, tuple(codes))
    painted = theme.table.set_index("code")["class"]
    assert [painted[code] for code in codes] == ["few", "few", "waiting"]
    assert set(painted.drop(codes)) == {"not_sent"}
    assert len(theme.table) == judged.communes
    assert theme.table["text"].replace("", 0).astype(int).sum() == 2


def test_nothing_appraised_and_all_alike_are_told_apart(shipped, base):
    code = str(base.results["code"].iloc[0])
    nothing, _judged = both(shipped, base, [(code, "1", True)], [])
    assert "has been appraised" in str(differences_sentence(nothing, YEAR))
    alike, _judged = both(shipped, base, [(code, "1", True)], [(code, "1", "met")])
    assert "all 1 criteria" in str(differences_sentence(alike, YEAR))


def test_the_assessment_says_which_level_it_stands_on(shipped, base):
    code = str(base.results["code"].iloc[0])
    _table, judged = both(shipped, base, [(code, "1", True)], [(code, "1", "met")])
    assert judged.level_note is None
    assert judged.provenance == judged.recorded
