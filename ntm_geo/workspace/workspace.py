"""The one object a door holds: settings, the province, and where its data stands."""

from __future__ import annotations

import functools
import os
import tempfile
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Final

from ntm_geo.accounts.rights import RightsTable, load_rights
from ntm_geo.accounts.use_limits import LimitsTable, load_limits
from ntm_geo.accounts.write_guard import Scopes, WriteGuard
from ntm_geo.atomic import write_whole
from ntm_geo.boundaries.units import read_units
from ntm_geo.boundaries.vintages import Province, load_province
from ntm_geo.criteria.in_force import in_charge
from ntm_geo.criteria.load import OTHER_SETS, list_criteria_sets, load_criteria_set
from ntm_geo.criteria.province import load_departments, load_province_thresholds, load_targets
from ntm_geo.criteria.set_succession import load_successions
from ntm_geo.errors import NotInForceError, msg
from ntm_geo.i18n import format_date, use_hamlet_word, use_today
from ntm_geo.settings import Settings
from ntm_geo.store.database import Store, open_store
from ntm_geo.tables.base import each_row
from ntm_geo.workspace.law_in_use import LawInUse, law_in_use

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ntm_geo.criteria.model import CriteriaSet, Department, Target, ThresholdValue
    from ntm_geo.criteria.set_succession import Succession

_LAYER_BYTES: Final = 2_000_000
"""Room layer files need at least."""


@dataclass(frozen=True, slots=True, kw_only=True, weakref_slot=True)
class Workspace:
    """Everything a workflow needs to know about the installation and the province."""

    settings: Settings
    province: Province
    shipped_law: LawInUse
    """Sets and departments as they are shipped."""
    targets: tuple[Target, ...]
    province_thresholds: Mapping[str, tuple[ThresholdValue, ...]]
    """Thresholds the province has set itself, per indicator."""
    tried_sets: Mapping[str, CriteriaSet] = field(default_factory=dict)
    """Sets to judge by in the place of those in use, to see what would follow."""

    def __reduce__(self) -> tuple[object, ...]:
        """Say how another process gets the same workspace: it opens it from the same settings."""
        return open_workspace, (self.settings,)

    @property
    def law(self) -> LawInUse:
        """The law in use: what is shipped, and what an office has entered in its place."""
        return law_in_use(self.store, self.shipped_law, checks=self.settings.law_checks)

    @property
    def criteria_sets(self) -> Mapping[str, CriteriaSet]:
        """All sets in use by key, the oldest first."""
        return {**self.law.sets, **self.tried_sets} if self.tried_sets else self.law.sets

    @property
    def departments(self) -> tuple[Department, ...]:
        """Departments with what they are in charge of."""
        return self.law.departments

    @property
    def criteria_dir(self) -> Path:
        """Folder of the law as data."""
        return self.settings.shipped_dir / "criteria"

    def set_on(self, day: date) -> CriteriaSet:
        """Return the criteria set figures of a day are judged by; days before all sets belong to the first.

        Raises
        ------
        NotInForceError
            The last set had expired.
        """
        for law in self.criteria_sets.values():
            if day <= law.expires:
                return law
        last = list(self.criteria_sets.values())[-1]
        raise NotInForceError(
            msg("The criteria set {name} ended on {day}; figures of later days cannot be judged by it.",
                name=str(last.name), day=format_date(last.expires)),
            where=last.key,
            fix=msg("Add the criteria set that followed it, or choose an earlier year."),
        )  # fmt: skip

    def targets_of(self, year: int) -> tuple[Target, ...]:
        """Return the targets of the programme's period a year lies in that are not of earlier years.

        The period is that of the criteria set in force at the year's end; years before all sets belong to the first.

        Raises
        ------
        NotInForceError
            The last set had expired.
        """
        law = self.set_on(date(year, 12, 31))
        over = max(
            (other.expires for other in self.criteria_sets.values() if other.expires < law.effective), default=None
        )
        first = 0 if over is None else over.year + 1
        return tuple(target for target in self.targets if max(first, year) <= target.year <= law.expires.year)

    def succession(self, source: str, target: str) -> Succession | None:
        """Return how criteria of a set stand in for those of another; None where nothing says so."""
        successions = [item for item in self.law.successions if (item.source, item.target) == (source, target)]
        return successions[0] if successions else None

    @property
    def store(self) -> Store:
        """The database, opened when it is first asked for; StoreError when it cannot be."""
        return _store(self.settings)

    @property
    def rights(self) -> RightsTable:
        """What each role may do; SettingsError where the table is missing or wrong."""
        return load_rights(self.settings.shipped_dir)

    @property
    def limits(self) -> LimitsTable:
        """How large files and how often what costs much may be; SettingsError where the table is missing or wrong."""
        return load_limits(self.settings.shipped_dir)

    @property
    def layers_dir(self) -> Path:
        """Folder the layer files of the web map are served from; a temporary one where the data folder takes none."""
        return _layers_dir(self.settings.data_dir)


def open_workspace(settings: Settings) -> Workspace:
    """Read the province and its law; everything else is read when it is asked for. Hamlets are called as it does.

    Raises
    ------
    ProvinceError
        The province's folder is missing or incomplete.
    LawError
        A file of the law is wrong.
    """
    criteria_dir = settings.shipped_dir / "criteria"
    loaded = [load_criteria_set(criteria_dir, key) for key in list_criteria_sets(criteria_dir)]
    sets = {law.key: law for law in sorted(loaded, key=lambda value: value.effective)}
    province = load_province(settings.shipped_dir / "boundaries" / settings.province)
    space = Workspace(
        settings=settings,
        province=province,
        shipped_law=LawInUse(
            sets=sets,
            departments=load_departments(criteria_dir, settings.province),
            successions=load_successions(criteria_dir, sets),
            others={
                key: load_criteria_set(criteria_dir, key, OTHER_SETS)
                for key in list_criteria_sets(criteria_dir, OTHER_SETS)
            },
        ),
        targets=load_targets(criteria_dir, settings.province),
        province_thresholds=load_province_thresholds(criteria_dir, settings.province, sets),
    )
    use_hamlet_word(province.hamlet)
    use_today(lambda: settings.opens_on or date.today())  # noqa: DTZ011 - the day at the place the program runs at
    return space


@functools.lru_cache(maxsize=16)
def _store(settings: Settings) -> Store:
    scopes = Scopes(parents=lambda: _parents(settings), in_charge=functools.partial(_in_charge, settings))
    guard = WriteGuard(province=settings.province, rights=lambda: load_rights(settings.shipped_dir), scopes=scopes)
    return open_store(settings, guard)


@functools.lru_cache(maxsize=16)
def _parents(settings: Settings) -> dict[str, str]:
    """Return the district of every commune of all vintages."""
    province = load_province(settings.shipped_dir / "boundaries" / settings.province)
    tables = [read_units(province, vintage.key).dropna(subset="parent_code") for vintage in province.vintages]
    return {row.code: row.parent_code for table in tables for row in each_row(table)}


@functools.lru_cache(maxsize=16)
def _opened(settings: Settings) -> Workspace:
    return open_workspace(settings)


def _in_charge(settings: Settings, code: str, day: date) -> tuple[str, ...]:
    """Return the keys of the departments in charge of a criterion or indicator on a day."""
    space = _opened(settings)
    charged = in_charge(space.departments, code, on=day, criteria_set=space.set_on(day).key)
    return tuple(department.key for department in charged)


@functools.lru_cache(maxsize=16)
def _layers_dir(data_dir: Path) -> Path:
    folder, attempt = data_dir / "layers", f".attempt-{os.getpid()}"
    try:
        write_whole(folder / attempt, bytes(_LAYER_BYTES))
    except OSError:
        return Path(tempfile.mkdtemp(prefix="ntm-layers-"))
    (folder / attempt).unlink(missing_ok=True)
    return folder
