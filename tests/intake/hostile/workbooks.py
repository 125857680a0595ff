"""Hostile workbooks: name -> (ending, bytes made when they are asked for, whether the sound values must come out)."""

import struct
import zipfile
import zlib

from tests.intake.hostile.office import (
    CELLS,
    EMPTY,
    MAIN,
    ROW,
    VALUE,
    biff,
    far,
    number,
    ods,
    ole,
    record,
    times,
    xlsx,
    zipped,
)

_BOMB = "".join(f'<!ENTITY a{i} "{f"&a{i - 1};" * 10}">' for i in range(1, 12))
_STRINGS = '<sst {main} count="{count}" uniqueCount="{count}"><si><t>x</t></si></sst>'
_SOUND = ROW.format("", VALUE.format(""))


def _patch(content, offset, value, size=4, *, which=0):
    """Change a field of a member in the list of a zip."""
    changed = bytearray(content)
    place = -1
    for _turn in range(which + 1):
        place = changed.index(b"PK\x01\x02", place + 1)
    changed[place + offset : place + offset + size] = value.to_bytes(size, "little")
    return bytes(changed)


def _lying():
    """A sheet that says it is small, with a sum that fits, and goes on behind that."""
    content = xlsx(['<row r="1"><c r="A1"><v>1</v></c></row>' + " " * 30_000_000])
    with zipfile.ZipFile(__import__("io").BytesIO(content)) as archive:
        names = archive.namelist()
        start = archive.read(names[-1])[:200]
    patched = _patch(content, 24, 200, which=len(names) - 1)
    return _patch(patched, 16, zlib.crc32(start), which=len(names) - 1)


def _circle(follows):
    return [*follows[:5], 3, *follows[6:]]


def _many(count):
    return [f"<row r='1'><c r='A1'><v>{n}</v></c></row>" for n in range(count)]


_DTD = '<!DOCTYPE worksheet [<!ENTITY e SYSTEM "file:///etc/hostname">]>'
ADDRESSES = ("XFD1048576", "XFD1", "A1048576", "KO1", "A20001")
WORKBOOKS = {
    **{f"one value in {address}": (".xlsx", lambda a=address: xlsx([far(a)]), True) for address in ADDRESSES},
    "one format in XFD1048576": (
        ".xlsx",
        lambda: xlsx([CELLS + '<row r="1048576"><c r="XFD1048576" s="0"/></row>']),
        True,
    ),
    "formats in a hundred thousand rows": (
        ".xlsx",
        lambda: xlsx([CELLS + "".join(f'<row r="{n}" s="1"><c r="XFD{n}" s="0"/></row>' for n in range(2, 100_000))]),
        True,
    ),
    "a formula in XFD1048576": (
        ".xlsx",
        lambda: xlsx([CELLS + '<row r="1048576"><c r="XFD1048576"><f>1</f></c></row>']),
        True,
    ),
    "a text in XFD1048576": (
        ".xlsx",
        lambda: xlsx([CELLS + '<row r="1048576"><c r="XFD1048576" t="inlineStr"><is><t>a &gt; b</t></is></c></row>']),
        True,
    ),
    "a far cell between sound ones": (
        ".xlsx",
        lambda: xlsx(['<row r="1"><c r="A1"><v>1</v></c><c r="XFD1"><v>9</v></c><c r="B1"><v>2</v></c></row>']),
        True,
    ),
    "a far cell behind other marks": (
        ".xlsx",
        lambda: xlsx(
            [
                CELLS
                + "<x:row xmlns:x='http://schemas.openxmlformats.org/spreadsheetml/2006/main' r = '1048576'><x:c  r = 'XFD1048576' ><x:v>1</x:v></x:c ></x:row>"
            ]
        ),
        False,
    ),
    "a far cell in letters of numbers": (
        ".xlsx",
        lambda: xlsx([CELLS + '<row r="1048576"><c r="&#88;FD1048576"><v>1</v></c></row>']),
        True,
    ),
    "a far cell in a second sheet": (".xlsx", lambda: xlsx([CELLS, far("XFD1048576")]), True),
    "a far cell in a sheet of another name": (
        ".xlsx",
        lambda: xlsx([far("XFD1048576")], place="elsewhere/page{n}.dat"),
        True,
    ),
    "a far cell in a book of another name": (
        ".xlsx",
        lambda: xlsx([far("XFD1048576")], book="xl2/book.xml", parts={"xl/x.xml": "<x/>"}),
        False,
    ),
    "a row beyond all numbers": (
        ".xlsx",
        lambda: xlsx([CELLS + '<row r="4000000000"><c r="ZZZZZZ4000000000"><v>1</v></c></row>']),
        True,
    ),
    "a column beyond all letters": (
        ".xlsx",
        lambda: xlsx([CELLS + f'<row r="2"><c r="{"Z" * 5000}2"><v>1</v></c></row>']),
        False,
    ),
    "a row without a number behind a far one": (
        ".xlsx",
        lambda: xlsx([CELLS + '<row r="1048575"/><row><c><v>1</v></c></row>']),
        False,
    ),
    "cells without places": (".xlsx", lambda: xlsx(["<row>" + "<c><v>1</v></c>" * 400 + "</row>"]), False),
    "a hundred thousand far cells": (
        ".xlsx",
        lambda: xlsx(
            [CELLS + "".join(f'<row r="{n}"><c r="XFD{n}"><v>1</v></c></row>' for n in range(900_000, 1_000_000))]
        ),
        False,
    ),
    "thirty thousand rows": (
        ".xlsx",
        lambda: xlsx(["".join(f'<row r="{n}"><c r="A{n}"><v>1</v></c></row>' for n in range(1, 30_001))]),
        False,
    ),
    "a size that lies": (".xlsx", lambda: xlsx(dimension="A1:XFD1048576"), True),
    "a size that is nonsense": (".xlsx", lambda: xlsx(dimension="ZZZZZZZ99999999999:A0"), False),
    "cells merged over everything": (
        ".xlsx",
        lambda: xlsx(extra='<mergeCells count="1"><mergeCell ref="A1:XFD1048576"/></mergeCells>'),
        True,
    ),
    "a number of texts that lies": (
        ".xlsx",
        lambda: xlsx(parts={"xl/sharedStrings.xml": _STRINGS.format(main=MAIN, count=4_000_000_000)}),
        False,
    ),
    "a number of texts beyond all numbers": (
        ".xlsx",
        lambda: xlsx(parts={"xl/sharedStrings.xml": _STRINGS.format(main=MAIN, count="9" * 5000)}),
        False,
    ),
    "a text that is not there": (
        ".xlsx",
        lambda: xlsx(
            ['<row r="1"><c r="A1" t="s"><v>4000000000</v></c></row>'],
            parts={"xl/sharedStrings.xml": _STRINGS.format(main=MAIN, count=1)},
        ),
        False,
    ),
    "a style that is not there": (
        ".xlsx",
        lambda: xlsx(['<row r="1"><c r="A1" s="4000000000"><v>1</v></c></row>']),
        False,
    ),
    "a table over everything": (
        ".xlsx",
        lambda: xlsx(
            parts={
                "xl/tables/table1.xml": f'<table {MAIN} id="1" name="t" ref="A1:XFD1048576"><tableColumns count="16384"/></table>'
            }
        ),
        True,
    ),
    "five thousand sheets": (".xlsx", lambda: xlsx(_many(5000)), False),
    "two hundred and one sheets": (".xlsx", lambda: xlsx(_many(201)), False),
    "ten thousand parts": (".xlsx", lambda: xlsx(parts={f"xl/x{n}.xml": "<x/>" for n in range(10_000)}), False),
    "a part that lies of its size": (".xlsx", _lying, False),
    "a list that says it is larger": (".xlsx", lambda: _patch(xlsx(), 24, 2_400_000_000, which=4), False),
    "a list that says it is smaller": (".xlsx", lambda: _patch(xlsx(), 24, 5, which=4), False),
    "a list that says nothing is packed": (".xlsx", lambda: _patch(xlsx(), 20, 0, which=4), False),
    "a list that points elsewhere": (".xlsx", lambda: _patch(xlsx(), 42, 7, which=4), False),
    "a protected part": (".xlsx", lambda: _patch(xlsx(), 8, 1, 2, which=4), False),
    "two parts of one name": (".xlsx", lambda: xlsx(parts={"XL/WORKSHEETS/SHEET1.XML": "<x/>"}), False),
    "a bomb of blanks": (".xlsx", lambda: xlsx([CELLS + " " * 60_000_000]), False),
    "a bomb in a picture": (".xlsx", lambda: xlsx(parts={"xl/media/a.png": b"\0" * 60_000_000}), False),
    "a bomb of entities": (".xlsx", lambda: xlsx(head=f'<!DOCTYPE x [<!ENTITY a0 "ha">{_BOMB}]>'), False),
    "an entity of a file": (".xlsx", lambda: xlsx(head=_DTD), False),
    "an entity in the texts": (
        ".xlsx",
        lambda: xlsx(
            parts={
                "xl/sharedStrings.xml": f'<!DOCTYPE x SYSTEM "http://127.0.0.1:9/x">{_STRINGS.format(main=MAIN, count=1)}'
            }
        ),
        False,
    ),
    "a sheet that is not whole": (".xlsx", lambda: xlsx(extra="<unclosed>"), False),
    "a sheet without end": (".xlsx", lambda: xlsx(extra="<a>" * 50_000 + "</a>" * 50_000), False),
    "links to other books": (
        ".xlsx",
        lambda: xlsx(
            parts={
                "xl/externalLinks/_rels/e.xml.rels": '<Relationships><Relationship Id="r" Target="http://127.0.0.1:9/x" TargetMode="External"/></Relationships>'
            }
        ),
        True,
    ),
    "a sheet that leaves its folder": (".xlsx", lambda: xlsx(place="../../../../etc/hostname{n}"), False),
    "no workbook": (".xlsx", lambda: zipped({"xl/x.xml": "<x/>"}), False),
    "an xlsx of another ending": (".xls", lambda: xlsx([far("XFD1048576")]), True),
    "half a zip": (".xlsx", lambda: xlsx()[:600], False),
    "xlsb: one far value": (
        ".xlsb",
        lambda: zipped(
            {
                "xl/workbook.bin": b"",
                "xl/worksheets/sheet1.bin": b"\x00\x19"
                + struct.pack("<I", 1_048_575)
                + bytes(21)
                + b"\x05\x10"
                + struct.pack("<IId", 16_383, 0, 1.0),
            }
        ),
        False,
    ),
    "xlsb: a record without end": (
        ".xlsb",
        lambda: zipped({"xl/workbook.bin": b"", "xl/worksheets/sheet1.bin": b"\x01\xff\xff\xff\x7f" + bytes(100)}),
        False,
    ),
    "ods: rows without end": (
        ".ods",
        lambda: ods(_SOUND + ROW.format(times("rows", 1_048_575), EMPTY.format(times("columns", 16_384)))),
        True,
    ),
    "ods: four thousand million rows": (
        ".ods",
        lambda: ods(_SOUND + ROW.format(times("rows", 4_000_000_000), EMPTY.format(""))),
        True,
    ),
    "ods: four thousand million columns": (
        ".ods",
        lambda: ods(ROW.format("", VALUE.format("") + EMPTY.format(times("columns", 4_000_000_000)))),
        True,
    ),
    "ods: one value everywhere": (
        ".ods",
        lambda: ods(ROW.format(times("rows", 1_048_576), VALUE.format(times("columns", 16_384)))),
        False,
    ),
    "ods: one value in a thousand columns": (
        ".ods",
        lambda: ods(ROW.format("", VALUE.format(times("columns", 1000)))),
        False,
    ),
    "ods: one value in ninety million cells": (
        ".ods",
        lambda: ods(ROW.format(times("rows", 9000), VALUE.format(times("columns", 10_000)))),
        False,
    ),
    "ods: one far value": (
        ".ods",
        lambda: ods(
            _SOUND
            + ROW.format(times("rows", 1_048_570), EMPTY.format(""))
            + ROW.format("", EMPTY.format(times("columns", 16_000)) + VALUE.format(""))
        ),
        True,
    ),
    "ods: a far column": (
        ".ods",
        lambda: ods(ROW.format("", VALUE.format("") + EMPTY.format(times("columns", 16_000)) + VALUE.format(""))),
        True,
    ),
    "ods: a number that is none": (
        ".ods",
        lambda: ods(
            ROW.format("", VALUE.format(times("columns", "-5")))
            + ROW.format(times("rows", "9" * 5000), VALUE.format(""))
        ),
        False,
    ),
    "ods: three hundred sheets": (".ods", lambda: ods(*[_SOUND] * 300), False),
    "ods: a bomb of entities": (".ods", lambda: ods(_SOUND, head=f'<!DOCTYPE x [<!ENTITY a0 "ha">{_BOMB}]>'), False),
    "ods: an entity elsewhere": (
        ".ods",
        lambda: ods(_SOUND, parts={"styles.xml": '<!DOCTYPE x SYSTEM "http://127.0.0.1:9/x"><x/>'}),
        False,
    ),
    "ods: a macro": (
        ".ods",
        lambda: ods(_SOUND, parts={"Basic/script-lb.xml": "<library/>", "Scripts/python/x.py": "import os"}),
        True,
    ),
    "ods: a protected part": (".ods", lambda: _patch(ods(_SOUND), 8, 1, 2, which=2), False),
    "xls: sound": (".xls", lambda: ole(biff(number(0, 0) + number(1, 1))), True),
    "xls: one far row": (".xls", lambda: ole(biff(number(0, 0) + number(65_535, 255))), True),
    "xls: far rows in a second sheet": (
        ".xls",
        lambda: ole(biff(number(0, 0), number(0, 0) + number(60_000, 3))),
        True,
    ),
    "xls: a size that lies": (
        ".xls",
        lambda: ole(biff(record(0x0200, struct.pack("<IIHHH", 0, 0xFFFFFFFF, 0, 0xFFFF, 0)) + number(0, 0))),
        True,
    ),
    "xls: a circle in the sectors": (".xls", lambda: ole(biff(number(0, 0)), table=_circle), False),
    "xls: a sector that follows itself": (
        ".xls",
        lambda: ole(biff(number(0, 0)), table=lambda follows: [*follows[:2], 2, *follows[3:]]),
        False,
    ),
    "xls: sectors outside the file": (
        ".xls",
        lambda: ole(biff(number(0, 0)), table=lambda follows: [*follows[:4], 99_999, *follows[5:]]),
        False,
    ),
    "xls: a circle in the folder": (
        ".xls",
        lambda: ole(biff(number(0, 0)), table=lambda follows: [follows[0], 1, *follows[2:]]),
        False,
    ),
    "xls: a circle in the table of tables": (".xls", lambda: ole(biff(number(0, 0)), chain=2), False),
    "xls: a table of tables outside": (".xls", lambda: ole(biff(number(0, 0)), chain=77_777), False),
    "xls: a folder outside": (".xls", lambda: ole(biff(number(0, 0)), directory=5000), False),
    "xls: a stream larger than the file": (".xls", lambda: ole(biff(number(0, 0)), size=4_000_000_000), False),
    "xls: a stream that begins outside": (".xls", lambda: ole(biff(number(0, 0)), first=60_000), False),
    "xls: a small stream of nothing": (".xls", lambda: ole(biff(number(0, 0)), size=100), False),
    "xls: no workbook": (".xls", lambda: ole(biff(number(0, 0)), name="Other"), False),
    "xls: texts that are announced": (
        ".xls",
        lambda: ole(biff(number(0, 0), extra=record(0x00FC, struct.pack("<II", 1, 4_000_000_000)))),
        False,
    ),
    "xls: protected": (".xls", lambda: ole(biff(number(0, 0), extra=record(0x002F, bytes(54)))), False),
    "xls: a hundred and twenty sheets": (".xls", lambda: ole(biff(*[number(0, 0)] * 120)), True),
    "xls: a record longer than the file": (".xls", lambda: ole(biff(number(0, 0) + b"\x03\x02\xff\xff")), False),
    "xls: many values in one record": (
        ".xls",
        lambda: ole(biff(number(0, 0) + record(0x00BD, struct.pack("<HH", 65_000, 0) + bytes(6) * 250 + b"\xfa\x00"))),
        False,
    ),
    "xls: a header alone": (".xls", lambda: ole(biff(number(0, 0)))[:512], False),
    "xls: nothing behind the sign": (".xls", lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", False),
    "csv: a line without end": (".csv", lambda: b"a;" * 5_000_000, False),
    "csv: a quote without end": (".csv", lambda: b'a;b\n"' + b"x" * 5_000_000, False),
    "csv: two million lines": (".csv", lambda: b"1;2\n" * 2_000_000, False),
    "csv: nothing but zeros": (".csv", lambda: bytes(1_000_000), False),
    "csv: wide letters that are none": (".csv", lambda: b"\xff\xfe" + b"\xd8\x00" * 100_000, False),
    "csv: formulas": (".csv", lambda: b'=cmd|"/c calc"!A1;@SUM(1)\n1;2\n3;4\n', True),
}
"""Name -> ending, content, and whether the value in A1 must come out."""
