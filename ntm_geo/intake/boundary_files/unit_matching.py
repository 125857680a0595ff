"""Match drawn units with the gazetteer of a vintage, and describe what does not fit."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import pandas as pd

from ntm_geo.boundaries.matching import CONTRADICTION, MATCHED, PROPOSED, UNKNOWN, JoinReport, match
from ntm_geo.boundaries.names import match_key
from ntm_geo.boundaries.units import full_name
from ntm_geo.intake.boundary_files.codes import PLACEHOLDER

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True, kw_only=True)
class MatchReport:
    """How the units of a boundary set meet the gazetteer.

    ``frame`` has one row per drawn unit, in the order given: ``code, name, title`` and, where matched, ``kind,
    parent_code, parent_name`` of the gazetteer (missing otherwise). ``code`` is that of the gazetteer where the unit
    was matched by its name.
    """

    frame: pd.DataFrame
    contradictions: tuple[str, ...]
    """"01273: Hợp Giang / Thục Phán": code, name drawn, name of the gazetteer."""
    not_in_gazetteer: tuple[str, ...]
    proposals: tuple[str, ...]
    """"01999: Đàm Thủ / Đàm Thủy": code and name drawn, name proposed; for a person to confirm."""
    likenesses: tuple[str, ...]
    """Those of the proposals whose name is not quite the one proposed."""
    wrong_codes: tuple[str, ...]
    """The others, "99999: Đàm Thủy / 01288": the name is on the list, but under another code."""
    not_drawn: tuple[str, ...]
    """Full names of units of the gazetteer that the boundary set does not draw."""
    join: JoinReport
    listed: int
    """Number of units of the gazetteer."""

    @property
    def matched(self) -> int:
        """Number of drawn units that were matched."""
        return int(self.frame["kind"].notna().sum())


def join_units_drawn(
    drawn: pd.DataFrame, gazetteer: pd.DataFrame, *, remembered: Mapping[str, str] | None = None
) -> JoinReport:
    """Match the units of a boundary set without describing what does not fit; parameters as for `match_units`."""
    return match(drawn.assign(code=_usable(drawn["code"], gazetteer)), gazetteer, remembered=remembered)


def match_units(
    drawn: pd.DataFrame, gazetteer: pd.DataFrame, *, remembered: Mapping[str, str] | None = None
) -> MatchReport:
    """Match the units of a boundary set.

    Parameters
    ----------
    drawn : ``code, name, kind`` and, if known, ``parent_code, parent_name`` of the units.
    gazetteer : ``tables.Units`` of the vintage.
    remembered : decisions made before: key of a line to the code of its unit.
    """
    join = join_units_drawn(drawn, gazetteer, remembered=remembered)
    table = join.frame
    known = gazetteer.set_index("code")[["name", "kind", "parent_code", "parent_name"]]
    sure = table["status"].eq(MATCHED)
    official = known.reindex(table["code"].where(sure)).set_index(drawn.index)
    frame = official.assign(
        code=table["code"].where(sure, drawn["code"]),
        name=official["name"].where(sure, drawn["name"]),
    )
    kinds = frame["kind"].fillna(drawn["kind"])
    frame["title"] = [full_name(kind, name) for kind, name in zip(kinds, frame["name"], strict=True)]
    names = known["name"]
    by_code = names.reindex(drawn["code"]).set_axis(drawn.index)
    proposed = names.reindex(table["proposal"]).set_axis(drawn.index)
    clash, mask = table["status"].eq(CONTRADICTION), table["status"].eq(PROPOSED)
    right_name = mask & drawn["name"].map(match_key).eq(proposed.map(match_key, na_action="ignore"))
    wrong = right_name & ~drawn["code"].isin(known.index) & ~drawn["code"].str.startswith(PLACEHOLDER)
    left_over = known.loc[list(join.left_over), ["kind", "name"]]
    return MatchReport(
        frame=frame[["code", "name", "title", "kind", "parent_code", "parent_name"]].reset_index(drop=True),
        contradictions=_said(drawn[clash], by_code[clash]),
        not_in_gazetteer=_said(drawn[~sure & ~clash & ~mask]),
        proposals=_said(drawn[mask], proposed[mask]),
        likenesses=_said(drawn[mask & ~wrong], proposed[mask & ~wrong]),
        wrong_codes=_said(drawn[wrong], table["proposal"].set_axis(drawn.index)[wrong]),
        not_drawn=tuple(full_name(kind, name) for kind, name in left_over.itertuples(index=False)),
        join=join,
        listed=len(gazetteer),
    )


def without_guesses(report: MatchReport) -> MatchReport:
    """Return the report of a file that is not of the province: what merely looks alike is not asked about."""
    frame = report.join.frame.copy()
    guessed = frame["status"].eq(PROPOSED)
    frame.loc[guessed, ["status", "proposal"]] = [UNKNOWN, ""]
    frame["candidates"] = frame["candidates"].where(~guessed, pd.Series([()] * len(frame), index=frame.index))
    return replace(
        report,
        proposals=(),
        likenesses=(),
        wrong_codes=(),
        not_in_gazetteer=(*report.not_in_gazetteer, *(line.rpartition(" / ")[0] for line in report.proposals)),
        join=replace(report.join, frame=frame),
    )


def _usable(codes: pd.Series, gazetteer: pd.DataFrame) -> pd.Series:
    """Return the codes that may speak for a unit: none where not a single one is on the list (numbers of rows)."""
    real = ~codes.str.startswith(PLACEHOLDER)
    if len(codes) > 1 and not codes.isin(gazetteer["code"]).any():
        real &= False
    return codes.where(real, "")


def _said(drawn: pd.DataFrame, official: pd.Series | None = None) -> tuple[str, ...]:
    lines = [
        f"{'–' if code.startswith(PLACEHOLDER) else code}: {name}"
        for code, name in zip(drawn["code"], drawn["name"], strict=True)
    ]
    if official is None:
        return tuple(lines)
    return tuple(f"{line} / {name}" for line, name in zip(lines, official, strict=True))
