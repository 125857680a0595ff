"""The panel of a unit over the map: where it stands, what it misses, who is in charge, its hamlets and years."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import streamlit as st
from markupsafe import Markup

from ntm_geo.assessment.recognition_lists import tier_text
from ntm_geo.i18n import _, format_number

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ntm_geo.assessment.merging import MergePreview
    from ntm_geo.briefing.profile import Profile, Standing

_MARKS: Final = {"met": "✓", "not_met": "✗", "unknown": "?"}


def show_panel(profile: Profile, labels: Mapping[str, str], merged: MergePreview | None = None) -> bool:
    """Show the panel of a unit; returns whether the reader closed it.

    Parameters
    ----------
    profile : of the unit.
    labels : label of every map class.
    merged : what the unit was merged from, where figures were carried to it.
    """
    with st.container(key="commune_panel"):
        closed = st.button("✕", key="close_panel", help=_("Close"))
        parts = [_head(profile, labels, with_parts=merged is None)]
        if profile.in_programme:
            parts += [_merged(merged, labels)] if merged else []
            parts += [
                recognition_state(profile),
                _missing(profile),
                _criteria(profile),
                _hamlets(profile),
                _history(profile, labels),
            ]
        st.html(Markup('<div class="ntm-panel">{}</div>').format(Markup("").join(parts)))
    return closed


def head_and_missing(profile: Profile, labels: Mapping[str, str]) -> Markup:
    """Return the first half of a commune's page: who it is, where it stands, what it misses."""
    return _head(profile, labels) + recognition_state(profile) + _missing(profile)


def criteria_and_history(profile: Profile, labels: Mapping[str, str]) -> Markup:
    """Return the second half of a commune's page: its criteria one by one, and its years."""
    return _criteria(profile) + _history(profile, labels)


def _head(profile: Profile, labels: Mapping[str, str], *, with_parts: bool = True) -> Markup:
    line = " · ".join(part for part in (profile.district, _("code {code}", code=profile.code)) if part)
    head = Markup('<h2>{title}</h2><div class="ntm-quiet">{place}</div>').format(title=profile.title, place=line)
    if profile.parts and with_parts:
        head += Markup('<div class="ntm-quiet">{}</div>').format(
            _("Merged from: {parts}", parts=", ".join(profile.parts)),
        )
    if profile.standing is None:
        text = labels["no_data"] if profile.in_programme else labels["outside"]
        return head + Markup('<div class="ntm-chip">{}</div>').format(text)
    return head + _chip(profile.standing, labels, len(profile.criteria))


def _chip(standing: Standing, labels: Mapping[str, str], total: int) -> Markup:
    text = _("{count} of {total} criteria met", count=standing.count, total=total)
    return Markup('<div class="ntm-chip"><i style="--tier:{colour}"></i><span>{tier} · {text}</span></div>').format(
        colour=standing.colour,
        tier=_tier(standing, labels),
        text=text,
    )


def _tier(standing: Standing, labels: Mapping[str, str]) -> str:
    return tier_text(standing.name or labels.get(standing.tier, labels["no_data"]), pending=standing.pending)


def recognition_state(profile: Profile) -> Markup:
    """Return how far a commune is from recognition, or from losing it, and the conditions beside the criteria."""
    parts = Markup("")
    if profile.risk:
        parts += Markup('<div class="ntm-quiet"><b>{}</b></div>').format(profile.risk)
    if profile.readiness:
        parts += Markup("<h3>{}</h3><div>{}</div>").format(_("How far from recognition"), profile.readiness)
    if profile.level:
        text = f"{profile.level[:1].upper()}{profile.level[1:]}"
        parts += Markup("<h3>{}</h3><div>{}</div>").format(_("The level above"), text)
    # Of a recognised commune they are shown once somebody has entered one.
    if profile.conditions and (profile.readiness or any(line.status != "unknown" for line in profile.conditions)):
        words = {"met": _("met"), "not_met": _("not met"), "unknown": _("unknown")}
        rows = [
            Markup('<tr><td>{}</td><td class="ntm-number">{}</td></tr>').format(
                line.name,
                " · ".join(part for part in (f"{_MARKS[line.status]} {words[line.status]}", line.note) if part),
            )
            for line in profile.conditions
        ]
        parts += Markup("<h3>{}</h3><table>{}</table>").format(
            _("Conditions beside the criteria"), Markup("").join(rows)
        )
    return parts


def _criteria(profile: Profile) -> Markup:
    words = {"met": _("met"), "not_met": _("not met"), "unknown": _("unknown")}
    rows = [
        Markup(
            '<li title="{title}"><span class="ntm-mark {status}" aria-label="{word}">{mark}</span>'
            "<span>{code}. {name}</span></li>"
        ).format(
            title=f"{line.name}: {words[line.status]}. {line.departments}",
            status=line.status,
            word=words[line.status],
            mark=_MARKS[line.status],
            code=line.code,
            name=line.name,
        )
        for line in profile.criteria
    ]
    legend = " · ".join(f"{_MARKS[key]} {word}" for key, word in words.items())
    return Markup('<h3>{head} <span class="ntm-quiet">({legend})</span></h3><ul class="ntm-grid">{rows}</ul>').format(
        head=_("Criteria"),
        legend=legend,
        rows=Markup("").join(rows),
    )


def _missing(profile: Profile) -> Markup:
    open_criteria = [line for line in profile.criteria if line.status == "not_met"]
    if not open_criteria:
        return Markup("")
    rows = []
    for line in open_criteria:
        details = [
            Markup(
                "<div>{code} {name}: <b>{value}</b>, {rule}<br><span class='ntm-quiet'>{source}</span></div>"
            ).format(
                code=item.code,
                name=item.name,
                value=item.value,
                rule=item.rule,
                source=item.source,
            )
            for item in profile.missing
            if item.code.split(".")[0] == line.code
        ]
        rows.append(
            Markup("<tr><td><b>{code}. {name}</b>{details}<div class='ntm-quiet'>{charge}</div></td></tr>").format(
                code=line.code,
                name=line.name,
                details=Markup("").join(details),
                charge=_("In charge: {departments}", departments=line.departments or "–"),
            ),
        )
    return Markup("<h3>{head}</h3><table>{rows}</table>").format(
        head=_("What is missing ({count})", count=len(open_criteria)),
        rows=Markup("").join(rows),
    )


def _hamlets(profile: Profile) -> Markup:
    text = _(
        "{certified} of {total} hamlets certified",
        certified=format_number(profile.hamlets_certified),
        total=format_number(profile.hamlets_total),
    )
    lines = [
        Markup('<tr><td><b>{}</b>{}</td><td class="ntm-number">{}</td></tr>').format(
            line.name,
            Markup('<div class="ntm-quiet">{}</div>').format(line.lacking) if line.lacking else "",
            f"{line.tier} · {line.count}",
        )
        for line in profile.hamlets
    ]
    table = Markup("<table>{}</table>").format(Markup("").join(lines)) if lines else Markup("")
    return Markup("<h3>{head}</h3><div>{text}</div>{table}").format(head=_("Hamlets"), text=text, table=table)


def _history(profile: Profile, labels: Mapping[str, str]) -> Markup:
    rows = [
        Markup('<tr><td>{year}</td><td>{tier}</td><td class="ntm-number">{count}</td></tr>').format(
            year=standing.period,
            tier=_tier(standing, labels),
            count=_("{count} criteria", count=standing.count)
            if standing.total in {0, len(profile.criteria)}
            else _("{count} of {total} criteria", count=standing.count, total=standing.total),
        )
        for standing in profile.history
    ]
    return Markup("<h3>{head}</h3><table>{rows}</table>").format(head=_("History"), rows=Markup("").join(rows))


def _merged(merged: MergePreview, labels: Mapping[str, str]) -> Markup:
    """Show the former communes with their criteria, and what each rule of carrying would give."""
    row = Markup('<tr><td>{}</td><td class="ntm-number">{}</td></tr>')
    outside = _("outside the programme")
    parts = [row.format(part.title, part.met if part.met is not None else outside) for part in merged.parts]
    rules = [
        row.format(_rule_name(outcome.rule), f"{outcome.met} · {labels.get(outcome.tier, labels['no_data'])}")
        for outcome in merged.outcomes
    ]
    text = Markup("<h3>{}</h3><table>{}</table><h3>{}</h3><table>{}</table>").format(
        _("Merged from (criteria met)"), Markup("").join(parts), _("What each rule gives"), Markup("").join(rules)
    )
    if merged.differing:
        text += Markup('<div class="ntm-quiet">{}</div>').format(
            _("The rules differ on criteria {codes}.", codes=", ".join(merged.differing))
        )
    return text


def _rule_name(rule: str) -> str:
    return _("all parts meet it") if rule == "all" else _("the majority meets it")
