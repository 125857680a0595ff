"""Files of drivers that follow links, run SQL or read other files, under the names of boundary files."""

import json

RING = "<Polygon><outerBoundaryIs><LinearRing><coordinates>106,22 107,22 107,23 106,22</coordinates></LinearRing></outerBoundaryIs></Polygon>"


def vrt(at, source=None, sql=""):
    """A virtual source over a file, with SQL where that is given."""
    query = f"<SrcSQL>{sql}</SrcSQL>" if sql else f"<SrcLayer>{at.secret.stem}</SrcLayer>"
    return (
        f'<OGRVRTDataSource><OGRVRTLayer name="xa"><SrcDataSource>{source or at.secret}</SrcDataSource>{query}'
        '<GeometryType>wkbPolygon</GeometryType><LayerSRS>EPSG:4326</LayerSRS><GeometryField encoding="WKT" field="WKT"/>'
        "</OGRVRTLayer></OGRVRTDataSource>"
    )


def xml_bodies(at):
    """XML of other drivers by their name."""
    address, secret = at.address, at.secret
    xlink = 'xmlns:xlink="http://www.w3.org/1999/xlink"'
    return {
        "vrt": vrt(at),
        "vrt-sql": vrt(at, at.database, "SELECT code, name, 'POLYGON((0 0,1 0,1 1,0 0))' AS WKT FROM hidden"),
        "vrt-vacuum": vrt(at, at.database, f"VACUUM INTO '{at.watched}/copy.sqlite'"),
        "vrt-attach": vrt(at, at.database, f"ATTACH '{at.watched}/made.sqlite' AS made"),
        "vrt-curl": vrt(at, f"/vsicurl/{address}"),
        "vrt-relative": vrt(at, "../outside/secret.csv"),
        "vrt-union": f'<OGRVRTDataSource><OGRVRTUnionLayer name="u">{vrt(at)}</OGRVRTUnionLayer></OGRVRTDataSource>',
        "vrt-raster": f'<VRTDataset rasterXSize="1" rasterYSize="1"><VRTRasterBand><SimpleSource><SourceFilename>{secret}</SourceFilename></SimpleSource></VRTRasterBand></VRTDataset>',
        "vrt-python": '<VRTDataset rasterXSize="1" rasterYSize="1"><VRTRasterBand subClass="VRTDerivedRasterBand"><PixelFunctionLanguage>Python</PixelFunctionLanguage><PixelFunctionCode>import os</PixelFunctionCode></VRTRasterBand></VRTDataset>',
        "gti": f"<GDALTileIndexDataset><IndexDataset>{secret}</IndexDataset></GDALTileIndexDataset>",
        "wms": f'<GDAL_WMS><Service name="WMS"><ServerUrl>{address}</ServerUrl></Service></GDAL_WMS>',
        "wmts": f"<GDAL_WMTS><GetCapabilitiesUrl>{address}</GetCapabilitiesUrl></GDAL_WMTS>",
        "wcs": f"<WCS_GDAL><ServiceURL>{address}</ServiceURL><CoverageName>x</CoverageName></WCS_GDAL>",
        "wfs": f"<OGRWFSDataSource><URL>{address}</URL></OGRWFSDataSource>",
        "wfs-reply": f'<wfs:FeatureCollection xmlns:wfs="http://www.opengis.net/wfs" xmlns:gml="http://www.opengis.net/gml" xsi:schemaLocation="{address} {address}" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"/>',
        "csw": f"<OGRCSWDataSource><URL>{address}</URL></OGRCSWDataSource>",
        "gml": f'<gml:FeatureCollection xmlns:gml="http://www.opengis.net/gml" {xlink}><gml:featureMember xlink:href="{address}"/></gml:FeatureCollection>',
        "gml-file": f'<gml:FeatureCollection xmlns:gml="http://www.opengis.net/gml" {xlink}><gml:featureMember xlink:href="file://{secret}"/></gml:FeatureCollection>',
        "gmlas": f'<x:root xmlns:x="{address}" xsi:schemaLocation="{address} {secret}" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"/>',
        "gpx": f'<gpx version="1.1"><metadata><link href="{address}"/></metadata><wpt lat="22" lon="106"><name>x</name></wpt></gpx>',
        "georss": f'<rss version="2.0" xmlns:georss="http://www.georss.org/georss"><channel><link>{address}</link><item><georss:point>22 106</georss:point></item></channel></rss>',
        "osm": '<osm version="0.6"><node id="1" lat="22" lon="106"/></osm>',
        "jml": "<JCSDataFile><JCSGMLInputTemplate/></JCSDataFile>",
        "mapml": f'<mapml- xmlns="http://www.w3.org/1999/xhtml"><map-head><map-link href="{address}"/></map-head></mapml->',
        "lvbag": '<sl-bag-extract:bagStand xmlns:sl-bag-extract="http://www.kadaster.nl"/>',
        "pds4": f"<Product_Observational><File><file_name>{secret}</file_name></File></Product_Observational>",
        "dimap": f'<Dimap_Document><Metadata_Id/><Data_File><DATA_FILE_PATH href="{secret}"/></Data_File></Dimap_Document>',
        "svg": f'<svg xmlns="http://www.w3.org/2000/svg" {xlink}><image xlink:href="{address}"/></svg>',
        "superoverlay": f"<kmz><GroundOverlay><Icon><href>{secret}</href></Icon></GroundOverlay></kmz>",
    }


def json_bodies(at):
    """JSON of other drivers by their name."""
    address, secret = at.address, str(at.secret)
    shape = {"type": "Polygon", "coordinates": [[[106, 22], [107, 22], [107, 23], [106, 22]]]}
    feature = {"type": "Feature", "properties": {"code": "01267", "name": "Xã A"}, "geometry": shape}
    whole = {"type": "FeatureCollection", "features": [feature]}
    link = [{"href": address, "rel": "next", "type": "application/geo+json"}]
    bodies = {
        "gdalg": {
            "type": "gdal_streamed_alg",
            "command_line": f"gdal vector pipeline ! read {secret} ! write {at.watched}/made.gpkg",
        },
        "gdalg-collection": whole
        | {"type": "gdal_streamed_alg", "command_line": f"gdal vector sql --sql 'x' {secret}"},
        "esrijson": {
            "geometryType": "esriGeometryPolygon",
            "spatialReference": {"wkid": 4326},
            "features": [],
            "exceededTransferLimit": True,
        },
        "esrijson-link": whole | {"geometryType": "esriGeometryPolygon", "url": address, "exceededTransferLimit": True},
        "topojson": {"type": "Topology", "objects": {}, "arcs": []},
        "stacta": {
            "type": "Feature",
            "stac_version": "1.0.0",
            "stac_extensions": ["tiled-assets"],
            "asset_templates": {"x": {"href": address}},
        },
        "stacit": whole
        | {
            "stac_version": "1.0.0",
            "features": [feature | {"assets": {"x": {"href": address}}, "stac_version": "1.0.0"}],
        },
        "stac-links": whole | {"stac_version": "1.0.0", "links": link},
        "oapif": {"links": link, "collections": [{"id": "x", "links": link}]},
        "oapif-page": whole | {"links": link, "numberMatched": 9_999, "numberReturned": 1},
        "ogcapi": {"links": link, "title": "x", "conformsTo": [address]},
        "jsonfg": whole
        | {"conformsTo": ["http://www.opengis.net/spec/json-fg-1/0.2/conf/core"], "coordRefSys": address},
        "jsonfg-list": whole
        | {"conformsTo": ["[ogc-json-fg-1-0.2:core]"], "coordRefSys": [{"type": "Reference", "href": address}]},
        "elastic": {"hits": {"hits": [feature]}, "_scroll_id": address},
        "wmsjson": {"type": "TiledWMS", "url": address},
        "tilejson": {"tilejson": "3.0.0", "tiles": [address + "/{z}/{x}/{y}"], "vector_layers": []},
        "mvt": {"name": "x", "json": json.dumps({"vector_layers": []}), "format": "pbf", "tiles": [address]},
        "eeda": {"type": "ImageCollection", "name": "projects/x", "images": [{"uri": address}]},
        "crs-link": whole | {"crs": {"type": "link", "properties": {"href": address, "type": "ogcwkt"}}},
        "crs-url": whole | {"crs": {"type": "URL", "properties": {"url": address}}},
        "crs-name": whole | {"crs": {"type": "name", "properties": {"name": address}}},
        "crs-file": whole | {"crs": {"type": "link", "properties": {"href": f"file://{secret}"}}},
        "crs-path": whole | {"crs": {"type": "name", "properties": {"name": secret}}},
        "crs-grids": whole
        | {"crs": {"type": "name", "properties": {"name": f"+proj=longlat +ellps=WGS84 +nadgrids={secret}"}}},
        "crs-capital": whole | {"CRS": {"type": "link", "properties": {"href": address}}},
        "crs-inside": whole | {"features": [feature | {"crs": {"type": "link", "properties": {"href": address}}}]},
    }
    texts = {name: json.dumps(body) for name, body in bodies.items()}
    linked = json.dumps(whole | {"crs": {"type": "link", "properties": {"href": address}}})
    texts |= {
        "crs-escaped": linked.replace('"crs"', '"\\u0063rs"'),
        "twice": '{"type": "Topology", "type": "FeatureCollection", "features": []}',
        "sequence": json.dumps(feature) + "\n" + json.dumps(feature) + "\n",
        "sequence-rs": "\x1e" + json.dumps(feature) + "\n\x1e" + json.dumps(feature),
        "deep": '{"type": "FeatureCollection", "features": ' + "[" * 50_000 + "]" * 50_000 + "}",
        "deep-geometry": json.dumps(whole).replace("[[[106, 22]", "[" * 5000 + "106, 22" + "]" * 5000 + ",[[[106, 22]"),
        "huge-number": json.dumps(whole).replace("106", "1" + "0" * 5000),
        "not-a-number": json.dumps(whole).replace("106", "NaN").replace("107", "Infinity"),
        "vrt-in-text": '{"type": "FeatureCollection", "x": "<OGRVRTDataSource>", "features": []}' + vrt(at),
        "collections": json.dumps(whole).replace(
            '{"type": "Polygon"',
            '{"type": "GeometryCollection", "geometries": '
            + '[{"type": "GeometryCollection", "geometries": ' * 800
            + "[]"
            + "}]" * 800
            + ', "was": "Polygon"',
        ),
    }
    return texts


def other_bodies(at):
    """Texts and bytes of other drivers by their name."""
    sql = f"VACUUM INTO '{at.watched}/copy.sqlite'"
    return {
        "csv": f'code,name,WKT\n01267,x,"POLYGON((106 22,107 22,107 23,106 22))"\n{at.secret}',
        "csvt": "WKT,String\n",
        "gmt": f"# @VGMT1.0 @GPOLYGON @Jp{at.secret}\n# FEATURE_DATA\n",
        "pgdump": f"SET standard_conforming_strings = OFF;\nBEGIN;\n{sql};\nCOMMIT;\n",
        "dxf": f"  0\nSECTION\n  2\nENTITIES\n  0\nINSERT\n  1\n{at.secret}\n  0\nENDSEC\n  0\nEOF\n",
        "vfk": '&HVERZE;"5.0"\n&HCODEPAGE;"EE8MSWIN1250"\n',
        "vdv": 'mod; DD.MM.YYYY; HH:MM:SS; free\nsrc; "x"\n',
        "e00": f"EXP  0 {at.secret}\nARC  2\n",
        "wasp": "Sea level\n0 0 0 0\n1.0 2\n106 22\n",
        "edigeo": "BOMT 12:x.THF\nCSET 03:IRV\nGNNSA01:X\n",
        "s57": b"00241 3LE1 0900073   6604" + bytes(80),
        "dgn": b"\x08\x09\xfe\x02" + bytes(600),
        "flatgeobuf": b"fgb\x03fgb\x00" + b"\xff" * 200,
        "pmtiles": b"PMTiles\x03" + b"\xff" * 119,
        "filegdb": b"\x03\x00\x00\x00" + b"\xff" * 100,
        "osmpbf": b"\x00\x00\x00\x0d\x0a\x09OSMHeader\x18" + bytes(60),
        "mvtpbf": b"\x1a\x1a\x0a\x05layer" + bytes(30),
        "sxf": b"SXF\x00" + b"\xff" * 300,
        "selafin": b"\x00\x00\x00\x50" + b" " * 72 + b"SERAFIN " + b"\x00\x00\x00\x50" + bytes(40),
        "mbtiles": b"SQLite format 3\x00" + bytes(90),
        "pdf": b"%PDF-1.7\n1 0 obj<</OpenAction<</S/URI/URI(" + at.address.encode() + b")>>>>endobj",
        "netcdf": b"CDF\x01" + bytes(100),
        "hdf5": b"\x89HDF\r\n\x1a\n" + bytes(100),
        "parquet": b"PAR1" + bytes(100) + b"PAR1",
        "arrow": b"ARROW1\x00\x00" + bytes(100),
        "geotiff": b"II*\x00\x08\x00\x00\x00" + b"\xff" * 100,
        "nitf": b"NITF02.10" + b"0" * 400,
        "pcidsk": b"PCIDSK  " + b" " * 1016,
        "vicar": b"LBLSIZE=1024            FORMAT='BYTE'  TYPE='IMAGE'  " + b" " * 900,
        "pds3": f'PDS_VERSION_ID = PDS3\r\n^TABLE = "{at.secret}"\r\nEND\r\n',
        "idrisi": b"\x03" + bytes(300),
        "miramon": b"POL 1.1\x00" + b"\xff" * 200,
        "avcbin": b"\x00\x00\x27\x0a\xff\xff\xff\xff" + b"\xff" * 200,
        "http-name": at.address,
        "pg-name": "PG:host=127.0.0.1 dbname=x",
        "vsi-name": f"/vsicurl/{at.address}",
        "gpsbabel": f"GPSBABEL:gpx,x=1:{at.secret}",
        "adbc": f"ADBC:{at.database}",
        "mem": "MEM:::DATAPOINTER=1,PIXELS=1,LINES=1",
    }
