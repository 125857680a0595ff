"""Figures of the programme, and those shipped with a province: plain CSV tables, read and written by their schemas.

UTF-8, line feeds, one row per case; booleans as 1, 0 or empty, dates as ``2022-12-31``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Final

import pandas as pd

from ntm_geo.errors import ProvinceError, msg
from ntm_geo.records.recipe import Recipe, load_recipe, recipe_folders
from ntm_geo.tables.attribute_table import UnitAttributes
from ntm_geo.tables.base import Table, empty_frame, validate
from ntm_geo.tables.provenance import Provenance
from ntm_geo.tables.score_tables import CriterionResults, HamletResults, Scores
from ntm_geo.tables.standing_table import HamletCounts, Hamlets, Recognitions

_FLAGS: Final = {"1": True, "0": False, "": pd.NA}
RESULTS: Final = "criterion_results.csv"
SCORES: Final = "scores.csv"
RECOGNITIONS: Final = "recognitions.csv"
HAMLETS: Final = "hamlets.csv"
ATTRIBUTES: Final = "attributes.csv"
HAMLET_RESULTS: Final = "hamlet_results"
"""Kind of data no assessment of communes rests on."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """Where the figures of one kind and year come from; a register is of all years from its own on, 0 for all."""

    kind: str
    period: int
    provenance: Provenance
    vintage: str = ""
    """Units of a register; empty for everything else."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Registers:
    """Who was recognised and certified when, by the codes of one vintage."""

    recognitions: pd.DataFrame
    """``tables.Recognitions``."""
    hamlets: pd.DataFrame
    """``tables.Hamlets``."""


@dataclass(frozen=True, slots=True, weakref_slot=True, kw_only=True, eq=False)
class Figures:
    """Figures the province works with, of all years, and where each came from."""

    results: pd.DataFrame
    """``tables.CriterionResults``, several periods."""
    scores: pd.DataFrame
    """``tables.Scores``, the periods the criteria set was in force."""
    registers: Mapping[str, Registers]
    """Per vintage, oldest first."""
    attributes: pd.DataFrame
    """``assessment.applicability.UnitAttributes``."""
    sources: tuple[Source, ...]
    people: pd.Series | None = None
    """Inhabitants by code, of the newest year reported; None where nobody reported any."""
    hamlet_results: pd.DataFrame = field(default_factory=lambda: empty_frame(HamletResults))
    """``tables.HamletResults``, several periods; none are shipped."""
    hamlet_counts: pd.DataFrame = field(default_factory=lambda: empty_frame(HamletCounts))
    """``tables.HamletCounts`` as communes report them, several periods; none are shipped."""
    level: str = "appraised"
    """Level the figures stand on, see `figure_levels`."""
    from_dossiers: pd.DataFrame | None = None
    """``code, period, criterion`` of what dossiers say of it on this level; None where they say nothing."""

    @property
    def recognitions(self) -> pd.DataFrame:
        """Recognitions by the codes of the oldest vintage that has any."""
        return next(iter(self.registers.values())).recognitions

    @property
    def hamlets(self) -> pd.DataFrame:
        """Hamlets by the codes of the oldest vintage that has any."""
        return next(iter(self.registers.values())).hamlets

    @property
    def provenance(self) -> Provenance:
        """Where all of it comes from; illustrative while any part is."""
        return _together(self.sources)

    def provenance_of(self, period: int, vintage: str = "") -> Provenance:
        """Return where the figures of a year come from; illustrative while any part of them is.

        ``vintage`` is that of the registers they were assessed with; all registers unless given.
        """
        used = [
            source
            for source in self.sources
            if not source.vintage and source.period in {0, period} and source.kind != HAMLET_RESULTS
        ]
        vintages = {vintage} if vintage in self.registers else set(self.registers)
        for kind in ("recognitions", "hamlets"):
            kinds = [source for source in self.sources if source.kind == kind and source.vintage in vintages]
            since = [source.period for source in kinds]
            newest = max((year for year in since if year <= period), default=min(since, default=0))
            used += [source for source in kinds if source.period == newest]
        return _together(used)

    def hamlets_made_up(self, vintage: str) -> bool:
        """Return whether the register of hamlets of a vintage, or the one carried to it, is illustrative."""
        vintages = {vintage} if vintage in self.registers else set(self.registers)
        return any(
            source.provenance.illustrative
            for source in self.sources
            if source.kind == "hamlets" and source.vintage in vintages
        )

    def provenance_of_hamlets(self, period: int, vintage: str) -> Provenance:
        """Return where the register of hamlets of a vintage and their results of a year come from."""
        vintages = {vintage} if vintage in self.registers else set(self.registers)
        return _together(
            source
            for source in self.sources
            if (source.kind == "hamlets" and source.vintage in vintages)
            or (source.kind == HAMLET_RESULTS and source.period == period)
        )


def _together(sources: Iterable[Source]) -> Provenance:
    used = [source.provenance for source in sources]
    names = dict.fromkeys(item.source for item in used)
    return Provenance(source="; ".join(names), illustrative=any(item.illustrative for item in used))


def illustrative_dir(criteria_dir: Path, province: str) -> Path:
    """Return the folder of a province's illustrative figures."""
    return criteria_dir / "illustrative" / province


def load_illustrative(criteria_dir: Path, province: str) -> Figures:
    """Read the illustrative figures of a province.

    Parameters
    ----------
    criteria_dir : folder of the law as data.
    province : key of the province.

    Raises
    ------
    ProvinceError
        A file is missing.
    TableError
        A file breaks its schema.
    """
    home = illustrative_dir(criteria_dir, province)
    registers: dict[str, Registers] = {}
    results, scores = [], []
    sources: list[Source] = []
    for folder in recipe_folders(home):
        recipe = load_recipe(folder)
        results.append(_known(read_criterion_results, folder / RESULTS))
        scores += [_known(read_scores, folder / SCORES)] if recipe.with_values else []
        sources += made_up_sources(results[-1], scores[-1] if recipe.with_values else None, recipe)
        recognitions = _known(read_recognitions, folder / RECOGNITIONS)
        hamlets = _known(read_hamlets, folder / HAMLETS) if recipe.hamlets else None
        registers[recipe.vintage] = _added(registers.get(recipe.vintage), recognitions, hamlets)
    return Figures(
        results=pd.concat(results, ignore_index=True),
        scores=pd.concat(scores, ignore_index=True),
        registers=registers,
        attributes=_known(read_attributes, home / ATTRIBUTES),
        sources=tuple(sources),
    )


def _known(read: Callable[[Path], pd.DataFrame], path: Path) -> pd.DataFrame:
    """Return a table as it was read before: after a save all figures are asked for anew, of files that stay."""
    return _read_once(read, path, path.stat().st_mtime_ns if path.is_file() else 0).copy(deep=False)


@lru_cache(maxsize=32)
def _read_once(read: Callable[[Path], pd.DataFrame], path: Path, changed: int) -> pd.DataFrame:
    del changed  # only tells one state of the file from another
    return read(path)


def _added(known: Registers | None, recognitions: pd.DataFrame, hamlets: pd.DataFrame | None) -> Registers:
    """Return the registers of some units with those of another recipe for the same units."""
    if known is None:
        empty = pd.DataFrame(columns=list(Hamlets.to_schema().columns))
        return Registers(recognitions=recognitions, hamlets=empty if hamlets is None else hamlets)
    tables = [table for table in (known.recognitions, recognitions) if len(table)]
    together = pd.concat(tables, ignore_index=True) if tables else recognitions
    return Registers(recognitions=together, hamlets=known.hamlets if hamlets is None else hamlets)


def made_up_sources(results: pd.DataFrame, scores: pd.DataFrame | None, recipe: Recipe) -> tuple[Source, ...]:
    """Return the sources of figures made by a recipe: all of them illustrative, registers too year by year."""
    provenance = Provenance(source=recipe.source, illustrative=True)
    tables = {"results": results} | ({} if scores is None else {"scores": scores})
    figures = [
        Source(kind=kind, period=int(year), provenance=provenance)
        for kind, table in tables.items()
        for year in table["period"].unique()
    ]
    registers = [
        Source(kind=kind, period=recipe.years[0], provenance=provenance, vintage=recipe.vintage)
        for kind in ("recognitions", "hamlets")
    ]
    return (*figures, *registers)


def write_illustrative(data: Figures, recipe: Recipe, folder: Path) -> list[Path]:
    """Write the tables of a province's illustrative figures; returns the files written.

    Parameters
    ----------
    data : the figures.
    recipe : they were made by; what it does not make is not written.
    folder : where they go; made when missing.
    """
    folder.mkdir(parents=True, exist_ok=True)
    tables = {
        RESULTS: data.results.assign(met=data.results["met"].astype("Int8")),
        SCORES: data.scores.assign(value=data.scores["value"].map("{:g}".format)),
        RECOGNITIONS: data.recognitions,
        HAMLETS: data.hamlets.drop(columns=["for_year", "lon", "lat"], errors="ignore"),
        ATTRIBUTES: data.attributes.assign(has_craft_village=data.attributes["has_craft_village"].astype("Int8")),
    }
    left_out = {
        SCORES: not recipe.with_values, HAMLETS: recipe.hamlets is None, ATTRIBUTES: recipe.attributes is None
    }  # fmt: skip
    written = [name for name in tables if not left_out.get(name)]
    for name in written:
        tables[name].to_csv(folder / name, index=False, lineterminator="\n", encoding="utf-8", date_format="%Y-%m-%d")
    return [folder / name for name in written]


def read_criterion_results(path: Path) -> pd.DataFrame:
    """Read ``tables.CriterionResults``; ProvinceError when missing, TableError when it breaks the schema."""
    return _checked(_flags(_read(path), "met"), CriterionResults, path)


def read_scores(path: Path) -> pd.DataFrame:
    """Read ``tables.Scores``; ProvinceError when missing, TableError when it breaks the schema."""
    return _checked(_blanks(_read(path)), Scores, path)


def read_recognitions(path: Path) -> pd.DataFrame:
    """Read ``tables.Recognitions``; ProvinceError when missing, TableError when it breaks the schema."""
    return _checked(_blanks(_read(path)), Recognitions, path)


def read_hamlets(path: Path) -> pd.DataFrame:
    """Read ``tables.Hamlets``; ProvinceError when missing, TableError when it breaks the schema."""
    return _checked(_blanks(_read(path)), Hamlets, path)


def read_attributes(path: Path) -> pd.DataFrame:
    """Read ``UnitAttributes``; ProvinceError when missing, TableError when it breaks the schema."""
    return _checked(_flags(_read(path), "has_craft_village"), UnitAttributes, path)


def _read(path: Path) -> pd.DataFrame:
    """Read every cell as text: codes keep their zeros, and empty stays empty."""
    if not path.is_file():
        raise ProvinceError(
            msg("The file of the province is missing."),
            where=str(path),
            fix=msg("Put the file back, or take the province's folder anew."),
        )
    return pd.read_csv(path, dtype="str", keep_default_na=False, encoding="utf-8")


def _flags(frame: pd.DataFrame, column: str) -> pd.DataFrame:
    """Turn 1, 0 and empty into booleans; anything else stays as it is, for the schema to refuse."""
    if column not in frame:
        return frame
    known = frame[column].isin(list(_FLAGS))
    if not known.all():
        return frame
    return frame.assign(**{column: frame[column].map(_FLAGS).astype("boolean")})


def _blanks(frame: pd.DataFrame) -> pd.DataFrame:
    """Turn empty cells into missing values."""
    return frame.replace({"": None})


def _checked(frame: pd.DataFrame, model: type[Table], path: Path) -> pd.DataFrame:
    return validate(frame, model, where=path.name)
