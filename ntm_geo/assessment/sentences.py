"""Describe: the figures of a period as sentences that can be read aloud; the same figures as map and cards."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ntm_geo.assessment.derived import derived
from ntm_geo.assessment.engine.keeping import keeping
from ntm_geo.assessment.engine.targets import UNITS, communes_needed
from ntm_geo.i18n import _, format_number, format_percent
from ntm_geo.tables.standing_table import UNKNOWN_TIER

if TYPE_CHECKING:
    from ntm_geo.assessment.engine.targets import TargetProgress
    from ntm_geo.assessment.period import PeriodAssessment
    from ntm_geo.criteria.model import Target

_PER_MILLE: Final = 1000
_SHARE_DIGITS: Final = 2
"""Decimals of a share that one decimal does not tell in full, such as 39,62%."""


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
    """Return where the province stands against one target, what is left to do, and whether the target is unverified."""
    sentence = _target_sentence(progress, standing)
    if progress.target.verified:
        return sentence
    return f"{sentence} " + _("(The target was not compared with the text of the province.)")


def target_value(target: Target, value: float | None = None) -> str:
    """Return what a target asks for, or another value in its unit: ``50``, ``39,62%``, ``15,5``, ``1,5 lần``."""
    number = target.value if value is None else value
    unit = UNITS[target.measure]
    if unit == "share":
        short = value is not None or not round(number * _PER_MILLE, 6) % 1
        return format_percent(number, digits=1 if short else _SHARE_DIGITS)
    if unit == "times":
        return _("{number} times", number=format_number(number, digits=1))
    return format_number(number, digits=1) if unit == "criteria" else format_number(number)


def _target_sentence(progress: TargetProgress, standing: PeriodAssessment) -> str:
    ways = {
        "mean_criteria": _mean_sentence,
        "tier_rise": _mean_sentence,
        "recognised_share": _recognised_share_sentence,
        "hamlet_share": _hamlet_sentence,
        "below_criteria": _below_sentence,
    }
    if not progress.known:
        return _(
            "{name}: no figures are kept yet to judge it by (target: {target}, {target_year}).",
            name=str(progress.target.name),
            target=target_value(progress.target),
            target_year=progress.target.year,
        )
    return ways.get(progress.target.measure, _communes_sentence)(progress, standing)


def _communes_sentence(progress: TargetProgress, standing: PeriodAssessment) -> str:
    """Return where a number of communes of a level stands."""
    names = {
        "recognised": _("the new rural standard"),
        "advanced": _("the advanced new rural standard"),
        "model": _("the model new rural standard"),
    }
    values = {
        "year": standing.period,
        "actual": format_number(progress.actual),
        "total": standing.communes,
        "standard": names[progress.target.measure],
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


def _recognised_share_sentence(progress: TargetProgress, standing: PeriodAssessment) -> str:
    recognised = int(standing.assessment.standings["recognition"].notna().sum())
    values = {
        "year": standing.period,
        "recognised": format_number(recognised),
        "total": format_number(standing.communes),
        "share": _share(recognised, standing.communes),
        "target": target_value(progress.target),
        "wanted": format_number(communes_needed(progress.value, standing.communes)),
        "target_year": progress.target.year,
        "remaining": format_number(progress.remaining),
    }
    if progress.met:
        return _(
            "By the end of {year}, {recognised} of {total} communes ({share}) have reached the new rural standard: the "
            "target of {target} ({wanted} communes) is met.",
            **values,
        )
    return _(
        "By the end of {year}, {recognised} of {total} communes ({share}) have reached the new rural standard; "
        "{remaining} more are needed to reach {target} ({wanted} communes) by {target_year}.",
        **values,
    )


def _mean_sentence(progress: TargetProgress, standing: PeriodAssessment) -> str:
    """Return the mean of criteria, or what a tier gained of them within the year."""
    target, actual = progress.target, target_value(progress.target, progress.actual)
    most = target_value(target, progress.possible)
    if most != actual:
        actual += f"\N{EN DASH}{most}"
    values = {
        "year": standing.period,
        "actual": actual,
        "target": target_value(target),
        "target_year": target.year,
    }
    if target.measure == "tier_rise":
        values["tier"] = str(next(rule.name for rule in standing.criteria_set.tiers if rule.key == target.tier))
        if progress.met:
            return _(
                "In {year}, communes that were in the group “{tier}” gained {actual} criteria each on average: the "
                "plan of {target} a year is met.",
                **values,
            )
        return _(
            "In {year}, communes that were in the group “{tier}” gained {actual} criteria each on average; {target} a "
            "year are planned.",
            **values,
        )
    if progress.met:
        return _(
            "By the end of {year}, a commune meets {actual} criteria on average: the target of {target} is met.",
            **values,
        )
    return _(
        "By the end of {year}, a commune meets {actual} criteria on average; the target is {target} by {target_year}.",
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
