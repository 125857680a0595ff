"""Boundary layers of known content for `intake_truth`: formats, coordinate systems, names of attributes, faults."""

from __future__ import annotations

import random
import time
from collections import Counter
from pathlib import Path
from typing import Any

import geopandas as gpd
import pandas as pd
import shapely

from ntm_geo.boundaries.schematic import read_schematic
from ntm_geo.boundaries.units import full_name, read_units
from ntm_geo.errors import CrsMissingError, NtmGeoError
from ntm_geo.intake.boundary_files.boundary_import import preview_boundaries
from ntm_geo.settings import Settings
from ntm_geo.workspace.workspace import open_workspace

RIGHT, ASKED, TOLD, REFUSED, WRONG = "right", "asked", "told", "refused", "wrong silently"
NAMES = (
    {"code": "MA_XA", "name": "TEN_XA", "parent_name": "TEN_HUYEN"},
    {"code": "wardcode", "name": "wardname", "parent_name": "district"},
    {"code": "Ma", "name": "Ten", "parent_name": "Huyen"},
)
FAULTS = (
    "none",
    "none",
    "none",
    "no system",
    "meridian",
    "exchanged",
    "lake",
    "float codes",
    "capitals",
    "part",
    "elsewhere",
    "datum",
)
SHIFTED = "+proj=tmerc +lat_0=0 +lon_0=105 +k=0.9999 +x_0=500000 +ellps=WGS84 +units=m +towgs84=-191.90441429,-39.30318279,-111.45032835,-0.00928836,0.01975479,-0.00427372,0.252906278"
NEAR_M = 60.0


def made_layer(base: gpd.GeoDataFrame, seed: int, folder: Path) -> tuple[Path, str, gpd.GeoDataFrame]:
    """Write a layer; returns its file, its fault, and the units it truly holds."""
    chance = random.Random(seed)
    fault = chance.choice(FAULTS)
    names, form = chance.choice(NAMES), chance.choice(["gpkg", "geojson", "shp"])
    crs = "EPSG:4326" if form == "geojson" else chance.choice(["EPSG:4326", "EPSG:9210", "EPSG:3405"])
    if fault in {"no system", "meridian", "datum"}:
        form, crs = "shp", "EPSG:9210"
    layer = base.copy()
    if fault == "part":
        layer = layer[layer["parent_name"].eq(chance.choice(sorted(layer["parent_name"].unique())))]
    truth = layer.copy()
    layer = layer.to_crs(SHIFTED if fault == "meridian" else crs)
    if fault == "meridian":
        layer = layer.set_crs(crs, allow_override=True)
    if fault == "exchanged":
        one, other = chance.sample(range(len(layer)), 2)
        shapes = layer.geometry.to_numpy().copy()
        shapes[one], shapes[other] = shapes[other], shapes[one]
        layer = layer.set_geometry(shapes, crs=crs)
    layer = _disguised(layer, fault).rename(columns=names)
    path = folder / f"layer-{seed}.{form}"
    layer[[*names.values(), "geometry"]].to_file(path)
    if fault in {"no system", "datum"}:
        path.with_suffix(".prj").unlink()
        if fault == "datum":
            plain = gpd.GeoSeries([shapely.Point(0, 0)], crs=SHIFTED.replace("lon_0=105", "lon_0=105.75")).crs.to_wkt(
                "WKT1_ESRI"
            )
            path.with_suffix(".prj").write_text(
                plain.split("TOWGS84")[0] if "TOWGS84" in plain else plain, encoding="utf-8"
            )
    return path, fault, truth


def _disguised(layer: gpd.GeoDataFrame, fault: str) -> gpd.GeoDataFrame:
    if fault == "lake":
        lake = layer.iloc[[0]].assign(
            code=None, name="Hồ nước", geometry=layer.geometry.iloc[[0]].scale(0.1, 0.1).to_numpy()
        )
        return gpd.GeoDataFrame(pd.concat([layer, lake], ignore_index=True), crs=layer.crs)
    if fault == "float codes":
        return layer.assign(code=layer["code"].astype(float))
    if fault == "capitals":
        return layer.assign(name=layer["name"].str.upper())
    if fault == "elsewhere":
        strange = [f"Lạ Hoắc {number}" for number in range(len(layer))]
        return layer.assign(
            code=[f"{25_000 + number:05d}" for number in range(len(layer))], name=strange, parent_name="Huyện Lạ"
        )
    return layer


def judged(space: Any, path: Path, truth: gpd.GeoDataFrame) -> str:
    """Return what came of a layer."""
    try:
        plan = preview_boundaries(space, path, vintage="2020")
    except CrsMissingError:
        return ASKED
    except NtmGeoError:
        return REFUSED
    if plan.hindrances or len(plan.match.join.open):
        return TOLD
    return RIGHT if same(plan.units, truth) else WRONG


def same(found: gpd.GeoDataFrame, truth: gpd.GeoDataFrame) -> bool:
    """Return whether two sets hold the same codes in the same places."""
    if set(found["code"]) != set(truth["code"]):
        return False
    metres = [frame.set_index("code").geometry.to_crs("EPSG:9210").centroid for frame in (found, truth)]
    return bool((metres[0].sort_index().distance(metres[1].sort_index()) < NEAR_M).all())


def _usual(path: Path, truth: gpd.GeoDataFrame, read: Any) -> str:
    try:
        frame = read(path).to_crs("EPSG:4326")
        column = next(name for name in frame.columns if name.lower() in {"ma_xa", "wardcode", "ma"})
        codes = frame[column].astype(str).str.removesuffix(".0").str.zfill(5)
        found = frame.assign(code=codes)
        return RIGHT if same(found, truth) else WRONG
    except Exception:  # noqa: BLE001 - a script that stops at least says so
        return "stopped"


def judge_layers(count: int, folder: Path, read: Any) -> int:
    """Print the table of layers; returns how many were read wrong silently."""
    space = open_workspace(Settings(data_dir=folder / "data"))
    base = _base(space)
    ours, theirs, seconds = Counter(), Counter(), 0.0
    for seed in range(count):
        path, fault, truth = made_layer(base, seed, folder)
        start = time.perf_counter()
        verdict = judged(space, path, truth)
        seconds += time.perf_counter() - start
        ours[verdict] += 1
        theirs[_usual(path, truth, read)] += 1
        if verdict == WRONG:
            print("WRONG SILENTLY", path.name, fault)
    order = (RIGHT, ASKED, TOLD, REFUSED, WRONG)
    print(
        f"\n### {count} boundary layers of known content, {len([1 for fault in FAULTS if fault != 'none'])} kinds of faults in three of four\n"
    )
    print("| way | " + " | ".join(order) + " | stopped | ms a file |")
    print("|---|" + "---:|" * (len(order) + 2))
    print("| ours | " + " | ".join(str(ours[kind]) for kind in order) + f" | 0 | {1000 * seconds / count:.0f} |")
    print(
        "| geopandas.read_file and a join by code | "
        + " | ".join(str(theirs[kind]) for kind in order)
        + f" | {theirs['stopped']} | – |"
    )
    return ours[WRONG]


def _base(space: Any) -> gpd.GeoDataFrame:
    drawn = read_schematic(space.province, "2020")[["code", "geometry"]]
    units = read_units(space.province, "2020")
    base = drawn.merge(units[["code", "name", "kind", "parent_name"]], on="code")
    base["name"] = [full_name(kind, name) for kind, name in zip(base["kind"], base["name"], strict=True)]
    return base
