"""What is kept already, which the columns and rows of a file are fitted to and compared with."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import pandas as pd


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
