"""Papers look as they did when somebody last looked at them: pages of the report, slides, a form, annex, letter.

After a change of the look that is meant: look at the new pictures, then `NTM_NEW_BASELINES=1 pytest` this file.
"""

import os
from dataclasses import replace
from datetime import date
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from ntm_geo.assignment import draft_steps
from ntm_geo.assignment.annex_exchange import annex_content
from ntm_geo.briefing.brief import briefing_of
from ntm_geo.briefing.form_filling import form_05
from ntm_geo.briefing.running_orders import ready_order
from ntm_geo.briefing.slide_content import sections_of
from ntm_geo.reports.annex_paper import annex_docx
from ntm_geo.reports.document import report_of
from ntm_geo.reports.form_papers import form_docx
from ntm_geo.reports.letters import letters_docx
from ntm_geo.reports.slides import pptx
from ntm_geo.reports.typeset import pdf
from tests.paper_pictures import ink_at_the_edge, pictures_of, to_pdf

pytestmark = pytest.mark.usefixtures("as_printed")

KEPT = Path(__file__).parent / "baselines"
WIDTH = 420
MEAN, PART = 4.0, 0.04
"""A page may differ by this much on average (of 255), and this share of its dots by more than a shade: fonts differ."""


@pytest.fixture(scope="module")
def data(brief_data):
    return brief_data()


@pytest.fixture(scope="module")
def report_pages(year_briefing, tmp_path_factory):
    """Pictures of the pages of the report."""
    folder = tmp_path_factory.mktemp("report")
    path = folder / "bao-cao.pdf"
    path.write_bytes(pdf(report_of(year_briefing()), own_fonts=True))
    return pictures_of(path, folder, dpi=80)


def _same(picture, name):
    small = picture.convert("RGB").resize(
        (WIDTH, round(picture.height * WIDTH / picture.width)), Image.Resampling.LANCZOS
    )
    path = KEPT / f"{name}.png"
    if os.environ.get("NTM_NEW_BASELINES"):
        small.quantize(64).save(path, optimize=True)
    with Image.open(path) as kept:
        before = np.asarray(kept.convert("RGB")).astype(int)
    now = np.asarray(small).astype(int)
    assert now.shape == before.shape, name
    apart = np.abs(now - before)
    return apart.mean() < MEAN and (apart.max(axis=2) > 60).mean() < PART


def test_the_report_looks_as_it_did(report_pages):
    assert 12 <= len(report_pages) <= 18
    assert not any(ink_at_the_edge(one) for one in report_pages)
    for number in (1, 2, 3, len(report_pages)):
        assert _same(report_pages[number - 1], f"report-{min(number, 4)}"), f"page {number}"


def test_another_page_would_be_noticed(report_pages):
    (_first, second, *_rest) = report_pages
    with Image.open(KEPT / "report-1.png") as kept:
        before = np.asarray(kept.convert("RGB")).astype(int)
    small = np.asarray(second.resize((before.shape[1], before.shape[0]))).astype(int)
    apart = np.abs(small - before)
    assert apart.mean() > MEAN or (apart.max(axis=2) > 60).mean() > PART


@pytest.mark.office
def test_slides_look_as_they_did(data, tmp_path):
    made = pptx(briefing_of(data, sections_of(data, ready_order())))
    pages = pictures_of(to_pdf(made, "trinh-chieu.pptx", tmp_path), tmp_path, dpi=60)
    assert 11 <= len(pages) <= 24
    for number in (1, 2, 3):
        assert _same(pages[number - 1], f"slides-{number}"), f"slide {number}"


@pytest.mark.office
def test_a_form_looks_as_it_did(data, tmp_path):
    (page,) = pictures_of(to_pdf(form_docx([form_05(data)]), "bieu-05.docx", tmp_path), tmp_path, dpi=80)
    assert _same(page, "form-05")


@pytest.mark.office
def test_annex_and_letters_look_as_they_did(shipped, assign_case, tmp_path):
    draft = draft_steps.propose(assign_case())
    content = replace(
        annex_content(shipped, draft.case, draft.pairs, None), decision="123/QĐ-UBND", decided_on=date(2023, 2, 5),
        signer="Nguyễn Văn A", signer_office="vice_chairman",
    )  # fmt: skip
    for made, name in ((annex_docx(content), "annex"), (letters_docx(content), "letter")):
        page = pictures_of(to_pdf(made, f"{name}.docx", tmp_path), tmp_path, dpi=80)[0]
        assert not ink_at_the_edge(page)
        assert _same(page, f"{name}-1"), name
