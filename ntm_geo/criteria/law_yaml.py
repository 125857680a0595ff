"""The lines of a set as the files of a criteria set, for the shipped data."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

import yaml

from ntm_geo.criteria.law_lines import criterion_sections

if TYPE_CHECKING:
    import pandas as pd

    from ntm_geo.criteria.model import CriteriaSet

_WIDTH: Final = 200


def law_files(law: CriteriaSet, lines: pd.DataFrame, *, checks: int = 1) -> dict[str, str]:
    """Return the files of the criteria of a set: name to text, to stand beside its ``set.yaml``.

    Parameters
    ----------
    law : the set the lines are for.
    lines : ``tables.LawLines`` without a fault, see `law_edition.read_edition`.
    checks : people who have to have compared a value for it to be written as verified.
    """
    sections = criterion_sections(law, lines, lambda _number, column: column, checks=checks)
    return {_name(mapping): _written(mapping) for mapping in sections}


def _name(mapping: dict[str, Any]) -> str:
    words = re.sub(r"[^a-z0-9]+", "-", mapping["name"]["en"].lower()).strip("-")
    return f"{int(mapping['code']):02d}-{words or 'criterion'}.yaml"


def _written(mapping: dict[str, Any]) -> str:
    return yaml.safe_dump(_plain(mapping), allow_unicode=True, sort_keys=False, width=_WIDTH)


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _plain(inner) for key, inner in value.items()}
    return [_plain(inner) for inner in value] if isinstance(value, list) else value
