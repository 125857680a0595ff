"""KML: attributes in its data or in the tables of its descriptions; what it links to is not followed."""

from __future__ import annotations

from html.parser import HTMLParser
from typing import TYPE_CHECKING, Final

import geopandas as gpd
import pandas as pd

from ntm_geo.errors import msg
from ntm_geo.intake.boundary_files.features.columns import find_columns
from ntm_geo.intake.boundary_files.features.gdal import Choices, RawFeatures, layers_of, read_layer, refused
from ntm_geo.intake.guards.xml_guard import check_xml
from ntm_geo.tables.findings import Finding

if TYPE_CHECKING:
    from pathlib import Path

_DRESS: Final = frozenset(
    ("id", "timestamp", "begin", "end", "altitudeMode", "tessellate", "extrude", "visibility", "drawOrder", "icon")
)
"""What the reader adds to every feature: how it is drawn, not what it is."""
_MAIN: Final = "doc.kml"
_PAIR: Final = 2
_CELLS: Final = 200


def read_kml(path: Path, files: list[Path], choices: Choices) -> RawFeatures:
    """Read KML files and their folders as parts of one set; of a KMZ the main file, if it holds features itself.

    Parameters
    ----------
    path : the file, zip or folder the person gave.
    files : the KML files in it.
    choices : of the person; a layer is a folder of the KML.

    Raises
    ------
    InputFileError
        A file cannot be read, defines entities, or holds no features.
    """
    main = [file for file in files if file.name.lower() == _MAIN]
    parts = _parts(main, choices)
    if not parts:
        parts = _parts([file for file in files if file not in main], choices)
    if not parts:
        raise refused(path.name, msg("The file holds no features."), msg("Export the boundaries again."))
    tables = [_attributes(part.table) for part in parts]
    frame = gpd.GeoDataFrame(pd.concat(tables, ignore_index=True), geometry="geometry", crs=tables[0].crs)
    findings = [finding for part in parts for finding in part.findings]
    if any(b"<NetworkLink" in file.read_bytes() for file in files if file not in main or len(files) == 1):
        what = msg("The file also points to data at other addresses; that was not read.")
        findings.append(Finding(severity="warning", kind="link", place=path.name, what=what))
    return RawFeatures(
        table=frame,
        layer=parts[0].layer if len(parts) == 1 else path.stem,
        findings=tuple(findings),
        encoding=next((part.encoding for part in parts if part.encoding != "utf-8"), "utf-8"),
        before_after=next((part.before_after for part in parts if part.before_after), ()),
    )


def _parts(files: list[Path], choices: Choices) -> list[RawFeatures]:
    """Read the folders of KML files that hold features."""
    parts, seen = [], []
    for path in files:
        check_xml(path, root="kml")
        layers = [name for name, _kind in layers_of(path)]
        seen += layers
        wanted = [layer for layer in layers if choices.layer in {"", layer}]
        parts += [read_layer(path, choices, layer=item) for item in wanted]
    if files and choices.layer and not parts:
        raise refused(
            files[0].name,
            msg("There is no layer {layer} in it.", layer=choices.layer),
            msg("Choose one of: {choices}.", choices=", ".join(seen) or "–"),
        )
    return [part for part in parts if len(part.table)]


def _attributes(table: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Leave out how features are drawn; where no attribute holds codes, read the tables of their descriptions."""
    bare = table.drop(columns=[column for column in table.columns if column in _DRESS])
    bare = bare.rename(columns={"Description": "description"})
    attributes = bare.drop(columns="geometry")
    if "code" in find_columns(attributes) or "description" not in attributes:
        return bare
    rows = [read_description(value) if isinstance(value, str) else {} for value in attributes["description"]]
    frame = pd.DataFrame(rows, index=bare.index)
    frame = frame[[name for name in frame.columns if name not in bare.columns]]
    return gpd.GeoDataFrame(pd.concat([frame, bare], axis=1), geometry="geometry", crs=table.crs)


def read_description(html: str) -> dict[str, str]:
    """Return the two-column table in the description of a feature: name to value; empty when there is none."""
    reader = _Cells()
    reader.feed(html)
    reader.close()
    pairs = [row for row in reader.rows if len(row) == _PAIR and row[0]]
    return dict(pairs[:_CELLS])


class _Cells(HTMLParser):
    """Gathers the texts of table cells by row."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.rows: list[list[str]] = []
        self._open = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002 - of the parser
        if tag == "tr":
            self.rows.append([])
            self._open = False
        elif tag in {"td", "th"} and self.rows:
            self.rows[-1].append("")
            self._open = True

    def handle_endtag(self, tag: str) -> None:
        if tag in {"td", "th", "tr"}:
            self._open = False

    def handle_data(self, data: str) -> None:
        if self._open:
            self.rows[-1][-1] += " ".join(data.split())
