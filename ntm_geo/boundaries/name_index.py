"""The gazetteer, ready to be asked for names: by code, by name, by name in a district, and by what looks alike."""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np
from rapidfuzz import process
from rapidfuzz.distance import OSA

from ntm_geo.boundaries.names import (
    GLUED_KINDS,
    TONES,
    district_key,
    match_key,
    normal_name,
    split_kind,
    split_parent,
    split_plain_kind,
)

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import pandas as pd
    from numpy.typing import NDArray

PROPOSED_FROM: Final = 0.6
"""Least likeness a proposal needs, besides being a slip away: see `is_slip`."""
_NEAR_EDITS, _LONG = 2, 10
"""Letters a name may differ in within its district, and the length from which `PROPOSED_FROM` alone decides."""
_MOST_CANDIDATES: Final = 5
_SAME_DISTRICT, _SAME_KIND, _TAKEN = 0.15, 0.03, -0.12
"""What speaks for or against a candidate besides the likeness of its name."""
_LETTERS, _MARKS = 0.7, 0.3
_BLOCK: Final = 2_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What a line of a file says about a unit; every part may be empty."""

    code: str
    name: str
    """Bare name in small letters, marks kept."""
    key: str
    """`match_key` of the bare name."""
    whole: str
    """The same with what was taken for the kind in front: ``Phuong Thien`` may be a name."""
    kind: str
    parent_code: str
    parent: str
    """`district_key` of the district."""

    @property
    def joined(self) -> str:
        """`key` without spaces: names that differ only by spaces share it."""
        return self.key.replace(" ", "")

    @property
    def identity(self) -> str:
        """What a decision about this line is remembered by."""
        return "|".join((self.parent or self.parent_code, self.kind, self.name, self.code))


def understand(row: Mapping[str, object]) -> Asked:
    """Return what a line says: kind, name and district are told apart.

    Parameters
    ----------
    row : any of ``code, name, kind, parent_code, parent_name``; missing values are empty.
    """
    texts_by_key = {key: _text(value) for key, value in row.items()}
    written, behind = split_parent(texts_by_key.get("name", ""))
    kind, name = split_kind(written)
    text = key = match_key(name)
    if not kind:
        kind, short = split_plain_kind(key)
        cut = len(key.split()) - len(short.split())
        key, name = short, " ".join(name.split()[cut:]) if cut and "." not in name else name
    code = texts_by_key.get("code", "")
    return Asked(
        code=code.zfill(5) if code.isdigit() else code,
        name=normal_name(name).lower(),
        key=key,
        whole=text,
        kind=texts_by_key.get("kind", "") or kind,
        parent_code=texts_by_key.get("parent_code", ""),
        parent=district_key(texts_by_key.get("parent_name", "") or behind),
    )


class NameIndex:
    """Units of one vintage, found by what people write.

    Positions are those of the rows of ``gazetteer`` (``tables.Units``).
    """

    def __init__(self, gazetteer: pd.DataFrame) -> None:
        """Build the tables once; asking is a lookup."""
        self.codes: list[str] = gazetteer["code"].tolist()
        self.kinds: list[str] = gazetteer["kind"].tolist()
        self.names = [normal_name(name).lower() for name in gazetteer["name"]]
        self.keys = [match_key(name) for name in gazetteer["name"]]
        self.parent_codes = [_text(item) for item in gazetteer["parent_code"]]
        self.parents = [district_key(_text(item)) for item in gazetteer["parent_name"]]
        self.by_code = {code: index for index, code in enumerate(self.codes)}
        self._by_key: defaultdict[str, list[int]] = defaultdict(list)
        for index, key in enumerate(self.keys):
            self._by_key[key].append(index)
        self.joined = [key.replace(" ", "") for key in self.keys]
        self._by_joined: defaultdict[str, list[int]] = defaultdict(list)
        for index, key in enumerate(self.joined):
            self._by_joined[key].append(index)
        self._districts = {parent for parent in self.parents if parent}
        self._district_of = dict(zip(self.parent_codes, self.parents, strict=True))

    @property
    def has_districts(self) -> bool:
        """Whether the vintage has a district level at all."""
        return bool(self._districts)

    def district(self, wanted: Asked) -> str | None:
        """Return the district a line names: empty when it names none, None when there is no such district."""
        if not self.has_districts:
            return ""
        if wanted.parent_code in self._district_of and wanted.parent_code:
            return self._district_of[wanted.parent_code]
        if not wanted.parent:
            return ""
        return wanted.parent if wanted.parent in self._districts else None

    def named(self, wanted: Asked, district: str = "") -> list[int]:
        """Return the units of a name; only those of a district if one is given.

        Spelling decides before the name without marks does, so ``Minh Tâm`` is not ``Minh Tám``; spaces are looked
        at last, so ``CốcPàng`` is found where no unit is written that way.
        """
        everywhere = self._by_key.get(wanted.key) or self._by_key.get(wanted.whole) or self._squeezed(wanted)
        result = [position for position in everywhere if not district or self.parents[position] == district]
        bare = wanted.name.replace(" ", "")
        exact = [position for position in result if self.names[position] == wanted.name] or [
            position for position in result if self.names[position].replace(" ", "") == bare
        ]
        return exact or result

    def _squeezed(self, wanted: Asked) -> list[int]:
        """Return the units whose name is the same but for spaces; also with the kind run into it: ``XãCốcPàng``."""
        if by_joined := self._by_joined.get(wanted.joined):
            return by_joined
        for word in GLUED_KINDS:
            if wanted.joined.startswith(word) and (by_joined := self._by_joined.get(wanted.joined.removeprefix(word))):
                return by_joined
        return []

    def alike(
        self, lines: Sequence[Asked], districts: Sequence[str | None], taken: set[int]
    ) -> list[list[tuple[int, float]]]:
        """Return for each line the units most like it with their likeness (0 to 1), best first.

        Parameters
        ----------
        lines : what was not found by name.
        districts : of each, from `district`.
        taken : units another line has already; they are less likely meant.
        """
        result: list[list[tuple[int, float]]] = []
        for start in range(0, len(lines), _BLOCK):
            block, homes = lines[start : start + _BLOCK], districts[start : start + _BLOCK]
            result += self._alike(block, homes, taken)
        return result

    def _alike(
        self, lines: Sequence[Asked], districts: Sequence[str | None], taken: set[int]
    ) -> list[list[tuple[int, float]]]:
        plain = process.cdist([line.key for line in lines], self.keys, scorer=OSA.normalized_similarity)
        marked = process.cdist([line.name for line in lines], self.names, scorer=OSA.normalized_similarity)
        score: NDArray[np.float64] = _LETTERS * plain.astype(float) + _MARKS * np.maximum(plain, marked)
        parents = np.array(self.parents, dtype=object)
        kinds = np.array(self.kinds, dtype=object)
        used = np.isin(np.arange(len(self.codes)), list(taken))
        results = []
        for line, home, row in zip(lines, districts, score, strict=True):
            likely = row >= PROPOSED_FROM
            close = (parents == home) if home else np.zeros(len(parents), dtype=bool)
            close |= np.isin(np.arange(len(self.codes)), [self.by_code.get(line.code, -1)])
            likely[likely] = [
                is_slip((line.key, line.name), (self.keys[position], self.names[position]), near=bool(close[position]))
                for position in np.flatnonzero(likely)
            ]
            weighed = row + _SAME_KIND * (kinds == line.kind) + _TAKEN * used
            if home:
                weighed = weighed + _SAME_DISTRICT * (parents == home)
            best = np.argsort(-weighed, kind="stable")
            best = best[likely[best]][:_MOST_CANDIDATES]
            results.append([(int(position), float(min(row[position], 1.0))) for position in best])
        return results


def is_slip(written: tuple[str, str], official: tuple[str, str], *, near: bool = False) -> bool:
    """Return whether a name may be another one with a slip: related, not merely of the same length and rhyme.

    Parameters
    ----------
    written, official : key and name, of `match_key` and in small letters.
    near : whether something else speaks for it, its district or its code; without, one letter or one tone may differ.

    Examples
    --------
    >>> is_slip(("dam thu", "đàm thủ"), ("dam thuy", "đàm thủy"))
    True
    >>> is_slip(("yen lap", "yên lập"), ("yen lac", "yên lạc"))
    False
    """
    key, other = written[0], official[0]
    edits = min(OSA.distance(key, other), OSA.distance(key.replace(" ", ""), other.replace(" ", "")))
    if near:
        return edits <= _NEAR_EDITS or max(len(key), len(other)) >= _LONG
    if key == written[1] or edits > 1:  # without marks nothing more can be compared
        return edits <= 1
    letters = OSA.distance(_toneless(written[1]), _toneless(official[1]))
    return letters + (_tones(written[1]) != _tones(official[1])) <= 1


def _toneless(name: str) -> str:
    return "".join(letter for letter in unicodedata.normalize("NFD", name) if letter not in TONES)


def _tones(name: str) -> str:
    return "".join(letter for letter in unicodedata.normalize("NFD", name) if letter in TONES)


def _text(value: object) -> str:
    if value is None or value != value:  # noqa: PLR0124 - missing values differ from themselves
        return ""
    return str(value).strip()
