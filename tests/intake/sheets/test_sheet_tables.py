"""Values become the table of their kind."""

from datetime import date

import pandas as pd
import pytest

from ntm_geo.intake.sheets.cells.layouts import layout
from ntm_geo.intake.sheets.cells.sheet_kinds import SCORES, SHEET_KINDS
from ntm_geo.intake.sheets.sheet_tables import TABLES, Known, SheetContent, build, check
from ntm_geo.intake.sheets.tables.sheet_values import Problems
from ntm_geo.tables.base import validate
from tests.intake.made_tables import table_of

OF_COMMUNES = [kind for kind in SHEET_KINDS if kind != "hamlet_results"]
ROWS = {
    "results": {"1": [True, None], "2": [False, True]},
    "scores": {"10.1": [40.0, None], "11.1": [5.0, 6.0]},
    "hamlets": {"name": ["Nà Rì", "Bản Lộng"], "certified_on": [date(2022, 12, 31), None]},
    "recognitions": {"level": ["standard", "model"], "recognised_on": [date(2022, 12, 31)] * 2},
    "attributes": {"population": [100, None], "border": [True, None], "zone": ["III", None]},
    "agencies": {"name": ["Sở A", "Sở B"], "kind": ["department", "bank"]},
    "partners": {"agency": ["Sở A", "so-b"], "year": [2021, 2022]},
}
ROWS |= dict.fromkeys(SCORES, ROWS["scores"])

KNOWN = Known(agencies=pd.DataFrame({"agency": ["so-a", "so-b"], "name": ["Sở A", "Sở B"]}))


def _content(kind, shipped, codes=("01267", "01270")):
    about, values = layout(kind, shipped.criteria_sets["commune-2021"]), pd.DataFrame(ROWS[kind], dtype=object)
    content = SheetContent(about=about, frame=values, codes=pd.Series(codes, dtype=object), period=2022)
    cells = [[None] * values.shape[1]] * 2
    return content, Problems([table_of(cells, dict(enumerate(values)), kind=kind, data=[0, 1])])


@pytest.mark.parametrize("kind", OF_COMMUNES)
def test_every_kind_becomes_a_table_of_its_model(kind, shipped):
    content, problems = _content(kind, shipped)
    check(content, problems, KNOWN)
    table = validate(build(content, problems, KNOWN), TABLES[kind])
    assert len(table) == (3 if kind in SCORES | {"results"} else 2)


@pytest.mark.parametrize("kind", OF_COMMUNES)
def test_a_row_with_an_error_or_without_a_unit_is_left_out(kind, shipped):
    content, problems = _content(kind, shipped, codes=("01267", None))
    problems.bad_rows.add(0)
    table = validate(build(content, problems, KNOWN), TABLES[kind])
    assert len(table) == (1 if kind == "agencies" else 0)


def test_new_hamlets_get_the_next_free_number(shipped):
    content, problems = _content("hamlets", shipped, codes=("01267", "01267"))
    kept = pd.DataFrame({"hamlet": ["01267-01"], "code": ["01267"], "name": ["Khác"]})
    assert build(content, problems, Known(hamlets=kept))["hamlet"].tolist() == ["01267-02", "01267-03"]


def test_a_higher_level_needs_the_lower_ones_here_or_kept(shipped):
    content, problems = _content("recognitions", shipped)
    check(content, problems, KNOWN)
    assert [one.kind for one in problems.found] == ["level-without-standard"]
    content, problems = _content("recognitions", shipped)
    kept = pd.DataFrame({"code": ["01270"] * 2, "level": ["standard", "advanced"]})
    check(content, problems, Known(recognitions=kept))
    assert problems.found == []


def test_partners_are_known_by_key_or_name_and_others_are_told(shipped):
    about = layout("partners", shipped.criteria_sets["commune-2021"])
    frame = pd.DataFrame({"agency": ["Sở A", "so-b", "Sở Lạ", "SO-A"], "year": [2021, 2022, 2022, 2021]}, dtype=object)
    problems = Problems([table_of([[None] * 2] * 4, {0: "agency", 1: "year"}, kind="partners", data=range(4))])
    codes = pd.Series(["01267"] * 4, dtype=object)
    content = SheetContent(about=about, frame=frame, codes=codes, period=2022)
    table = validate(build(content, problems, KNOWN), TABLES["partners"])
    assert list(zip(table["agency"], table["year"], strict=True)) == [("so-a", 2021), ("so-b", 2022)]
    assert [one.kind for one in problems.found] == ["agency-unknown", "partner-doubled"]
