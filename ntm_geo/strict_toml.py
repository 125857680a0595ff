"""Strict reading of TOML: a file fits its model to the last key, or one error names the key that is wrong."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Final, TypeVar

from pydantic import BaseModel, ConfigDict, ValidationError

from ntm_geo.errors import Message, ProvinceError, msg


class StrictModel(BaseModel):
    """A table of a file: every key is known, every value of its kind, and nothing is changed afterwards."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True, allow_inf_nan=False)


M = TypeVar("M", bound=StrictModel)
_UNKNOWN: Final = "extra_forbidden"
_KINDS: Final[dict[str, Callable[[str], Message]]] = {
    "missing": lambda key: msg("The key {key} is missing.", key=key),
    _UNKNOWN: lambda key: msg("The key {key} is not known.", key=key),
    "string_type": lambda key: msg("The value of {key} should be a text in quotes.", key=key),
    "float_type": lambda key: msg("The value of {key} should be a number.", key=key),
    "int_type": lambda key: msg("The value of {key} should be a whole number.", key=key),
    "bool_type": lambda key: msg("The value of {key} should be true or false.", key=key),
    "date_type": lambda key: msg("The value of {key} should be a date such as 2022-12-31.", key=key),
    "date_parsing": lambda key: msg("The value of {key} should be a date such as 2022-12-31.", key=key),
    "model_type": lambda key: msg("The value of {key} should be a mapping.", key=key),
    "dataclass_type": lambda key: msg("The value of {key} should be a mapping.", key=key),
    "dict_type": lambda key: msg("The value of {key} should be a mapping.", key=key),
    "": lambda key: msg("The value of {key} does not fit.", key=key),
}
"""What pydantic calls a fault, and what we say of it; at the end, of all others."""


def read_toml(path: Path, model: type[M], *, missing: Message, beside: dict[str, str] | None = None) -> M:
    """Return a file as its model.

    Parameters
    ----------
    path : of the file.
    model : what it should be; numbers as keys stand as TOML has them, as texts, and a day may stand in quotes.
    missing : what to say where the file cannot be opened.
    beside : keys of the model that do not stand in the file.

    Raises
    ------
    ProvinceError
        The file is missing, is no TOML, or has a key that is missing, unknown or of the wrong kind; the first is named.
    """
    try:
        content = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError:
        fix = msg("Put the file back, or take the province's folder anew.")
        raise ProvinceError(missing, where=str(path), fix=fix) from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as caught:
        what = msg("The file is not valid TOML: {reason}.", reason=str(caught))
        raise ProvinceError(what, where=str(path), fix=msg("Correct the line named.")) from None
    try:
        # Strict JSON knows arrays, numbered keys and days, which strict Python values would have to be already.
        return model.model_validate_json(json.dumps(content | (beside or {}), default=str))
    except ValidationError as caught:
        fault = caught.errors(include_url=False)[0]
        raise _error(path, fault["type"], fault["loc"]) from None


def unknown_key(path: Path, key: str, *sections: str | int) -> ProvinceError:
    """Return the error of a key that is not known; the sections it stands in are named, tables of a list by number."""
    return _error(path, _UNKNOWN, (*sections, key))


def _error(path: Path, kind: str, location: tuple[str | int, ...]) -> ProvinceError:
    *sections, key = location
    kind = _UNKNOWN if kind == "unexpected_keyword_argument" else kind
    if key == "[key]":  # a key that should be a number
        kind, key = _UNKNOWN, sections.pop()
    if isinstance(key, int):  # an item of a list
        key = f"{sections.pop()} {key + 1}"
    where = str(path)
    for section in sections:
        where += f" {section + 1}" if isinstance(section, int) else f" › {section}"
    fix = msg("Compare the file with the one of the province shipped.")
    if kind == _UNKNOWN:
        fix = msg("Remove it, or correct its spelling.")
    return ProvinceError(_KINDS.get(kind, _KINDS[""])(key), where=where, fix=fix)
