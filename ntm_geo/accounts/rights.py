"""Rights: what each role may do with which data, read from one table; what it does not say is refused."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING, Any, Final, Literal

import pandas as pd
import yaml
from pydantic import BaseModel, ConfigDict, ValidationError, model_validator

from ntm_geo.acting import PROGRAM, Actor, Verb
from ntm_geo.errors import RightsError, SettingsError, msg
from ntm_geo.i18n import Localized, _

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

Scope = Literal["all", "own", "units", "criteria", "body"]
Years = Literal["all", "open"]
FILE_NAME: Final = "rights.yaml"


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Words(_Strict):
    """A name in both languages."""

    vi: str
    en: str

    @property
    def localized(self) -> Localized:
        """The name as every other name that is data."""
        return Localized(vi=self.vi, en=self.en)


class KindGroup(_Strict):
    """Kinds of data a role has the same rights to."""

    name: Words
    of: tuple[str, ...]


class Right(_Strict):
    """What a role may do with some kinds of data."""

    verb: Verb
    kinds: tuple[str, ...]
    """Keys of the groups of the table."""
    scope: Scope = "all"
    years: Years = "all"
    step: Literal["", "district", "department"] = ""
    """Step an appraisal must be of; empty: any."""


class Role(_Strict):
    """A role and its rights."""

    name: Words
    rights: tuple[Right, ...]


class RightsTable(_Strict):
    """The table of rights, as `data/rights.yaml` has it."""

    kinds: dict[str, KindGroup]
    verbs: dict[str, Words]
    scopes: dict[str, Words]
    roles: dict[str, Role]

    @model_validator(mode="after")
    def _known(self) -> RightsTable:
        for key, role in self.roles.items():
            for right in role.rights:
                unknown = [group for group in right.kinds if group not in self.kinds]
                if unknown:
                    message = f"{key}: {', '.join(unknown)}"
                    raise ValueError(message)
        return self

    def rights_of(self, role: str, verb: str, kind: str) -> tuple[Right, ...]:
        """Return the rights of a role that speak of a verb and a kind of data; none where it is refused."""
        if role not in self.roles:
            return ()
        return tuple(
            right
            for right in self.roles[role].rights
            if right.verb == verb and any(kind in self.kinds[group].of for group in right.kinds)
        )

    def lines(self) -> Iterator[Mapping[str, str]]:
        """Yield the table as people read it: ``role, verb, kinds, scope`` in words of the language."""
        for role in self.roles.values():
            for right in role.rights:
                yield {
                    "role": str(role.name.localized),
                    "verb": str(self.verbs[right.verb].localized),
                    "kinds": "; ".join(str(self.kinds[group].name.localized) for group in right.kinds),
                    "scope": ", ".join(filter(None, (str(self.scopes[right.scope].localized), _years(right)))),
                }

    def matrix(self) -> pd.DataFrame:
        """Return the table as people read it: groups of data by roles, in each cell what may be done and of what."""
        cells = {
            str(role.name.localized): {
                str(group.name.localized): "; ".join(self._words(right) for right in role.rights if key in right.kinds)
                for key, group in self.kinds.items()
            }
            for role in self.roles.values()
        }
        return pd.DataFrame(cells)

    def _words(self, right: Right) -> str:
        verb = str(self.verbs[right.verb].localized)
        scope = "" if right.scope == "all" else str(self.scopes[right.scope].localized)
        years = _years(right)
        return f"{verb} ({', '.join(filter(None, (scope, years)))})" if scope or years else verb


def _years(right: Right) -> str:
    return "" if right.years == "all" else _("this year and the one before")


@functools.lru_cache(maxsize=8)
def load_rights(shipped_dir: Path) -> RightsTable:
    """Read the table of rights.

    Raises
    ------
    SettingsError
        The file is missing or holds something that is no right.
    """
    path = shipped_dir / FILE_NAME
    try:
        content: Any = yaml.safe_load(path.read_text(encoding="utf-8"))
        return RightsTable.model_validate(content)
    except (OSError, yaml.YAMLError, ValidationError) as caught:
        raise SettingsError(
            msg("The table of rights cannot be read: {reason}", reason=" ".join(str(caught).split())[:300]),
            where=str(path),
            fix=msg("Put the file back as it was shipped, or mend the line that is named."),
        ) from caught


def may(rights: RightsTable, actor: Actor | None, verb: str, kind: str) -> bool:
    """Return whether somebody may do something with a kind of data at all, be it with some rows only."""
    if actor is None:
        return False
    return actor.role == PROGRAM.role or bool(rights.rights_of(actor.role, verb, kind))


def refusal(actor: Actor | None, what: str = "") -> RightsError:
    """Return the error for something that may not be done."""
    if actor is None:
        return RightsError(
            msg("Nobody is signed in."), where=what, fix=msg("Sign in; nothing was changed.")
        )  # fmt: skip
    return RightsError(
        msg("The account {account} may not do this.", account=actor.account),
        where=what,
        fix=msg("Ask the office of coordination, or an administrator for another role; nothing was changed."),
    )
