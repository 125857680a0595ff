"""Recipe of a province's illustrative figures: what is published, what is drawn, and from which seed."""

from __future__ import annotations

import math
import tomllib
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from ntm_geo.errors import ProvinceError, msg

RECIPE_NAME: Final = "recipe.toml"


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedRecognition:
    """A recognised commune whose name is published; ``code`` is empty when it has no successor in the programme."""

    published: str
    year: int
    verified: bool
    code: str = ""
    name: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CriteriaRecipe:
    """How criteria are handed out."""

    fewest: int
    recognised_at_least: int
    chance: float
    lost: int
    difficulty: Mapping[str, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class HardshipRecipe:
    """Weights of what makes a commune's way harder; each part is a rank between 0 and 1."""

    remote: float
    border: float
    small: float
    chance: float


@dataclass(frozen=True, slots=True, kw_only=True)
class HamletRecipe:
    """How many hamlets there are, what they are called, and how many are certified by the end of each year."""

    total: int
    fewest: int
    name: str
    certified: Mapping[int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Recipe:
    """Everything the illustrative figures of a province are made from, besides its units and the law."""

    seed: int
    vintage: str
    source: str
    tiers: Mapping[int, Mapping[str, int]]
    unknown: Mapping[int, int]
    criteria: CriteriaRecipe
    hardship: HardshipRecipe
    hamlets: HamletRecipe
    craft_villages: int
    recognised: tuple[NamedRecognition, ...]

    @property
    def years(self) -> tuple[int, ...]:
        """Years with figures, oldest first."""
        return tuple(sorted(self.tiers))

    def draw(self, purpose: str, *shape: int) -> NDArray[np.float64]:
        """Return random numbers from 0 to below 1, always the same ones for a seed, a purpose and a shape.

        Only the raw bits of PCG64 are used, which numpy keeps the same from version to version; a stream per
        purpose keeps a change in one place from moving figures in another.
        """
        bits = np.random.PCG64([self.seed, zlib.crc32(purpose.encode())])
        raw = bits.random_raw(math.prod(shape)) >> np.uint64(11)
        return raw.astype(np.float64).reshape(shape) * 2.0**-53


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
    path = folder / RECIPE_NAME
    if not path.is_file():
        raise ProvinceError(
            msg("The recipe of the illustrative figures is missing."),
            where=str(path),
            fix=msg("Put the file back, or take the province's folder anew."),
        )
    try:
        read = tomllib.loads(path.read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as caught:
        raise ProvinceError(
            msg("The file is not valid TOML: {reason}.", reason=str(caught)),
            where=str(path),
            fix=msg("Correct the line named."),
        ) from None
    return _recipe(_Section(values=read, where=str(path)))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Section:
    """A table of the file that hands out each key once, by type, and refuses what is left."""

    values: dict[str, Any]
    where: str

    def number(self, key: str) -> float:
        return float(self._take(key, (int, float)))

    def whole(self, key: str) -> int:
        return int(self._take(key, (int,)))

    def text(self, key: str, default: str | None = None) -> str:
        return default if default is not None and key not in self.values else str(self._take(key, (str,)))

    def flag(self, key: str) -> bool:
        return bool(self._take(key, (bool,)))

    def section(self, key: str) -> _Section:
        return _Section(values=self._take(key, (dict,)), where=f"{self.where} › {key}")

    def sections(self, key: str) -> list[_Section]:
        take = self._take(key, (list,))
        return [_Section(values=each, where=f"{self.where} › {key} {number}") for number, each in enumerate(take, 1)]

    def by_year(self) -> dict[int, int]:
        return {int(key): self.whole(key) for key in list(self.values) if key.isdigit()}

    def finish(self) -> None:
        if self.values:
            raise ProvinceError(
                msg("Unknown key {key}.", key=next(iter(self.values))),
                where=self.where,
                fix=msg("Remove it, or correct its spelling."),
            )

    def _take(self, key: str, kinds: tuple[type, ...]) -> Any:
        value = self.values.pop(key, None)
        if not isinstance(value, kinds) or (isinstance(value, bool) and bool not in kinds):
            raise ProvinceError(
                msg("Key {key} is missing or has a value of the wrong kind.", key=key),
                where=self.where,
                fix=msg("Write it as: {kind}.", kind=" / ".join(kind.__name__ for kind in kinds)),
            )
        return value


def _recipe(top: _Section) -> Recipe:
    attributes = top.section("attributes")
    recipe = Recipe(
        seed=top.whole("seed"),
        vintage=top.text("vintage"),
        source=top.text("source"),
        tiers=_tiers(top.section("tiers")),
        unknown=_years(top.section("unknown")),
        criteria=_criteria(top.section("criteria")),
        hardship=_hardship(top.section("hardship")),
        hamlets=_hamlets(top.section("hamlets")),
        craft_villages=attributes.whole("craft_villages"),
        recognised=tuple(_named(section) for section in top.sections("recognised")),
    )
    attributes.finish()
    top.finish()
    return recipe


def _tiers(section: _Section) -> Mapping[int, Mapping[str, int]]:
    result = {}
    for year in [key for key in section.values if key.isdigit()]:
        counts = section.section(year)
        result[int(year)] = MappingProxyType({tier: counts.whole(tier) for tier in list(counts.values)})
    section.finish()
    return MappingProxyType(result)


def _years(section: _Section) -> Mapping[int, int]:
    by_year = section.by_year()
    section.finish()
    return MappingProxyType(by_year)


def _criteria(section: _Section) -> CriteriaRecipe:
    difficulty = section.section("difficulty")
    recipe = CriteriaRecipe(
        fewest=section.whole("fewest"),
        recognised_at_least=section.whole("recognised_at_least"),
        chance=section.number("chance"),
        lost=section.whole("lost"),
        difficulty=MappingProxyType({code: difficulty.number(code) for code in list(difficulty.values)}),
    )
    section.finish()
    return recipe


def _hardship(section: _Section) -> HardshipRecipe:
    recipe = HardshipRecipe(
        remote=section.number("remote"),
        border=section.number("border"),
        small=section.number("small"),
        chance=section.number("chance"),
    )
    section.finish()
    return recipe


def _hamlets(section: _Section) -> HamletRecipe:
    recipe = HamletRecipe(
        total=section.whole("total"),
        fewest=section.whole("fewest"),
        name=section.text("name"),
        certified=_years(section.section("certified")),
    )
    section.finish()
    return recipe


def _named(section: _Section) -> NamedRecognition:
    named = NamedRecognition(
        published=section.text("published"),
        year=section.whole("year"),
        verified=section.flag("verified"),
        code=section.text("code", ""),
        name=section.text("name", ""),
    )
    section.finish()
    return named
