"""Marks of OpenDocument sheets: percentages, hidden rows and columns, errors, repeated cells counted."""

import zipfile

from ntm_geo.intake.formats import read_marks

HEAD = (
    '<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body><office:spreadsheet>'
)
TAIL = "</office:spreadsheet></office:body></office:document-content>"


def _marks(tmp_path, table):
    path = tmp_path / "a.ods"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("content.xml", f'{HEAD}<table:table table:name="A">{table}</table:table>{TAIL}')
    return read_marks(path)["A"]


def test_marks_are_found_behind_repeated_rows_and_cells(tmp_path):
    marks = _marks(
        tmp_path,
        '<table:table-column table:number-columns-repeated="2"/><table:table-column table:visibility="collapse"/>'
        '<table:table-row table:number-rows-repeated="3"><table:table-cell/></table:table-row>'
        '<table:table-row table:visibility="filter"><table:table-cell table:number-columns-repeated="2"/>'
        '<table:table-cell office:value-type="percentage" office:value="0.2"><text:p>20%</text:p></table:table-cell>'
        '<table:table-cell table:formula="of:=1/0" office:value-type="string"><text:p>#DIV/0!</text:p></table:table-cell>'
        '<table:table-cell table:formula="of:=1/0" office:value-type="string"><text:p>Err:502</text:p></table:table-cell>'
        '<table:table-cell office:value-type="string"><text:p>x</text:p></table:table-cell></table:table-row>',
    )
    assert marks.percent == {(3, 2)}
    assert marks.hidden_rows == {3}
    assert marks.hidden_columns == {2}
    assert marks.errors == {(3, 3): "#DIV/0!", (3, 4): "Err:502"}


def test_an_endless_repeat_is_not_followed(tmp_path):
    marks = _marks(
        tmp_path,
        '<table:table-row table:number-rows-repeated="1048576" table:visibility="collapse"><table:table-cell/></table:table-row>',
    )
    assert len(marks.hidden_rows) <= 20_000
