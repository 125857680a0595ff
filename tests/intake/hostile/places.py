"""Where a hostile file is built, and what it would like to reach: a secret, a database, a folder, a listener."""

import contextlib
import sqlite3
from dataclasses import dataclass
from pathlib import Path

import geopandas
import pyogrio
import shapely

SECRET = "CONFIDENTIAL-7f3a"


@dataclass(frozen=True)
class Places:
    """Folder of the file, a text and a database nobody may read, a folder nobody may write, and an address."""

    folder: Path
    secret: Path
    database: Path
    watched: Path
    address: str

    def write(self, name, content):
        """Write a file of text or bytes, and return its place."""
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    def sound(self, name, **options):
        """Write a sound set of three units in the format of the ending."""
        boxes = [shapely.box(106 + i / 10, 22, 106.1 + i / 10, 22.1) for i in range(3)]
        table = geopandas.GeoDataFrame(
            {"code": ["01267", "01273", "01288"], "name": ["Xã A", "Xã B", "Xã C"]}, geometry=boxes, crs="EPSG:4326"
        )
        pyogrio.write_dataframe(table, self.folder / name, **options)
        return self.folder / name

    def open(self, path):
        """Open a database for changes; closed when the context ends."""
        return contextlib.closing(sqlite3.connect(path, isolation_level=None))


def places(root, port):
    """Make the places below a folder."""
    outside = root / "outside"
    made = Places(
        folder=root / "given",
        secret=outside / "secret.csv",
        database=outside / "other.sqlite",
        watched=outside,
        address=f"http://127.0.0.1:{port}/x",
    )
    made.folder.mkdir()
    outside.mkdir()
    made.secret.write_text(
        f'code,name,WKT\n01267,{SECRET},"POLYGON((106 22,107 22,107 23,106 22))"\n', encoding="utf-8"
    )
    with made.open(made.database) as base:
        base.execute("CREATE TABLE hidden (code TEXT, name TEXT)")
        base.execute("INSERT INTO hidden VALUES ('01267', ?)", (SECRET,))
    return made
