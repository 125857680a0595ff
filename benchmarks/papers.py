"""Measure how long papers take, from the figures to the file, on the figures that are shipped.

Run: ``python -m benchmarks.papers``. Shortest of three rounds, of two for papers, of one for an atlas. Beside the map: the same units by ``GeoDataFrame.plot`` with a legend, which is what a
planner who knows Python would do.
"""

from __future__ import annotations

import io
import time
from collections.abc import Callable

from ntm_geo.briefing.atlas_pages import make_atlas
from ntm_geo.briefing.briefing_data import BriefRequest, briefing_data_of
from ntm_geo.briefing.publish import PublishRequest, publish
from ntm_geo.maps.sheet import SheetForm
from ntm_geo.records.figures import load_figures
from ntm_geo.settings import Settings
from ntm_geo.themes.map_themes import tier_theme
from ntm_geo.workspace.workspace import open_workspace

ASKED = BriefRequest(period=2022)
ROUNDS = 3


def _best(make: Callable[[], bytes], rounds: int = ROUNDS) -> tuple[float, int]:
    """Return the shortest time of some rounds, and the size of what was made."""
    times = []
    for _ in range(rounds):
        start = time.perf_counter()
        made = make()
        times.append(time.perf_counter() - start)
    return min(times), len(made)


def main() -> None:
    """Measure and print."""
    space = open_workspace(Settings())
    figures = load_figures(space)
    data = briefing_data_of(space, figures, ASKED)
    content = data.content(tier_theme(data.standing))
    print("| product | s | kB |\n|---|---:|---:|")

    def line(name: str, make: Callable[[], bytes], rounds: int = ROUNDS) -> float:
        seconds, size = _best(make, rounds)
        print(f"| {name} | {seconds:.2f} | {size // 1000:,} |", flush=True)
        return seconds

    ours = 0.0
    for paper, labels, kind in (("A4", False, "png"), ("A3", True, "png"), ("A3", True, "pdf"), ("A1", True, "png")):
        form = SheetForm(paper=paper, labels=labels, form=kind)
        seconds = line(
            f"map, {paper}, {kind}{', names' if labels else ''}", lambda form=form: data.sheet(content, form).content
        )
        ours = seconds if (paper, kind) == ("A3", "png") else ours

    def usual() -> bytes:
        table = data.drawn.units.merge(tier_theme(data.standing).table[["code", "class"]], on="code", how="left")
        axes = table.to_crs(space.province.local_crs).plot(
            "class", legend=True, figsize=(16.5, 11.7), edgecolor="white"
        )
        target = io.BytesIO()
        axes.figure.savefig(target, dpi=200)
        return target.getvalue()

    plain = line("map, A3, png by GeoDataFrame.plot: no names, no counts, no scale", usual)
    for kind, suffix in (("report", "docx"), ("report", "pdf"), ("slides", "pptx"), ("workbook", "xlsx"),
                         ("forms", "docx"), ("all", "zip")):  # fmt: skip
        asked = PublishRequest(kind=kind, brief=ASKED, suffix=suffix)
        line(
            f"{kind}, {suffix}, figures read anew", lambda asked=asked: publish(space, figures, asked).content, rounds=2
        )
    line("atlas, 10 districts", lambda: make_atlas(data, "district"), rounds=1)
    line("atlas, 139 communes", lambda: make_atlas(data, "commune"), rounds=1)
    print(f"\nA3 with names takes {ours / plain:.1f} times as long as the plain plot.")


if __name__ == "__main__":
    main()
