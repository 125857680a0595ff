"""Factors a ranking may use: what is measured, in what unit, where it comes from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from ntm_geo.i18n import Localized


@dataclass(frozen=True, slots=True, kw_only=True)
class Factor:
    """One thing known of every commune; which direction counts is said by the weight, not here."""

    key: str
    name: Localized
    unit: Localized
    source: Localized


def _factor(key: str, name: Localized, unit: Localized, source: Localized) -> Factor:
    return Factor(key=key, name=name, unit=unit, source=source)


_CRITERIA = Localized(vi="tiêu chí", en="criteria")
_RESULTS = Localized(vi="kết quả tiêu chí của năm", en="results of the year")
_VALUES = Localized(vi="giá trị chỉ tiêu của năm", en="values of the indicators of the year")
_ATTRIBUTES = Localized(vi="đặc điểm xã", en="attributes of the communes")
_NONE = Localized(vi="", en="")

FACTORS: Final[dict[str, Factor]] = {
    factor.key: factor
    for factor in (
        _factor("missing", Localized(vi="Số tiêu chí còn thiếu", en="Criteria missing"), _CRITERIA, _RESULTS),
        _factor(
            "distance",
            Localized(vi="Khoảng cách đến ngưỡng", en="Distance to the thresholds"),
            Localized(vi="% ngưỡng", en="% of the threshold"),
            _VALUES,
        ),
        _factor("tier", Localized(vi="Mức hiện tại", en="Tier"), Localized(vi="bậc", en="steps"), _RESULTS),
        _factor(
            "hamlets",
            Localized(vi="Số xóm còn phải công nhận", en="Hamlets still to certify", local=True),
            Localized(vi="xóm", en="hamlets", local=True),
            Localized(vi="sổ theo dõi xóm", en="register of hamlets", local=True),
        ),
        _factor(
            "poverty",
            Localized(vi="Tỷ lệ nghèo đa chiều", en="Multidimensional poverty rate"),
            Localized(vi="%", en="%"),
            Localized(vi="đặc điểm xã, nếu không có thì chỉ tiêu 11.1", en="attributes, else indicator 11.1"),
        ),
        _factor("zone", Localized(vi="Khu vực dân tộc, miền núi", en="Ethnic-minority zone"), _NONE, _ATTRIBUTES),
        _factor("border", Localized(vi="Xã biên giới", en="On the border"), _NONE, _ATTRIBUTES),
        _factor("population", Localized(vi="Dân số", en="Population"), Localized(vi="người", en="people"), _ATTRIBUTES),
        _factor(
            "stuck",
            Localized(vi="Số năm không tiến bộ", en="Years without progress"),
            Localized(vi="năm", en="years"),
            Localized(vi="kết quả các năm", en="results of the years"),
        ),
        _factor(
            "difficulties",
            Localized(vi="Vướng mắc chưa giải quyết", en="Open difficulties"),
            Localized(vi="vướng mắc", en="difficulties"),
            Localized(vi="sổ vướng mắc", en="register of difficulties"),
        ),
        _factor(
            "neighbours",
            Localized(vi="Mức của xã giáp ranh", en="Level of the neighbours"),
            _CRITERIA,
            Localized(vi="kết quả của các xã giáp ranh", en="results of the neighbours"),
        ),
        _factor(
            "support",
            Localized(vi="Số đơn vị đang giúp", en="Partners so far"),
            Localized(vi="đơn vị", en="partners"),
            Localized(vi="quyết định phân công", en="decisions of assignment"),
        ),
    )
}
"""Factors by their key, in the order they are shown."""
