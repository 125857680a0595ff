"""Bundles: a saved ranking with its result, seed and versions, to be made again and compared to the digit."""

from __future__ import annotations

from importlib.metadata import version
from typing import TYPE_CHECKING, Any, Final

import ntm_geo
from ntm_geo.i18n import _, format_number
from ntm_geo.priorities.engine.robustness import DRAWS, SEED, SPREAD

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ntm_geo.priorities.prioritize import Answer

_LIBRARIES: Final = ("numpy", "pandas", "pymcdm")
_DIGITS: Final = 6
_SHOWN: Final = 5


def result_of(answer: Answer) -> dict[str, Any]:
    """Return what came out of a ranking, as plain data: by code its rank, score, state, best and worst rank."""
    joined = answer.choice.merge(answer.ranges.reset_index()[["code", "best", "worst"]], on="code")
    return {
        str(row["code"]): [
            int(row["rank"]), round(float(row["score"]), _DIGITS), str(row["state"]), str(row["reason"]),
            int(row["best"]), int(row["worst"]),
        ]
        for row in joined.to_dict("records")
    }  # fmt: skip


def made_with() -> dict[str, Any]:
    """Return the seed and the versions a ranking is made with now."""
    return {
        "seed": SEED,
        "draws": DRAWS,
        "spread": SPREAD,
        "program": ntm_geo.__version__,
        "libraries": {name: version(name) for name in _LIBRARIES},
    }


def differences(name: str, stored: Mapping[str, Any], before: Mapping[str, Any], again: Answer) -> tuple[str, ...]:
    """Return what differs between what was kept and what comes out again, in words; empty for nothing.

    Parameters
    ----------
    name : of the saved ranking.
    stored : of `result_of` then; empty where it was saved before results were kept, which is a difference too.
    before : of `made_with` then; told only where something differs.
    again : the ranking made anew from what was kept.
    """
    if not stored:
        return (_("“{name}” was saved before results were kept with it: nothing to compare.", name=name),)
    now = result_of(again)
    differ = sorted(code for code in {*now, *stored} if now.get(code) != _line(stored, code))
    if not differ:
        return ()
    names = ", ".join(again.names.get(code, code) for code in differ[:_SHOWN])
    lines = [_("{count} communes come out differently: {names}.", count=format_number(len(differ)), names=names)]
    with_now = made_with()
    changed = [key for key in with_now if before.get(key) != with_now[key]]
    if changed:
        lines.append(_("It was made with another state of: {what}.", what=", ".join(changed)))
    return tuple(lines)


def same_sentence(name: str, stored: Mapping[str, Any]) -> str:
    """Return that a saved ranking came out the same again."""
    return _(
        "“{name}”: {count} communes were ranked again from what was kept and come out the same to the digit.",
        name=name,
        count=format_number(len(stored)),
    )


def _line(result: Mapping[str, Any], code: str) -> list[Any] | None:
    return list(result[code]) if code in result else None
