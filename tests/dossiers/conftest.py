"""A workspace nobody has written into, the figures of the province, and what an office does with a dossier, by its words."""

from dataclasses import replace
from datetime import date

import pandas as pd
import pytest

from ntm_geo.dossiers.appraising import Appraisal, Vote, appraise, record_vote
from ntm_geo.dossiers.dossier_lines import law_of, lines_of
from ntm_geo.dossiers.dossier_rows import read_dossiers
from ntm_geo.dossiers.filling import save_draft
from ntm_geo.dossiers.sending import send
from ntm_geo.records.figures import load_figures
from tests.accounts import conftest as accounts

as_, office, rights, space = accounts.as_, accounts.office, accounts.rights, accounts.space
"""Fixtures of the accounts."""
VINTAGES = {2022: "2020", 2025: "2025", 2026: "2025"}


@pytest.fixture(scope="session")
def figures(shipped):
    return load_figures(shipped)


@pytest.fixture(scope="session")
def reported(figures):
    """The same figures, as if an office had brought them in."""
    sources = [replace(item, provenance=replace(item.provenance, illustrative=False)) for item in figures.sources]
    return replace(figures, sources=tuple(sources))


@pytest.fixture
def act(figures):
    """Do one thing an office does: ``act(space, code, year, {"does": "send", "day": …})``."""

    def do(space, code, year, step):
        place = {"vintage": VINTAGES[year], "period": year, "by": step.get("by", "Lan")}
        law, day = law_of(space, year), step.get("day", date(2026, 10, 1))
        criteria = [str(key) for key in step.get("criteria", [item.code for item in law.criteria])]
        if step["does"] == "fill":
            fill(space, code, criteria, figures, value=step.get("value", 1.0), **place)
        elif step["does"] == "send":
            send(space, figures, code, today=day, **place)
        elif step["does"] == "vote":
            numbers = {key: step.get(key, 9) for key in ("members", "present", "agreed")}
            vote = Vote(held_on=step.get("held", day), proposes=step.get("proposes", True), **numbers)
            record_vote(space, code, vote, today=day, **place)
        else:
            back = step.get("due") if step["verdict"] == "sent_back" else None
            appraisal = Appraisal(
                step=step["does"], verdict=step["verdict"], reason=step.get("reason", ""), due_on=back
            )
            for criterion in criteria:
                appraise(space, code, criterion, appraisal, today=day, **place)

    return do


def fill(space, code, criteria, figures, *, value, vintage, period, by):
    """Give everything that is asked for of some criteria the same value."""
    lines = lines_of(space, figures, read_dossiers(space, vintage=vintage, period=period), code)
    chosen = lines[lines["criterion"].isin(criteria) & lines["entry"]]
    of_values = chosen["item"].str.contains(".", regex=False)
    whole = ~of_values & ~chosen["criterion"].isin(chosen.loc[of_values, "criterion"])
    chosen = chosen[of_values | whole]
    rows = pd.DataFrame({"item": chosen["item"], "value": value, "met": pd.NA, "note": None})
    rows["value"] = rows["value"].where(chosen["item"].str.contains(".", regex=False))
    rows["met"] = pd.array([bool(value)] * len(rows), dtype="boolean")
    rows["met"] = rows["met"].mask(chosen["item"].str.contains(".", regex=False))
    save_draft(space, code, rows, vintage=vintage, period=period, by=by)
