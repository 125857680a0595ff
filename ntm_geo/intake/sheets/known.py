"""What is kept already, which the columns and rows of a file are fitted to and compared with."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import pandas as pd

from ntm_geo.assessment.carried_registers import registers_of
from ntm_geo.boundaries.units import read_units
from ntm_geo.records.figures import load_figures
from ntm_geo.tables.unit_table import PROGRAMME_KIND

if TYPE_CHECKING:
    from ntm_geo.workspace.workspace import Workspace


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What is kept already and new rows are fitted to; None where there is nothing."""

    hamlets: pd.DataFrame | None = None
    recognitions: pd.DataFrame | None = None
    agencies: pd.DataFrame | None = None
    before: pd.DataFrame | None = None
    """Figures of the year before: ``code`` and a column for each key."""
    columns: Mapping[tuple[str, str], str] = field(default_factory=dict)
    """Kind of sheet and heading (`boundaries.names.match_key`) to what a person said such a column is."""

    levels: Mapping[int, tuple[str, ...]] = field(default_factory=dict)
    """Year to the levels of recognition its law knows; a year that is not named knows every level."""

    def before_of(self, key: str) -> pd.Series | None:
        """Return the figures of a column of the year before, by code of the unit; None where nothing is known."""
        if self.before is None or key not in self.before:
            return None
        return self.before.set_index("code")[key].dropna()


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class RegisteredHamlets:
    """The hamlets results can be entered for: ``tables.Hamlets``, and whether they are made up."""

    hamlets: pd.DataFrame
    made_up: bool


def registered_hamlets(workspace: Workspace, *, vintage: str, period: int) -> RegisteredHamlets:
    """Return the hamlets of the programme's communes by the codes of a vintage in a year."""
    figures = load_figures(workspace)
    units = read_units(workspace.province, vintage)
    communes = units.loc[units["kind"].eq(PROGRAMME_KIND), "code"]
    hamlets = registers_of(workspace, figures, vintage=vintage, period=period)[0].hamlets
    inside = hamlets[hamlets["code"].isin(communes)]
    return RegisteredHamlets(hamlets=inside, made_up=figures.hamlets_made_up(vintage))
