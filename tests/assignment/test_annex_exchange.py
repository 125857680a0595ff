"""An annex says what the screen says, and read back gives the same plan or a list of what changed."""

import io

import pytest
from docx import Document
from openpyxl import load_workbook

from ntm_geo.assignment import draft_steps
from ntm_geo.assignment.annex_exchange import annex_changes, annex_content, issuer_name_of, issuer_of, place_of
from ntm_geo.boundaries.units import read_units
from ntm_geo.errors import InputFileError
from ntm_geo.reports.annex_paper import annex_docx, annex_xlsx

MAKERS = {"docx": annex_docx, "xlsx": annex_xlsx}


@pytest.fixture(scope="module")
def draft(assign_case):
    return draft_steps.propose(assign_case())


@pytest.fixture(scope="module")
def content(shipped, draft):
    return annex_content(shipped, draft.case, draft.pairs, None)


@pytest.fixture(scope="module")
def units(shipped):
    return read_units(shipped.province, "2020")


def test_the_issuer_comes_from_the_province(shipped):
    assert issuer_of(shipped) == ("ỦY BAN NHÂN DÂN TỈNH CAO BẰNG", "Cao Bằng")


def test_a_sentence_names_the_issuer_as_an_office_writes_it(shipped):
    assert issuer_name_of(shipped) == "Ủy ban nhân dân tỉnh Cao Bằng"


@pytest.mark.parametrize(
    ("given", "place"),
    [
        ("", "Cao Bằng"),
        ("Ủy ban nhân dân tỉnh", "Cao Bằng"),
        ("UBND tỉnh Cao Bằng", "Cao Bằng"),
        (" Hà Nội ", "Hà Nội"),
    ],
)
def test_the_date_line_begins_with_a_place_not_with_an_office(shipped, given, place):
    assert place_of(shipped, given) == place


def test_the_annex_holds_the_pairs_that_are_assigned(draft, content):
    assert set(zip(content.pairs["agency"], content.pairs["code"], strict=True)) == draft.chosen
    assert content.illustrative
    assert content.title.endswith("2023")


@pytest.mark.parametrize("form", MAKERS)
@pytest.mark.parametrize("order", ["kind", "district"])
def test_read_back_unchanged_it_is_the_same_plan(draft, content, units, form, order):
    found = annex_changes(draft.case, draft.pairs, units, MAKERS[form](content, order), f"phu-luc.{form}")
    assert (found.unread, found.added, found.removed) == ((), frozenset(), frozenset())
    assert found.same


def test_a_commune_struck_out_and_one_written_in_are_found(draft, content, units):
    book = load_workbook(io.BytesIO(annex_xlsx(content)))
    sheet = book.worksheets[0]
    row = next(one for one in sheet.iter_rows(min_row=9) if one[0].value and "," not in (one[2].value or ",")
               and "\n" not in one[2].value)  # fmt: skip
    agency, before = row[1].value, row[2].value
    other = next(one for one in draft.case.problem.places if one.name != before)
    row[2].value, row[3].value = other.name, None
    target = io.BytesIO()
    book.save(target)
    found = annex_changes(draft.case, draft.pairs, units, target.getvalue(), "phu-luc.xlsx")
    key = next(one.key for one in draft.case.problem.agencies if one.name == agency)
    assert {pair[0] for pair in found.removed} == {key}
    assert found.added == {(key, other.code)} or found.unread, "a name that repeats needs its district"


def test_names_nobody_knows_are_told_with_their_place(draft, content, units):
    paper = Document(io.BytesIO(annex_docx(content)))
    rows = [row for table in paper.tables for row in table.rows if row.cells[0].text == "1"]
    rows[0].cells[1].paragraphs[0].runs[0].text = "Sở Thú"
    target = io.BytesIO()
    paper.save(target)
    found = annex_changes(draft.case, draft.pairs, units, target.getvalue(), "phu-luc.docx")
    assert any("Sở Thú" in line and "dòng" in line for line in found.unread)
    assert found.removed


@pytest.mark.parametrize(("file", "name"), [(b"", "a.xlsx"), (b"PK\x03\x04no", "a.docx"), (b"text", "a.docx")])
def test_what_is_no_annex_is_refused(draft, units, file, name):
    with pytest.raises(InputFileError, match=r"cannot be opened|No table"):
        annex_changes(draft.case, draft.pairs, units, file, name)
