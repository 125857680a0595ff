"""What a cell can say about the units of a list: a unit, a code, a district; asked for every cell, answers are kept."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

from ntm_geo.boundaries.name_index import understand
from ntm_geo.boundaries.names import URBAN_DISTRICT, district_key, match_key, normal_name

if TYPE_CHECKING:
    from collections.abc import Iterable

    import pandas as pd

_DIGITS: Final = 5
_CODE: Final = re.compile(r"\d{1,5}(?:\.0+)?\Z")
_LONGEST: Final = 120
_NUMBERED: Final = re.compile(r"^\s*(?:[IVXLC]{1,6}|\d{1,3}|[A-Z])\s*[.)\-\u2013/]*\s+(?=\S)")
_COUNT_BEHIND: Final = re.compile(
    r"\s*(?:[:,;\-\u2013]\s*|\()\d{1,3}(?:/\d{1,3})?\s*[^\d()]{0,30}\)?\s*[:.]?\s*$|\s*[:.]\s*$"
)
"""How many communes a district has, as headings add it: ``(13 xa)``, ``: 16/19 xa``."""
_DISTRICT: Final = re.compile(r"^(?:huyen|thanh pho|thi xa|quan|tp|tx|h)\s+\S")
_IN_TEXT: Final = re.compile(r"\b(?:huyen|thanh pho|thi xa|quan|tp|tx)\s+(?=([a-z ]{2,40}))")


class UnitWords:
    """The names, codes and districts of one vintage, as cells write them."""

    def __init__(self, gazetteer: pd.DataFrame) -> None:
        """Gather the words of ``tables.Units``."""
        keys = [match_key(str(name)) for name in gazetteer["name"]]
        self._keys = {*keys, *(key.replace(" ", "") for key in keys)}
        self._codes = set(gazetteer["code"])
        self._districts = {district_key(name): str(name) for name in gazetteer["parent_name"].dropna().unique()}
        self._known: dict[str, bool] = {}
        self._named: dict[str, str] = {}

    @property
    def districts(self) -> Iterable[str]:
        """Names of the districts of the vintage; empty where it has none."""
        return self._districts.values()

    def unit(self, value: Any) -> bool:
        """Return whether a text is the name of a unit, with or without kind and district."""
        if not isinstance(value, str) or len(value) > _LONGEST:
            return False
        if value not in self._known:
            wanted = understand({"name": value})
            self._known[value] = bool({wanted.key, wanted.whole, wanted.key.replace(" ", "")} & self._keys)
        return self._known[value]

    def code(self, value: Any) -> bool:
        """Return whether a cell holds a code of the list, zeros lost or not."""
        if isinstance(value, bool) or value is None:
            return False
        text = f"{value:.0f}" if isinstance(value, float) and value.is_integer() else str(value).strip()
        return bool(_CODE.match(text)) and text.split(".")[0].zfill(_DIGITS) in self._codes

    def district(self, text: str) -> str:
        """Return the district a text names, as the list writes it; empty when it names none.

        Numbers in front (``I``, ``2.``) and words such as ``Huyen`` do not matter.
        """
        if text not in self._named:
            sub = _COUNT_BEHIND.sub("", text)
            bare = _NUMBERED.sub("", sub)
            known = self._districts.get(district_key(sub)) or self._districts.get(district_key(bare))
            self._named[text] = known or ""
        return self._named[text]

    def calls_itself_district(self, text: str) -> bool:
        """Return whether a text begins like the name of a district, known or not; ``Quan Son`` does not."""
        bare = _NUMBERED.sub("", text)
        key = match_key(bare)
        if key.startswith("quan "):
            return normal_name(bare).lower().startswith(f"{URBAN_DISTRICT} ")
        return bool(_DISTRICT.match(key))

    def districts_in(self, text: str) -> list[str]:
        """Return the districts a title names with their kind in front, each once, in order."""
        result: dict[str, None] = {}
        for match in _IN_TEXT.finditer(match_key(text)):
            words = match[1].split()
            for length in range(min(len(words), 4), 0, -1):
                name = self._districts.get(" ".join(words[:length]))
                if name:
                    result.setdefault(name)
                    break
        return list(result)
