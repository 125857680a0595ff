"""Hostile boundary files: each builder writes one into a folder and returns what a person would drop."""

import io
import os
import struct
import zipfile
import zlib

from tests.intake.hostile.disguises import RING, json_bodies, other_bodies, vrt, xml_bodies

BUILDERS = {}


def hostile(name):
    """Register a builder."""

    def register(build):
        BUILDERS[name] = build
        return build

    return register


def kml(*inside, head="", root="kml"):
    """A KML with a sound unit beside what is to be tried."""
    data = '<ExtendedData><Data name="code"><value>01267</value></Data><Data name="name"><value>Xã A</value></Data></ExtendedData>'
    unit = f"<Placemark><name>Xã A</name>{data}{RING}</Placemark>"
    return f'<?xml version="1.0"?>{head}<{root} xmlns="http://www.opengis.net/kml/2.2"><Document>{"".join(inside)}{unit}</Document></{root}>'


class _Known:
    """Stands for the places while the names of the builders are gathered."""

    secret = database = watched = address = "x"

    def __init__(self):
        self.secret = type("Name", (str,), {"stem": "x"})("x")


_NAMES = _Known()
for _name in xml_bodies(_NAMES):
    BUILDERS[f"{_name}.kml with kml in a comment"] = lambda at, name=_name: at.write(
        "xa.kml", f'<?xml version="1.0"?><!-- <kml > -->{xml_bodies(at)[name]}'
    )
for _name in json_bodies(_NAMES):
    BUILDERS[f"{_name}.geojson"] = lambda at, name=_name: at.write("xa.geojson", json_bodies(at)[name])
for _name in other_bodies(_NAMES):
    BUILDERS[f"{_name}.geojson"] = lambda at, name=_name: at.write("xa.geojson", other_bodies(at)[name])
    BUILDERS[f"{_name}.gpkg"] = lambda at, name=_name: at.write("xa.gpkg", other_bodies(at)[name])
for _ending in ("geojson", "json", "tab", "mif", "shp", "gpkg", "zip", "kmz", "vrt", "gml", "csv", "db"):
    BUILDERS[f"vrt as {_ending}"] = lambda at, ending=_ending: at.write(f"xa.{ending}", vrt(at))


# ------------------------------------------------------------------------------------------------ KML

_BOMB = "".join(f'<!ENTITY a{i} "{f"&a{i - 1};" * 10}">' for i in range(1, 12))
_TEXTS = {
    "a dtd": lambda at: kml(head=f'<!DOCTYPE kml SYSTEM "{at.address}">'),
    "a bomb of entities": lambda at: kml("<name>&a11;</name>", head=f'<!DOCTYPE kml [<!ENTITY a0 "ha">{_BOMB}]>'),
    "an entity of a file": lambda at: kml(
        "<name>&e;</name>", head=f'<!DOCTYPE kml [<!ENTITY e SYSTEM "file://{at.secret}">]>'
    ),
    "an entity of an address": lambda at: kml(
        "<name>&e;</name>", head=f'<!DOCTYPE kml [<!ENTITY e SYSTEM "{at.address}">]>'
    ),
    "an entity of parameters": lambda at: kml(head=f'<!DOCTYPE kml [<!ENTITY % p SYSTEM "{at.address}"> %p;]>'),
    "a public name": lambda at: kml(head=f'<!DOCTYPE kml PUBLIC "-//x//" "{at.address}">'),
    "an entity nobody defined": lambda at: kml("<name>&undefined;</name>"),
    "a style sheet": lambda at: kml(head=f'<?xml-stylesheet href="{at.address}" type="text/xsl"?>'),
    "an instruction inside": lambda at: kml(f"<?include {at.secret}?>"),
    "an inclusion": lambda at: kml(
        f'<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="{at.secret}" parse="text"/>'
    ),
    "a link": lambda at: kml(f"<NetworkLink><Link><href>{at.address}.kml</href></Link></NetworkLink>"),
    "a link to a file": lambda at: kml(f"<NetworkLink><Link><href>{at.secret}</href></Link></NetworkLink>"),
    "a style elsewhere": lambda at: kml(f"<Placemark><styleUrl>{at.address}.kml#a</styleUrl>{RING}</Placemark>"),
    "a schema elsewhere": lambda at: kml(
        f'<Placemark><ExtendedData><SchemaData schemaUrl="{at.address}#s"/></ExtendedData>{RING}</Placemark>'
    ),
    "a picture elsewhere": lambda at: kml(f"<GroundOverlay><Icon><href>{at.address}</href></Icon></GroundOverlay>"),
    "an update elsewhere": lambda at: kml(
        f"<NetworkLinkControl><Update><targetHref>{at.address}</targetHref></Update></NetworkLinkControl>"
    ),
    "a deep tree": lambda at: kml("<Folder>" * 20_000 + "</Folder>" * 20_000),
    "no end": lambda at: kml()[:-20],
    "another root": lambda at: kml(root="OGRVRTDataSource"),
    "kml inside a vrt": lambda at: f"<OGRVRTDataSource>{kml()[21:]}</OGRVRTDataSource>",
    "a vrt behind it": lambda at: kml() + vrt(at),
    "a vrt inside it": lambda at: kml(vrt(at)),
    "a kml of another space": lambda at: kml(vrt(at)).replace("http://www.opengis.net/kml/2.2", at.address),
    "a prefix": lambda at: f'<?xml version="1.0"?><k:kml xmlns:k="http://www.opengis.net/kml/2.2">{vrt(at)}</k:kml>',
    "wide letters and a dtd": lambda at: kml(head=f'<!DOCTYPE kml SYSTEM "{at.address}">').encode("utf-16"),
    "letters of seven bits": lambda at: kml().replace('"1.0"', '"1.0" encoding="utf-7"'),
    "letters nobody knows": lambda at: kml().replace('"1.0"', '"1.0" encoding="x-unknown"'),
    "a root far behind": lambda at: f"<?xml version='1.0'?><!--{' ' * 2_000_000}-->{vrt(at)}",
    "html with a dtd": lambda at: "<!DOCTYPE html><html><body><kml></kml></body></html>",
}
for _name, _text in _TEXTS.items():
    BUILDERS[f"kml: {_name}"] = lambda at, text=_text: at.write("xa.kml", text(at))


# ------------------------------------------------------------------------------------------------ zips, folders, names


def _zip(at, members, name="xa.zip"):
    path = at.folder / name
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for member, content in members:
            archive.writestr(member, content)
    return path


for _name in (
    "../outside/made.kml",
    "../../made.kml",
    "/made.kml",
    "C:/made.kml",
    "..\\made.kml",
    "a/../../made.kml",
    "vsicurl/http:/127.0.0.1/xa.kml",
    "xa.kml/../../made.kml",
    "a\0b.kml",
    "GPKG:xa.kml",
    "xa.zip!xa.kml",
    "x" * 300 + ".kml",
    "\u202elmk.ax.kml",
):
    BUILDERS[f"zip: {_name[:40]!r}"] = lambda at, name=_name: _zip(at, [(name, kml())])


def _link(name, target):
    about = zipfile.ZipInfo(name)
    about.create_system, about.external_attr = 3, 0o120777 << 16
    return about, str(target)


@hostile("zip: a link to a secret")
def _zip_link(at):
    return _zip(at, [_link("xa.csv", at.secret), _link("xa.kml", at.secret)])


@hostile("zip: a link to a folder, and a file behind it")
def _zip_folder_link(at):
    return _zip(at, [_link("door", at.watched), ("door/made.kml", kml())])


@hostile("zip: a vrt beside a kml")
def _zip_vrt(at):
    return _zip(at, [("a.vrt", vrt(at)), ("xa.kml", vrt(at))])


@hostile("kmz: a vrt as main file")
def _kmz_vrt(at):
    return _zip(at, [("doc.kml", f"<!-- <kml -->{vrt(at)}")], "xa.kmz")


@hostile("kmz: links to other members and outside")
def _kmz_links(at):
    link = f"<NetworkLink><Link><href>../outside/secret.csv</href></Link></NetworkLink><NetworkLink><Link><href>{at.address}</href></Link></NetworkLink>"
    return _zip(at, [("doc.kml", kml(link))], "xa.kmz")


@hostile("zip: a zip in a zip in a zip")
def _zip_nested(at):
    content = kml().encode()
    for _depth in range(5):
        buffer = io.BytesIO()
        with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("xa.zip" if _depth else "xa.kml", content)
        content = buffer.getvalue()
    return at.write("xa.zip", content)


@hostile("zip: a bomb")
def _zip_bomb(at):
    return _zip(at, [("xa.kml", b" " * 60_000_000)])


@hostile("zip: a bomb in another packing")
def _zip_bomb_other(at):
    with zipfile.ZipFile(at.folder / "xa.zip", "w", zipfile.ZIP_BZIP2) as archive:
        archive.writestr("xa.kml", kml() + " " * 50_000_000)
    return at.folder / "xa.zip"


@hostile("zip: thousands of files")
def _zip_many(at):
    return _zip(at, [(f"{number}.kml", "") for number in range(21_000)])


def _patched(at, offset, value, *, where=b"PK\x01\x02", size=4):
    """A zip of a KML with one field of its list, or of the member, changed."""
    path = _zip(at, [("xa.kml", kml())])
    content = bytearray(path.read_bytes())
    place = content.index(where) + offset
    content[place : place + size] = value.to_bytes(size, "little")
    path.write_bytes(content)
    return path


for _name, _offset, _value, _size in (
    ("it is larger", 24, 4_000_000_000, 4),
    ("it is smaller", 24, 10, 4),
    ("it is empty", 24, 0, 4),
    ("it is packed to nothing", 20, 0, 4),
    ("it is packed to more than there is", 20, 3_000_000_000, 4),
    ("it is protected", 8, 1, 2),
    ("it is packed in a way nobody knows", 10, 77, 2),
    ("it stands elsewhere", 42, 3_000_000_000, 4),
    ("another sum", 16, 1, 4),
):
    BUILDERS[f"zip that says {_name}"] = lambda at, about=(_offset, _value, _size): _patched(
        at, about[0], about[1], size=about[2]
    )


@hostile("zip: two members in the same bytes")
def _zip_overlap(at):
    path = _zip(at, [("xa.kml", kml()), ("xb.kml", kml())])
    content = bytearray(path.read_bytes())
    second = content.rindex(b"PK\x01\x02")
    content[second + 42 : second + 46] = bytes(4)
    path.write_bytes(content)
    return path


@hostile("folder: a link to a secret")
def _folder_link(at):
    at.write("set/a.kml", kml())
    (at.folder / "set/b.kml").symlink_to(at.secret)
    return at.folder / "set"


@hostile("folder: a link to a folder")
def _folder_folder(at):
    at.write("set/a.kml", kml())
    (at.folder / "set/deep").symlink_to(at.watched)
    return at.folder / "set"


@hostile("folder: a link in a circle")
def _folder_circle(at):
    at.write("set/a.kml", kml())
    (at.folder / "set/again").symlink_to(at.folder / "set")
    return at.folder / "set"


@hostile("folder: a pipe nobody writes to")
def _folder_pipe(at):
    at.write("set/a.kml", kml())
    if hasattr(os, "mkfifo"):
        os.mkfifo(at.folder / "set/b.kml")
    return at.folder / "set"


@hostile("shapefile: a companion that is a link")
def _companion_link(at):
    path = at.sound("xa.shp", encoding="UTF-8")
    path.with_suffix(".cpg").unlink(missing_ok=True)
    path.with_suffix(".cpg").symlink_to(at.secret)
    return path


_TABLE = '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'
for _name, _members in {
    "a workbook of Excel": [("[Content_Types].xml", _TABLE), ("xl/workbook.xml", "<workbook/>")],
    "a workbook of LibreOffice": [
        ("mimetype", "application/vnd.oasis.opendocument.spreadsheet"),
        ("content.xml", "<x/>"),
    ],
    "a timetable": [
        ("stops.txt", "stop_id,stop_lat,stop_lon\n1,22,106\n"),
        ("routes.txt", "x\n"),
        ("trips.txt", "x\n"),
    ],
    "a database in a folder": [
        ("xa.gdb/a00000001.gdbtable", b"\x03" * 100),
        ("xa.gdb/a00000001.gdbtablx", b"\x03" * 100),
    ],
    "a coverage": [("cover/arc.adf", b"\x00\x00\x27\x0a" + bytes(100)), ("cover/pal.adf", bytes(100))],
}.items():
    BUILDERS[f"zip: {_name}"] = lambda at, members=_members: _zip(at, members)

for _name in (
    "GPKG:xa.kml",
    "CARTO:xa.kml",
    "AMIGOCLOUD:xa.kml",
    "PLSCENES:xa.kml",
    "NGW:xa.kml",
    "ES:xa.kml",
    "DAAS:xa.kml",
    "EEDA:xa.kml",
    "CSW:xa.kml",
    "MVT:xa.kml",
    "MSSQL:server=x.kml",
    "MySQL:x.kml",
    "OCI:x.kml",
    "ODBC:x.kml",
    "OAPIF:xa.kml",
    "WFS:xa.kml",
    "PG:dbname=x.kml",
    "ADBC:xa.kml",
    "GPSBABEL:gpx:xa.kml",
    "xa.zip!xa.kml",
    "xa.kml|layername=x",
    "xa.kml?x=http:",
    "-xa.kml",
    " xa.kml",
    "xa.kml.zip",
    "x\ny.kml",
    "%2e%2e%2fxa.kml",
    "x" * 240 + ".kml",
    "$(touch made).kml",
    "xa.kml'; DROP TABLE x;--",
    "{x.__class__}.kml",
    "...",
):
    BUILDERS[f"name: {_name[:40]!r}"] = lambda at, name=_name: at.write(name, kml())


# ------------------------------------------------------------------------------------------------ GeoPackage

_ENDLESS = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT i FROM n"
_INDEX = "(table_name, data_type, identifier, srs_id)"
_STATEMENTS = {
    "a view": ["CREATE VIEW v AS SELECT * FROM xa"],
    "a view that reads a file": [
        "CREATE VIEW v AS SELECT readfile('{secret}') AS name FROM xa",
        f"INSERT INTO gpkg_contents {_INDEX} VALUES ('v', 'features', 'v', 4326)",
    ],
    "a view that loads a program": [
        "CREATE VIEW v AS SELECT load_extension('{secret}') FROM xa",
        f"INSERT INTO gpkg_contents {_INDEX} VALUES ('v', 'attributes', 'v', 4326)",
    ],
    "a view without end": [
        f"CREATE VIEW v AS {_ENDLESS}",
        f"INSERT INTO gpkg_contents {_INDEX} VALUES ('v', 'attributes', 'v', 4326)",
    ],
    "an index that is a view": [
        "ALTER TABLE gpkg_contents RENAME TO other",
        f"CREATE VIEW gpkg_contents AS {_ENDLESS}",
    ],
    "a trigger": ["CREATE TRIGGER evil AFTER INSERT ON xa BEGIN SELECT load_extension('{secret}'); END"],
    "a trigger with a usual name": [
        "CREATE TRIGGER trigger_evil AFTER UPDATE ON gpkg_contents BEGIN DELETE FROM xa; END"
    ],
    "a full text table": ["CREATE VIRTUAL TABLE texts USING fts4(x)"],
    "an index of another name": ["CREATE VIRTUAL TABLE places USING rtree(a, b, c)"],
    "a computed column": ["CREATE TABLE t (a INT, b INT GENERATED ALWAYS AS (zeroblob(100000000)) VIRTUAL)"],
    "a name that is SQL": [
        f"INSERT INTO gpkg_contents {_INDEX} VALUES ('xa\"; VACUUM INTO ''{{watched}}/copy''; --', 'features', 'n', 4326)"
    ],
    "a table named as SQL": ["CREATE TABLE \"x'; ATTACH '{watched}/made' AS m; --\" (a)"],
    "a column that is SQL": ['ALTER TABLE xa ADD COLUMN "a""; VACUUM INTO \'{watched}/copy\'; --" TEXT'],
    "a geometry column that is SQL": [
        "UPDATE gpkg_geometry_columns SET column_name = 'geom, load_extension(''{secret}'')'"
    ],
    "an extension nobody has": ["INSERT INTO gpkg_extensions VALUES ('xa', 'geom', 'evil', '{address}', 'read-write')"],
    "a reference elsewhere": ["UPDATE gpkg_spatial_ref_sys SET definition = '{address}', organization = 'x'"],
    "a reference with a file": [
        'UPDATE gpkg_spatial_ref_sys SET definition = \'GEOGCS["x",DATUM["x",SPHEROID["x",6378137,298],EXTENSION["PROJ4_GRIDS","{secret}"]],PRIMEM["G",0],UNIT["degree",0.0174]]\', organization = \'x\', organization_coordsys_id = 99'
    ],
    "a picture of tiles elsewhere": [f"INSERT INTO gpkg_contents {_INDEX} VALUES ('tiles', 'tiles', 't', 4326)"],
    "metadata elsewhere": [
        "CREATE TABLE gpkg_metadata (id INTEGER, md_scope TEXT, md_standard_uri TEXT, mime_type TEXT, metadata TEXT)",
        "INSERT INTO gpkg_metadata VALUES (1, 'dataset', '{address}', 'text/xml', '{address}')",
    ],
    "a size that lies": ["UPDATE gpkg_contents SET min_x = 1e308, max_x = -1e308"],
    "geometry that is none": ["UPDATE xa SET geom = randomblob(1000)"],
    "geometry that announces more": ["UPDATE xa SET geom = x'4750000100000000010300000001000000FFFFFFFF'"],
    "ten thousand tables": [f"CREATE TABLE t{number} (a)" for number in range(5100)],
    "a layer style that is a program": [
        "CREATE TABLE layer_styles (f_table_name TEXT, styleQML TEXT)",
        "INSERT INTO layer_styles VALUES ('xa', '<!DOCTYPE x SYSTEM \"{address}\">')",
    ],
}


def _geopackage(at, statements):
    path = at.sound("xa.gpkg", layer="xa")
    with at.open(path) as base:
        for name in [row[0] for row in base.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")]:
            base.execute(f'DROP TRIGGER "{name}"')
        base.execute(
            "CREATE TABLE IF NOT EXISTS gpkg_extensions (table_name, column_name, extension_name, definition, scope)"
        )
        base.execute("PRAGMA legacy_alter_table = ON")
        base.execute("BEGIN")
        for statement in statements:
            base.execute(statement.format(secret=at.secret, watched=at.watched, address=at.address))
        base.execute("COMMIT")
    return path


for _name, _statements in _STATEMENTS.items():
    BUILDERS[f"gpkg: {_name}"] = lambda at, statements=_statements: _geopackage(at, statements)


@hostile("gpkg: a virtual table of another driver")
def _virtual_table(at):
    path = at.sound("xa.gpkg", layer="xa")
    with at.open(path) as base:
        base.execute("PRAGMA writable_schema = ON")
        base.execute(
            "INSERT INTO sqlite_master VALUES ('table', 'v', 'v', 0, ?)",
            (f"CREATE VIRTUAL TABLE v USING VirtualOGR('{at.secret}')",),
        )
    return path


@hostile("gpkg: a journal beside it")
def _journal(at):
    path = at.sound("xa.gpkg", layer="xa")
    at.write("xa.gpkg-journal", b"\xd9\xd5\x05\xf9\x20\xa1\x63\xd7" + b"\xff" * 2000 + str(at.database).encode())
    at.write("xa.gpkg-wal", b"\x37\x7f\x06\x82" + b"\xff" * 2000)
    return path


@hostile("gpkg: pages that point at themselves")
def _pages(at):
    path = at.sound("xa.gpkg", layer="xa")
    content = bytearray(path.read_bytes())
    for page in range(1, len(content) // 4096):
        content[page * 4096 + 8 : page * 4096 + 12] = (page + 1).to_bytes(4, "big")
    path.write_bytes(content)
    return path


@hostile("gpkg: a database of somebody else")
def _database(at):
    path = at.folder / "xa.gpkg"
    path.write_bytes(at.database.read_bytes())
    return path


# ------------------------------------------------------------------------------------------------ MapInfo, shapefile

_TABLES = {
    "a file elsewhere": 'File "{address}"\n  Type NATIVE Charset "Neutral"\n',
    "a file of this machine": 'File "{secret}"\n  Type NATIVE Charset "Neutral"\n',
    "a file by an address": 'File "/vsicurl/{address}.dat"\n  Type NATIVE\n',
    "another table": 'Open Table "{secret}" As x\nDefinition Table\n  Type NATIVE\n',
    "a linked table": 'Definition Table\n  Type LINKED Charset "Neutral"\n',
    "a database": 'Definition Table\n  Type ACCESS TABLE "x"\n',
    "a query": "Definition Table\n  Type ODBC\nbegin_metadata\n",
    "a seamless table": 'Definition Table\n  Type NATIVE\nbegin_metadata\n"\\IsSeamless" = "TRUE"\nend_metadata\n',
    "two types": "Definition Table\n  Type NATIVE\nDefinition Table\n  Type SHAPEFILE Charset\n",
    "lines of another system": 'Definition Table\r  Type NATIVE\rFile "{address}"\r',
    "something far behind": "Definition Table\n  Type NATIVE\n" + " " * 70_000 + '\nFile "{address}"\n',
    "a dbase table": 'Definition Table\n  Type DBF Charset "Neutral"\n',
}


def _table(at, text):
    path = at.sound("xa.tab", driver="MapInfo File")
    path.write_text(
        f"!table\n!version 300\n!charset Neutral\n\n{text.format(address=at.address, secret=at.secret)}",
        encoding="utf-8",
        newline="",
    )
    return path


for _name, _text in _TABLES.items():
    BUILDERS[f"tab: {_name}"] = lambda at, text=_text: _table(at, text)

_INTERCHANGE = {
    "a system with a file": 'CoordSys Earth Projection 1, 999, 0, 0, 0, 0 Bounds "{secret}"\n',
    "ten thousand columns": "Columns 100000\n",
    "a region without end": "Columns 1\n  a char(1)\nData\nRegion 1\n 2000000000\n1 1\n",
    "a region of nothing": "Columns 1\n  a char(1)\nData\nRegion -1\n -5\n",
    "a table inside": 'Columns 1\n  a char(1)\nData\nOpen Table "{secret}"\n',
}


def _interchange(at, text):
    at.write("xa.mid", '"x"\n')
    return at.write("xa.mif", f'Version 300\nCharset "Neutral"\nDelimiter ","\n{text.format(secret=at.secret)}')


for _name, _text in _INTERCHANGE.items():
    BUILDERS[f"mif: {_name}"] = lambda at, text=_text: _interchange(at, text)


def _shapefile(at, ending, content):
    path = at.sound("xa.shp", encoding="UTF-8")
    path.with_suffix(ending).write_bytes(
        content if isinstance(content, bytes) else content.format(secret=at.secret, address=at.address).encode()
    )
    return path


_GRIDS = 'GEOGCS["x",DATUM["x",SPHEROID["x",6378137,298.25],EXTENSION["PROJ4_GRIDS","{secret}"]],PRIMEM["G",0],UNIT["Degree",0.0174532925199433]]'
for _name, _ending, _content in (
    ("a system elsewhere", ".prj", "{address}"),
    ("a system with a file", ".prj", _GRIDS),
    ("a system of a path", ".prj", "{secret}"),
    ("a system by PROJ", ".prj", "+proj=longlat +ellps=WGS84 +nadgrids={secret} +type=crs"),
    ("a system by PROJ elsewhere", ".prj", "+proj=longlat +ellps=WGS84 +nadgrids={address} +type=crs"),
    ("a system without end", ".prj", "GEOGCS[" * 20_000),
    ("an encoding elsewhere", ".cpg", "{address}"),
    ("an encoding nobody knows", ".cpg", b"\xff\xfe\x00" * 100),
    ("an index of nonsense", ".qix", b"SQT\x01\x01\x00\x00\x00" + b"\xff" * 300),
    ("an index of places of nonsense", ".sbn", b"\x00\x00\x27\x0a" + b"\xff" * 300),
    ("a style of QGIS", ".qpj", "{address}"),
    ("a list that lies", ".shx", struct.pack(">7i", 9994, 0, 0, 0, 0, 0, 2_000_000_000) + bytes(72) + b"\xff" * 200),
    (
        "a table of four thousand million rows",
        ".dbf",
        b"\x03\x7e\x01\x01\xff\xff\xff\xff\x41\x00\xff\xff" + bytes(20) + b"\xff" * 64,
    ),
    (
        "a table with a companion",
        ".dbf",
        b"\xf5\x7e\x01\x01\x01\x00\x00\x00\x41\x00\x0a\x00"
        + bytes(20)
        + b"MEMO".ljust(11, b"\0")
        + b"M"
        + bytes(20)
        + b"\r",
    ),
    (
        "shapes of four thousand million points",
        ".shp",
        struct.pack(">7i", 9994, 0, 0, 0, 0, 0, 1000)
        + struct.pack("<2i", 1000, 5)
        + bytes(64)
        + struct.pack(">2i", 1, 500)
        + struct.pack("<i4d2i", 5, 0, 0, 1, 1, 2_000_000_000, 2_000_000_000),
    ),
):
    BUILDERS[f"shapefile: {_name}"] = lambda at, about=(_ending, _content): _shapefile(at, *about)


@hostile("gzip")
def _gzip(at):
    return at.write("xa.geojson.gz", zlib.compress(kml().encode(), wbits=31))


@hostile("nothing but zeros")
def _zeros(at):
    return at.write("xa.kml", bytes(1_000_000))


@hostile("a folder of nothing")
def _nothing(at):
    (at.folder / "set").mkdir()
    return at.folder / "set"
