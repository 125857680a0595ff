"""Our errors as plain data and back: same class, same message, and nothing a child could make up but words."""

from __future__ import annotations

import string
from types import MappingProxyType
from typing import Any, Final

from ntm_geo import errors
from ntm_geo.errors import (
    CrsMissingError,
    CrsProposal,
    InputFileError,
    LayerChoiceError,
    Message,
    NtmGeoError,
    ProvinceChoiceError,
)
from ntm_geo.intake.sandbox.plain import BrokenAnswerError

_LONGEST: Final = 20_000
_PLAIN: Final = (str, int, float, bool, type(None))


def from_message(message: Message) -> dict[str, Any]:
    """Return a message as plain data; values that are no plain data as their text."""
    values = {
        name: {"message": from_message(value)} if isinstance(value, Message) else _plain(value)
        for name, value in message.values.items()
    }
    return {"template": message.template, "values": values}


def to_message(data: Any) -> Message:
    """Return the message in plain data.

    Raises
    ------
    BrokenAnswerError
        It is no message, or its template asks for more than its values.
    """
    if not isinstance(data, dict) or not isinstance(data.get("values"), dict):
        raise BrokenAnswerError
    values = {
        str(name): to_message(value["message"]) if isinstance(value, dict) and "message" in value else _checked(value)
        for name, value in data["values"].items()
    }
    template = str(data.get("template"))
    for _text, name, spec, conversion in string.Formatter().parse(template):
        if name is not None and (name not in values or not name.isidentifier() or spec or conversion):
            raise BrokenAnswerError
    return Message(template, MappingProxyType(values))


def from_error(error: NtmGeoError) -> dict[str, Any]:
    """Return one of our errors as plain data."""
    data: dict[str, Any] = {
        "class": type(error).__name__,
        "what": from_message(error.what),
        "where": error.where,
        "fix": from_message(error.fix),
    }
    if isinstance(error, CrsMissingError):
        data["proposals"] = [
            {"crs": proposal.crs, "name": proposal.name, "bounds_wgs84": list(proposal.bounds_wgs84)}
            | {"why": from_message(proposal.why)}
            for proposal in error.proposals
        ]
    if isinstance(error, ProvinceChoiceError):
        data["provinces"] = [list(province) for province in error.provinces]
    if isinstance(error, LayerChoiceError):
        data["layers"] = list(error.layers)
    return data


def to_error(data: Any) -> NtmGeoError:
    """Return the error in plain data.

    Raises
    ------
    BrokenAnswerError
        It is none of `ntm_geo.errors`.
    """
    try:
        kind = getattr(errors, str(data["class"]), None)
        where, fix, what = str(data["where"]), to_message(data["fix"]), to_message(data["what"])
        if kind is CrsMissingError:
            return CrsMissingError(what, where=where, fix=fix, proposals=tuple(map(_proposal, data["proposals"])))
        if kind is ProvinceChoiceError:
            provinces = tuple((str(code), str(name), int(count)) for code, name, count in data["provinces"])
            return ProvinceChoiceError(what, where=where, fix=fix, provinces=provinces)
        if kind is LayerChoiceError:
            return LayerChoiceError(what, where=where, fix=fix, layers=tuple(map(str, data["layers"])))
        if not (isinstance(kind, type) and issubclass(kind, NtmGeoError)):
            kind = InputFileError
        return kind(what, where=where, fix=fix)
    except (KeyError, TypeError, ValueError, AttributeError) as caught:
        raise BrokenAnswerError(str(caught)) from None


def _proposal(data: Any) -> CrsProposal:
    west, south, east, north = map(float, data["bounds_wgs84"])
    return CrsProposal(
        crs=str(data["crs"]),
        name=str(data["name"]),
        why=to_message(data["why"]),
        bounds_wgs84=(west, south, east, north),
    )


def _plain(value: object) -> object:
    return value if isinstance(value, _PLAIN) else str(value)


def _checked(value: Any) -> object:
    if not isinstance(value, _PLAIN):
        raise BrokenAnswerError
    return value[:_LONGEST] if isinstance(value, str) else value
