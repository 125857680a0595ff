"""Agencies: the list in use, what each is strong in, ways by road; read, checked and kept version by version."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pandas as pd

from ntm_geo.accounts.read_scope import may_see
from ntm_geo.boundaries.names import match_key
from ntm_geo.boundaries.units import read_units
from ntm_geo.criteria.in_force import in_charge
from ntm_geo.errors import Message, TableError, msg
from ntm_geo.records.made_up.made_up_agencies import load_made_up_agencies, load_made_up_partners
from ntm_geo.records.made_up.made_up_work import load_made_up_work, read_work_register
from ntm_geo.records.registers import Register, read_register, write_register
from ntm_geo.store.datasets import current_version, get_version, read_version
from ntm_geo.store.kinds import MODELS
from ntm_geo.store.versions import Slot
from ntm_geo.tables.base import each_row, validate

if TYPE_CHECKING:
    from datetime import date

    from ntm_geo.criteria.model import CriteriaSet
    from ntm_geo.store.versions import Version
    from ntm_geo.workspace.workspace import Workspace

SLOT: Final = Slot(kind="agencies")
_SHOWN: Final = 5
_LISTS: Final = ("strong_in", "only_districts", "not_districts")


def load_agencies(workspace: Workspace, *, version: int | None = None) -> Register:
    """Return the list of agencies in use: the one kept, else the illustrative one of the province, else none.

    Parameters
    ----------
    workspace : of the door.
    version : number of the version to read instead of the current one.

    Returns
    -------
    ``tables.Agencies``, sorted by key. Its number goes back into `save_agencies`.
    """
    result = current_version(workspace.store, SLOT) if version is None else get_version(workspace.store, version)
    if result is None:
        table, provenance = load_made_up_agencies(workspace.criteria_dir, workspace.province.key)
        return Register(table=table, version=None, provenance=provenance)
    return Register(table=read_version(workspace.store, result), version=result.id, provenance=result.provenance)


def contacts_seen(workspace: Workspace, table: pd.DataFrame) -> pd.DataFrame:
    """Return a list of agencies with the contacts whoever acts may see; the others are empty."""
    return table.assign(contact=table["contact"].where(may_see(workspace.store, "contacts", table)))


def save_agencies(
    workspace: Workspace, table: pd.DataFrame, *, by: str, expected: int | None, illustrative: bool = True
) -> tuple[Version, bool]:
    """Keep a changed list as a new version; agencies without a key get one made from their name.

    Parameters
    ----------
    workspace : of the door.
    table : all its rows, columns of ``tables.Agencies``; lists may be written with commas or semicolons.
    by : who changed it.
    expected : number of the version it was changed in, None where the shipped list stood.
    illustrative : whether the list it was changed in was; it stays so while a row of the shipped list stands in it.

    Returns
    -------
    The version, and whether it is new.

    Raises
    ------
    TableError
        A row breaks the model, takes fewer communes at most than at least, names an unknown criterion or district,
        allows and forbids the same district, or has half a location.
    VersionConflictError
        Somebody else saved meanwhile; nothing was changed.
    """
    frame = tidy_agencies(workspace, table)
    made_up = illustrative and still_made_up(workspace, SLOT, frame)
    return write_register(workspace, SLOT, frame, by=by, expected=expected, illustrative=made_up)


def tidy_agencies(workspace: Workspace, table: pd.DataFrame) -> pd.DataFrame:
    """Return a list as it is kept: keys given, lists with semicolons; TableError for what cannot be."""
    columns = MODELS["agencies"].to_schema().columns
    frame = table.reindex(columns=list(columns)).replace({"": None}).reset_index(drop=True)
    for name in _LISTS:
        frame[name] = frame[name].map(lambda item: ";".join(codes_in(item)) or None)
    frame["name"] = frame["name"].map(lambda value: value.strip() if isinstance(value, str) else value)
    frame["agency"] = _keys(frame)
    flags = frame["active"].astype("boolean")
    frame = validate(frame.assign(active=flags), MODELS["agencies"])
    _check_capacity(frame)
    _check_lists(workspace, frame)
    _check_places(frame)
    return frame.sort_values("agency", ignore_index=True)


def codes_in(text: object) -> tuple[str, ...]:
    """Return the codes of a list as it is kept or typed: ``1;9`` or ``1, 9``; none of an empty cell.

    >>> codes_in("1; 9,9")
    ('1', '9')
    """
    if not isinstance(text, str):
        return ()
    return tuple(dict.fromkeys(part.strip() for part in text.replace(",", ";").split(";") if part.strip()))


def strengths(workspace: Workspace, table: pd.DataFrame, *, law: CriteriaSet, day: date) -> dict[str, tuple[str, ...]]:
    """Return the criteria each agency is strong in.

    What the list says stands. Where it says nothing, an agency that is a department of the province's list (the same
    key with hyphens, or the same name) is strong in what it is in charge of on the day, whole or in part. A list that
    names criteria the law does not have was written by another set: its criteria go over into those they stand in for.

    Parameters
    ----------
    workspace : of the door.
    table : ``tables.Agencies``.
    law : whose criteria are meant; codes it does not have are left out.
    day : the day departments are looked up on.

    Returns
    -------
    Key of every agency to criterion codes in the law's order.
    """
    charged = charges(workspace, law=law, day=day)
    result = {}
    into = _into_law(workspace, {code for text in table["strong_in"] for code in codes_in(text)}, law)
    for row in each_row(table):
        codes = [code for item in codes_in(row.strong_in) for code in into.get(item, (item,))]
        strengths = set(codes) if codes else charged.get(row.agency, set()) | charged.get(row.name, set())
        result[str(row.agency)] = tuple(criterion.code for criterion in law.criteria if criterion.code in strengths)
    return result


def _into_law(workspace: Workspace, codes: set[str], law: CriteriaSet) -> dict[str, tuple[str, ...]]:
    """Return what criteria of a list go over into; nothing where the law has all of them, or no set has."""
    for source in (law, *workspace.criteria_sets.values()):
        if not codes <= {criterion.code for criterion in source.criteria}:
            continue
        succession = workspace.succession(source.key, law.key)
        if succession is None:
            return {}
        return {code: tuple(target for target, standing in succession.stands_for if code in standing) for code in codes}
    return {}


def charges(workspace: Workspace, *, law: CriteriaSet, day: date) -> dict[str, set[str]]:
    """Return what departments are in charge of, by their key as agencies have it, and by their name."""
    result: dict[str, set[str]] = {}
    for criterion in law.criteria:
        for code in (criterion.code, *(indicator.code for indicator in criterion.lines)):
            for department in in_charge(workspace.departments, code, on=day, criteria_set=law.key):
                for name in (department.key.replace("_", "-"), department.name.vi):
                    result.setdefault(name, set()).add(criterion.code)
    return result


def earlier_partners(workspace: Workspace, *, vintage: str) -> Register:
    """Return who helped whom in years before the plans kept here.

    Returns
    -------
    ``tables.Partners``: what was kept for the vintage, else the illustrative rows shipped for it, else none.
    """
    register = read_register(workspace, Slot(kind="partners", vintage=vintage))
    if register.version is not None:
        return register
    table, provenance = load_made_up_partners(workspace.criteria_dir, workspace.province.key, vintage=vintage)
    if len(table):
        return Register(table=table, version=None, provenance=provenance)
    return read_work_register(workspace, "partners", vintage=vintage)


def save_partners(
    workspace: Workspace, table: pd.DataFrame, *, vintage: str, by: str, expected: int | None
) -> tuple[Version, bool]:
    """Keep who helped whom in earlier years; TableError for unknown agencies or communes, VersionConflictError."""
    frame = table.reindex(columns=list(MODELS["partners"].to_schema().columns)).replace({"": None})
    check_known(workspace, frame, vintage=vintage)
    _refuse_doubles(frame, ["agency", "code", "year"])
    slot = Slot(kind="partners", vintage=vintage)
    made_up = still_made_up(workspace, slot, frame)
    return write_register(workspace, slot, frame, by=by, expected=expected, illustrative=made_up)


def road_distances(workspace: Workspace, *, vintage: str) -> Register:
    """Return the ways by road that are kept: ``tables.RoadDistances``, empty where none are."""
    return read_register(workspace, Slot(kind="distances", vintage=vintage))


def save_road_distances(
    workspace: Workspace, table: pd.DataFrame, *, vintage: str, by: str, expected: int | None
) -> tuple[Version, bool]:
    """Keep ways by road; TableError for unknown agencies or communes and doubled pairs, VersionConflictError."""
    frame = table.reindex(columns=list(MODELS["distances"].to_schema().columns))
    check_known(workspace, frame, vintage=vintage)
    _refuse_doubles(frame, ["agency", "code"])
    return write_register(workspace, Slot(kind="distances", vintage=vintage), frame, by=by, expected=expected)


def still_made_up(workspace: Workspace, slot: Slot, table: pd.DataFrame) -> bool:
    """Return whether a row of the agencies or partners shipped as an illustration stands in a table that is kept."""
    home = (workspace.criteria_dir, workspace.province.key)
    if slot.kind == "agencies":
        made_up, _provenance = load_made_up_agencies(*home)
    elif slot.kind == "partners":
        made_up, _provenance = load_made_up_partners(*home, vintage=slot.vintage)
        later = load_made_up_work(*home, "partners", vintage=slot.vintage).table
        made_up = made_up if len(made_up) else later
    else:
        return False
    item, other = (
        set(each.astype("object").where(each.notna(), None).itertuples(index=False, name=None))
        for each in (table[list(made_up)], made_up)
    )
    return not item.isdisjoint(other)


def check_known(workspace: Workspace, table: pd.DataFrame, *, vintage: str) -> None:
    """Refuse rows that name an agency or a commune nobody knows.

    Raises
    ------
    TableError
        Names the first keys that are not known.
    """
    agencies = set(load_agencies(workspace).table["agency"])
    _refuse(
        table.loc[~table["agency"].isin(agencies), "agency"],
        msg("The list of agencies does not have: {names}."),
        msg("Correct the keys, or add the agencies to the list first."),
    )
    communes = set(read_units(workspace.province, vintage)["code"])
    _refuse(
        table.loc[~table["code"].isin(communes), "code"],
        msg("The units of {vintage} do not have: {names}.", vintage=vintage),
        msg("Give the five digits of a commune of these units."),
    )


def _keys(frame: pd.DataFrame) -> list[str | None]:
    """Return the key of each row: as written, else made from its name and not given before."""
    taken = set(frame["agency"].dropna())
    freshes: list[str | None] = []
    for key, name in zip(frame["agency"], frame["name"], strict=True):
        if isinstance(key, str) or not isinstance(name, str) or not name:
            freshes.append(key if isinstance(key, str) else None)
            continue
        stem = agency_key(name)
        fresh = next(item for item in (stem, *(f"{stem[:36]}-{n}" for n in range(2, 999))) if item not in taken)
        taken.add(fresh)
        freshes.append(fresh)
    return freshes


def agency_key(name: str) -> str:
    """Return the key made from a name: small letters without marks, hyphens between the words."""
    return match_key(name).replace(" ", "-")[:40].strip("-") or "agency"


def _check_capacity(frame: pd.DataFrame) -> None:
    _refuse(
        frame.loc[frame["capacity_min"].gt(frame["capacity_max"]), "name"],
        msg("Fewest communes above the most: {names}."),
        msg("Give a number of fewest communes that is not above the most."),
    )


def _check_lists(workspace: Workspace, frame: pd.DataFrame) -> None:
    criteria = {criterion.code for law in workspace.criteria_sets.values() for criterion in law.criteria}
    vintages = workspace.province.vintages
    districts = {
        str(item) for each in vintages for item in read_units(workspace.province, each.key)["parent_code"].dropna()
    }
    strange = frame["strong_in"].map(lambda strong_in: bool(set(codes_in(strong_in)) - criteria))
    _refuse(
        frame.loc[strange, "name"],
        msg("Strong in a criterion no set has: {names}."),
        msg("Give numbers of criteria with a semicolon between them: 1;9."),
    )
    for column in ("only_districts", "not_districts"):
        strange = frame[column].map(lambda chosen_frame: bool(set(codes_in(chosen_frame)) - districts))
        _refuse(
            frame.loc[strange, "name"],
            msg("A district nobody knows stands beside: {names}."),
            msg("Give the three digits of districts with a semicolon between them."),
        )
    pairs = zip(frame["only_districts"], frame["not_districts"], strict=True)
    nowhere = [bool(codes_in(only)) and not set(codes_in(only)) - set(codes_in(never)) for only, never in pairs]
    _refuse(
        frame.loc[nowhere, "name"],
        msg("No district is left to go to for: {names}."),
        msg("Take a district out of those it may not go to, or add one it may."),
    )


def _check_places(frame: pd.DataFrame) -> None:
    _refuse(
        frame.loc[frame["lon"].isna() != frame["lat"].isna(), "name"],
        msg("Half a location: {names}."),
        msg("Give both longitude and latitude, or neither."),
    )


def _refuse_doubles(frame: pd.DataFrame, keys: list[str]) -> None:
    twice = frame[frame.duplicated(keys)]
    _refuse(
        twice["agency"].astype(str) + " – " + twice["code"].astype(str),
        msg("Given twice: {names}."),
        msg("Keep one row of each."),
    )


def _refuse(wrong: pd.Series, what: Message, fix: Message) -> None:
    """Raise what is wrong with the first names it is true of; nothing where it is true of none."""
    if len(wrong):
        names = ", ".join(wrong.astype(str).unique()[:_SHOWN])
        raise TableError(Message(what.template, dict(what.values) | {"names": names}), fix=fix)
