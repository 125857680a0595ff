"""One choice of the level for all pages, there as soon as a dossier was sent; maps and papers say which it is."""

import pandas as pd
import pytest

from ntm_geo.briefing.briefing_data import BriefRequest, briefing_data_of
from ntm_geo.records.figure_levels import DossierRows, at_level, level_named
from ntm_geo.records.figures import load_figures
from ntm_geo.store.datasets import add_version
from ntm_geo.store.kinds import MODELS
from ntm_geo.store.versions import NewVersion, Slot
from ntm_geo.tables.provenance import Provenance

YEAR = 2022
STAMP = {"at": "2022-11-01T08:00:00+00:00", "by": "Hà", "account": ""}


@pytest.fixture
def sent(fresh):
    """A commune that misses much has reported that it meets everything; the department found one criterion so."""
    figures = load_figures(fresh)
    missed = figures.results[figures.results["period"].eq(YEAR) & figures.results["met"].eq(False)]
    code = str(missed["code"].value_counts().index[0])
    criteria = sorted(missed.loc[missed["code"].eq(code), "criterion"], key=int)
    rows = {
        "sent_reports": [
            {"code": code, "item": item, "period": YEAR, "sending": 1, "met": True, **STAMP} for item in criteria
        ],
        "appraisals": [
            {"number": 1, "code": code, "period": YEAR, "criterion": criteria[0], "sending": 1,
             "step": "department", "verdict": "met", **STAMP}
        ],
    }  # fmt: skip
    for kind, lines in rows.items():
        model = MODELS[kind]
        table = model.validate(pd.DataFrame(lines, columns=list(model.to_schema().columns)))
        slot = Slot(kind=kind, vintage="2020", period=YEAR)
        source = Provenance(source="ho-so", sha256="0" * 64)
        add_version(fresh.store, NewVersion(slot=slot, table=table, provenance=source, by="test"))
    return code, criteria


def _met(at, code):
    """Criteria met of a commune, as its profile says it."""
    words = " ".join(element.value for kind in (at.markdown, at.caption, at.title) for element in kind)
    return words + " ".join(element.proto.body for element in at.get("html"))


def test_without_a_dossier_nothing_asks_and_the_address_changes_nothing(app, fresh):
    at = app("overview", period="2022", figures="reported")
    assert not at.exception
    assert not [group for group in at.button_group if "choose_figures" in (group.key or "")]
    assert "tự đánh giá" not in _met(at, "")


def test_the_choice_goes_over_all_pages_and_every_page_says_it(app, sent):
    code, criteria = sent
    usual = app("commune", period="2022", vintage="2020", commune=code)
    assert [group.value for group in usual.button_group if "choose_figures" in (group.key or "")] == ["appraised"]
    for page in ("overview", "commune", "tier_map", "criteria"):
        at = app(page, period="2022", vintage="2020", commune=code, figures="reported")
        assert not at.exception
        assert any(f"{len(criteria)} tiêu chí của 1 xã" in caption.value for caption in at.caption), page
    assert _met(usual, code) != _met(at, code)


@pytest.mark.parametrize("level", ["reported", "appraised", "recognised"])
def test_map_table_and_paper_stand_on_the_same_level(level, fresh, sent):
    code, criteria = sent
    figures = load_figures(fresh, level_named(level))
    data = briefing_data_of(fresh, figures, BriefRequest(period=YEAR, vintage="2020"))
    row = data.standing.assessment.standings.set_index("code").loc[code]
    base = briefing_data_of(fresh, load_figures(fresh), BriefRequest(period=YEAR, vintage="2020"))
    more = {"reported": len(criteria) - 1, "appraised": 0, "recognised": -1}[level]
    assert row["met"] == base.standing.assessment.standings.set_index("code").loc[code, "met"] + more
    assert (level == "appraised") == ("Theo" not in data.standing.provenance.source)


def test_a_level_of_no_dossiers_is_the_usual_one(shipped):
    base = load_figures(shipped)
    empty = {kind: MODELS[kind].validate(pd.DataFrame(columns=list(MODELS[kind].to_schema().columns)))
             for kind in ("sent_reports", "appraisals", "councils")}  # fmt: skip
    same = at_level(base, DossierRows(**empty), "reported")
    assert same.results is base.results
    assert same.scores is base.scores
