"""Another province is another folder: nine made-up units get their briefing, papers, maps and slides."""

import io
import shutil
import zipfile
from datetime import date

import pandas as pd
import pytest
from docx import Document
from pypdf import PdfReader

from ntm_geo.assessment.merging import merge_preview
from ntm_geo.assessment.period import assess_period
from ntm_geo.briefing.brief import make_briefing
from ntm_geo.briefing.briefing_data import BriefRequest, briefing_data_of
from ntm_geo.briefing.publish import PublishRequest, publish
from ntm_geo.briefing.running_orders import ready_order
from ntm_geo.briefing.slide_content import make_slides
from ntm_geo.i18n import use_language
from ntm_geo.intake.boundary_files.schematic_set import make_schematic
from ntm_geo.partners.partner_history import history
from ntm_geo.records.agency_list import load_agencies, save_partners
from ntm_geo.records.figures import load_figures
from ntm_geo.settings import Settings
from ntm_geo.workspace.workspace import open_workspace

COMMUNES = ("90001", "90004", "90007", "90010", "90013", "90016", "90019", "90022")


@pytest.fixture
def space(tmp_path, tiny_province, shipped):
    """Workspace of the tiny province: its own units and figures, the law of all."""
    data = tmp_path / "shipped"
    shutil.copytree(shipped.criteria_dir, data / "criteria")
    shutil.copytree(tiny_province, data / "boundaries" / "tiny")
    for room in ("provinces", "illustrative"):
        (data / "criteria" / room / shipped.province.key).rename(data / "criteria" / room / "tiny")
    folder = data / "criteria" / "illustrative" / "tiny"
    for later in [path for path in folder.iterdir() if path.is_dir()]:
        shutil.rmtree(later)
    rows = [
        {"code": code, "criterion": str(criterion), "period": year, "met": int((place + criterion + year) % 3 > 0)}
        for year in (2021, 2022)
        for place, code in enumerate(COMMUNES)
        for criterion in range(1, 20)
    ]
    pd.DataFrame(rows).to_csv(folder / "criterion_results.csv", index=False)
    for name in ("scores", "attributes", "partners"):
        pd.read_csv(folder / f"{name}.csv", dtype=str, nrows=0).to_csv(folder / f"{name}.csv", index=False)
    held = pd.DataFrame(
        {"code": ["90001"], "level": ["standard"], "recognised_on": ["2021-11-20"], "revoked_on": [None], "decision": [None]}
    )  # fmt: skip
    held.to_csv(folder / "recognitions.csv", index=False)
    hamlets = pd.read_csv(folder / "hamlets.csv", dtype=str, nrows=16)
    hamlets.assign(code=[code for code in COMMUNES for _ in range(2)]).to_csv(folder / "hamlets.csv", index=False)
    found = open_workspace(Settings(shipped_dir=data, data_dir=tmp_path / "data", province="tiny"))
    make_schematic(found)
    return found


def test_a_briefing_of_eight_communes_agrees_with_itself(space):
    found = make_briefing(space, load_figures(space), BriefRequest(period=2022))
    assert found.issuer.endswith("TỈNH TÍ HON")
    assert found.facts["communes"] == 8
    assert "1/8 xã" in found.section("targets").statements[0].text


def test_its_papers_are_made(space):
    made = publish(space, load_figures(space), PublishRequest(kind="all", brief=BriefRequest(period=2022)))
    with zipfile.ZipFile(io.BytesIO(made.content)) as held:
        paper = Document(io.BytesIO(held.read("bao-cao-2022.docx")))
        printed = PdfReader(io.BytesIO(held.read("ban-do-2022.pdf"))).pages[0].extract_text()
    assert any("1/8 xã" in one.text for one in paper.paragraphs)
    assert "Tỉnh Tí Hon" in printed


def test_its_slides_are_made(space):
    basis = briefing_data_of(space, load_figures(space), BriefRequest(period=2022))
    assert len(make_slides(basis, ready_order())) == 11


def test_a_unit_that_was_divided_is_carried_wherever_units_change(space):
    figures = load_figures(space)
    agency = load_agencies(space).table["agency"].iloc[0]
    helped = pd.DataFrame({"agency": [agency], "code": ["90022"], "year": [2021], "decision": [None]})
    save_partners(space, helped, vintage="2020", by="An", expected=None)
    earlier = history(space, vintage="2025", today=date(2026, 1, 1))
    assert earlier[["agency", "code", "year"]].to_numpy().tolist() == [[agency, "90022", 2021]]
    standing = assess_period(space, figures, period=2022, vintage="2025")
    assert len(standing.assessment.standings) == len(COMMUNES) - 1, "one was merged, none was doubled"
    assert standing.assessment.hamlet_counts["total"].sum() == 2 * len(COMMUNES)
    preview = merge_preview(space, figures, code="90013", period=2022, vintage="2025")
    assert {part.code for part in preview.parts} == {"90013", "90022"}
    made = make_briefing(space, figures, BriefRequest(period=2022, vintage="2025"))
    assert made.facts["communes"] == len(COMMUNES) - 1


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize("half", [False, True])
def test_papers_are_made_where_nothing_is_reached_yet(space, language, half):
    """No commune recognised, no hamlet certified, no criterion met: what is none is said as 0 wherever it is a figure."""
    folder = space.criteria_dir / "illustrative" / "tiny"
    for name in ("recognitions", "hamlets", "criterion_results"):
        table = pd.read_csv(folder / f"{name}.csv", dtype=str)
        if name == "recognitions":
            table = table.iloc[:0]
        elif name == "hamlets":
            table["certified_on"] = None
        else:
            table["met"] = "0"
        table.to_csv(folder / f"{name}.csv", index=False)
    use_language(language)
    made = make_briefing(space, load_figures(space), BriefRequest(period=2022, half=half))
    assert (made.facts["tier.recognised"], made.facts["assessed.certified"]) == (0, 0)
