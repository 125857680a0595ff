"""Behind a ranking on a page: what the weights really do, what is not known, and what would bring a commune in."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd
import streamlit as st

from ntm_geo.i18n import _, format_percent
from ntm_geo.priorities.engine import FACTORS
from ntm_geo.priorities.engine.effects import COUNTS
from ntm_geo.priorities.factor_values import say_factor
from ntm_geo.priorities.prioritize import effects_of, notes_of
from ntm_geo.priorities.ways_in import outside, ways_in, ways_in_sentence
from ntm_geo.tables.base import each_row
from ntm_geo.ui.kit.messages import escaped
from ntm_geo.ui.kit.table import show_table

if TYPE_CHECKING:
    from ntm_geo.assessment.period import PeriodAssessment
    from ntm_geo.priorities.prioritize import Answer


def show_effects(answer: Answer) -> None:
    """Show what scaling made of each weight, and which factors say nothing; made when it is opened."""
    label = _("What the weights really do")
    box = st.expander(label, icon=":material/balance:", key="weight_effects", on_change="rerun")
    if not box.open:
        return
    rows = [
        {
            _("Factor"): str(FACTORS[row.factor].name),
            _("Weight"): format_percent(row.weight),
            _("Lowest"): say_factor(row.factor, row.low),
            _("Highest"): say_factor(row.factor, row.high),
            _("Not known"): int(row.unknown),
            _("What it really does"): format_percent(row.effect) if row.state == COUNTS else "–",
        }
        for row in each_row(effects_of(answer))
    ]
    with box:
        show_table(pd.DataFrame(rows))
        st.caption(
            _("Values are scaled between the lowest and the highest; a factor then counts by how far it sets the "
              "communes apart. The last column is its share of all differences between scores.")
        )  # fmt: skip
        for line in notes_of(answer):
            st.markdown(f"- {escaped(line)}")


def show_ways_in(standing: PeriodAssessment, values: pd.DataFrame, answer: Answer, code: str) -> None:
    """Say what would bring the commune looked at onto the list, where it is not on it."""
    if code in set(outside(answer)):
        st.info(
            escaped(ways_in_sentence(answer.names[code], ways_in(standing, values, answer, code))),
            icon=":material/login:",
        )
