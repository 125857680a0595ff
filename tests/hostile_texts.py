"""A data folder in which every field that a person can fill holds text that would do something, were it not text."""

from dataclasses import replace
from datetime import date

import pandas as pd

from ntm_geo.assessment.hamlets import save_register
from ntm_geo.assessment.period import assess_period
from ntm_geo.assignment import draft_steps
from ntm_geo.assignment.case import AssignQuestion, Chosen, make_case
from ntm_geo.assignment.engine.rules import Lock
from ntm_geo.assignment.saved_question import question_out
from ntm_geo.boundaries.schematic import read_schematic
from ntm_geo.briefing.running_orders import Item, RunningOrder, save_order
from ntm_geo.intake.boundary_files.boundary_import import BoundaryQuestion, keep_boundaries, preview_boundaries
from ntm_geo.intake.uploads import receive
from ntm_geo.monitoring import work_registers
from ntm_geo.partners.assignment_plans import Decision, move_on, new_edition, start_plan
from ntm_geo.partners.support import save_support
from ntm_geo.priorities.engine.selection import Overrule
from ntm_geo.priorities.factor_values import factor_values
from ntm_geo.priorities.prioritize import answer, ready_question
from ntm_geo.priorities.scenarios import save_scenario
from ntm_geo.records import provincial_thresholds
from ntm_geo.records.agency_list import load_agencies, save_agencies, save_partners
from ntm_geo.records.attachments import add_attachment
from ntm_geo.records.figures import load_figures
from ntm_geo.records.provincial_thresholds import left_to_province
from ntm_geo.store.datasets import add_version
from ntm_geo.store.versions import NewVersion, Slot
from ntm_geo.tables.provenance import Provenance
from ntm_geo.tables.saved.running_order_table import SHOWS
from ntm_geo.themes import map_layers

MARK = "zq17"
"""Stands in every hostile text, followed by the name of the field."""
VINTAGE = "2020"
PERIOD = 2022
PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d49444154789c63606060f80f0001040100"
    "5fe5c34b0000000049454e44ae426082"
)


def hostile(field, port, *, long=True):
    """Return text for a field; a short one where the field takes no more."""
    mark, host = f"{MARK}{field}", f"http://127.0.0.1:{port}"
    if not long:
        return f"![{mark}]({host}/{mark})"
    return (
        f'=HYPERLINK("{host}/h") ![{mark}]({host}/{mark}.png) [{mark}]({host}/l) <img src={host}/i onerror=x> '
        f"<script>fetch('{host}/s')</script> :red[{mark}] :smile: :material/home: ${mark}$ "
        f'#read("/etc/hostname") @x #link("{host}/t") | `a` \u202e\x07\x0b $\\x # {mark} www.zq.test a@zq.test'
    )


class Folder:
    """Fills a workspace; `commune` is the one that has everything."""

    def __init__(self, space, port):
        self.space, self.port = space, port
        self.figures = load_figures(space)
        self.standing = assess_period(space, self.figures, period=PERIOD)
        table = self.standing.assessment.standings
        self.codes = table.loc[table["recognition"].isna(), "code"].sort_values().iloc[:12].tolist()
        self.commune = self.codes[0]
        self.by = self.typed("by")

    def typed(self, field, **more):
        """Return the text of a field."""
        return hostile(field, self.port, **more)

    def fill(self):
        """Keep something hostile in every field, through the doors a person uses."""
        self.boundaries()
        self.agencies()
        self.plan()
        self.support()
        self.monitoring()
        self.registers()
        self.attachments()
        self.scenario()
        self.order()
        self.thresholds()
        return self

    def boundaries(self):
        units = read_schematic(self.space.province, VINTAGE)[["code", "name", "geometry"]]
        name = f"{MARK}boundary ![x](a) www.zq.test $a$ `b`.geojson"
        path = receive(self.space, [(name, units.to_json().encode())])
        question = BoundaryQuestion(mend_m=100.0, mend_all=True)
        plan = preview_boundaries(self.space, path, vintage=VINTAGE, question=question)
        keep_boundaries(self.space, plan, by=self.by)

    def agencies(self):
        table = load_agencies(self.space).table
        for field in ("name", "contact", "home", "other_resources"):
            table[field] = [f"{self.typed(f'agency-{field}')} {row}" for row in range(len(table))]
        save_agencies(self.space, table, by=self.by, expected=None, illustrative=False)
        self.agency = str(table["agency"].iloc[0])
        partners = pd.DataFrame(
            {"agency": [self.agency], "code": [self.commune], "year": [2021], "decision": [self.typed("partner")]}
        )
        save_partners(self.space, partners, vintage=VINTAGE, by=self.by, expected=None)

    def plan(self):
        scores = {code: 90.0 - place for place, code in enumerate(self.codes)}
        chosen = Chosen(codes=tuple(self.codes), scores=scores, source=self.typed("source"))
        case = make_case(self.space, self.standing, chosen, AssignQuestion(first_year=PERIOD + 1))
        self.draft = draft = draft_steps.propose(case)
        first = draft.pairs[draft.pairs["assigned"]].iloc[0]
        pair = (str(first["agency"]), str(first["code"]))
        locked = Lock(agency=pair[0], code=pair[1], inside=True, by=self.by, why=self.typed("lock"))
        self.draft = draft = draft_steps.lock(draft, pair, locked)
        edition = start_plan(
            self.space, self.typed("plan", long=False), draft.pairs, vintage=VINTAGE, years=(PERIOD + 1, PERIOD + 1),
            question=question_out(draft.case), provenance=Provenance(source=self.typed("plan-source")), by=self.by,
        )  # fmt: skip
        decision = Decision(
            number=self.typed("number"), on=date(2023, 1, 9), signer=self.typed("signer"), place=self.typed("place")
        )
        edition = move_on(self.space, edition, "decided", by=self.by, decision=decision)
        self.edition = new_edition(self.space, edition, reason=self.typed("reason"), by=self.by)

    def support(self):
        rows = {
            "number": [None, None], "agency": [self.agency] * 2, "code": [self.commune] * 2, "year": [PERIOD + 1] * 2,
            "content": [self.typed("content-a"), self.typed("content-b")], "criterion": [None, None],
            "money": [10.0, 20.0], "days": [1.0, 2.0], "due_on": pd.to_datetime(["2023-03-01"] * 2),
            "done_on": pd.to_datetime([None, "2023-03-02"]), "done": [None, self.typed("done")],
            "money_done": [None, 5.0], "days_done": [None, 1.0],
        }  # fmt: skip
        save_support(self.space, pd.DataFrame(rows), vintage=VINTAGE, by=self.by, expected=None)

    def monitoring(self):
        day, late = pd.Timestamp("2022-05-01"), pd.Timestamp("2022-06-01")
        self.department = department = self.space.departments[0].key
        rows = {
            "registrations": {"code": self.commune, "year": PERIOD, "criterion": "10", "note": self.typed("register")},
            "steps": {
                "code": self.commune, "level": "standard", "step": "appraised", "on": day,
                "document": self.typed("document"), "note": self.typed("step"),
            },
            "difficulties": {
                "number": None, "code": self.commune, "criterion": "10", "what": self.typed("difficulty"),
                "raised_by": self.typed("raised"), "in_charge": department, "to_ministry": True, "raised_on": day,
                "due_on": late, "solved_on": pd.NaT, "solution": self.typed("solution"),
            },
            "conditions": {
                "code": self.commune, "period": PERIOD, "condition": "satisfaction", "met": False,
                "note": self.typed("condition"),
            },
            "inspections": {
                "number": None, "code": self.commune, "on": day, "who": self.typed("who"),
                "findings": self.typed("findings"),
            },
        }  # fmt: skip
        for kind, row in rows.items():
            work_registers.save(self.space, kind, pd.DataFrame([row]), vintage=VINTAGE, by=self.by, expected=None)

    def registers(self):
        hamlets = self.figures.hamlets[self.figures.hamlets["code"].eq(self.commune)].copy()
        row = hamlets.index[0]
        hamlets.loc[row, ["name", "decision"]] = [self.typed("hamlet"), self.typed("hamlet-decision")]
        hamlets.loc[row, "certified_on"] = pd.Timestamp("2022-03-01")
        hamlets.loc[row, ["lon", "lat"]] = [106.2, 22.7]
        save_register(self.space, self.figures, hamlets, vintage=VINTAGE, by=self.by, expected=None)
        table = self.figures.registers[VINTAGE].recognitions.copy()
        new = {
            "code": self.commune, "level": "standard", "recognised_on": pd.Timestamp("2021-01-01"),
            "revoked_on": pd.Timestamp("2021-12-01"), "decision": self.typed("recognition"),
        }  # fmt: skip
        table = pd.concat([table, pd.DataFrame([new])], ignore_index=True)[list(table.columns)]
        source = Provenance(source=self.typed("recognition-file"))
        made = NewVersion(slot=Slot(kind="recognitions", vintage=VINTAGE), table=table, provenance=source, by=self.by)
        add_version(self.space.store, made, expected=None)

    def attachments(self):
        for name, content in ((f"{MARK}![x](a) www.zq.test.png", PNG), (f"{MARK} [x](b) <b>.pdf", b"%PDF-1.4\n")):
            add_attachment(
                self.space, self.commune, vintage=VINTAGE, name=name, content=content, title=self.typed("title"),
                on=date(2022, 3, 1), by=self.by,
            )  # fmt: skip

    def scenario(self):
        figures = load_figures(self.space)
        standings = [assess_period(self.space, figures, period=year) for year in (2022, 2021, 2020)]
        drawn = map_layers.layer(self.space, vintage=VINTAGE, boundary_set="schematic")
        values = factor_values(self.space, standings, drawn)
        question = ready_question("finish", 8)
        overrules = {self.codes[-1]: Overrule(state="in", reason=self.typed("overrule"))}
        question = replace(question, rules=replace(question.rules, overrules=overrules))
        self.scenario_name = self.typed("scenario", long=False)
        save_scenario(
            self.space, self.scenario_name, answer(standings[0], values, question), standing=standings[0],
            values=values, data_number=1, by=self.by,
        )  # fmt: skip

    def order(self):
        about = {"criterion": "10", "commune": self.commune, "priority": self.scenario_name}
        items = [
            Item(
                show=show, subject=about.get(show, ""), title=self.typed(f"slide-{show}"),
                statement=self.typed(f"sentence-{show}"), note=self.typed(f"note-{show}"),
            )
            for show in SHOWS
        ]  # fmt: skip
        usual = ("assignment", "difficulties", "priority", "commune")
        items += [Item(show=show, subject=about.get(show, "")) for show in usual]
        self.order_name = self.typed("order", long=False)
        save_order(self.space, RunningOrder(name=self.order_name, items=tuple(items)), by=self.by, expected=None)

    def thresholds(self):
        indicator = left_to_province(self.space)[0]
        rows = pd.DataFrame(
            {
                "indicator": [indicator.code], "effective": [pd.Timestamp("2022-01-01")], "value": [1.0],
                "decision": [self.typed("threshold")], "clause": [self.typed("clause")], "verified": [True],
            }
        )  # fmt: skip
        provincial_thresholds.save(self.space, rows, by=self.by, expected=None)
