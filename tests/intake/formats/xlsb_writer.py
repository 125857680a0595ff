"""A binary workbook made record by record, as [MS-XLSB] describes them: as small as Excel would still open it."""

import struct
import zipfile

RELATIONSHIPS = "http://schemas.openxmlformats.org/package/2006/relationships"
DOCUMENT = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def record(number, content=b""):
    code = bytes([number]) if number < 0x80 else bytes([(number & 0x7F) | 0x80, number >> 7])
    size, length = b"", len(content)
    while True:
        part, length = length & 0x7F, length >> 7
        size += bytes([part | (0x80 if length else 0)])
        if not length:
            return code + size + content


def text(value):
    return struct.pack("<I", len(value)) + value.encode("utf-16-le")


def write_xlsb(path, rows, *, percent=(), hidden_rows=(), hidden_columns=()):
    """Write rows of texts, numbers, errors (``("error", 0x17)``) and None; cells in ``percent`` are shown as percent."""
    width = max(map(len, rows))
    sheet = record(129) + record(148, struct.pack("<IIII", 0, len(rows) - 1, 0, width - 1))
    if hidden_columns:
        sheet += record(390)
        for place in hidden_columns:
            sheet += record(60, struct.pack("<IIII", place, place, 2340, 0) + struct.pack("<H", 1))
        sheet += record(391)
    sheet += record(145)
    for number, row in enumerate(rows):
        hidden = 0x10 if number in hidden_rows else 0
        sheet += record(0, struct.pack("<IIHBBBI", number, 0, 300, 0, hidden, 0, 0))
        for place, value in enumerate(row):
            style = 1 if (number, place) in percent else 0
            head = struct.pack("<II", place, style)
            if isinstance(value, tuple):
                sheet += record(3, head + bytes([value[1]]))
            elif isinstance(value, str):
                sheet += record(6, head + text(value))
            elif value is not None:
                sheet += record(5, head + struct.pack("<d", value))
    sheet += record(146) + record(130)
    styles = record(278) + record(615, struct.pack("<I", 1)) + record(44, struct.pack("<H", 164) + text("0.0%"))
    styles += record(616) + record(617, struct.pack("<I", 2))
    for number in (0, 164):
        styles += record(47, struct.pack("<HHHHHBB", 0xFFFF, number, 0, 0, 0, 0, 0) + bytes(4))
    styles += record(618) + record(279)
    book = record(131) + record(143) + record(156, struct.pack("<II", 0, 1) + text("rId1") + text("Biểu")) + record(144)
    book += record(132)
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(
            "[Content_Types].xml", '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'
        )
        archive.writestr("xl/workbook.bin", book)
        archive.writestr("xl/worksheets/sheet1.bin", sheet)
        archive.writestr("xl/styles.bin", styles)
        archive.writestr(
            "xl/_rels/workbook.bin.rels",
            f'<Relationships xmlns="{RELATIONSHIPS}"><Relationship Id="rId1" Type="{DOCUMENT}/worksheet" '
            'Target="worksheets/sheet1.bin"/></Relationships>',
        )
    return path
