"""What a whole country costs: seconds and peak memory from the file to a layer ready to serve, ours and the usual way.

    python -m benchmarks.national_intake PATH/TO/vietnam_communes_2025_30m.gpkg [--crs EPSG:3405] [--tolerance 100]

Ours: read with all checks, clean as a coverage, simplify as a coverage, write the layer file. Beside it what is usually
done: `read_file`, `simplify` unit by unit, `to_json`. Each way runs in a process of its own; the memory is the most its
process had held by the end of the step.
"""

from __future__ import annotations

import argparse
import gzip
import json
import multiprocessing
import resource
import sys
import tempfile
import time
from pathlib import Path

import geopandas as gpd
import numpy as np
import shapely

from ntm_geo.boundaries.coverage import find_defects
from ntm_geo.boundaries.generalize import clean_coverage, generalize
from ntm_geo.boundaries.repair import repair_coverage
from ntm_geo.intake.boundary_files.clean_units import read_boundaries
from ntm_geo.intake.boundary_files.provinces import EVERY
from ntm_geo.maps.assets import write_layer


def peak_mb():
    """Return the most memory this process has held, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1e6 if sys.platform == "darwin" else 1e3)


def broken(units):
    """Return how many units have an edge that does not fit its neighbour's."""
    return int((~shapely.is_empty(shapely.coverage_invalid_edges(units.geometry.to_numpy()))).sum())


def size(data):
    return f"{len(data) / 1e6:.2f} MB, {len(gzip.compress(data)) / 1e6:.2f} MB gzipped"


class Steps:
    """Times steps one after the other."""

    def __init__(self):
        self.rows = [("(libraries loaded)", 0.0, peak_mb(), "")]

    def run(self, label, action, remark):
        start = time.perf_counter()
        result = action()
        seconds = time.perf_counter() - start
        self.rows.append((label, seconds, peak_mb(), remark(result)))
        return result


def corners(units):
    return f"{shapely.get_num_coordinates(units.geometry.to_numpy()).sum():,} corners"


def ours(path, crs, tolerance, folder):
    steps = Steps()
    units = steps.run(
        "read, check, make valid", lambda: read_boundaries(path, province=EVERY).units, lambda u: f"{len(u):,} units"
    )
    cleaned, _ = steps.run(
        "clean as a coverage",
        lambda: clean_coverage(units, local_crs=crs),
        lambda done: f"{done[1].invalid_edges:,} units did not fit, {broken(done[0])} left; {corners(done[0])}",
    )
    simple = steps.run(
        "simplify as a coverage",
        lambda: generalize(cleaned, local_crs=crs, tolerance_m=tolerance),
        lambda done: (
            f"{corners(done)}; {broken(done)} units do not fit their neighbours, {int(done.is_empty.sum())} empty"
        ),
    )
    described = simple.assign(title=simple["name"])
    steps.run(
        "write the layer file",
        lambda: write_layer(described, folder, name="country", local_crs=crs),
        lambda file: size(file.path.read_bytes()),
    )
    return steps.rows


def usual(path, crs, tolerance, folder):
    steps = Steps()
    units = steps.run(
        "`read_file`", lambda: gpd.read_file(path), lambda u: f"{len(u):,} units, {(~u.is_valid).sum()} invalid"
    )
    simple = steps.run(
        "`simplify` unit by unit",
        lambda: units.set_geometry(units.to_crs(crs).simplify(tolerance)).to_crs("EPSG:4326"),
        lambda done: (
            f"{corners(done)}; {broken(done):,} units do not fit their neighbours, {int(done.is_empty.sum())} empty"
        ),
    )
    steps.run(
        "`to_json`",
        lambda: (folder / "usual.json").write_text(simple.to_json(), encoding="utf-8"),
        lambda _: size((folder / "usual.json").read_bytes()),
    )
    return steps.rows


def checks(path, crs, _tolerance, _folder):
    """What an intake adds: the defects with their figures, and mending with a report."""
    steps = Steps()
    units = steps.run(
        "read, check, make valid", lambda: read_boundaries(path, province=EVERY).units, lambda u: f"{len(u):,} units"
    )
    steps.run(
        "`find_defects`",
        lambda: find_defects(units, local_crs=crs),
        lambda r: json.dumps({kind: int(count) for kind, count in r.defects["kind"].value_counts().items()}),
    )
    steps.run(
        "`repair_coverage`, 60 m, not refusing",
        lambda: repair_coverage(units, local_crs=crs, tolerance_m=60, refuse=False)[1],
        lambda r: (
            f"{r.closed:,} closed, {r.after.count('gap')} wide gaps left; "
            f"area {r.units['after_km2'].sum() / r.units['before_km2'].sum() - 1:+.4%}, "
            f"largest change of a unit {np.abs(r.units['change']).max():.1%}"
        ),
    )
    return steps.rows


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("boundaries", type=Path)
    parser.add_argument("--crs", default="EPSG:3405", help="metric CRS of the country")
    parser.add_argument("--tolerance", type=float, default=100.0, help="of the simplification, in metres")
    options = parser.parse_args()
    spawn = multiprocessing.get_context("spawn")
    print("| way | step | s | peak MB | result |\n|---|---|---:|---:|---|")
    with tempfile.TemporaryDirectory() as name:
        for label, way in (("ours", ours), ("usual", usual), ("intake report", checks)):
            with spawn.Pool(1) as pool:
                rows = pool.apply(way, (options.boundaries, options.crs, options.tolerance, Path(name)))
            for step, seconds, peak, remark in rows:
                print(f"| {label} | {step} | {seconds:.1f} | {peak:,.0f} | {remark} |")
            print(f"| {label} | **all** | **{sum(row[1] for row in rows):.1f}** | **{rows[-1][2]:,.0f}** | |")


if __name__ == "__main__":
    main()
