"""Risk of withdrawal in words: one sentence, a list, and what would lift each commune out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import pandas as pd

from ntm_geo.assessment.commune_status import communes_of
from ntm_geo.assessment.derived import derived
from ntm_geo.assessment.engine.withdrawal import withdrawal_risks
from ntm_geo.criteria.cite import say_clause, unverified
from ntm_geo.i18n import _
from ntm_geo.tables.base import each_row

if TYPE_CHECKING:
    from ntm_geo.assessment.period import PeriodAssessment

_LISTED: Final = ("certain", "possible")


@derived
def risks_of(standing: PeriodAssessment) -> pd.DataFrame | None:
    """Return the risk of every commune; None where no rule of the set is known. See `engine.withdrawal`."""
    assessment = standing.assessment
    return withdrawal_risks(assessment.results, assessment.standings, standing.criteria_set)


def risk_names() -> dict[str, str]:
    """Return the words for the classes of risk, the worst first, in the current language."""
    return {
        "certain": _("at risk of withdrawal"),
        "possible": _("not certain: unknown criteria decide"),
        "none": _("no risk"),
        "not_recognised": _("not recognised"),
    }


@derived
def withdrawal_sentence(standing: PeriodAssessment) -> str:
    """Return how many recognised communes are at risk, and of how many it cannot be told; or that no rule is known."""
    table = risks_of(standing)
    if table is None:
        return _(
            "The risk of withdrawal cannot be told: no rule of withdrawal is known for the set {years}.",
            years=standing.criteria_set.years,
        )
    counts = table["risk"].value_counts()
    values = {
        "year": standing.period,
        "certain": int(counts.get("certain", 0)),
        "possible": int(counts.get("possible", 0)),
        "recognised": int(table["risk"].ne("not_recognised").sum()),
        "rule": rule_source(standing),
    }
    if values["possible"]:
        return _(
            "By the end of {year}, {certain} of {recognised} recognised communes are at risk of withdrawal, and of "
            "{possible} it cannot be told, since data are missing ({rule}).",
            **values,
        )
    return _(
        "By the end of {year}, {certain} of {recognised} recognised communes are at risk of withdrawal ({rule}).",
        **values,
    )


def rule_source(standing: PeriodAssessment) -> str:
    """Return where the rule of withdrawal stands, and whether anybody checked it; empty where none is known."""
    law = standing.criteria_set.recognition
    if law is None or law.withdrawal is None:
        return ""
    source = say_clause(law.withdrawal.reference)
    return source if law.withdrawal.verified else f"{source}; {unverified()}"


def withdrawal_table(standing: PeriodAssessment) -> pd.DataFrame:
    """Return the recognised communes at risk, or possibly so, the surest and worst first.

    Returns
    -------
    ``code, name, district, risk, unmet, unknown, lift``: ``risk`` is a key of `risk_names`, ``unmet`` and ``unknown``
    are texts of criteria, ``lift`` says what would lift the commune out.
    """
    columns = ["code", "name", "district", "risk", "unmet", "unknown", "lift"]
    table = risks_of(standing)
    if table is None:
        return pd.DataFrame(columns=columns)
    listed = table[table["risk"].isin(_LISTED)]
    joined = communes_of(standing).merge(listed, on="code")
    joined = joined.assign(
        lift=[lift_text(row) for row in each_row(joined)],
        order=joined["risk"].map(_LISTED.index).astype(int),
        count=-joined["unmet"].map(len).astype(int),
        unmet=joined["unmet"].map(", ".join),
        unknown=joined["unknown"].map(", ".join),
    )
    return joined.sort_values(["order", "count", "code"], ignore_index=True)[columns]


def lift_text(row: Any) -> str:
    """Return what would lift a commune out of the risk; ``named`` and ``others`` of a row are those of `WayOut`."""
    codes = ", ".join(row.named)
    if row.named and row.others:
        return _("meet criteria {codes} and {count} more, whichever", codes=codes, count=row.others)
    if row.named:
        return _("meet criteria {codes}", codes=codes)
    return _("meet {count} more criteria, whichever", count=row.others) if row.others else ""
