"""The same workbook as other programs write it: XlsxWriter, a kit that writes bare XML, an office program, text, binary.

What is copied is what a reader can see: values, number formats, merged cells, hidden rows and columns, lost values.
"""

import csv
import subprocess
import zipfile
from pathlib import Path
from xml.sax.saxutils import escape, quoteattr

import xlsxwriter

from tests.intake.formats.xlsb_writer import write_xlsb

WAYS = ("openpyxl", "xlsxwriter", "bare-xml", "office-xls", "office-ods", "office-xlsx", "xlsb", "csv", "unicode-text")
OFFICE_FORMS = {"office-xls": "xls", "office-ods": "ods", "office-xlsx": "xlsx:Calc MS Excel 2007 XML"}
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_RELS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
_FAR = 10_000


def is_plain(book):
    """Return whether text alone can hold a workbook: one sheet, no merged cell, nothing hidden, no format, no error."""
    [sheet, *others] = book.worksheets
    hidden = any(one.hidden for one in [*sheet.row_dimensions.values(), *sheet.column_dimensions.values()])
    cells = [cell for row in sheet.iter_rows(max_row=min(sheet.max_row, _FAR)) for cell in row]
    marked = any(cell.data_type == "e" or "%" in cell.number_format for cell in cells)
    return not (others or hidden or marked or sheet.merged_cells.ranges or sheet.max_row > _FAR)


def save(book, path, way, office=None):
    """Save an openpyxl workbook in one of `WAYS` and return the file; text and binary only where they can hold it.

    Parameters
    ----------
    path : where openpyxl would save it; the ending is changed for other forms.
    office : a program that converts, for the ways that need one.
    """
    if way in {"csv", "unicode-text", "xlsb"} and not is_plain(book):
        way = "bare-xml"
    if way == "xlsxwriter":
        return _xlsxwriter(book, path)
    if way == "bare-xml":
        return _bare(book, path)
    if way == "xlsb":
        rows = [[one if one is None or isinstance(one, str) else float(one) for one in row] for row in _rows(book)]
        return write_xlsb(path.with_suffix(".xlsb"), rows)
    if way in {"csv", "unicode-text"}:
        return _text(book, path, way)
    book.save(path)
    if way in OFFICE_FORMS:
        return convert([path], OFFICE_FORMS[way], path.parent / way, office)[0]
    return path


def convert(paths, form, folder, office):
    """Let an office program save workbooks in another form, all in one run; returns the files in the same order."""
    profile = Path(folder, "profile").absolute()
    subprocess.run(
        [office, f"-env:UserInstallation=file://{profile}", "--headless", "--convert-to", form, "--outdir", folder, *paths],
        check=True, capture_output=True, timeout=60 + 10 * len(paths),
    )  # fmt: skip
    return [Path(folder, Path(path).with_suffix(f".{form.split(':')[0]}").name) for path in paths]


def _rows(book):
    return [[cell.value for cell in row] for row in book.active.iter_rows()]


def _text(book, path, way):
    target = path.with_suffix(".csv" if way == "csv" else ".txt")
    encoding, delimiter = ("utf-8-sig", ";") if way == "csv" else ("utf-16", "\t")
    with target.open("w", encoding=encoding, newline="") as file:
        rows = [["" if value is None else value for value in row] for row in _rows(book)]
        csv.writer(file, delimiter=delimiter).writerows(rows)
    return target


def _hidden(sheet):
    rows = [number for number, one in sheet.row_dimensions.items() if one.hidden]
    return rows, [sheet[f"{letter}1"].column for letter, one in sheet.column_dimensions.items() if one.hidden]


def _filled(sheet):
    """Return the cells that hold something by row; stray ones far below stand alone."""
    rows = {}
    for (row, _column), cell in sorted(sheet._cells.items()):
        if cell.value is not None:
            rows.setdefault(row, []).append(cell)
    return rows


def _xlsxwriter(book, path):
    with xlsxwriter.Workbook(path, {"strings_to_formulas": False}) as target:
        formats = {}
        for sheet in book.worksheets:
            page = target.add_worksheet(sheet.title)
            for cells in _filled(sheet).values():
                for cell in cells:
                    place = cell.row - 1, cell.column - 1
                    look = formats.setdefault(cell.number_format, target.add_format({"num_format": cell.number_format}))
                    if cell.data_type == "e":
                        page.write_formula(*place, "=NA()", look, cell.value)
                    elif isinstance(cell.value, str):
                        page.write_string(*place, cell.value, look)
                    else:
                        page.write(*place, cell.value, look)
            for merged in sheet.merged_cells.ranges:
                first = sheet.cell(merged.min_row, merged.min_col).value
                page.merge_range(merged.min_row - 1, merged.min_col - 1, merged.max_row - 1, merged.max_col - 1, first)
            rows, columns = _hidden(sheet)
            for number in rows:
                page.set_row(number - 1, None, None, {"hidden": True})
            for number in columns:
                page.set_column(number - 1, number - 1, None, None, {"hidden": True})
    return path


def _bare(book, path):
    """Write prefixed XML with texts in the cells and places only where cells do not follow each other, as kits do."""
    formats = list(dict.fromkeys(["General", *(c.number_format for s in book for r in _filled(s).values() for c in r)]))
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        titles = [sheet.title for sheet in book.worksheets]
        archive.writestr("[Content_Types].xml", _content_types(len(titles)))
        archive.writestr("_rels/.rels", _relations([("officeDocument", "/xl/workbook.xml")]))
        listed = "".join(
            f'<x:sheet name={quoteattr(title)} sheetId="{number}" r:id="R{number}"/>'
            for number, title in enumerate(titles, 1)
        )
        archive.writestr(
            "xl/workbook.xml",
            f'<x:workbook xmlns:x="{_MAIN}" xmlns:r="{_RELS}"><x:sheets>{listed}</x:sheets></x:workbook>',
        )
        pages = [("worksheet", f"/xl/worksheets/page{number}.xml") for number in range(1, len(titles) + 1)]
        archive.writestr("xl/_rels/workbook.xml.rels", _relations([*pages, ("styles", "/xl/styles.xml")]))
        own = "".join(
            f'<x:numFmt numFmtId="{200 + number}" formatCode={quoteattr(code)}/>' for number, code in enumerate(formats)
        )
        used = "".join(f'<x:xf numFmtId="{200 + number}"/>' for number in range(len(formats)))
        archive.writestr(
            "xl/styles.xml",
            f'<x:styleSheet xmlns:x="{_MAIN}"><x:numFmts>{own}</x:numFmts><x:cellXfs>{used}</x:cellXfs></x:styleSheet>',
        )
        for number, sheet in enumerate(book.worksheets, 1):
            archive.writestr(f"xl/worksheets/page{number}.xml", _page(sheet, formats))
    return path


def _page(sheet, formats):
    hidden_rows, hidden_columns = _hidden(sheet)
    columns = "".join(f'<x:col min="{number}" max="{number}" hidden="1"/>' for number in hidden_columns)
    lines, expected = [], 1
    for row, cells in _filled(sheet).items():
        place = "" if row == expected else f' r="{row}"'
        hidden = ' hidden="1"' if row in hidden_rows else ""
        parts, column = [], 1
        for cell in cells:
            named = "" if cell.column == column else f' r="{cell.coordinate}"'
            style = formats.index(cell.number_format)
            parts.append(_cell(cell, named + (f' s="{style}"' if style else "")))
            column = cell.column + 1
        lines.append(f"<x:row{place}{hidden}>{''.join(parts)}</x:row>")
        expected = row + 1
    merged = "".join(f'<x:mergeCell ref="{one.coord}"/>' for one in sheet.merged_cells.ranges)
    return (
        f'<x:worksheet xmlns:x="{_MAIN}">{f"<x:cols>{columns}</x:cols>" if columns else ""}'
        f"<x:sheetData>{''.join(lines)}</x:sheetData>"
        f"{f'<x:mergeCells>{merged}</x:mergeCells>' if merged else ''}</x:worksheet>"
    )


def _cell(cell, about):
    value = cell.value
    if cell.data_type == "e":
        return f'<x:c{about} t="e"><x:v>{escape(value)}</x:v></x:c>'
    if isinstance(value, bool):
        return f'<x:c{about} t="b"><x:v>{int(value)}</x:v></x:c>'
    if isinstance(value, str):
        return f'<x:c{about} t="inlineStr"><x:is><x:t xml:space="preserve">{escape(value)}</x:t></x:is></x:c>'
    return f"<x:c{about}><x:v>{value}</x:v></x:c>"


def _relations(targets):
    listed = "".join(
        f'<Relationship Id="R{number}" Type="{_RELS}/{kind}" Target="{place}"/>'
        for number, (kind, place) in enumerate(targets, 1)
    )
    return f'<Relationships xmlns="{_PACKAGE}">{listed}</Relationships>'


def _content_types(count):
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    pages = "".join(
        f'<Override PartName="/xl/worksheets/page{number}.xml" ContentType="{kind}.worksheet+xml"/>'
        for number in range(1, count + 1)
    )
    return (
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{kind}.sheet.main+xml"/>'
        f'<Override PartName="/xl/styles.xml" ContentType="{kind}.styles+xml"/>{pages}</Types>'
    )
