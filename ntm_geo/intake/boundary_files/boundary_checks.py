"""What keeps a boundary file from being put in use, and what a person should know of one that is not kept from it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from ntm_geo.boundaries.matching import MATCHED
from ntm_geo.boundaries.names import search_key
from ntm_geo.boundaries.units import full_name, read_units
from ntm_geo.boundaries.whose import Block, block_at, block_of_codes, read_blocks
from ntm_geo.errors import Message, msg
from ntm_geo.i18n import format_number
from ntm_geo.intake.boundary_files.codes import PLACEHOLDER
from ntm_geo.intake.boundary_files.provinces import is_province
from ntm_geo.intake.boundary_files.unit_matching import join_units_drawn
from ntm_geo.tables.findings import Finding, Severity

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    import geopandas as gpd
    import pandas as pd

    from ntm_geo.boundaries.placement import Placement
    from ntm_geo.intake.boundary_files.clean_units import BoundaryIntake
    from ntm_geo.intake.boundary_files.unit_matching import MatchReport
    from ntm_geo.workspace.workspace import Workspace

MOSTLY: Final = 0.5
"""Share of the units drawn that has to be on the list."""
_BETTER: Final = 0.15
"""Share by which another vintage has to fit better to be the right one."""
_SHOWN: Final = 10
_INSIDE_DEGREES: Final = 0.2
"""Degrees from a unit's centre within which a place is in the province."""
FOREIGN: Final = "other-province"
PARTIAL: Final = "partial"
WORD: Final = ("far-off", PARTIAL)
"""Kinds of hindrances that end with the reader's word."""
ALONE: Final = ("other-vintage", FOREIGN, "little-matched")
"""Kinds of hindrances beside which nothing else says anything."""


@dataclass(frozen=True, slots=True, kw_only=True)
class VintageScore:
    """How many of the units drawn are on the list of a vintage, and how long that list is."""

    vintage: str
    matched: int
    drawn: int
    listed: int

    @property
    def share(self) -> float:
        """Share of the units drawn that is on the list."""
        return self.matched / self.drawn if self.drawn else 0.0

    @property
    def covered(self) -> float:
        """Share of the list that is drawn."""
        return self.matched / self.listed if self.listed else 0.0


def score_vintages(
    workspace: Workspace, units: gpd.GeoDataFrame, remembered: Callable[[str], Mapping[str, str]]
) -> tuple[VintageScore, ...]:
    """Return how the units of a file fit every vintage of the province, the best first.

    Parameters
    ----------
    workspace : of the door.
    units : of the file.
    remembered : decisions made before, by vintage.

    Returns
    -------
    Ordered by the share of the units drawn that is listed, then of the list that is drawn; the newest among equals.
    """
    scores = []
    for vintage in reversed(workspace.province.vintages):
        gazetteer = read_units(workspace.province, vintage.key)
        join = join_units_drawn(units, gazetteer, remembered=remembered(vintage.key))
        matched = int(join.frame["status"].eq(MATCHED).sum())
        scores.append(VintageScore(vintage=vintage.key, matched=matched, drawn=len(units), listed=len(gazetteer)))
    return tuple(sorted(scores, key=lambda score: (-round(score.share, 2), -score.covered)))


def fits_better(scores: tuple[VintageScore, ...], vintage: str) -> VintageScore | None:
    """Return the vintage that fits a file clearly better than the one given; None when there is none."""
    best = scores[0]
    chosen = next(score for score in scores if score.vintage == vintage)
    return best if best.share >= MOSTLY and best.share - chosen.share >= _BETTER else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """What the checks of a file look at."""

    intake: BoundaryIntake
    vintage: str
    match: MatchReport
    placement: Placement
    scores: tuple[VintageScore, ...]
    gazetteer: pd.DataFrame
    partial: bool
    """Whether a part of the province is wanted."""
    as_drawn: bool
    """Whether outlines far from their centres are wanted as they are."""

    @property
    def place(self) -> str:
        """Name of the file."""
        return self.intake.provenance.source

    def names(self, codes: list[str]) -> list[str]:
        """Return full names of units of the list."""
        rows = self.gazetteer.set_index("code").loc[codes]
        return [full_name(kind, name) for kind, name in zip(rows["kind"], rows["name"], strict=True)]


def hindrances(workspace: Workspace, checked: Checked) -> tuple[Finding, ...]:
    """Return what keeps a file from being put in use; empty when nothing does.

    Returns
    -------
    Findings of severity ``error``, but for ``partial``, which only waits for the reader's word as ``far-off`` does.
    ``other-vintage``, ``other-province`` and ``little-matched`` stand alone: the rest says nothing then.
    ``displaced`` and ``exchanged`` have to be mended.
    """
    belongs = _belonging(workspace, checked)
    if belongs:
        return (belongs,)
    return tuple(filter(None, (_displaced(checked), _exchanged(checked), _far(checked), _partial(checked))))


def remarks(checked: Checked, *, text: str) -> tuple[Finding, ...]:
    """Return what a person should know: the vintage found out, names that decided, what is not kept.

    Parameters
    ----------
    checked : the file.
    text : the vintage a person named; empty when it was found out.
    """
    best, match, drawn = checked.scores[0], checked.match, checked.intake.units
    words: list[tuple[str, Message]] = []
    if not text and best.matched:
        words.append(("vintage-found", msg(
            "The units are those of {vintage}: {matched} of {drawn} are on its list.",
            vintage=best.vintage, matched=best.matched, drawn=best.drawn,
        )))  # fmt: skip
    real = ~drawn["code"].str.startswith(PLACEHOLDER)
    if real.sum() > 1 and match.matched and not drawn.loc[real, "code"].isin(checked.gazetteer["code"]).any():
        words.append(("codes-unknown", msg("None of its codes is on the list of units; the names decide.")))
    loose = match.frame["kind"].isna().to_numpy() & ~real.to_numpy()
    if loose.any():
        words.append(("not-listed", msg(
            "{count} units without a usable code could not be matched by their name and are left out: {names}.",
            count=int(loose.sum()), names=_few(list(drawn["name"][loose])),
        )))  # fmt: skip
    placement = checked.placement
    if placement.displaced and not _displaced(checked):
        words.append(("displaced", msg(
            "The outlines lie {metres} m from the centres the list of units knows, all in one direction.",
            metres=format_number(placement.shift_m),
        )))  # fmt: skip
    quiet = {"vintage-found", "codes-unknown"}
    return tuple(
        Finding(severity="info" if kind in quiet else "warning", kind=kind, place=checked.place, what=what)
        for kind, what in words
    )


def _error(checked: Checked, kind: str, what: Message, hint: Message) -> Finding:
    severity: Severity = "warning" if kind == PARTIAL else "error"
    return Finding(severity=severity, kind=kind, place=checked.place, what=what, hint=hint)


def _belonging(workspace: Workspace, checked: Checked) -> Finding | None:
    """Return why a file is not of these units: of another vintage, of another province, of nowhere known."""
    better = fits_better(checked.scores, checked.vintage)
    match, drawn = checked.match, len(checked.intake.units)
    if better:
        what = msg(
            "Its units are those of {better} ({count} of {drawn} on that list), not those of {vintage} ({matched}).",
            better=better.vintage, count=better.matched, drawn=drawn, vintage=checked.vintage, matched=match.matched,
        )  # fmt: skip
        fix = msg("Choose the units of {vintage} (--vintage {vintage}).", vintage=better.vintage)
        return _error(checked, "other-vintage", what, fix)
    if match.matched >= MOSTLY * drawn and match.matched:
        return None
    home = str(workspace.province.name.vi)
    fix = msg("Give the boundaries of {home}.", home=home)
    other = other_province(workspace, checked.intake, checked.gazetteer)
    if other:
        what = msg(
            "It seems to be of another province, {province}: only {matched} of its {drawn} units are on the list of "
            "{home}.", province=other, matched=match.matched, drawn=drawn, home=home,
        )  # fmt: skip
        return _error(checked, FOREIGN, what, fix)
    west, south, east, north = checked.intake.units.total_bounds
    what = msg(
        "Only {matched} of its {drawn} units are on the list of {home}. They are called {names} and lie around "
        "{lon}° E, {lat}° N.", matched=match.matched, drawn=drawn, home=home,
        names=_few(list(checked.intake.units["name"])), lon=format_number((west + east) / 2, digits=2),
        lat=format_number((south + north) / 2, digits=2),
    )  # fmt: skip
    return _error(
        checked, "little-matched", what, msg("Give the boundaries of {home}, or confirm the names.", home=home)
    )


def other_province(workspace: Workspace, intake: BoundaryIntake, gazetteer: pd.DataFrame) -> Message | str:
    """Return the name of the province a file seems to be of; empty when it may be of this one or nothing tells.

    Its codes speak first, then its attribute of the province, then where it lies.
    """
    blocks = read_blocks(workspace.province.folder.parent)
    home = block_of_codes(blocks, gazetteer["code"])
    west, south, east, north = map(float, intake.units.total_bounds)
    lon, lat = (west + east) / 2, (south + north) / 2
    inside = np.hypot(gazetteer["lon"] - lon, gazetteer["lat"] - lat).min() < _INSIDE_DEGREES
    codes = intake.units["code"]
    numbered = inside and codes.str.startswith("00").all()  # running numbers and codes of districts look like Hanoi's
    of_codes = None if numbered else block_of_codes(blocks, codes)
    if of_codes and _differs(of_codes, home):
        return _called(of_codes)
    named = [name for _code, name, _count in intake.provinces if name]
    if named and not any(_is_home(workspace, name) for name in named):
        return ", ".join(named[:3])
    there = block_at(blocks, lon, lat)
    if home and there and _differs(there, home) and not of_codes and not inside:
        return _called(there)
    return ""


def _is_home(workspace: Workspace, name: str) -> bool:
    province_name = workspace.province.name
    return is_province(province_name.vi, code="", name=name) or search_key(province_name.en).startswith(
        search_key(name)
    )


def _differs(block: Block, home: Block | None) -> bool:
    return home is None or block.code_2025 != home.code_2025


def _called(block: Block) -> Message | str:
    if block.name == block.name_2025:
        return block.name
    return msg("{province}, now part of {other}", province=block.name, other=block.name_2025)


def _displaced(checked: Checked) -> Finding | None:
    placement = checked.placement
    if not placement.displaced or placement.shift_m <= placement.radius_m:
        return None
    what = msg(
        "The outlines lie {km} km from the centres the list of units knows, all in one direction.",
        km=format_number(placement.shift_m / 1000, digits=1),
    )
    return _error(checked, "displaced", what, msg("Choose another coordinate system, or export the boundaries again."))


def _exchanged(checked: Checked) -> Finding | None:
    if not checked.placement.exchanged:
        return None
    rounds = [" ↔ ".join(checked.names(list(codes))) for codes in checked.placement.exchanged]
    what = msg("Outlines are exchanged, each lies where another one should: {names}.", names="; ".join(rounds))
    return _error(checked, "exchanged", what, msg("Correct the codes and names of these units in the file."))


def _far(checked: Checked) -> Finding | None:
    far = checked.placement.far
    if not far or checked.as_drawn:
        return None
    names = checked.names([code for code, _metres in far])
    shown = [
        f"{name} ({format_number(metres / 1000, digits=1)} km)"
        for name, (_code, metres) in zip(names, far, strict=True)
    ]
    what = msg(
        "The outlines of {count} units lie far from where the list knows these units: {names}.",
        count=len(far), names=_few(shown),
    )  # fmt: skip
    return _error(
        checked, "far-off", what, msg("Correct them in the file, or keep them as they are drawn (--as-drawn).")
    )


def _partial(checked: Checked) -> Finding | None:
    missing = checked.match.not_drawn
    if not missing or checked.partial:
        return None
    what = msg(
        "{count} of the {total} units of the list are not drawn: {names}.",
        count=len(missing), total=checked.match.listed, names=_few(list(missing)),
    )  # fmt: skip
    fix = msg("Give the whole province, or keep a part of it (--partial): every map then says how many are not drawn.")
    return _error(checked, PARTIAL, what, fix)


def _few(names: list[str]) -> str:
    return ", ".join(names[:_SHOWN]) + (" …" if len(names) > _SHOWN else "")
