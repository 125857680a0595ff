"""Sections of a briefing by place: districts, hamlets, one commune, and the annexes with every commune."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import pandas as pd

from ntm_geo.assessment.commune_status import communes_of
from ntm_geo.assessment.districts import below_limit, league
from ntm_geo.assessment.hamlet_standing import class_sentence, hamlet_standing
from ntm_geo.assessment.hamlets import hamlet_goals, hamlet_target
from ntm_geo.assessment.recognition_lists import tier_text
from ntm_geo.briefing.profile import profile
from ntm_geo.i18n import _, format_number, format_percent
from ntm_geo.i18n.collation import by_name
from ntm_geo.reports.briefing import TOTAL, BriefTable, Column, Section, Statement
from ntm_geo.tables.base import each_row
from ntm_geo.themes.count_themes import hamlet_theme
from ntm_geo.themes.map_layers import class_labels
from ntm_geo.themes.map_themes import status_names, tier_theme
from ntm_geo.themes.overviews import heat_table

if TYPE_CHECKING:
    from ntm_geo.briefing.briefing_data import BriefingData

_STRONG, _WEAK = 3, 3
"""Districts named at either end of the league."""


class CommuneResult(NamedTuple):
    """A row of the annex of communes, in the order of its columns; ``missed`` names the criteria not met."""

    number: str
    code: str
    name: str
    district: str
    tier: str
    met: int
    unknown: int
    missed: str
    certified: int
    hamlets: int


def districts_section(data: BriefingData) -> Section:
    """Return the districts beside each other, best first; the communes where there are no districts."""
    before = data.earlier[-1] if data.earlier else None
    table = league(data.standing, before=before)
    rows = tuple(
        (
            str(index), row.name, int(row.communes), int(row.recognised), _whole(row.recognised_change),
            int(row.below), round(float(row.mean_met), 1), int(row.certified), int(row.hamlets),
            _share(row.hamlet_share),
        )
        for index, row in enumerate(each_row(table), start=1)
    )  # fmt: skip
    sums = {column: int(table[column].sum()) for column in ("communes", "recognised", "below", "certified", "hamlets")}
    change = None if before is None else int(table["recognised_change"].sum())
    mean = float(data.standing.assessment.standings["met"].mean()) if data.standing.communes else 0.0
    by_district = data.standing.units["parent_code"].notna().any()
    under = _("Under {limit} criteria", limit=below_limit(data.standing.criteria_set))
    brief = BriefTable(
        key="districts",
        title=_("Results by district") if by_district else _("Results by commune"),
        columns=(
            Column(heading=_("No"), width=0.6),
            Column(heading=_("District") if by_district else _("Commune"), width=2),
            Column(heading=_("Number of communes"), kind="count", width=0.8),
            Column(heading=_("Recognised"), kind="count", width=0.9),
            Column(heading=_("Change on the year before"), kind="count", width=0.8),
            Column(heading=under, kind="count", width=0.9),
            Column(heading=_("Mean criteria met"), kind="number", width=0.9),
            Column(heading=_("Hamlets certified"), kind="count", width=0.9),
            Column(heading=_("Number of hamlets"), kind="count", width=0.8),
            Column(heading=_("Share of hamlets"), kind="share", width=0.9, ratio=(7, 8)),
        ),
        rows=rows,
        total=(
            None, _("Whole province"), sums["communes"], sums["recognised"], change, sums["below"], round(mean, 1),
            sums["certified"], sums["hamlets"], sums["certified"] / sums["hamlets"] if sums["hamlets"] else None,
        ),
        facts={"communes": (TOTAL, 2), "tier.recognised": (TOTAL, 3), "assessed.certified": (TOTAL, 7)},
    )  # fmt: skip
    return Section(
        key="districts",
        title=_("Results by district") if by_district else _("Results by commune"),
        statements=_league_statements(table),
        tables=(brief,),
    )


def _league_statements(table: pd.DataFrame) -> tuple[Statement, ...]:
    some = table[table["recognised"].gt(0)].head(_STRONG)
    none = table[table["recognised"].eq(0)]
    statements = []
    if len(some):
        names = "; ".join(
            _("{name} ({count} of {total} communes)", name=row.name, count=row.recognised, total=row.communes)
            for row in each_row(some)
        )
        statements.append(Statement(text=_("Highest share of recognised communes: {names}.", names=names)))
    if len(none):
        names = ", ".join(none["name"].head(_WEAK)) + ("…" if len(none) > _WEAK else "")
        statements.append(
            Statement(text=_("{count} have no recognised commune yet: {names}.", count=len(none), names=names))
        )
    return tuple(statements)


def hamlets_section(data: BriefingData) -> Section:
    """Return certified hamlets by district against the target."""
    target = hamlet_target(data.workspace, data.standing.period)
    aim = 0.0 if target is None else target
    full, districts, communes = hamlet_goals(data.standing, aim)
    places = (
        [(district.name, district.certified, district.total, district.needed) for district in districts]
        if districts
        else [(row.name, row.certified, row.total, row.needed) for row in each_row(communes)]
    )
    rows = tuple(
        (str(index), name, certified, total, certified / total if total else None, needed)
        for index, (name, certified, total, needed) in enumerate(places, start=1)
    )
    table = BriefTable(
        key="hamlets",
        title=_("Certified hamlets, end of {year}", year=data.standing.period),
        columns=(
            Column(heading=_("No"), width=0.6),
            Column(heading=_("District") if districts else _("Commune"), width=2.4),
            Column(heading=_("Hamlets certified"), kind="count", width=1),
            Column(heading=_("Number of hamlets"), kind="count", width=1),
            Column(heading=_("Share of hamlets"), kind="share", width=1, ratio=(2, 3)),
            Column(heading=_("Still needed for {share}", share=format_percent(aim)), kind="number", width=1.2),
        ),
        rows=rows,
        total=(None, _("Whole province"), full.certified, full.total, full.share, full.needed),
        facts={"assessed.certified": (TOTAL, 2), "assessed.hamlets": (TOTAL, 3)},
        note=_("Each district aims at the share by itself, so what they need does not add up."),
    )
    content = data.content(hamlet_theme(data.standing, target), values=True)
    with_any = int(communes["certified"].gt(0).sum())
    return Section(
        key="hamlets",
        title=_("Certification of hamlets"),
        statements=(
            Statement(
                text=_(
                    "By the end of {year}, {certified} of {total} hamlets ({share}) are certified, in {communes} "
                    "communes.",
                    year=data.standing.period, certified=format_number(full.certified),
                    total=format_number(full.total), share=format_percent(full.share), communes=with_any,
                ),
                facts=("assessed.certified", "assessed.hamlets"),
            ),
            *([] if target is None or not full.needed else [Statement(text=_(
                "{needed} more hamlets are needed to reach {share}.", needed=format_number(full.needed),
                share=format_percent(target),
            ))]),
            *_class_statements(data),
        ),
        tables=(table,),
        maps=(data.brief_map("hamlet_map", content),),
    )  # fmt: skip


def _class_statements(data: BriefingData) -> tuple[Statement, ...]:
    """Return how many hamlets of the register are in each class; nothing where none is judged."""
    judged = hamlet_standing(data.workspace, data.figures, data.standing)
    if judged is None or not judged.has_results:
        return ()
    return (Statement(text=class_sentence(judged, judged.table)),)


def commune_section(data: BriefingData, code: str) -> Section:
    """Return one commune: where it stands, its criteria, what it misses.

    Raises
    ------
    UnknownUnitError
        The units have no commune of that code.
    """
    shown = profile(data.workspace, code, (data.standing, *data.earlier, data.standing))
    labels, words = class_labels(data.standing.criteria_set), status_names()
    met = sum(criterion.status == "met" for criterion in shown.criteria)
    rows = tuple(
        (criterion.code, criterion.name, words[criterion.status], criterion.departments) for criterion in shown.criteria
    )
    content = data.content(tier_theme(data.standing), commune=code)
    tier = shown.standing.tier if shown.standing else "unknown"
    return Section(
        key=f"commune.{code}",
        title=" – ".join(part for part in (shown.title, shown.district) if part),
        statements=(
            Statement(
                text=_(
                    "At the end of {year}: {met} of {total} criteria met, group “{tier}”; {certified} of {hamlets} "
                    "hamlets certified.",
                    year=data.standing.period, met=met, total=len(shown.criteria) or len(
                        data.standing.criteria_set.criteria), tier=labels.get(tier, _("Not enough data")),
                    certified=shown.hamlets_certified, hamlets=shown.hamlets_total,
                )
            ),
            *(
                Statement(text=_("{code} {name}: {value}; asked for: {rule}.", code=item.code, name=item.name,
                                 value=item.value, rule=item.rule))
                for item in shown.missing[:4]
            ),
        ),
        tables=(
            BriefTable(
                key=f"commune.{code}",
                title=shown.title,
                columns=(
                    Column(heading=_("Criterion"), width=0.7), Column(heading=_("Name"), width=2.2),
                    Column(heading=_("Result"), width=1), Column(heading=_("Who is in charge"), width=2.6),
                ),
                rows=rows,
            ),
        ),
        maps=(data.brief_map(f"commune.{code}", content),),
    )  # fmt: skip


def commune_results(data: BriefingData) -> tuple[CommuneResult, ...]:
    """Return every commune by district and name: tier, criteria met and missing, hamlets."""
    standing = data.standing
    labels = class_labels(standing.criteria_set)
    theme = tier_theme(standing).table
    hamlets = standing.assessment.hamlet_counts.set_index("code")
    certified, total = hamlets["certified"], hamlets["total"]
    results = standing.assessment.results
    missed = (
        results[results["met"].eq(other=False)]
        .groupby("code")["criterion"]
        .apply(lambda criterion: ", ".join(sorted(criterion, key=int)))
    )
    standings_by_code = standing.assessment.standings.set_index("code")
    rows = []
    for index, row in enumerate(each_row(theme.sort_values(["district", "name", "code"], key=by_name)), start=1):
        commune = standings_by_code.loc[row.code]
        rows.append(
            CommuneResult(
                number=str(index),
                code=row.code,
                name=row.name,
                district=row.district,
                tier=tier_text(labels.get(row.status, _("Not enough data")), pending=bool(commune["pending"])),
                met=int(commune["met"]),
                unknown=int(commune["unknown"]),
                missed=str(missed.get(row.code, "")),
                certified=int(certified[row.code]),
                hamlets=int(total[row.code]),
            )
        )
    return tuple(rows)


def communes_annex(data: BriefingData) -> BriefTable:
    """Return the table of `commune_results`."""
    rows = commune_results(data)
    return BriefTable(
        key="communes",
        title=_("Results of every commune, end of {year}", year=data.standing.period),
        columns=(
            Column(heading=_("No"), width=0.6),
            Column(heading=_("Code"), width=0.7),
            Column(heading=_("Commune"), width=1.7),
            Column(heading=_("District"), width=1.7),
            Column(heading=_("Tier"), width=1.4),
            Column(heading=_("Met"), kind="number", width=0.6),
            Column(heading=_("Unknown"), kind="number", width=0.7),
            Column(heading=_("Criteria not met"), width=2.4),
            Column(heading=_("Hamlets certified"), kind="count", width=0.8),
            Column(heading=_("Number of hamlets"), kind="count", width=0.7),
        ),
        rows=rows,
        total=(
            None, None, _("Whole province"), None, None, None, None, None, sum(row.certified for row in rows),
            sum(row.hamlets for row in rows),
        ),
        facts={
            "assessed.certified": (TOTAL, CommuneResult._fields.index("certified")),
            "assessed.hamlets": (TOTAL, CommuneResult._fields.index("hamlets")),
        },
    )  # fmt: skip


def heat_annex(data: BriefingData) -> BriefTable:
    """Return communes against criteria: met with a mark, not met empty, unknown with a question mark."""
    table = heat_table(data.standing)
    codes = [criterion.code for criterion in data.standing.criteria_set.criteria]
    signs = {"met": "x", "not_met": "", "unknown": "?"}
    rows: list[tuple[Any, ...]] = [
        (row["name"], row["district"], *(signs[row[code]] for code in codes), int(row["count"]))
        for row in table.to_dict("records")
    ]
    return BriefTable(
        key="heat",
        title=_("Communes against criteria, end of {year}", year=data.standing.period),
        columns=(
            Column(heading=_("Commune"), width=2.6),
            Column(heading=_("District"), width=2.6),
            *(Column(heading=code, width=0.55) for code in codes),
            Column(heading=_("Met"), kind="count", width=0.8),
        ),
        rows=tuple(rows),
        total=(_("Communes that meet it"), None, *(
            str(int(table[code].eq("met").sum())) for code in codes), int(table["count"].sum())),
        facts={"criteria.met": (TOTAL, len(codes) + 2)},
        note=_("x: met; empty: not met; ?: unknown."),
    )  # fmt: skip


def place_facts(data: BriefingData) -> dict[str, float]:
    """Return the figures of hamlets at the assessed year end and of all criteria met."""
    counts = data.standing.assessment.hamlet_counts
    codes = set(communes_of(data.standing)["code"])
    results = data.standing.assessment.results
    return {
        "assessed.certified": int(counts["certified"].sum()),
        "assessed.hamlets": int(counts["total"].sum()),
        "criteria.met": int((results["code"].isin(codes) & results["met"].eq(other=True)).sum()),
    }


def _share(value: float) -> float | None:
    return None if pd.isna(value) else float(value)


def _whole(value: float) -> int | None:
    return None if pd.isna(value) else int(value)
