"""Illustrative registers of the work of a year: what was registered, the steps of recognition, difficulties, visits.

Shipped beside the figures of the year, made by ``illustration.illustrated_work`` from ``work.toml``.
"""

from __future__ import annotations

import functools
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Final, Literal

import pandas as pd

from ntm_geo.errors import msg
from ntm_geo.records.recipe import load_recipe, recipe_folders
from ntm_geo.records.registers import Register, empty_table, read_register
from ntm_geo.records.shipped import illustrative_dir
from ntm_geo.store.datasets import current_version
from ntm_geo.store.kinds import MODELS
from ntm_geo.store.versions import Slot
from ntm_geo.strict_toml import StrictModel, read_toml
from ntm_geo.tables.base import validate
from ntm_geo.tables.provenance import Provenance

if TYPE_CHECKING:
    from ntm_geo.workspace.workspace import Workspace

WORK_NAME: Final = "work.toml"
WorkKind = Literal["registrations", "steps", "difficulties", "inspections", "support", "partners"]
FILES: Final[Mapping[WorkKind, str]] = {
    "registrations": "registrations.csv",
    "steps": "steps.csv",
    "difficulties": "difficulties.csv",
    "inspections": "inspections.csv",
    "support": "support.csv",
    "partners": "partners.csv",
}
_FLAGS: Final = {"1": True, "0": False}


class MadeUpDifficulty(StrictModel):
    """A difficulty that is drawn for communes that miss a criterion."""

    criterion: str
    what: str
    solution: str


class MadeUpSupport(StrictModel):
    """Something agencies of a kind register to do."""

    kind: str
    criterion: str
    content: str
    done: str


class WorkRecipe(StrictModel):
    """Everything the illustrative registers of a year are made from, besides its figures."""

    source: str
    year: int
    registered: int
    """Communes that registered criteria."""
    inspections: int
    inspectors: tuple[str, ...]
    findings: tuple[str, ...]
    difficulties: int
    raised_by: str
    to_ministry: int
    difficulty: tuple[MadeUpDifficulty, ...]
    supported: int
    """Agencies that registered something."""
    support: tuple[MadeUpSupport, ...]


def load_work_recipe(folder: Path) -> WorkRecipe:
    """Read ``work.toml`` of a year's illustrative figures.

    Raises
    ------
    ProvinceError
        The file is missing or not TOML, or a key is missing, unknown or of the wrong kind.
    """
    return read_toml(
        folder / WORK_NAME, WorkRecipe, missing=msg("The recipe of the illustrative registers is missing.")
    )


def read_work_register(workspace: Workspace, kind: WorkKind, *, vintage: str) -> Register:
    """Return a register of work: what is kept, else the illustrative rows shipped for the units, else an empty one.

    Illustrative rows stand only beside illustrative figures: once results or values of their year were brought in,
    there are none.
    """
    register = read_register(workspace, Slot(kind=kind, vintage=vintage))
    if register.version is not None:
        return register
    made_up = load_made_up_work(workspace.criteria_dir, workspace.province.key, kind, vintage=vintage)
    if not made_up.provenance.illustrative:
        return made_up
    figures = (Slot(kind=item, vintage=vintage, period=made_up.year) for item in ("results", "scores"))
    if any(current_version(workspace.store, slot) is not None for slot in figures):
        return register
    return made_up


def load_made_up_work(criteria_dir: Path, province: str, kind: WorkKind, *, vintage: str) -> Register:
    """Return an illustrative register by the units of a vintage; an empty one that is not illustrative where none is.

    Returns
    -------
    The table of the kind, see `store.schema.MODELS`, without a version.
    """
    for folder in recipe_folders(illustrative_dir(criteria_dir, province)):
        path = folder / FILES[kind]
        if (folder / WORK_NAME).is_file() and path.is_file() and load_recipe(folder).vintage == vintage:
            table, work = _read_once(path, kind, path.stat().st_mtime_ns)
            provenance = Provenance(source=work.source, illustrative=True)
            return Register(table=table.copy(), version=None, provenance=provenance, year=work.year)
    return Register(table=empty_table(kind), version=None)


@functools.lru_cache(maxsize=16)
def _read_once(path: Path, kind: WorkKind, changed: int) -> tuple[pd.DataFrame, WorkRecipe]:
    """Return a table and its recipe; a page asks for them at every click, the file changes with the program only."""
    del changed  # only tells one state of the file from another
    frame = pd.read_csv(path, dtype="str", keep_default_na=False, encoding="utf-8").replace({"": None})
    if "to_ministry" in frame:
        frame["to_ministry"] = frame["to_ministry"].map(_FLAGS).astype("boolean")
    return validate(frame, MODELS[kind], where=path.name), load_work_recipe(path.parent)
