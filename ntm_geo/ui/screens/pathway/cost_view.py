"""Costs on the page of the path: the table the planner owns, used at once, kept with who and when, taken along."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pandas as pd
import streamlit as st

from ntm_geo.i18n import _
from ntm_geo.pathway.criterion_costs import costs_book, costs_in_use, costs_sentence, last_number, save_costs
from ntm_geo.ui.kit import cache, seat
from ntm_geo.ui.kit.flash import flash_saved, show_flash
from ntm_geo.ui.kit.messages import escaped, guard

if TYPE_CHECKING:
    from ntm_geo.assessment.period import PeriodAssessment
    from ntm_geo.criteria.efforts import Efforts
    from ntm_geo.criteria.model import CriteriaSet


def choose_efforts(standing: PeriodAssessment) -> Efforts:
    """Let the planner write the province's own costs, try them at once, and keep them for everybody."""
    law, space = standing.criteria_set, cache.workspace()
    known, version = costs_in_use(space, law)
    number = last_number(space)
    title = (
        _("Costs (million VND): made up, write your own over them") if known.illustrative else _("Costs (million VND)")
    )
    with st.popover(title, icon=":material/payments:"):
        show_flash()
        st.caption(escaped(costs_sentence(version)))
        efforts = _others(_edited(known, law, number), number)
        changed = replace(efforts, illustrative=known.illustrative) != known
        keeps = seat.may_keep("costs")
        if changed and keeps:
            st.caption(_("The plan below uses what you wrote; others see it only once it is saved."))
        by = seat.who("data_by") if keeps else ""
        left, right = st.columns(2)
        if keeps and left.button(
            _("Save the costs"), type="primary", icon=":material/save:", disabled=not changed, key="costs_save"
        ):
            with guard(stop=False):
                _version, new = save_costs(space, efforts, law, by=by, expected=number)
                flash_saved(new=new)
                st.rerun()
        right.download_button(
            _("Download the costs (Excel)"),
            lambda: costs_book(efforts, law),
            file_name="chi-phi.xlsx",
            on_click="ignore",
            icon=":material/download:",
            help=_("On the command line: pathway --costs with this file."),
        )
    return efforts


def _edited(known: Efforts, law: CriteriaSet, number: int | None) -> Efforts:
    frame = pd.DataFrame(
        {
            "criterion": [criterion.code for criterion in law.criteria],
            "name": [str(criterion.name) for criterion in law.criteria],
            "fixed": [known.costs[criterion.code][0] for criterion in law.criteria],
            "per_gap": [known.costs[criterion.code][1] for criterion in law.criteria],
        }
    )
    edited = st.data_editor(
        frame,
        hide_index=True,
        disabled=["criterion", "name"],
        key=f"efforts_{law.key}_{number}",
        column_config={
            "criterion": _("Criterion number"),
            "name": _("Criterion"),
            "fixed": st.column_config.NumberColumn(_("Fixed part"), min_value=0, required=True, format="localized"),
            "per_gap": st.column_config.NumberColumn(
                _("For the whole distance"),
                min_value=0,
                required=True,
                format="localized",
                help=_("Half the distance to the thresholds costs half of it."),
            ),
        },
    )
    costs = {str(row["criterion"]): (float(row["fixed"]), float(row["per_gap"])) for row in edited.to_dict("records")}
    return replace(known, costs=costs)


def _others(known: Efforts, number: int | None) -> Efforts:
    words = {
        "hamlet": (_("One more hamlet"), known.hamlet),
        "advanced": (_("From standard to advanced"), known.advanced),
        "model": (_("From advanced to model"), known.model),
    }
    hamlet, advanced, model = (
        float(box.number_input(word, min_value=0.0, value=value, format="%.0f", key=f"cost_{key}_{number}"))
        for (key, (word, value)), box in zip(words.items(), st.columns(len(words)), strict=True)
    )
    return replace(known, hamlet=hamlet, advanced=advanced, model=model)
