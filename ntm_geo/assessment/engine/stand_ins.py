"""Judge by a set nothing was judged by yet: values carried from an older set, and where none can be, its verdicts.

Each indicator of the newer set rests on the first of: a value entered for it; a value carried from an indicator of the
older set, judged by the newer level; the verdict of what stands in for it; nothing. A line of a criterion stands for
those of its indicators that have neither.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np
import pandas as pd

from ntm_geo.assessment.engine.indicators import judge_by_region
from ntm_geo.assessment.engine.matrix_form import grid, of_period
from ntm_geo.tables.base import each_row

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from ntm_geo.criteria.model import CriteriaSet, Criterion, Indicator
    from ntm_geo.criteria.set_succession import StandIn, Succession

RESTS: Final = ("entered", "value", "verdict", "none")
"""What a verdict rests on, the surest first."""
_NUMBERS: Final = {"met": 1.0, "not_met": 0.0, "not_applicable": 1.0}
_WORDS: Final = {1.0: "met", 0.0: "not_met"}


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class CarriedJudgement:
    """What came of it."""

    results: pd.DataFrame
    """``tables.CriterionResults`` of the newer set; a commune nothing is known of has no row."""
    verdicts: pd.DataFrame
    """``tables.Verdicts`` of the newer set; without a value where a verdict was carried."""
    rests: pd.DataFrame
    """``code, line, status, rests_on, confirmed``: one row a commune and criterion, indicator or part of the newer set,
    in the order of the law; ``rests_on`` is one of `RESTS`, ``confirmed`` whether the office confirmed all it needs."""


class _Judged(NamedTuple):
    """One line in all communes: met (1, 0 or NaN), rank in `RESTS`, and whether an unconfirmed line is needed."""

    met: NDArray[np.float64]
    rank: NDArray[np.int_]
    ours: NDArray[np.bool_]


def judge_by_stand_ins(  # noqa: PLR0913 - one question with all its tables, by keyword only
    succession: Succession,
    *,
    law: CriteriaSet,
    codes: pd.Index,
    period: int,
    results: pd.DataFrame,
    thresholds: pd.DataFrame,
    verdicts: pd.DataFrame | None = None,
    scores: pd.DataFrame | None = None,
    entered: pd.DataFrame | None = None,
    groups: pd.Series | None = None,
    attributes: pd.DataFrame | None = None,
    regional: Sequence[tuple[frozenset[str], pd.DataFrame]] = (),
) -> CarriedJudgement:
    """Judge the communes of a year by a newer set.

    Parameters
    ----------
    succession : what stands in for what.
    law : the newer set, with its indicators.
    codes : of the communes, in the order wanted.
    period : year.
    results, verdicts, scores : of the year by the older set; values only where they were judged by it.
    thresholds : ``tables.Thresholds`` of the newer set.
    entered : ``tables.Scores`` by the codes of the newer set.
    groups, attributes, regional : as in `indicators.judge_by_region`.

    Notes
    -----
    A criterion that is not met rests on the surest of its indicators that fail, one that is met on the weakest of all.
    Of a criterion of the older set whose indicators were carried by value only the others stand in: what it failed by
    may be enough for the newer level. Where it was reported as failed and nothing says by what, it stays failed.
    """
    values = _values(succession, scores=scores, entered=entered, period=period)
    table = judge_by_region(
        values, thresholds, codes=codes, period=period, attributes=attributes, groups=groups, regional=regional
    )
    older = _Older(codes, period=period, results=results, verdicts=verdicts, succession=succession)
    lines = {line.target: line for line in succession.lines}
    judged = _judge_lines(table, values, law=law, codes=codes, lines=lines, older=older)
    known = older.known | np.isin(codes, values["code"])
    rests = _table(judged, law, codes)
    rows = rests["line"].isin([criterion.code for criterion in law.criteria]) & np.repeat(known, len(law.lines))
    results_table = rests.loc[rows, ["code", "line"]].rename(columns={"line": "criterion"}).assign(period=period)
    met = rests.loc[rows, "status"].map({"met": True, "not_met": False}).astype("boolean")
    return CarriedJudgement(
        results=results_table.assign(met=met).reset_index(drop=True),
        verdicts=_with_carried(table, judged, codes),
        rests=rests,
    )


def _values(
    succession: Succession, *, scores: pd.DataFrame | None, entered: pd.DataFrame | None, period: int
) -> pd.DataFrame:
    """Return the values of the newer set: entered ones, then carried ones; ``code, indicator, period, value, line``."""
    parts = [_empty()]
    if entered is not None and len(entered):
        parts.append(of_period(entered, period).dropna(subset=["value"]).assign(carried=False))
    for line in succession.lines:
        if line.carries_value and scores is not None:
            rows = of_period(scores, period)
            rows = rows[rows["indicator"].eq(line.sources[0])].dropna(subset=["value"])
            parts.append(rows.assign(indicator=line.target, value=rows["value"] * line.factor, carried=True))
    filled = [part for part in parts if len(part)]
    joined = pd.concat(filled, ignore_index=True) if filled else _empty()
    return joined.drop_duplicates(["code", "indicator"], ignore_index=True)


def _empty() -> pd.DataFrame:
    columns = {"code": "str", "indicator": "str", "period": "int64", "value": "float64", "carried": "bool"}
    return pd.DataFrame({name: pd.Series(dtype=kind) for name, kind in columns.items()})


class _Older:
    """What the older set says: its lines as columns of 1, 0 and NaN."""

    def __init__(
        self,
        codes: pd.Index,
        *,
        period: int,
        results: pd.DataFrame,
        verdicts: pd.DataFrame | None,
        succession: Succession,
    ) -> None:
        self.size, self.columns = len(codes), dict[str, "NDArray[np.float64]"]()
        self.inside: dict[str, list[str]] = {}
        """Criterion to its indicators; those made of parts have these besides."""
        self.parts: dict[str, list[str]] = {}
        self.carried = {line.sources[0] for line in succession.lines if line.carries_value}
        parts = [(of_period(results, period), "criterion", "met")]
        if verdicts is not None and len(verdicts):
            numbered = verdicts.assign(number=verdicts["status"].map(_NUMBERS))
            parts.append((of_period(numbered, period), "indicator", "number"))
            for row in each_row(verdicts[["criterion", "indicator", "part_of"]].drop_duplicates()):
                above = self.inside if pd.isna(row.part_of) else self.parts
                above.setdefault(row.criterion if pd.isna(row.part_of) else row.part_of, []).append(row.indicator)
        for table, column, value in parts:
            keys = pd.Index(table[column].unique())
            matrix = grid(table, value, codes=codes, column=column, keys=keys)
            self.columns |= dict(zip(map(str, keys), matrix.T, strict=True))
        self.known = np.isin(codes, results.loc[results["period"].eq(period), "code"])
        if verdicts is not None:
            self.known |= np.isin(codes, verdicts.loc[verdicts["status"].ne("unknown"), "code"])

    def met(self, line: StandIn) -> NDArray[np.float64]:
        """Return whether everything that stands in by a line is met, of criteria what was not carried by value."""
        columns = [self._rest(code) if "." not in code else self._column(code) for code in line.sources]
        return _every(np.column_stack(columns))

    def _column(self, code: str) -> NDArray[np.float64]:
        return self.columns.get(code, np.full(self.size, np.nan))

    def _rest(self, criterion: str) -> NDArray[np.float64]:
        """Return whether a criterion is met, leaving aside what of it is judged by its value."""
        reported, others, carried = self._column(criterion), list[str](), list[str]()
        for code in self.inside.get(criterion, ()):
            inner = self.parts.get(code, [])
            if code in self.carried:
                carried.append(code)
            elif self.carried & set(inner):
                carried += [part for part in inner if part in self.carried]
                others += [part for part in inner if part not in self.carried]
            else:
                others.append(code)
        if not carried:
            return reported
        rest = _every(np.column_stack([self._column(code) for code in others])) if others else np.ones(self.size)
        explained = (np.column_stack([self._column(code) for code in carried]) == 0).any(axis=1)
        failed = np.where(np.isnan(rest), np.where(explained, np.nan, 0.0), rest)
        chosen: NDArray[np.float64] = np.select([reported == 1, reported == 0], [1.0, failed], rest)
        return chosen


def _every(matrix: NDArray[np.float64]) -> NDArray[np.float64]:
    failed, passed = (matrix == 0).any(axis=1), (matrix == 1).all(axis=1)
    return np.select([failed, passed], [0.0, 1.0], np.nan)


def _judge_lines(
    table: pd.DataFrame,
    values: pd.DataFrame,
    *,
    law: CriteriaSet,
    codes: pd.Index,
    lines: Mapping[str, StandIn],
    older: _Older,
) -> dict[str, _Judged]:
    """Return every line of the newer set as it was judged, parts before what they are parts of."""
    keys = pd.Index([line.code for criterion in law.criteria for line in criterion.lines])
    marks = table.assign(number=table["status"].map(_NUMBERS))
    by_value = dict(zip(keys, grid(marks, "number", codes=codes, column="indicator", keys=keys).T, strict=True))
    numbered = values.assign(rank=np.where(values["carried"], 1.0, 0.0))
    ranks = dict(zip(keys, grid(numbered, "rank", codes=codes, column="indicator", keys=keys).T, strict=True))
    judged: dict[str, _Judged] = {}

    def single(code: str) -> _Judged:
        line = lines.get(code)
        rank = np.where(np.isnan(ranks[code]), RESTS.index("none"), ranks[code]).astype(int)
        ours = (rank == 1) & (line is not None and not line.confirmed)
        met = by_value[code].copy()
        if line is not None:
            open_ = np.isnan(met) & (rank == RESTS.index("none"))
            stands = older.met(line)
            met = np.where(open_, stands, met)
            rank = np.where(open_ & ~np.isnan(stands), RESTS.index("verdict"), rank)
            ours = np.where(open_, ~np.isnan(stands) & (not line.confirmed), ours)
        # What applies to nobody is met without a value: the law itself says so.
        rank = np.where((rank == RESTS.index("none")) & ~np.isnan(met), 0, rank)
        return _settled(met, rank, ours)

    for criterion in law.criteria:
        for indicator in criterion.indicators:
            judged |= {part.code: single(part.code) for part in indicator.parts}
            result = single(indicator.code)
            if indicator.parts:
                judging = [judged[part.code] for part in indicator.parts if part.sense != "count"]
                of_parts = _together(judging, any_one=indicator.met_when == "any_part")
                result = _first(of_parts, result)
            judged[indicator.code] = result
        judged[criterion.code] = _criterion(criterion, judged, lines, older)
    return judged


def _criterion(
    criterion: Criterion, judged: Mapping[str, _Judged], lines: Mapping[str, StandIn], older: _Older
) -> _Judged:
    elements = [judged[indicator.code] for indicator in criterion.indicators]
    line = lines.get(criterion.code)
    if line is None:
        return _together(elements, any_one=False) if elements else _nothing(older.size)
    bare = [indicator for indicator in criterion.indicators if not _has_line(indicator, lines)]
    left = np.zeros(older.size, dtype=bool) if bare else np.full(older.size, not criterion.indicators)
    for indicator in bare:
        left |= np.isnan(judged[indicator.code].met)
    stands = older.met(line)
    by_line = _settled(stands, np.full(older.size, RESTS.index("verdict")), np.full(older.size, not line.confirmed))
    passed = _settled(np.ones(older.size), np.zeros(older.size, dtype=int), np.zeros(older.size, dtype=bool))
    filled = [
        _where(np.isnan(element.met) & left & (indicator in bare), passed, element)
        for indicator, element in zip(criterion.indicators, elements, strict=True)
    ]
    return _together([*filled, _where(left, by_line, passed)], any_one=False)


def _has_line(indicator: Indicator, lines: Mapping[str, StandIn]) -> bool:
    return any(code in lines for code in (indicator.code, *(part.code for part in indicator.parts)))


def _together(elements: Sequence[_Judged], *, any_one: bool) -> _Judged:
    """Return what follows from several lines: all are needed, or any one is enough.

    What decides alone (one that fails where all are needed) counts by its surest; what all are needed for by the
    weakest.
    """
    met = np.column_stack([element.met for element in elements])
    rank = np.column_stack([element.rank for element in elements])
    ours = np.column_stack([element.ours for element in elements])
    alone = 1.0 if any_one else 0.0
    decisive = met == alone
    decided = decisive.any(axis=1)
    agreed = (met == 1.0 - alone).all(axis=1)
    result = np.where(decided, alone, np.where(agreed, 1.0 - alone, np.nan))
    # One that is confirmed is surer than one that is not, whatever they rest on.
    weight = np.where(decisive, ours * len(RESTS) + rank, np.iinfo(np.int64).max)
    surest = weight.argmin(axis=1)
    rows = np.arange(len(met))
    return _settled(
        result,
        np.where(decided, rank[rows, surest], rank.max(axis=1)),
        np.where(decided, ours[rows, surest], ours.any(axis=1)),
    )


def _settled(met: NDArray[np.float64], rank: NDArray[np.int_], ours: NDArray[np.bool_]) -> _Judged:
    """Return a line; what is not known rests on nothing."""
    unknown = np.isnan(met)
    return _Judged(met, np.where(unknown, RESTS.index("none"), rank), np.where(unknown, False, ours).astype(bool))


def _where(chosen: NDArray[np.bool_] | np.bool_, first: _Judged, second: _Judged) -> _Judged:
    return _Judged(*(np.where(chosen, left, right) for left, right in zip(first, second, strict=True)))


def _first(first: _Judged, second: _Judged) -> _Judged:
    """Return the first of two where it says something, else the second."""
    return _where(~np.isnan(first.met), first, second)


def _nothing(size: int) -> _Judged:
    return _settled(np.full(size, np.nan), np.zeros(size, dtype=int), np.zeros(size, dtype=bool))


def _table(judged: Mapping[str, _Judged], law: CriteriaSet, codes: pd.Index) -> pd.DataFrame:
    names = [line.code for line in law.lines]
    shown = [judged.get(name, _nothing(len(codes))) for name in names]
    met = np.column_stack([line.met for line in shown])
    return pd.DataFrame(
        {
            "code": np.repeat(codes.to_numpy(), len(names)),
            "line": np.tile(np.array(names, dtype=object), len(codes)),
            "status": pd.Series(met.ravel()).map(_WORDS).fillna("unknown").astype("str"),
            "rests_on": np.array(RESTS, dtype=object)[np.column_stack([line.rank for line in shown]).ravel()],
            "confirmed": ~np.column_stack([line.ours for line in shown]).ravel() & ~np.isnan(met).ravel(),
        }
    )


def _with_carried(table: pd.DataFrame, judged: Mapping[str, _Judged], codes: pd.Index) -> pd.DataFrame:
    """Return verdicts, those that were open filled in by what was carried as a verdict."""
    keys = table["indicator"].to_numpy()
    met = np.array(
        [judged[key].met[at] for key, at in zip(keys, codes.get_indexer(pd.Index(table["code"])), strict=True)]
    )
    status = table["status"].where(table["status"].ne("unknown"), pd.Series(met).map(_WORDS).fillna("unknown"))
    short = table["shortfall"].where(status.eq(table["status"]), np.where(status.eq("met"), 0.0, np.nan))
    return table.assign(status=status.astype("str"), shortfall=short)
