"""Match drawn units with the gazetteer of a vintage: by code, with the name as a witness.

A code proves nothing without its vintage, so a unit whose code is known but whose name is another unit's is left
unmatched and reported, never joined in silence.
"""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from ntm_geo.boundaries.names import search_key
from ntm_geo.boundaries.units import full_name


@dataclass(frozen=True, slots=True, kw_only=True)
class MatchReport:
    """How the units of a boundary set meet the gazetteer.

    ``frame`` has one row per drawn unit, in the order given: ``code, name, title`` and, where matched, ``kind,
    parent_code, parent_name`` of the gazetteer (missing otherwise).
    """

    frame: pd.DataFrame
    contradictions: tuple[str, ...]
    """"01273: Hợp Giang / Thục Phán": code, name drawn, name of the gazetteer."""
    not_in_gazetteer: tuple[str, ...]
    not_drawn: tuple[str, ...]
    """Full names of units of the gazetteer that the boundary set does not draw."""

    @property
    def matched(self) -> int:
        """Number of drawn units that were matched."""
        return int(self.frame["kind"].notna().sum())


def match_units(drawn: pd.DataFrame, gazetteer: pd.DataFrame) -> MatchReport:
    """Match by code, and let the name contradict.

    Parameters
    ----------
    drawn : ``code``, ``name`` and ``kind`` of the units of a boundary set.
    gazetteer : ``tables.Units`` of the vintage.

    Returns
    -------
    The joined rows and everything that did not fit. Names agree when they are equal without marks and case; the
    kind is no witness, since files often leave it out.
    """
    known = gazetteer[["code", "name", "kind", "parent_code", "parent_name"]]
    joined = drawn[["code", "name", "kind"]].merge(known, on="code", how="left", suffixes=("_drawn", ""), sort=False)
    found = joined["kind"].notna()
    agree = found & (joined["name_drawn"].map(search_key) == joined["name"].fillna("").map(search_key))
    clash = joined[found & ~agree]
    official = [full_name(kind, name) for kind, name in zip(known["kind"], known["name"], strict=True)]
    not_drawn = pd.Series(official, index=known.index)[~known["code"].isin(drawn["code"])]
    frame = pd.DataFrame(
        {
            "code": joined["code"],
            "name": joined["name"].where(agree, joined["name_drawn"]),
            "kind": joined["kind"].where(agree),
            "parent_code": joined["parent_code"].where(agree),
            "parent_name": joined["parent_name"].where(agree),
        },
    )
    kinds = frame["kind"].fillna(joined["kind_drawn"])
    frame["title"] = [full_name(kind, name) for kind, name in zip(kinds, frame["name"], strict=True)]
    return MatchReport(
        frame=frame,
        contradictions=tuple(f"{row.code}: {row.name_drawn} / {row.name}" for row in clash.itertuples(index=False)),
        not_in_gazetteer=tuple(f"{row.code}: {row.name_drawn}" for row in joined[~found].itertuples(index=False)),
        not_drawn=tuple(not_drawn),
    )
