"""Lookup of map themes by key: a word such as ``tiers``, or the code of a criterion or indicator."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ntm_geo.assessment.hamlet_standing import hamlet_standing
from ntm_geo.assessment.hamlets import hamlet_target
from ntm_geo.errors import TableError, msg
from ntm_geo.records.hamlet_records import no_hamlet_criteria
from ntm_geo.themes.count_themes import hamlet_theme
from ntm_geo.themes.hamlet_themes import hamlet_class_theme
from ntm_geo.themes.map_themes import Theme, criterion_theme, indicator_theme, tier_theme
from ntm_geo.themes.recognition_themes import withdrawal_theme

if TYPE_CHECKING:
    from ntm_geo.briefing.briefing_data import BriefingData

TIERS: Final = "tiers"
HAMLETS: Final = "hamlets"
HAMLET_CLASSES: Final = "hamlet-classes"
WITHDRAWAL: Final = "withdrawal"


def theme_of(data: BriefingData, key: str) -> Theme:
    """Return the theme of a map by its key.

    Raises
    ------
    TableError
        There is no such criterion or indicator.
    NotInForceError
        Hamlets by class are asked for, and no criteria for hamlets are entered.
    """
    if key == TIERS:
        return tier_theme(data.standing)
    if key == HAMLETS:
        return hamlet_theme(data.standing, hamlet_target(data.workspace, data.standing.period))
    if key == HAMLET_CLASSES:
        judged = hamlet_standing(data.workspace, data.figures, data.standing)
        if judged is None:
            raise no_hamlet_criteria(data.standing.period)
        return hamlet_class_theme(data.standing, judged)
    if key == WITHDRAWAL:
        return withdrawal_theme(data.standing)
    try:
        return indicator_theme(data.standing, key) if "." in key else criterion_theme(data.standing, key)
    except KeyError:
        raise TableError(
            msg("There is no map of {name}.", name=key),
            fix=msg(
                "Use tiers, hamlets, hamlet-classes, withdrawal, or the code of a criterion or indicator, such as 10 "
                "or 10.1."
            ),
        ) from None
