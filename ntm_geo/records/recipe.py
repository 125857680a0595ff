"""Recipe of a province's illustrative figures: what is published, what is drawn, and from which seed."""

from __future__ import annotations

import math
import zlib
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray
from pydantic import Field

from ntm_geo.errors import msg
from ntm_geo.strict_toml import StrictModel, read_toml

RECIPE_NAME: Final = "recipe.toml"


class NamedRecognition(StrictModel):
    """A recognised commune whose name is published; ``code`` is empty when it has no successor in the programme.

    ``year`` is the one it is recognised for; number and day of the decision stand where they are published.
    """

    published: str
    year: int
    verified: bool
    code: str = ""
    name: str = ""
    decision: str | None = None
    decided_on: date | None = None


class CriteriaRecipe(StrictModel):
    """How criteria are handed out."""

    fewest: int
    recognised_at_least: int
    chance: float
    lost: int
    lost_in: int = 0
    """Year the criteria are lost in; none are lost in 0."""
    difficulty: Mapping[str, float]


class HardshipRecipe(StrictModel):
    """Weights of what makes a commune's way harder; each part is a rank between 0 and 1."""

    remote: float
    border: float
    small: float
    chance: float


class HamletRecipe(StrictModel):
    """How many hamlets there are, what they are called, and how many are certified by the end of each year."""

    total: int
    fewest: int
    name: str
    certified: Mapping[int, int]


class AttributeRecipe(StrictModel):
    """What is drawn of communes themselves."""

    craft_villages: int


class Recipe(StrictModel):
    """Everything the illustrative figures of some years are made from, besides the units and the law.

    A province has one recipe for each stretch of years on the same units by the same criteria set; each goes on
    from the last year of the one before it.
    """

    seed: int
    vintage: str
    source: str
    tiers: Mapping[int, Mapping[str, int]]
    unknown: Mapping[int, int]
    criteria: CriteriaRecipe
    hardship: HardshipRecipe
    hamlets: HamletRecipe | None = None
    """None where the hamlets of these units stand in another recipe."""
    attributes: AttributeRecipe | None = None
    """None where they are those of the first recipe."""
    recognised: tuple[NamedRecognition, ...] = ()
    with_values: bool = True
    """Whether indicators get values, where thresholds are known."""
    days: Mapping[int, date] = Field(default_factory=dict)
    """Day that stands for the recognitions and certificates of a year; its last one unless given."""

    @property
    def years(self) -> tuple[int, ...]:
        """Years with figures, oldest first."""
        return tuple(sorted(self.tiers))

    def day_of(self, year: int) -> date:
        """Return the day that stands for the recognitions and certificates of a year."""
        return self.days.get(year, date(year, 12, 31))

    def draw(self, purpose: str, *shape: int) -> NDArray[np.float64]:
        """Return random numbers from 0 to below 1, always the same ones for a seed, a purpose and a shape.

        Only the raw bits of PCG64 are used, which numpy keeps the same from version to version; a stream per
        purpose keeps a change in one place from moving figures in another.
        """
        bits = np.random.PCG64([self.seed, zlib.crc32(purpose.encode())])
        raw = bits.random_raw(math.prod(shape)) >> np.uint64(11)
        return raw.astype(np.float64).reshape(shape) * 2.0**-53


def recipe_folders(home: Path) -> tuple[Path, ...]:
    """Return the folders with recipes of a province: its own, then those inside it by name, in their order.

    Parameters
    ----------
    home : folder of the province's illustrative figures.
    """
    return (home, *sorted(path.parent for path in home.glob(f"*/{RECIPE_NAME}")))


def load_recipe(folder: Path) -> Recipe:
    """Read the recipe of a province.

    Parameters
    ----------
    folder : of the province's illustrative figures; holds ``recipe.toml``.

    Raises
    ------
    ProvinceError
        The file is missing, is not TOML, or a key is missing, unknown or of the wrong type.
    """
    return read_toml(folder / RECIPE_NAME, Recipe, missing=msg("The recipe of the illustrative figures is missing."))
