"""Workbooks built byte by byte: what no office program writes, and what a far cell looks like."""

import io
import struct
import zipfile

MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
RELATIONS = 'xmlns="http://schemas.openxmlformats.org/package/2006/relationships"'
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
CELLS = '<row r="1"><c r="A1"><v>1</v></c><c r="B1" t="inlineStr"><is><t>x</t></is></c></row>'


def far(*addresses, cells=CELLS):
    """Rows with one value at each address behind the sound ones."""
    rows = "".join(
        f'<row r="{address.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")}"><c r="{address}"><v>1</v></c></row>'
        for address in addresses
    )
    return cells + rows


def xlsx(
    sheets=(CELLS,),
    *,
    head="",
    dimension="A1:B1",
    extra="",
    parts=None,
    book="xl/workbook.xml",
    place="worksheets/sheet{n}.xml",
):
    """A workbook of Excel; ``parts`` replaces or adds parts."""
    folder, base = book.rsplit("/", 1)
    listed = "".join(f'<sheet name="S{n}" sheetId="{n}" r:id="rId{n}"/>' for n in range(1, len(sheets) + 1))
    related = "".join(
        f'<Relationship Id="rId{n}" Type="{OFFICE}/worksheet" Target="{place.format(n=n)}"/>'
        for n in range(1, len(sheets) + 1)
    )
    content = {
        "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
        "_rels/.rels": f'<Relationships {RELATIONS}><Relationship Id="rId1" Type="{OFFICE}/officeDocument" Target="{book}"/></Relationships>',
        book: f'<workbook {MAIN} xmlns:r="{OFFICE}"><sheets>{listed}</sheets></workbook>',
        f"{folder}/_rels/{base}.rels": f"<Relationships {RELATIONS}>{related}</Relationships>",
    }
    for number, cells in enumerate(sheets, 1):
        content[f"{folder}/{place.format(n=number)}"] = (
            f'<?xml version="1.0"?>{head}<worksheet {MAIN}><dimension ref="{dimension}"/><sheetData>{cells}</sheetData>{extra}</worksheet>'
        )
    return zipped(content | (parts or {}))


def zipped(content):
    """A zip of parts."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in content.items():
            archive.writestr(name, text)
    return buffer.getvalue()


VALUE = '<table:table-cell office:value-type="float" office:value="1"{}><text:p>1</text:p></table:table-cell>'
EMPTY = "<table:table-cell{}/>"
ROW = "<table:table-row{}>{}</table:table-row>"
SPACES = (
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"'
    ' xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"'
)


def times(axis, count):
    """The attribute that repeats rows or columns."""
    return f' table:number-{axis}-repeated="{count}"'


def ods(*tables, head="", parts=None):
    """A workbook of LibreOffice of the rows of each table."""
    made = "".join(f'<table:table table:name="S{n}">{rows}</table:table>' for n, rows in enumerate(tables, 1))
    body = f"<office:body><office:spreadsheet>{made}</office:spreadsheet></office:body>"
    return zipped(
        {
            "mimetype": "application/vnd.oasis.opendocument.spreadsheet",
            "META-INF/manifest.xml": '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>',
            "content.xml": f'<?xml version="1.0"?>{head}<office:document-content {SPACES}>{body}</office:document-content>',
        }
        | (parts or {})
    )


def record(kind, content=b""):
    """A record of a workbook of Excel 97."""
    return struct.pack("<HH", kind, len(content)) + content


def number(row, column, value=1.0):
    """A cell with a number."""
    return record(0x0203, struct.pack("<HHHd", row, column, 0, value))


def biff(*sheets, extra=b""):
    """The stream of a workbook of Excel 97: its records, the cells of each sheet among them."""
    begin = record(0x0809, struct.pack("<HHHHII", 0x0600, 0x0005, 0, 0, 0, 0))
    sheet_begin = record(0x0809, struct.pack("<HHHHII", 0x0600, 0x0010, 0, 0, 0, 0))
    names = [f"S{n}".encode() for n in range(1, len(sheets) + 1)]
    size = len(begin) + len(extra) + sum(12 + len(name) for name in names) + 4
    bodies, listed = [], b""
    for name, cells in zip(names, sheets, strict=True):
        listed += record(0x0085, struct.pack("<IHBB", size + sum(map(len, bodies)), 0, len(name), 0) + name)
        bodies.append(sheet_begin + cells + record(0x000A))
    return begin + extra + listed + record(0x000A) + b"".join(bodies)


def ole(stream, *, name="Workbook", table=None, first=None, size=None, directory=None, chain=0xFFFFFFFE):
    """A file system with one stream; what is given replaces what would be right."""
    stream = stream.ljust(4096, b"\0")
    count = -(-len(stream) // 512)
    begin = 2 if first is None else first
    follows = [0xFFFFFFFD, 0xFFFFFFFE, *[n + 3 for n in range(count)]]
    follows[-1] = 0xFFFFFFFE
    if table:
        follows = table(follows)
    follows += [0xFFFFFFFF] * (128 - len(follows))
    encoded = name.encode("utf-16-le")

    def entry(label, kind, start, length):
        return (
            label.ljust(64, b"\0")
            + struct.pack("<HBBIII", len(label) + 2, kind, 1, 0xFFFFFFFF, 0xFFFFFFFF, 1 if kind == 5 else 0xFFFFFFFF)
            + bytes(36)
            + struct.pack("<IQ", start, length)
        )

    entries = entry("Root Entry".encode("utf-16-le"), 5, 0xFFFFFFFE, 0) + entry(
        encoded, 2, begin, len(stream) if size is None else size
    )
    header = (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
        + bytes(16)
        + struct.pack(
            "<HHHHHHIIIIIIIIII",
            0x3E,
            3,
            0xFFFE,
            9,
            6,
            0,
            0,
            0,
            1,
            1 if directory is None else directory,
            0,
            4096,
            0xFFFFFFFE,
            0,
            chain,
            0 if chain == 0xFFFFFFFE else 1,
        )
        + struct.pack("<109I", 0, *[0xFFFFFFFF] * 108)
    )
    return header + struct.pack("<128I", *follows[:128]) + entries.ljust(512, b"\0") + stream.ljust(count * 512, b"\0")
