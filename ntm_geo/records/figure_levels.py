"""Levels a figure can stand on: as the commune reports it, as the departments appraised it, as a council confirmed it.

What was imported counts as appraised, and stays where a dossier says nothing. A dossier's criterion takes the place of
the imported one as a whole, its values included. Source: Decision 18/2022/QD-TTg, see `monitoring.procedure`.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Final, Literal, get_args

import pandas as pd

from ntm_geo.errors import SettingsError, msg
from ntm_geo.i18n import Localized
from ntm_geo.store.datasets import list_versions, read_version
from ntm_geo.store.kinds import MODELS
from ntm_geo.tables.base import empty_frame

if TYPE_CHECKING:
    from ntm_geo.errors import Message
    from ntm_geo.records.shipped import Figures
    from ntm_geo.workspace.workspace import Workspace

Level = Literal["reported", "appraised", "recognised"]
FIGURE_LEVELS: Final[tuple[Level, ...]] = get_args(Level)
USUAL: Final[Level] = "appraised"
DOSSIER_KINDS: Final = ("sent_reports", "appraisals", "councils")
"""Kinds of data a level other than the imported one rests on."""
_CASE: Final = ["code", "period", "criterion"]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class DossierRows:
    """What was sent, appraised and confirmed, of all years by the codes in force at their end."""

    sent_reports: pd.DataFrame
    """``tables.SentReports``."""
    appraisals: pd.DataFrame
    """``tables.Appraisals``."""
    councils: pd.DataFrame
    """``tables.Councils``."""

    @property
    def years(self) -> tuple[int, ...]:
        """Years something was sent in."""
        return tuple(sorted(map(int, self.sent_reports["period"].unique())))


def level_named(word: str) -> Level:
    """Return a level by its key; empty for the usual one.

    Raises
    ------
    SettingsError
        There is no such level.
    """
    for level in FIGURE_LEVELS:
        if word == level:
            return level
    if not word:
        return USUAL
    raise SettingsError(
        msg("There is no level {level}.", level=word),
        fix=msg("Choose one of: {choices}.", choices=", ".join(FIGURE_LEVELS)),
    )


def read_dossier_rows(workspace: Workspace) -> DossierRows:
    """Return what dossiers say in all years; empty tables where no office uses them."""
    current = [version for version in list_versions(workspace.store) if version.current]
    tables = {}
    for kind in DOSSIER_KINDS:
        used = [
            version
            for version in current
            if version.slot.kind == kind
            and workspace.province.vintage_on(date(version.slot.period, 12, 31)).key == version.slot.vintage
        ]
        filled = [table for table in (read_version(workspace.store, version) for version in used) if len(table)]
        tables[kind] = pd.concat(filled, ignore_index=True) if filled else empty_frame(MODELS[kind])
    return DossierRows(**tables)


def at_level(figures: Figures, rows: DossierRows, level: Level) -> Figures:
    """Return the figures as they stand on a level; the same where no dossier has come so far.

    Parameters
    ----------
    figures : as imported.
    rows : of `read_dossier_rows`.
    level : ``reported``: criteria that were sent are as sent, the newest sending counts; ``appraised``: those a
        department found met or not met are so, with the values they were appraised by; ``recognised``: of these, only
        what was appraised when a council met.
    """
    sent = _with_criterion(rows.sent_reports)
    if level == "reported":
        cases: pd.DataFrame = sent.groupby(_CASE)["sending"].max().reset_index()
        verdicts = None
    else:
        judged = _last_appraisals(rows, confirmed=level == "recognised")
        verdicts = judged[judged["verdict"].isin(["met", "not_met"])]
        cases = verdicts[[*_CASE, "sending"]]
    if not len(cases):
        return replace(figures, level=level)
    counted = sent.merge(cases, on=[*_CASE, "sending"])
    values = counted[counted["item"].ne(counted["criterion"]) & counted["value"].notna()]
    if verdicts is None:
        verdict_rows = counted[counted["item"].eq(counted["criterion"]) & counted["met"].notna()][[*_CASE, "met"]]
    else:
        verdict_rows = verdicts[_CASE].assign(met=verdicts["verdict"].eq("met").astype("boolean"))
    scores = values.rename(columns={"item": "indicator"})[list(figures.scores.columns)]
    return replace(
        figures,
        level=level,
        from_dossiers=cases[_CASE].reset_index(drop=True),
        results=_stack(_without(figures.results, figures.results["criterion"], cases), verdict_rows),
        scores=_stack(_without(figures.scores, _criterion_of(figures.scores["indicator"]), cases), scores),
    )


def level_sentence(figures: Figures, period: int) -> Message | None:
    """Return which level the figures of a year stand on, for whoever reads them; None on the usual one."""
    if figures.level == USUAL:
        return None
    cases = figures.from_dossiers
    used = cases[cases["period"].eq(period)] if cases is not None else None
    criteria, communes = (0, 0) if used is None else (len(used), used["code"].nunique())
    if figures.level == "reported":
        return msg(
            "As communes report them: {criteria} criteria of {communes} communes are as sent in, everything else as "
            "appraised.",
            criteria=criteria, communes=communes,
        )  # fmt: skip
    return msg(
        "As confirmed by the councils: {criteria} criteria of {communes} communes are as appraised when the council "
        "met; appraisals no council has heard are left out.",
        criteria=criteria, communes=communes,
    )  # fmt: skip


def level_name(level: Level) -> str:
    """Return what a level is called, in the current language."""
    return str(_NAMES[level])


_NAMES: Final[dict[Level, Localized]] = {
    "reported": Localized(vi="Theo tự đánh giá của xã", en="As reported by communes"),
    "appraised": Localized(vi="Theo kết quả thẩm định", en="As appraised"),
    "recognised": Localized(vi="Đã qua Hội đồng thẩm định", en="Confirmed by a council"),
}


def _with_criterion(sent: pd.DataFrame) -> pd.DataFrame:
    return sent.assign(criterion=_criterion_of(sent["item"]))


def _criterion_of(items: pd.Series[str]) -> pd.Series[str]:
    """Return the criterion of criteria, indicators and parts: what stands before the point."""
    return items.astype(str).str.replace(r"\..*", "", regex=True)


def _last_appraisals(rows: DossierRows, *, confirmed: bool) -> pd.DataFrame:
    """Return the newest appraisal of each criterion by its department; the one the last council knew, if wanted."""
    table = rows.appraisals[rows.appraisals["step"].eq("department")]
    if confirmed:
        met_on = rows.councils.groupby(["code", "period"], as_index=False)["held_on"].max()
        table = table.merge(met_on, on=["code", "period"])
        table = table[table["at"].astype(str).str[:10] <= table["held_on"].dt.strftime("%Y-%m-%d")]
    return table.sort_values("number").drop_duplicates(_CASE, keep="last")


def _without(table: pd.DataFrame, criteria: pd.Series[str], cases: pd.DataFrame) -> pd.DataFrame:
    """Return a table without the rows of some criteria of communes and years."""
    keys = pd.MultiIndex.from_arrays([table["code"], table["period"].astype(int), criteria])
    taken = pd.MultiIndex.from_arrays([cases["code"], cases["period"].astype(int), cases["criterion"]])
    return table[~keys.isin(taken)]


def _stack(imported: pd.DataFrame, fresh: pd.DataFrame) -> pd.DataFrame:
    if not len(fresh):
        return imported.reset_index(drop=True)
    return pd.concat([imported, fresh[list(imported.columns)].astype(imported.dtypes.to_dict())], ignore_index=True)
