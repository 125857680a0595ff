"""Figures the province works with: what was brought in, over the illustrative ones that are shipped.

Real results of a year take the place of all illustrative ones of that year, values included, and the other way round:
nothing made up is ever mixed into a year that was reported.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Final

import pandas as pd

from ntm_geo.records.figure_levels import USUAL, at_level, read_dossier_rows
from ntm_geo.records.shipped import HAMLET_RESULTS, Figures, Registers, Source, load_illustrative
from ntm_geo.store.datasets import list_versions, read_version
from ntm_geo.tables.base import empty_frame
from ntm_geo.tables.standing_table import Hamlets, Recognitions

if TYPE_CHECKING:
    from ntm_geo.records.figure_levels import Level
    from ntm_geo.store.versions import Version
    from ntm_geo.workspace.workspace import Workspace

_YEARLY: Final = ("results", "scores")
_REGISTERS: Final = ("recognitions", "hamlets")
_OF_HAMLETS: Final = (HAMLET_RESULTS, "hamlet_counts")


def load_figures(workspace: Workspace, level: Level = USUAL) -> Figures:
    """Return the figures the province works with, as they stand on a level of the way to recognition.

    Raises
    ------
    ProvinceError
        The illustrative figures are missing.
    StoreError
        The database cannot be read.
    """
    figures = load_illustrative(workspace.criteria_dir, workspace.province.key)
    current = [version for version in list_versions(workspace.store) if version.current]
    figures = _with_years(workspace, figures, [item for item in current if item.slot.kind in _YEARLY])
    figures = _with_registers(workspace, figures, [item for item in current if item.slot.kind in _REGISTERS])
    figures = _with_hamlets(workspace, figures, [item for item in current if item.slot.kind in _OF_HAMLETS])
    figures = _with_attributes(workspace, figures, [item for item in current if item.slot.kind == "attributes"])
    return at_level(figures, read_dossier_rows(workspace), level)


def _with_years(workspace: Workspace, figures: Figures, versions: list[Version]) -> Figures:
    """Put reported years in the place of illustrative ones; only those by the codes in force at their end count."""
    used = _by_codes_in_force(workspace, versions)
    years = {item.slot.period for item in used}
    tables = {"results": [_without(figures.results, years)], "scores": [_without(figures.scores, years)]}
    sources = [source for source in figures.sources if source.kind not in _YEARLY or source.period not in years]
    for item in sorted(used, key=lambda version: (version.slot.period, version.slot.kind)):
        tables[item.slot.kind].append(read_version(workspace.store, item))
        sources.append(Source(kind=item.slot.kind, period=item.slot.period, provenance=item.provenance))
    joined = {kind: _stack(table) for kind, table in tables.items()}
    return replace(figures, results=joined["results"], scores=joined["scores"], sources=tuple(sources))


def _with_registers(workspace: Workspace, figures: Figures, versions: list[Version]) -> Figures:
    registers, sources = dict(figures.registers), list(figures.sources)
    for version in versions:
        empty = Registers(recognitions=empty_frame(Recognitions), hamlets=empty_frame(Hamlets))
        stored = registers.get(version.slot.vintage, empty)
        registers[version.slot.vintage] = replace(stored, **{version.slot.kind: read_version(workspace.store, version)})
        sources = [
            source
            for source in sources
            if (source.kind, source.vintage) != (version.slot.kind, version.slot.vintage)
            or not source.provenance.illustrative
        ]
        sources.append(
            Source(kind=version.slot.kind, period=0, provenance=version.provenance, vintage=version.slot.vintage)
        )
    order = [vintage.key for vintage in workspace.province.vintages]
    oldest_first = dict(sorted(registers.items(), key=lambda pair: order.index(pair[0])))
    return replace(figures, registers=oldest_first, sources=tuple(sources))


def _with_hamlets(workspace: Workspace, figures: Figures, versions: list[Version]) -> Figures:
    """Add results and counts of hamlets; results entered for made-up hamlets end with their register."""
    tables: dict[str, list[pd.DataFrame]] = {HAMLET_RESULTS: [], "hamlet_counts": []}
    sources = list(figures.sources)
    for version in sorted(_by_codes_in_force(workspace, versions), key=lambda item: item.slot.period):
        kind, vintage = version.slot.kind, version.slot.vintage
        if kind == HAMLET_RESULTS and version.provenance.illustrative and not figures.hamlets_made_up(vintage):
            continue
        tables[kind].append(read_version(workspace.store, version))
        sources.append(Source(kind=kind, period=version.slot.period, provenance=version.provenance))
    return replace(
        figures,
        sources=tuple(sources),
        hamlet_results=_stack([figures.hamlet_results, *tables[HAMLET_RESULTS]]),
        hamlet_counts=_stack([figures.hamlet_counts, *tables["hamlet_counts"]]),
    )


def _by_codes_in_force(workspace: Workspace, versions: list[Version]) -> list[Version]:
    """Return the versions of years that are by the codes in force at their end; others do not count."""
    province = workspace.province
    return [
        version
        for version in versions
        if province.vintage_on(date(version.slot.period, 12, 31)).key == version.slot.vintage
    ]


def _with_attributes(workspace: Workspace, figures: Figures, versions: list[Version]) -> Figures:
    """Take what the newest reported year says of the communes: craft villages and inhabitants."""
    if not versions:
        return figures
    newest = max(versions, key=lambda version: version.slot.period)
    table = read_version(workspace.store, newest)
    chosen_table = table[["code", "has_craft_village"]].dropna()
    others = figures.attributes[~figures.attributes["code"].isin(chosen_table["code"])]
    people = table.set_index("code")["population"].dropna().astype(float)
    return replace(figures, attributes=_stack([others, chosen_table]), people=people if len(people) else None)


def _without(table: pd.DataFrame, years: set[int]) -> pd.DataFrame:
    return table[~table["period"].isin(years)]


def _stack(tables: list[pd.DataFrame]) -> pd.DataFrame:
    filled = [table for table in tables if len(table)]
    return pd.concat(filled, ignore_index=True) if filled else tables[0]
