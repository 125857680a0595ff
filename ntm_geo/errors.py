"""The errors NTM Geo raises on purpose: what is wrong, where, and what to do about it.

Every class derives from `NtmGeoError`. The texts are `Message` objects: an English template, which is also the key
of the translation catalogue, and the values put into it. So a log shows English, a screen shows Vietnamese, and
nobody parses sentences.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType


@dataclass(frozen=True, slots=True)
class Message:
    """A sentence for a person: an English template (the catalogue key) and the values it takes.

    Examples
    --------
    >>> str(msg("{count} units have no name", count=3))
    '3 units have no name'
    """

    template: str
    values: Mapping[str, object] = field(default_factory=lambda: MappingProxyType({}))

    def __str__(self) -> str:
        """Return the English sentence."""
        return self.template.format(**self.values)

    def __reduce__(self) -> tuple[object, ...]:
        """Say how another process makes the same sentence."""
        return _message_again, (self.template, dict(self.values))


def _message_again(template: str, values: dict[str, object]) -> Message:
    return Message(template, MappingProxyType(values))


def msg(template: str, **values: object) -> Message:
    """Return a translatable `Message`; Babel collects the first argument of every call.

    Parameters
    ----------
    template : English sentence with ``{name}`` fields.
    **values : what goes into the fields.
    """
    return Message(template, MappingProxyType(values))


class NtmGeoError(Exception):
    """Base of all errors a user can cause or mend.

    Parameters
    ----------
    what : what is wrong.
    where : file, sheet, cell, row or feature, as the user knows it; empty when there is no place.
    fix : what to do about it.
    """

    def __init__(self, what: Message, *, where: str = "", fix: Message) -> None:
        """Keep the three parts; the English text is the exception's own."""
        self.what = what
        self.where = where
        self.fix = fix
        super().__init__(str(self))

    def __str__(self) -> str:
        """Return ``where: what. fix`` in English."""
        text = f"{self.where}: " if self.where else ""
        return f"{text}{self.what} {self.fix}"

    def __reduce__(self) -> tuple[object, ...]:
        """Say how another process makes the same error, whatever its class keeps beside the three parts."""
        return _error_again, (type(self), self.__dict__)


def _error_again(kind: type[NtmGeoError], stored: dict[str, object]) -> NtmGeoError:
    error = kind.__new__(kind)
    error.__dict__.update(stored)
    return error


class InputFileError(NtmGeoError):
    """A file the user gave cannot be read as what it should be."""


class OpenQuestionsError(InputFileError):
    """A file leaves something open that decides figures; a person has to answer before it is kept."""


class CrsError(InputFileError):
    """A boundary file has no coordinate reference system, or one that cannot hold its coordinates."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CrsProposal:
    """A coordinate system a file without one may be drawn in.

    ``crs`` is what a reader takes (``EPSG:9210``; ``EPSG:9210 yx`` when the northing comes first), ``name`` what people
    call it, ``why`` what speaks for it, and ``bounds_wgs84`` where the file then lies: west, south, east, north.
    ``shift_km`` is how far its units would lie from the centres the list knows; None where that was not measured.
    """

    crs: str
    name: str
    why: Message
    bounds_wgs84: tuple[float, float, float, float]
    shift_km: float | None = None


class CrsMissingError(CrsError):
    """A boundary file does not say, or says wrongly, where its coordinates lie; a person has to choose.

    Parameters
    ----------
    proposals : systems in which the coordinates would lie in the country, most plausible first.
    """

    def __init__(
        self, what: Message, *, where: str = "", fix: Message, proposals: tuple[CrsProposal, ...] = ()
    ) -> None:
        """Keep the proposals beside the three parts."""
        self.proposals = proposals
        super().__init__(what, where=where, fix=fix)


class ProvinceChoiceError(InputFileError):
    """A boundary file holds several provinces, or not the one asked for; a person has to choose.

    Parameters
    ----------
    provinces : code, name and number of units of each province in the file.
    """

    def __init__(
        self, what: Message, *, where: str = "", fix: Message, provinces: tuple[tuple[str, str, int], ...] = ()
    ) -> None:
        """Keep the provinces beside the three parts."""
        self.provinces = provinces
        super().__init__(what, where=where, fix=fix)


class LayerChoiceError(InputFileError):
    """A boundary file holds several layers, or not the one asked for; a person has to choose.

    Parameters
    ----------
    layers : names of the layers it holds.
    """

    def __init__(self, what: Message, *, where: str = "", fix: Message, layers: tuple[str, ...] = ()) -> None:
        """Keep the layers beside the three parts."""
        self.layers = layers
        super().__init__(what, where=where, fix=fix)


class CoverageError(InputFileError):
    """Boundaries overlap, or leave a gap, wider than what may be mended without a person."""


class TableError(NtmGeoError):
    """A table breaks its schema in `ntm_geo.tables`."""


class UnknownUnitError(NtmGeoError):
    """A unit code or name is not in the gazetteer of its vintage."""


class LawError(NtmGeoError):
    """A file of the law as data is wrong: names file, line and key."""


class NotInForceError(NtmGeoError):
    """Nothing was in force on the date asked for."""


class SettingsError(NtmGeoError):
    """A setting has a value the program cannot use."""


class ServingError(NtmGeoError):
    """The server cannot be started as it was asked for."""


class ProvinceError(NtmGeoError):
    """The data folder of a province is missing something it must have."""


class StoreError(NtmGeoError):
    """Something could not be kept in, or read from, the user's data folder."""


class DatabaseAwayError(StoreError):
    """The database cannot be reached at the moment; it may be back soon."""


class ChangeLostError(DatabaseAwayError):
    """The database went away while a change was being kept."""


class VersionConflictError(StoreError):
    """Somebody else moved what is current meanwhile; nothing was changed."""


class InfeasibleAssignmentError(NtmGeoError):
    """The rules and locks of an assignment cannot hold together."""


class ContractError(NtmGeoError):
    """A paper would contradict itself, so it is not written."""


class StoppedError(NtmGeoError):
    """The work was stopped by the person who began it; nothing was written."""


class AccountError(NtmGeoError):
    """An account cannot be made, changed or signed in by as it was asked for."""


class LimitError(NtmGeoError):
    """A file is too large for whoever hands it in, or something was done too often; nothing was changed."""


class RightsError(NtmGeoError):
    """Whoever acts may not do this; nothing was changed."""
