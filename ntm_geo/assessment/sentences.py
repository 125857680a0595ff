"""Describe: the figures of a period as sentences that can be read aloud; the same figures as map and cards."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ntm_geo.assessment.derived import derived
from ntm_geo.assessment.engine.keeping import keeping
from ntm_geo.i18n import _, format_number, format_percent
from ntm_geo.tables.standing_table import UNKNOWN_TIER

if TYPE_CHECKING:
    from ntm_geo.assessment.engine.targets import TargetProgress
    from ntm_geo.assessment.period import PeriodAssessment


@derived
def tier_sentences(standing: PeriodAssessment) -> tuple[str, ...]:
    """Return one sentence for each tier, best first, and one for communes whose tier cannot be told, if any."""
    counts = standing.assessment.tier_counts
    total = standing.communes
    sentences = [
        recognised_sentence(standing)
        if tier.at_least is None
        else _(
            "{count} communes ({share}) are in the group “{tier}”.",
            count=counts[tier.key],
            share=_share(counts[tier.key], total),
            tier=str(tier.name),
        )
        for tier in standing.criteria_set.tiers
    ]
    if counts[UNKNOWN_TIER]:
        sentences.append(
            _(
                "{count} communes ({share}) cannot be placed yet: data are missing.",
                count=counts[UNKNOWN_TIER],
                share=_share(counts[UNKNOWN_TIER], total),
            )
        )
    return tuple(sentences)


@derived
def recognised_sentence(standing: PeriodAssessment) -> str:
    """Return how many communes are recognised, how many still meet all criteria, and how many wait for a decision."""
    standings = standing.assessment.standings
    waiting = standings["pending"]
    counted = int((waiting & standings["recognition"].notna()).sum())
    beside = int(waiting.sum()) - counted
    parts = [_recognised_sentence(standing)]
    if counted:
        parts.append(_("{count} of them are merged communes that wait for a decision of their own.", count=counted))
    if beside:
        parts.append(
            _("Beside them, {count} merged communes recognised by an earlier set wait for a decision.", count=beside)
        )
    return " ".join(parts)


def _recognised_sentence(standing: PeriodAssessment) -> str:
    result = keeping(standing.assessment.standings, standing.criteria_set)
    values = {
        "year": standing.period,
        "count": result.recognised,
        "total": standing.communes,
        "share": _share(result.recognised, standing.communes),
    }
    if not result.recognised:
        return _(
            "By the end of {year}, no commune is recognised as a new rural commune ({count} of {total}).", **values
        )
    values |= {"whole": len(result.whole), "criteria": len(standing.criteria_set.criteria)}
    if not result.short and not result.unclear:
        return _(
            "By the end of {year}, {count} of {total} communes ({share}) are recognised as new rural communes, all of "
            "them with {criteria} of {criteria} criteria.",
            **values,
        )
    values |= {"short": len(result.short), "unclear": len(result.unclear)}
    if not result.unclear:
        return _(
            "By the end of {year}, {count} of {total} communes ({share}) are recognised as new rural communes: {whole} "
            "of them meet {criteria} of {criteria} criteria, {short} have to catch up.",
            **values,
        )
    return _(
        "By the end of {year}, {count} of {total} communes ({share}) are recognised as new rural communes: {whole} of "
        "them meet {criteria} of {criteria} criteria, {short} have to catch up, of {unclear} data are missing.",
        **values,
    )


def target_sentence(progress: TargetProgress, standing: PeriodAssessment) -> str:
    """Return where the province stands against one target, and what is left to do."""
    measure = progress.target.measure
    if measure == "hamlet_share":
        return _hamlet_sentence(progress, standing)
    if measure == "below_criteria":
        return _below_sentence(progress, standing)
    names = {
        "recognised": _("the new rural standard"),
        "advanced": _("the advanced new rural standard"),
        "model": _("the model new rural standard"),
    }
    values = {
        "year": standing.period,
        "actual": format_number(progress.actual),
        "total": standing.communes,
        "standard": names[measure],
        "share": format_percent(progress.actual / progress.target.value, digits=0),
        "target": format_number(progress.target.value),
        "target_year": progress.target.year,
        "remaining": format_number(progress.remaining),
    }
    if progress.met:
        return _(
            "By the end of {year}, {actual} of {total} communes have reached {standard}: "
            "the target of {target} communes is met.",
            **values,
        )
    return _(
        "By the end of {year}, {actual} of {total} communes have reached {standard}, {share} of the target of "
        "{target} communes; {remaining} more are needed by {target_year}.",
        **values,
    )


def _below_sentence(progress: TargetProgress, standing: PeriodAssessment) -> str:
    values = {
        "year": standing.period,
        "actual": format_number(progress.actual),
        "total": standing.communes,
        "limit": progress.target.limit,
        "target_year": progress.target.year,
    }
    if progress.met:
        return _("By the end of {year}, no commune is below {limit} criteria: the target is met.", **values)
    if progress.possible != progress.actual:
        return _(
            "By the end of {year}, at least {actual} and at most {possible} of {total} communes are below {limit} "
            "criteria, since data are missing; the target is to have none left by {target_year}.",
            possible=format_number(progress.possible),
            **values,
        )
    return _(
        "By the end of {year}, {actual} of {total} communes are below {limit} criteria; "
        "the target is to have none left by {target_year}.",
        **values,
    )


def _hamlet_sentence(progress: TargetProgress, standing: PeriodAssessment) -> str:
    counts = standing.assessment.hamlet_counts
    certified, total = int(counts["certified"].sum()), int(counts["total"].sum())
    values = {
        "year": standing.period,
        "certified": format_number(certified),
        "total": format_number(total),
        "share": _share(certified, total),
        "target": format_percent(progress.target.value),
        "target_year": progress.target.year,
        "remaining": format_number(progress.remaining),
    }
    if progress.met:
        return _(
            "By the end of {year}, {certified} of {total} hamlets ({share}) are certified: "
            "the target of {target} is met.",
            **values,
        )
    return _(
        "By the end of {year}, {certified} of {total} hamlets ({share}) are certified; "
        "{remaining} more are needed to reach {target} by {target_year}.",
        **values,
    )


def _share(part: int, number: int) -> str:
    return format_percent(part / number if number else 0)
