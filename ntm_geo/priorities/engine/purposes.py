"""Purposes a province ranks its communes for: which factors count, which way, how much, and who is looked at.

Source: usual practice of the programme (near the standard first; no commune under 15, 10, 5 criteria; border and
especially difficult communes; hamlets first). The weights are proposals of ours; the planner changes them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Final, Literal

from ntm_geo.i18n import Localized

Direction = Literal["high", "low"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Weight:
    """How much a factor counts, and whether communes with much of it or with little of it come first."""

    value: float
    first: Direction


@dataclass(frozen=True, slots=True, kw_only=True)
class Purpose:
    """A ranking ready to use."""

    key: str
    name: Localized
    weights: Mapping[str, Weight]
    fewer_than: int | None = None
    """Only communes with fewer criteria met than this are looked at."""
    hint: Localized = field(default=Localized(vi="", en=""))


def _weights(**given: tuple[float, Direction]) -> Mapping[str, Weight]:
    return MappingProxyType({key: Weight(value=value, first=first) for key, (value, first) in given.items()})


def _lift(limit: int) -> Purpose:
    return Purpose(
        key=f"under_{limit}",
        name=Localized(vi=f"Xóa xã dưới {limit} tiêu chí", en=f"No commune under {limit} criteria"),
        weights=_weights(
            missing=(40, "high"), distance=(20, "low"), poverty=(15, "high"), stuck=(15, "high"), support=(10, "low")
        ),
        fewer_than=limit,
        hint=Localized(vi="Xã ít tiêu chí nhất trước.", en="The communes with the fewest criteria first."),
    )


PURPOSES: Final[dict[str, Purpose]] = {
    purpose.key: purpose
    for purpose in (
        Purpose(
            key="finish",
            name=Localized(vi="Về đích năm nay", en="Finish this year"),
            weights=_weights(
                missing=(50, "low"), distance=(25, "low"), hamlets=(10, "low"), difficulties=(10, "low"),
                neighbours=(5, "high"),
            ),
            hint=Localized(vi="Xã gần chuẩn nhất trước.", en="The communes nearest to the standard first."),
        ),
        _lift(15),
        _lift(10),
        _lift(5),
        Purpose(
            key="border",
            name=Localized(vi="Biên giới và đặc biệt khó khăn", en="Border and especially difficult"),
            weights=_weights(
                border=(35, "high"), zone=(25, "high"), poverty=(20, "high"), missing=(10, "high"), support=(10, "low")
            ),
            hint=Localized(vi="Xã biên giới, khu vực III, nghèo trước.", en="Border, zone III, poor communes first."),
        ),
        Purpose(
            key="hamlets",
            name=Localized(vi="Xóm trước", en="Hamlets first", local=True),
            weights=_weights(hamlets=(50, "high"), missing=(25, "high"), population=(15, "high"), stuck=(10, "high")),
            hint=Localized(
                vi="Xã còn nhiều xóm phải công nhận trước.", en="Most hamlets still to certify first.", local=True
            ),
        ),
    )
}  # fmt: skip
"""Purposes by their key, in the order they are offered."""
