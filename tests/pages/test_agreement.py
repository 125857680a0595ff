"""One function computes a number: pages, maps, papers and the command line show the same, in the old period and the new."""

import io
import json
import re
from dataclasses import dataclass
from typing import Any

import docx
import openpyxl
import pptx
import pytest
from typer.testing import CliRunner

from ntm_geo.assessment.period import summary
from ntm_geo.assessment.sentences import recognised_sentence
from ntm_geo.briefing.briefing_data import BriefRequest, briefing_data_of
from ntm_geo.briefing.form_filling import form_05, form_06
from ntm_geo.briefing.publish import PublishRequest, publish
from ntm_geo.cli import app as commands
from ntm_geo.i18n import format_number

PERIODS = {"2022": "2020", "2026": "2025"}
"""A year judged by the set of 2021–2025 and one by that of 2026–2030, with their units."""


@dataclass
class Year:
    """A year as the assessment has it, and its papers."""

    period: str
    standing: Any
    papers: dict[str, bytes]

    @property
    def address(self):
        return {"period": self.period, "vintage": PERIODS[self.period]}

    @property
    def tiers(self):
        """Communes of each tier, in the order of the law; those that cannot be placed last."""
        return list(self.standing.assessment.tier_counts.values())

    @property
    def criteria(self):
        """Communes that meet each criterion, in the order of the law."""
        met = self.standing.assessment.results.groupby("criterion")["met"].sum()
        return [int(met[criterion.code]) for criterion in self.standing.criteria_set.criteria]


@pytest.fixture(scope="module", params=PERIODS)
def year(request, shipped, figures, standing):
    vintage = PERIODS[request.param]
    brief = BriefRequest(period=int(request.param), vintage=vintage)
    kinds = ("report", "slides", "workbook")
    papers = {kind: publish(shipped, figures, PublishRequest(kind=kind, brief=brief)).content for kind in kinds}
    return Year(request.param, standing(int(request.param), vintage), papers)


def _html(at):
    return "".join(element.proto.body for element in at.get("html"))


def _legends(at):
    """Counts of the legend of every map of a page."""
    counts = []
    for component in at.get("component_instance"):
        text = str(json.loads(component.proto.json_args).get("feature_group", ""))
        if "NTM.paint(" in text:
            style = json.JSONDecoder().raw_decode(text[text.index("NTM.paint(") + len("NTM.paint(") :])[0]
            counts.append([entry[2] for entry in style["legend"]])
    return counts


def test_the_overview_counts_the_tiers(app, year):
    cards = re.findall(r'ntm-card".*?ntm-figure">([^<]+)<', _html(app("overview", **year.address)), flags=re.DOTALL)
    assert cards == [format_number(count) for count in year.tiers[: len(cards)]]
    assert sum(map(int, cards)) == year.standing.communes


def test_the_map_of_tiers_counts_them_too(app, year):
    (legend,) = _legends(app("tier_map", **year.address))
    tiers = [count for count in year.tiers if count]
    assert [count for count in legend if count][: len(tiers)] == tiers


def test_the_map_of_each_criterion_counts_who_meets_it(app, year):
    for criterion, met in list(zip(year.standing.criteria_set.criteria, year.criteria, strict=True))[::3]:
        (legend,) = _legends(app("criteria", theme=criterion.code, **year.address))
        assert legend[0] == met, criterion.code


def test_the_command_line_says_the_same(year):
    words = ["assess", "--period", year.period, "--vintage", PERIODS[year.period], "--json"]
    answer = json.loads(CliRunner().invoke(commands, words).stdout)
    assert answer["tiers"] == summary(year.standing)["tiers"]
    assert list(answer["tiers"].values())[: len(year.tiers) - 1] == year.tiers[:-1]


def _tables(content):
    return [
        [[cell.text for cell in row.cells] for row in table.rows] for table in docx.Document(io.BytesIO(content)).tables
    ]


def _column(table, heading):
    return table[0].index(heading)


def test_the_report_has_the_sentence_and_the_counts(year):
    content = year.papers["report"]
    text = "\n".join(paragraph.text for paragraph in docx.Document(io.BytesIO(content)).paragraphs)
    assert recognised_sentence(year.standing) in text
    (tiers,) = [table for table in _tables(content) if table[0][0] == "Mức độ"]
    column = _column(tiers, year.period)
    counts = [int(row[column]) for row in tiers[1:]]
    assert counts == [
        *[count for count in year.tiers if count or len(counts) > len(year.tiers)],
        year.standing.communes,
    ]


def test_the_slides_have_the_sentence(year):
    slides = pptx.Presentation(io.BytesIO(year.papers["slides"])).slides
    text = "\n".join(shape.text_frame.text for slide in slides for shape in slide.shapes if shape.has_text_frame)
    assert recognised_sentence(year.standing) in text


def test_the_workbook_has_the_tier_and_the_count_of_every_commune(year):
    book = openpyxl.load_workbook(io.BytesIO(year.papers["workbook"]), read_only=True)
    sheet = next(sheet for sheet in book.worksheets if sheet.title.startswith("Kết quả từng xã"))
    rows = [list(row) for row in sheet.iter_rows(values_only=True)]
    head = next(index for index, row in enumerate(rows) if row[0] == "STT")
    place = rows[head].index("Đạt")
    met = [int(row[place]) for row in rows[head + 1 :] if row[1]]
    assert sorted(met) == sorted(year.standing.assessment.standings["met"])


def test_the_forms_count_what_the_assessment_counts(shipped, figures, year):
    data = briefing_data_of(shipped, figures, BriefRequest(period=int(year.period), vintage=PERIODS[year.period]))
    width = (len(form_06(data).columns) - 2) // 3
    assert form_06(data).rows[0][2 + 2 * width - 1] == year.standing.communes
    if year.period == "2026":  # before, the forms ask for criteria of a set that did not hold yet
        assert [row[2 + 2 * width - 1] for row in form_05(data).rows] == year.criteria


def test_hamlets_are_as_many_on_the_page_as_in_the_report(app, year):
    counts = summary(year.standing)["hamlets"]
    certified, total = format_number(counts["certified"]), format_number(counts["total"])
    page = " ".join(element.value for element in app("hamlets", **year.address).markdown)
    text = "\n".join(paragraph.text for paragraph in docx.Document(io.BytesIO(year.papers["report"])).paragraphs)
    for words in (page, text):
        assert f"{certified}/{total}" in words or (certified in words and total in words)


def test_districts_add_up_to_the_province(app, year):
    table = app("districts", **year.address).dataframe[0].value  # of communes, where there are no districts any more
    assert (int(table["Số xã"].sum()) if "Số xã" in table else len(table)) == year.standing.communes
    assert int(table["Số xã đạt chuẩn"].sum()) == year.tiers[0]


def test_departments_count_their_criteria_as_the_maps_do(app, year):
    key = "agriculture" if year.period == "2022" else "agriculture_environment"
    (radio,) = app("departments", department=key, **year.address).radio
    met = dict(zip((criterion.code for criterion in year.standing.criteria_set.criteria), year.criteria, strict=True))
    for option, caption in zip(radio.options, radio.proto.captions, strict=True):
        code = re.match(r"Tiêu chí (\d+)", option)[1]
        assert caption.startswith(f"{format_number(met[code])} xã đạt")


def test_the_table_of_progress_ends_with_the_year(app, year):
    column = app("progress", **year.address).dataframe[0].value[year.period]
    counts = [int(count) for count in column]
    assert counts[: len(counts)] == [*year.tiers[: len(counts)]]


def test_a_commune_has_as_many_criteria_in_its_profile_as_in_the_assessment(app, year):
    total = len(year.standing.criteria_set.criteria)
    for row in year.standing.assessment.standings.iloc[::40].itertuples():
        page = _html(app("commune", commune=row.code, **year.address))
        assert f"{row.met}/{total} tiêu chí đạt" in page


def test_two_sets_begin_with_the_communes_that_are_recognised(app, standing):
    recognised = standing(2022, "2020").assessment.tier_counts["recognised"]
    words = " ".join(element.value for element in app("sets", period="2022", vintage="2020").markdown)
    assert f"Trong {recognised} xã được công nhận đến hết năm 2022" in words
