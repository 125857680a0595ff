"""Registers by the codes of a vintage: its own rows, over those of older units carried to it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pandas as pd

from ntm_geo.assessment.engine.standards import ended_with_set
from ntm_geo.boundaries.crosswalks import (
    carry_hamlets,
    carry_recognitions,
    merged_targets,
    older_crosswalks,
    read_crosswalk,
)
from ntm_geo.boundaries.units import read_units
from ntm_geo.records.shipped import Registers
from ntm_geo.tables.standing_table import years_of

if TYPE_CHECKING:
    from ntm_geo.records.shipped import Figures
    from ntm_geo.workspace.workspace import Workspace


def registers_of(
    workspace: Workspace, figures: Figures, *, vintage: str, period: int
) -> tuple[Registers, frozenset[str]]:
    """Return the registers of a year by the codes of a vintage, and which recognitions wait for a decision.

    Parameters
    ----------
    workspace, figures : of the door.
    vintage : of the codes wanted.
    period : year.

    Returns
    -------
    The registers, without what ended with its criteria set before the year, and the codes of merged communes whose
    recognition came with all of their parts: until one is entered for the commune itself, it waits for a decision.
    """
    entered = figures.registers.get(vintage)
    for older, crosswalk in older_crosswalks(workspace.province, vintage):
        if older not in figures.registers:
            continue
        former = figures.registers[older].recognitions
        recognitions, pending = carried_recognitions(
            workspace, figures, former, source=older, target=vintage, period=period
        )
        hamlets = carry_hamlets(figures.registers[older].hamlets, crosswalk) if entered is None else entered.hamlets
        return Registers(recognitions=recognitions, hamlets=hamlets), pending
    if entered is not None:
        return replace(entered, recognitions=_lasting(workspace, entered.recognitions, period)), frozenset()
    known = next(iter(figures.registers.values()))
    return Registers(recognitions=known.recognitions.iloc[:0], hamlets=known.hamlets.iloc[:0]), frozenset()


def carried_recognitions(
    workspace: Workspace, figures: Figures, former: pd.DataFrame, *, source: str, target: str, period: int
) -> tuple[pd.DataFrame, frozenset[str]]:
    """Return the recognitions of newer units: those entered for them, over those their parts brought.

    Parameters
    ----------
    workspace, figures : of the door.
    former : ``tables.Recognitions`` by the codes of ``source``.
    source, target : the two vintages.
    period : year at the end of which the parts have to be recognised.

    Returns
    -------
    ``tables.Recognitions`` by the codes of ``target``, and the codes of those that wait for a decision of their own.
    What is entered for a commune, and given for the year or an earlier one, takes the place of what its parts brought.
    """
    crosswalk = read_crosswalk(workspace.province, source, target)
    recognitions = carry_recognitions(
        _lasting(workspace, former, period),
        crosswalk,
        source_units=read_units(workspace.province, source),
        target_units=read_units(workspace.province, target),
        period=period,
    )
    entered = figures.registers.get(target)
    return entered_over_carried(
        recognitions.iloc[:0] if entered is None else _lasting(workspace, entered.recognitions, period),
        recognitions,
        merged=merged_targets(crosswalk),
        period=period,
    )


def entered_over_carried(
    entered: pd.DataFrame, carried: pd.DataFrame, *, merged: frozenset[str], period: int
) -> tuple[pd.DataFrame, frozenset[str]]:
    """Return the recognitions of newer units, and the codes of those that wait for a decision of their own.

    Parameters
    ----------
    entered : ``tables.Recognitions`` entered for the newer units themselves.
    carried : those their parts brought.
    merged : codes of the newer units that are not simply an older one as it was.
    period : year; what is entered for a later one does not take the place of what the parts brought.
    """
    decided = entered.loc[years_of(entered).le(period).astype(bool), "code"]
    left = carried[~carried["code"].isin(decided)]
    filled = [table for table in (entered, left) if len(table)]
    return (pd.concat(filled, ignore_index=True) if filled else carried), merged & frozenset(left["code"])


def _lasting(workspace: Workspace, recognitions: pd.DataFrame, period: int) -> pd.DataFrame:
    """Leave out the recognitions that ended with their criteria set before a year."""
    return recognitions[~ended_with_set(recognitions, workspace.criteria_sets.values(), period=period)]
