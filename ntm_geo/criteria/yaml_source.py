"""Strict YAML: duplicate, unknown, missing and wrongly typed keys are errors that name file, line and key."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, Final, TypeGuard

import yaml

from ntm_geo.errors import LawError, Message, msg
from ntm_geo.i18n import Localized
from ntm_geo.tables.read_once import read_once

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path


_LARGEST: Final = sys.float_info.max


class _Mapping(dict[Any, Any]):
    """A YAML mapping that remembers on which line it and each of its keys stand; one of a sheet, in which cell."""

    def __init__(self, line: int = 0) -> None:
        super().__init__()
        self.line = line
        self.lines: dict[Any, int] = {}
        self.place = ""
        self.places: dict[Any, str] = {}


class _Loader(yaml.SafeLoader):
    """The safe loader, with lines, refusing a key that stands twice and aliases, which can grow without end."""

    def compose_node(self, parent: yaml.Node | None, index: Any) -> yaml.Node | None:
        """Return the next node; an alias is not one."""
        if self.check_event(yaml.AliasEvent):
            raise yaml.composer.ComposerError(None, None, "aliases are not allowed", self.get_mark())
        return super().compose_node(parent, index)

    def construct_object(self, node: yaml.Node, deep: bool = False) -> Any:  # noqa: FBT001, FBT002 - as in yaml
        """Return the value of a node; what yaml stumbles over, such as 2022-13-45, is named with its line."""
        try:
            return super().construct_object(node, deep=deep)
        except (ValueError, TypeError, AttributeError) as caught:
            raise yaml.constructor.ConstructorError(None, None, str(caught), node.start_mark) from None


def _construct(loader: _Loader, node: yaml.Node) -> Iterator[_Mapping]:
    if not isinstance(node, yaml.MappingNode):
        raise yaml.constructor.ConstructorError(None, None, "expected a mapping", node.start_mark)
    result = _Mapping(node.start_mark.line + 1)
    yield result
    for key_node, value_node in node.value:
        if not isinstance(key_node, yaml.ScalarNode):
            raise yaml.constructor.ConstructorError(None, None, "a key is a single word", key_node.start_mark)
        key = loader.construct_object(key_node, deep=True)
        line = key_node.start_mark.line + 1
        if key in result:
            raise _DuplicateKeyError(str(key), line)
        result[key] = loader.construct_object(value_node, deep=True)
        result.lines[key] = line


_Loader.add_constructor(yaml.resolver.BaseResolver.DEFAULT_MAPPING_TAG, _construct)


class _DuplicateKeyError(Exception):
    """A key stands twice; carries key and line."""


@dataclass(frozen=True, slots=True)
class Section:
    """One mapping of a law file; every question about it either answers or names file, line and key."""

    values: _Mapping
    path: Path

    def only(self, *keys: str) -> None:
        """Refuse keys that are not in the list."""
        for key in self.values:
            if key not in keys:
                raise self.error(key, msg("The key {key} is not known.", key=key))

    def names(self) -> tuple[str, ...]:
        """Return the keys; a number or date without quotes is refused."""
        for key in self.values:
            if not isinstance(key, str):
                raise self.error(key, msg("The key {key} should be a text in quotes.", key=key))
        return tuple(self.values)

    def text(self, key: str) -> str:
        """Return a text; a number without quotes is refused, so that codes keep their form."""
        value = self._get(key)
        if not isinstance(value, str) or not value.strip():
            raise self.error(key, msg("The value of {key} should be a text in quotes.", key=key))
        return value

    def optional_text(self, key: str) -> str:
        """Return a text, empty when the key is missing."""
        return self.text(key) if key in self.values else ""

    def localized(self, key: str, *, may_be_empty: bool = False) -> Localized:
        """Return a name in both languages; a sign after a figure may be empty."""
        part = self.section(key)
        part.only("vi", "en")
        if may_be_empty and part.values.get("vi") == part.values.get("en") == "":
            return Localized(vi="", en="")
        return Localized(vi=part.text("vi"), en=part.text("en"))

    def day(self, key: str) -> date:
        """Return a date."""
        value = self._get(key)
        if not is_day(value):
            raise self.error(key, msg("The value of {key} should be a date such as 2022-12-31.", key=key))
        return value

    def number(self, key: str) -> float:
        """Return a number; neither infinity nor what is no number at all."""
        value = self._get(key)
        if isinstance(value, bool) or not isinstance(value, (int, float)) or not -_LARGEST <= value <= _LARGEST:
            raise self.error(key, msg("The value of {key} should be a number.", key=key))
        return float(value)

    def whole(self, key: str) -> int:
        """Return a whole number."""
        value = self.number(key)
        if not value.is_integer():
            raise self.error(key, msg("The value of {key} should be a whole number.", key=key))
        return int(value)

    def flag(self, key: str) -> bool:
        """Return true or false."""
        value = self._get(key)
        if not isinstance(value, bool):
            raise self.error(key, msg("The value of {key} should be true or false.", key=key))
        return value

    def one_of(self, key: str, *choices: str) -> str:
        """Return a text that is one of a few."""
        value = self._get(key)
        if value not in choices:
            what = msg("The value of {key} should be one of: {choices}.", key=key, choices=", ".join(choices))
            raise self.error(key, what)
        return str(value)

    def section(self, key: str) -> Section:
        """Return the mapping under a key."""
        value = self._get(key)
        if not isinstance(value, _Mapping):
            raise self.error(key, msg("The value of {key} should be a mapping.", key=key))
        return Section(value, self.path)

    def sections(self, key: str) -> tuple[Section, ...]:
        """Return the list of mappings under a key; it may not be empty."""
        value = self._get(key)
        if not isinstance(value, list) or not value or not all(isinstance(item, _Mapping) for item in value):
            raise self.error(key, msg("The value of {key} should be a list of mappings.", key=key))
        return tuple(Section(item, self.path) for item in value)

    def texts(self, key: str) -> tuple[str, ...]:
        """Return the list of texts under a key."""
        value = self._get(key)
        if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
            raise self.error(key, msg("The value of {key} should be a list of texts in quotes.", key=key))
        return tuple(value)

    def error(self, key: object, what: Message) -> LawError:
        """Return an error that names file, line and key, or the cell."""
        if self.values.place:
            where = self.values.places.get(key, self.values.place)
            return LawError(what, where=where, fix=msg("Correct this cell."))
        line = self.values.lines.get(key, self.values.line)
        return LawError(
            what,
            where=f"{self.path.parent.name}/{self.path.name}:{line}",
            fix=msg("Correct the file of the law."),
        )

    def _get(self, key: str) -> Any:
        if key not in self.values:
            raise self.error(key, msg("The key {key} is missing.", key=key))
        return self.values[key]


def placed(values: Mapping[Any, Any], place: str, places: Mapping[Any, str] | None = None) -> _Mapping:
    """Return a mapping that did not come from a file of ours, as `Section` takes it.

    Parameters
    ----------
    values : keys and values; what lies deeper are mappings made by this function, or lists of them.
    place : where it stands, such as the row of a sheet.
    places : where single keys stand, such as cells.
    """
    mapping = _Mapping()
    mapping.update(values)
    mapping.place, mapping.places = place, dict(places or {})
    return mapping


def is_day(value: object) -> TypeGuard[date]:
    """Return whether a value is a date without a time of day."""
    return isinstance(value, date) and not isinstance(value, datetime)


def read_section(path: Path) -> Section:
    """Read a YAML file that holds one mapping.

    Raises
    ------
    LawError
        The file is missing, is not YAML, holds a key twice, or is not a mapping.
    """
    content = _read(path)
    if not isinstance(content, _Mapping):
        raise _broken(path, 1, msg("The file should hold a mapping."))
    return Section(content, path)


def read_sections(path: Path) -> tuple[Section, ...]:
    """Read a YAML file that holds a list of mappings, which may be empty.

    Raises
    ------
    LawError
        As `read_section`, or the file is not a list of mappings.
    """
    content = _read(path)
    if not isinstance(content, list) or not all(isinstance(item, _Mapping) for item in content):
        raise _broken(path, 1, msg("The file should hold a list of mappings."))
    return tuple(Section(item, path) for item in content)


def _read(path: Path) -> Any:
    return read_once(path, lambda: _parsed(path))


def _parsed(path: Path) -> Any:
    try:
        return yaml.load(path.read_text(encoding="utf-8"), Loader=_Loader)  # noqa: S506 - a SafeLoader
    except _DuplicateKeyError as caught:
        key, line = caught.args
        raise _broken(path, line, msg("The key {key} stands twice.", key=key)) from None
    except yaml.MarkedYAMLError as caught:
        line = caught.problem_mark.line + 1 if caught.problem_mark else 1
        raise _broken(path, line, msg("This is not YAML: {reason}.", reason=str(caught.problem))) from None
    except (OSError, UnicodeDecodeError, RecursionError, yaml.YAMLError) as caught:
        raise _broken(path, 1, msg("The file cannot be read: {reason}.", reason=str(caught))) from None


def _broken(path: Path, line: int, what: Message) -> LawError:
    where = f"{path.parent.name}/{path.name}:{line}"
    return LawError(what, where=where, fix=msg("Correct the file of the law."))
