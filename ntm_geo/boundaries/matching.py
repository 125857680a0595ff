"""Match the lines of a file with the gazetteer of a vintage; every guess is reported, none is made in silence.

A code proves nothing without its vintage, so a code and a name that contradict each other are never joined. In this
order: what a person decided before; code with the name as witness; the name within its district; the name without
marks, with other spellings and with other spaces; and what is a slip away, always as a proposal to confirm. A name that
several units bear is never matched without its district.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Hashable, Mapping
from dataclasses import dataclass, replace
from typing import Any, Final

import pandas as pd

from ntm_geo.boundaries.name_index import Asked, NameIndex, understand

MATCHED, PROPOSED, CONTRADICTION = "matched", "proposed", "contradiction"
AMBIGUOUS, DOUBLED, UNKNOWN = "ambiguous", "doubled", "unknown"
STATUSES: Final = (MATCHED, PROPOSED, CONTRADICTION, AMBIGUOUS, DOUBLED, UNKNOWN)
REMEMBERED, CODE_NAME, CODE, NAME, NORMALISED = "remembered", "code+name", "code", "name", "normalised name"
WAYS: Final = (REMEMBERED, CODE_NAME, NAME, NORMALISED, CODE)
"""How a line was matched, strongest first."""
_LIKE_ENOUGH: Final = 0.75
"""Likeness from which a name is a slip of the one its code stands for."""
_COLUMNS: Final = ("code", "by", "status", "proposal", "score", "candidates", "note")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Verdict:
    code: str = ""
    by: str = ""
    status: str = UNKNOWN
    proposal: str = ""
    score: float = 0.0
    candidates: tuple[str, ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class JoinReport:
    """How the lines of a file meet the gazetteer.

    ``frame`` has one row per line, with its index: ``code`` (of the unit; empty unless matched), ``by`` (one of
    `WAYS`), ``status`` (one of `STATUSES`), ``proposal`` (code to confirm), ``score`` (likeness of the proposal, 0 to
    1), ``candidates`` (tuple of codes), ``note`` (``kind`` where it does not fit a match that is sure otherwise).
    """

    frame: pd.DataFrame
    left_over: tuple[str, ...]
    """Codes of the gazetteer nobody was matched with."""
    keys: Mapping[Hashable, str]
    """What a decision about a line is remembered by."""

    @property
    def matched(self) -> int:
        """Number of lines that were matched."""
        return int(self.frame["status"].eq(MATCHED).sum())

    @property
    def counts(self) -> dict[str, int]:
        """Number of lines matched in each way, and of each other status; what does not occur is left out."""
        counter = Counter(self.frame["by"].where(self.frame["status"].eq(MATCHED), self.frame["status"]))
        return {key: counter[key] for key in (*WAYS, *STATUSES[1:]) if counter[key]}

    @property
    def open(self) -> pd.DataFrame:
        """The lines a person must look at: all that are not matched."""
        return self.frame[self.frame["status"].ne(MATCHED)]


def match(
    rows: pd.DataFrame,
    gazetteer: pd.DataFrame,
    *,
    remembered: Mapping[str, str] | None = None,
    once: bool = True,
) -> JoinReport:
    """Match the lines of a file with the units of one vintage.

    Parameters
    ----------
    rows : any of ``code, name, kind, parent_code, parent_name``; one row per line.
    gazetteer : ``tables.Units`` of the vintage the file's codes belong to.
    remembered : decisions made before: key of a line to the code of its unit.
    once : whether two lines of one unit are a mistake.

    Returns
    -------
    The report; the order of the lines changes nothing in it.
    """
    index = NameIndex(gazetteer)
    decided = remembered or {}
    columns = [name for name in ("code", "name", "kind", "parent_code", "parent_name") if name in rows]
    understands = [understand(dict(zip(columns, values, strict=True))) for values in rows[columns].to_numpy()]
    seen: dict[Asked, _Verdict] = {}
    for line in understands:
        if line not in seen:
            seen[line] = _judge(line, index, decided)
    _propose(seen, index)
    verdicts = [seen[line] for line in understands]
    if once:
        verdicts = _once(verdicts)
    frame = pd.DataFrame(
        [[getattr(verdict, name) for name in _COLUMNS] for verdict in verdicts],
        columns=list(_COLUMNS),
        index=rows.index,
    )
    keys = {row: line.identity for row, line in zip(rows.index, understands, strict=True)}
    return JoinReport(frame=frame, left_over=_left_over(index.codes, frame), keys=keys)


def accept(report: JoinReport, decisions: Mapping[Any, str]) -> JoinReport:
    """Return the report with what a person decided.

    Parameters
    ----------
    report : from `match`.
    decisions : index of a line to the code of its unit.
    """
    frame = report.frame.copy()
    for key, code in decisions.items():
        frame.loc[key, ["code", "by", "status", "proposal"]] = [code, REMEMBERED, MATCHED, ""]
    everyone = {*report.left_over, *report.frame["code"]} - {""}
    return replace(report, frame=frame, left_over=_left_over(sorted(everyone), frame))


def _judge(line: Asked, index: NameIndex, decided: Mapping[str, str]) -> _Verdict:
    """Return what codes and names alone say; what looks alike is asked for later, for all lines at once."""
    known = decided.get(line.identity, "")
    if known in index.by_code:
        return _Verdict(code=known, by=REMEMBERED, status=MATCHED)
    if line.code in index.by_code:
        return _by_code(line, index)
    return _by_name(line, index) if line.key else _Verdict()


def _by_code(line: Asked, index: NameIndex) -> _Verdict:
    position = index.by_code[line.code]
    if not line.key:
        return _Verdict(code=line.code, by=CODE, status=MATCHED)
    home = index.district(line)
    moved = bool(home) and home != index.parents[position]
    if line.joined == index.joined[position] and not moved:
        note = "kind" if line.kind and line.kind != index.kinds[position] else ""
        return _Verdict(code=line.code, by=CODE_NAME, status=MATCHED, note=note)
    others = index.named(line, home or "") or index.named(line)
    candidates = dict.fromkeys([*(index.codes[other] for other in others), line.code])
    [alike] = index.alike([line], [home], set())
    likeness = next((score for item, score in alike if item == position), 0.0)
    if likeness >= _LIKE_ENOUGH and not others and not moved:
        return _Verdict(status=PROPOSED, proposal=line.code, score=likeness, candidates=(line.code,))
    proposal = index.codes[others[0]] if len(others) == 1 else ""
    return _Verdict(status=CONTRADICTION, proposal=proposal, candidates=tuple(candidates))


def _by_name(line: Asked, index: NameIndex) -> _Verdict:
    """Judge a line by its name; one with a code no unit bears, or a district there is not, is only proposed."""
    home = index.district(line)
    note = ""
    named = index.named(line, home or "")
    if len(named) > 1 and line.kind:
        of_kind = [item for item in named if index.kinds[item] == line.kind]
        named, note = (of_kind, "kind") if len(of_kind) == 1 else (named, note)
    if len(named) > 1:
        return _Verdict(status=AMBIGUOUS, candidates=tuple(index.codes[item] for item in named))
    if not named:
        return _elsewhere(line, index) if home else _Verdict()
    [position] = named
    if home is None or line.code:
        return _Verdict(status=PROPOSED, proposal=index.codes[position], score=1.0, candidates=(index.codes[position],))
    as_kind = line.whole == line.key or line.whole != index.keys[position]
    if as_kind and line.kind and line.kind != index.kinds[position]:
        note = "kind"
    by = NAME if index.names[position] == line.name else NORMALISED
    return _Verdict(code=index.codes[position], by=by, status=MATCHED, note=note)


def _elsewhere(line: Asked, index: NameIndex) -> _Verdict:
    """Judge a name its district does not have but another one does: to be confirmed."""
    named = index.named(line)
    if not named:
        return _Verdict()
    codes = tuple(index.codes[item] for item in named)
    if len(codes) > 1:
        return _Verdict(status=AMBIGUOUS, candidates=codes)
    return _Verdict(status=PROPOSED, proposal=codes[0], score=1.0, candidates=codes)


def _propose(seen: dict[Asked, _Verdict], index: NameIndex) -> None:
    """Ask for what looks alike, for all lines without an answer at once."""
    lines = [line for line, verdict in seen.items() if verdict.status == UNKNOWN and line.key]
    if not lines:
        return
    lines.sort(key=lambda value: value.identity)
    taken = {index.by_code[item.code] for item in seen.values() if item.code}
    result = index.alike(lines, [index.district(line) for line in lines], taken)
    for line, alike in zip(lines, result, strict=True):
        if alike:
            codes = tuple(index.codes[position] for position, _score in alike)
            seen[line] = _Verdict(status=PROPOSED, proposal=codes[0], score=alike[0][1], candidates=codes)


def _once(verdicts: list[_Verdict]) -> list[_Verdict]:
    """Keep one line a unit: the only one matched more strongly than all others, else none of them."""
    lines: defaultdict[str, list[int]] = defaultdict(list)
    for index, verdict in enumerate(verdicts):
        if verdict.code:
            lines[verdict.code].append(index)
    done = list(verdicts)
    strength = {index: WAYS.index(verdict.by) for index, verdict in enumerate(verdicts) if verdict.by}
    for code, places in lines.items():
        if len(places) == 1:
            continue
        ordered = sorted(places, key=strength.__getitem__)
        alone = strength[ordered[0]] < strength[ordered[1]]
        for index in ordered[1:] if alone else ordered:
            status = PROPOSED if alone else DOUBLED
            done[index] = _Verdict(status=status, proposal=code if alone else "", score=1.0, candidates=(code,))
    return done


def _left_over(codes: list[str], frame: pd.DataFrame) -> tuple[str, ...]:
    used = set(frame.loc[frame["status"].eq(MATCHED), "code"])
    return tuple(code for code in codes if code not in used)
