"""Marks of xlsx files are read as XML: writers name cells or do not, use prefixes or do not, quote as they like."""

import zipfile

import pytest
from openpyxl import Workbook

from ntm_geo.intake.formats import SheetMarks, read_marks
from ntm_geo.intake.formats.xlsx import column_number

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
STYLES = (
    '<styleSheet xmlns="{ns}"><numFmts><numFmt numFmtId="164" formatCode="0.0%"/>'
    '<numFmt numFmtId="165" formatCode="0.0&quot;%&quot;"/></numFmts>'
    '<cellStyleXfs><xf numFmtId="9"/></cellStyleXfs>'
    '<cellXfs><xf numFmtId="0"/><xf numFmtId="164"/><xf numFmtId="165"/><xf numFmtId="9"/></cellXfs></styleSheet>'
)


def _written(path, sheet, styles=STYLES, prefix=""):
    colon = f"{prefix}:" if prefix else ""
    name = f'xmlns{":" + prefix if prefix else ""}="{MAIN}"'
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(
            "xl/workbook.xml",
            f'<{colon}workbook {name} xmlns:r="{RELS}"><{colon}sheets><{colon}sheet r:id="rId7" sheetId="1" name="Biểu &amp; 1"/>'
            f"</{colon}sheets></{colon}workbook>",
        )
        archive.writestr(
            "xl/_rels/workbook.xml.rels",
            f'<Relationships xmlns="{PACKAGE}"><Relationship Target="/xl/worksheets/s.xml" Id="rId7"/></Relationships>',
        )
        archive.writestr("xl/styles.xml", styles.format(ns=MAIN))
        archive.writestr("xl/worksheets/s.xml", sheet.format(name=name))
    return read_marks(path)["Biểu & 1"]


def test_marks_are_found_at_their_cells_as_openpyxl_writes_them(tmp_path):
    book = Workbook()
    sheet = book.active
    sheet["B2"], sheet["C3"], sheet["D4"], sheet["E5"] = 0.5, "=1+1", 0.25, 7
    sheet["B2"].number_format, sheet["D4"].number_format = "0%", "#,##0.0 %"
    sheet["A7"] = "#REF!"
    sheet["A7"].data_type = "e"
    sheet.row_dimensions[5].hidden = True
    sheet.column_dimensions["F"].hidden = True
    path = tmp_path / "a.xlsx"
    book.save(path)
    marks = read_marks(path)["Sheet"]
    assert marks.hidden_rows == {4}
    assert marks.hidden_columns == {5}
    assert marks.percent == {(1, 1), (3, 3)}
    assert marks.unfinished == {(2, 2)}
    assert marks.errors == {(6, 0): "#REF!"}


def test_cells_without_a_place_follow_each_other(tmp_path):
    sheet = (
        "<worksheet {name}><sheetData><row><c/><c s='1'><v>0.2</v></c></row><row hidden='1'><c t='e'><v>#N/A</v></c>"
        "<c><f>A1</f></c><c t='str'><f>A1</f><v></v></c><c s='2'><v>3</v></c></row></sheetData></worksheet>"
    )
    marks = _written(tmp_path / "a.xlsx", sheet)
    assert marks.percent == {(0, 1)}
    assert marks.hidden_rows == {1}
    assert marks.errors == {(1, 0): "#N/A"}
    assert marks.unfinished == {(1, 1)}


def test_prefixed_elements_say_the_same(tmp_path):
    sheet = (
        '<x:worksheet {name}><x:cols><x:col min="2" max="3" hidden="true"/></x:cols><x:sheetData>'
        '<x:row r="4"><x:c r="B4" s="3"><x:v>0.2</x:v></x:c><x:c r="D4" t="e"><x:f>1/0</x:f><x:v>#DIV/0!</x:v></x:c></x:row>'
        "</x:sheetData></x:worksheet>"
    )
    marks = _written(tmp_path / "a.xlsx", sheet, prefix="x")
    assert (marks.percent, marks.errors) == ({(3, 1)}, {(3, 3): "#DIV/0!"})
    assert marks.hidden_columns == {1, 2}


@pytest.mark.parametrize(
    "sheet",
    ['<a t="e"', '<!DOCTYPE a [<!ENTITY b "c">]><a/>', '<worksheet {name}><c r="1A" t="e"><v>x</v></c></worksheet>'],
)
def test_broken_or_tricky_xml_tells_nothing(tmp_path, sheet):
    with pytest.raises(TypeError):
        _written(tmp_path / "a.xlsx", sheet)


@pytest.mark.parametrize(
    ("cell", "kept"),
    [
        ('<c r="B4" t="e"><v>#N/A</v></c>', {"errors": {(3, 1): "#N/A"}}),
        ("<c r='B4' t = '&#101;'><v>#N/A</v></c>", {"errors": {(3, 1): "#N/A"}}),
        ("<c r='B4' t='&#x65;'><v>#N/A</v></c>", {"errors": {(3, 1): "#N/A"}}),
        ("<c r='B4' s = '3'><v>0.5</v></c>", {"percent": {(3, 1)}}),
        ("<c r='B4' s='&#x33;'><v>0.5</v></c>", {"percent": {(3, 1)}}),
        ('<c r="B4" s="0"><v>3</v></c>', {}),
        ('<c r="B4"><f>1</f></c>', {"unfinished": {(3, 1)}}),
        ('</row><row r="5" hidden = "1">', {"hidden_rows": {4}}),
        ('</row><row r="5" hidden="false">', {}),
        ('<c r="B4" t="inlineStr"><is><t>&#227;</t></is></c>', {}),
    ],
)
def test_a_mark_is_found_however_it_is_written(tmp_path, cell, kept):
    marks = _written(
        tmp_path / "a.xlsx", f'<worksheet {{name}}><sheetData><row r="4">{cell}</row></sheetData></worksheet>'
    )
    for name in ("errors", "percent", "unfinished", "hidden_rows"):
        assert getattr(marks, name) == kept.get(name, getattr(SheetMarks(), name)), name


def test_letters_of_columns_are_numbers():
    assert [column_number(letters) for letters in ("A", "Z", "AA", "XFD")] == [0, 25, 26, 16_383]
