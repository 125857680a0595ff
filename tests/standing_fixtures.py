"""What tests of the stories share: the figures shipped, their assessments, a problem of assignment, a plan."""

import functools
from dataclasses import replace
from datetime import date

import pandas as pd
import pytest

from ntm_geo.assessment.period import assess_period
from ntm_geo.assignment.case import AssignQuestion, Chosen, make_case
from ntm_geo.briefing.brief import briefing_of
from ntm_geo.briefing.briefing_data import BriefRequest, briefing_data_of
from ntm_geo.i18n import use_language
from ntm_geo.monitoring.difficulties import on_day
from ntm_geo.partners.assignment_plans import start_plan
from ntm_geo.records.figures import load_figures
from ntm_geo.store.kinds import MODELS
from ntm_geo.tables.base import validate
from ntm_geo.tables.provenance import Provenance


@pytest.fixture(scope="session")
def figures(shipped):
    return load_figures(shipped)


@pytest.fixture(scope="session")
def standing(shipped, figures):
    """Assessment of a year on the units of a vintage, as a function that remembers."""

    @functools.cache
    def assessed(period=2022, vintage=""):
        return assess_period(shipped, figures, period=period, vintage=vintage)

    return assessed


@pytest.fixture(scope="session")
def brief_data(shipped, figures):
    """Input data of a briefing as a function of what is asked for, which remembers; to be read only."""

    @functools.cache
    def read(period=2022, **asked):
        use_language("vi")
        return briefing_data_of(shipped, figures, BriefRequest(period=period, **asked))

    return read


@pytest.fixture(scope="session")
def year_briefing(brief_data):
    """The briefing of 2022 in Vietnamese, as a function that remembers; to be read only."""

    @functools.cache
    def made():
        use_language("vi")
        return briefing_of(brief_data())

    return made


@pytest.fixture(scope="session")
def assign_case(shipped, standing):
    """The problem of who helps, as a function of the question: the 12 communes of a made choice, standing of 2022."""

    def made(**asked):
        found = standing()
        table = found.assessment.standings
        codes = table.loc[table["recognition"].isna(), "code"].sort_values().iloc[:12].tolist()
        chosen = Chosen(codes=tuple(codes), scores={code: 90.0 - 5 * n for n, code in enumerate(codes)}, source="Thử")
        return make_case(shipped, found, chosen, AssignQuestion(**({"first_year": 2023} | asked)))

    return made


@pytest.fixture(scope="session")
def pair_row():
    """A pair of a plan as a function: pair_row("health", "01291", lock="in")."""

    def row(agency="health", code="01291", **changes):
        return {
            "agency": agency, "code": code, "assigned": True, "agency_name": f"Cơ quan {agency}", "kind": "department",
            "name": f"Xã {code}", "district": "Huyện A", "origin": "solver", "why": None, "lock": None, "lock_by": None,
            "lock_why": None, "value": 0.5, "pieces": "{}", "km": 12.5, "note": None,
        } | changes  # fmt: skip

    return row


@pytest.fixture(scope="session")
def pair_table(pair_row):
    """Pairs of a plan, as a function of tuples of agency and commune or of rows."""

    def table(*rows):
        made = [one if isinstance(one, dict) else pair_row(*one) for one in rows]
        frame = pd.DataFrame(made, columns=list(MODELS["assignments"].to_schema().columns))
        return validate(frame, MODELS["assignments"])

    return table


@pytest.fixture
def begun(fresh, pair_table):
    """A plan with two pairs, begun as a draft in an empty data folder."""
    return start_plan(
        fresh, "Phân công 2023", pair_table(("health", "01291"), ("trade", "01294")), vintage="2020",
        years=(2023, 2025), question={"asked": "so"}, provenance=Provenance(source="thử", illustrative=True), by="An",
        today=date(2023, 1, 10),
    )  # fmt: skip


@pytest.fixture(scope="module")
def troubled(data):
    """The basis of a test module with three difficulties: one late and passed up, one open, one solved."""
    row = {
        "code": "01291", "criterion": "2", "what": "Thiếu vốn làm đường", "raised_by": "Xã", "in_charge": "transport",
        "to_ministry": True, "raised_on": "2022-01-10", "due_on": "2022-06-30", "solved_on": None, "solution": None,
    }  # fmt: skip
    table = pd.DataFrame(
        [
            row | {"number": 1},
            row | {"number": 2, "to_ministry": False, "due_on": None, "what": "Chờ quy hoạch"},
            row | {"number": 3, "solved_on": "2022-05-01"},
        ]
    ).astype({"to_ministry": "boolean"})
    for column in ("raised_on", "due_on", "solved_on"):
        table[column] = pd.to_datetime(table[column])
    days = {key: pd.to_datetime(table[key]) for key in ("raised_on", "due_on", "solved_on")}
    visits = pd.DataFrame(
        [[1, "01291", pd.Timestamp("2022-06-01"), "Sở NN&PTNT", "Đường đạt"]],
        columns=["number", "code", "on", "who", "findings"],
    )
    return replace(data, difficulties=on_day(table.assign(**days), date(2022, 12, 31)), inspections=visits)
