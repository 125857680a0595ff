"""Lists behind the large figures: recognised communes that have to catch up, and communes that fell in a year."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from ntm_geo.assessment.commune_status import communes_of
from ntm_geo.assessment.derived import derived
from ntm_geo.assessment.engine.change import criteria_changes
from ntm_geo.assessment.engine.keeping import Keeping, fallen, keeping
from ntm_geo.i18n import _

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ntm_geo.assessment.period import PeriodAssessment


@derived
def keeping_of(standing: PeriodAssessment) -> Keeping:
    """Return the recognised communes of a period by what they still meet; see `assessment.keeping.keeping`."""
    return keeping(standing.assessment.standings, standing.criteria_set)


def catch_up_table(standing: PeriodAssessment) -> pd.DataFrame:
    """Return the recognised communes that miss a criterion, most missing first.

    Returns
    -------
    ``code, name, district, met, missing``: ``missing`` is a text of numbers and names of criteria.
    """
    codes = keeping_of(standing).short
    results = standing.assessment.results
    missed = results[results["code"].isin(codes) & results["met"].eq(False)]
    texts = {str(code): criteria_text(standing, group["criterion"]) for code, group in missed.groupby("code")}
    return _table(standing, codes, texts, "missing")


@derived
def fallen_codes(after: PeriodAssessment, before: PeriodAssessment) -> tuple[str, ...]:
    """Return the codes of the communes that fell between two years, see `assessment.keeping.fallen`."""
    return fallen(before.assessment.standings, after.assessment.standings, after.criteria_set)


def fallen_table(before: PeriodAssessment, after: PeriodAssessment) -> pd.DataFrame:
    """Return the communes that fell between two years, see `assessment.keeping.fallen`.

    Returns
    -------
    ``code, name, district, met, lost``, fewest criteria first; ``lost`` is a text of numbers and names of criteria.
    """
    codes = fallen_codes(after, before)
    changes = criteria_changes(before.assessment.results, after.assessment.results).set_index("code")["lost"]
    return _table(after, codes, {code: criteria_text(after, changes.get(code, ())) for code in codes}, "lost")


def criteria_text(standing: PeriodAssessment, criteria: Iterable[str]) -> str:
    """Return criteria as people read them: number and name, in the order of the law."""
    names = {criterion.code: f"{criterion.code}. {criterion.name}" for criterion in standing.criteria_set.criteria}
    chosen = set(criteria)
    return "; ".join(name for code, name in names.items() if code in chosen)


def _table(standing: PeriodAssessment, codes: tuple[str, ...], texts: dict[str, str], column: str) -> pd.DataFrame:
    communes = communes_of(standing)
    communes = communes[communes["code"].isin(codes)]
    standings = standing.assessment.standings.set_index("code")
    total = len(standing.criteria_set.criteria)
    met = communes["code"].map(standings["met"])
    made = communes.assign(
        met=[_("{met} of {total}", met=int(count), total=total) for count in met],
        **{column: communes["code"].map(texts).fillna("")},
    )
    return made.assign(order=met).sort_values(["order", "code"], ignore_index=True).drop(columns="order")
