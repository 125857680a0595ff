"""An office that entered the made-up advanced set of 2021-2025, and a commune of 2025 to try things on."""

from dataclasses import replace

import pandas as pd
import pytest

from ntm_geo.assessment.by_other_sets.upper_level import scores_slot
from ntm_geo.assessment.engine.tiers import standings
from ntm_geo.assessment.period import assess_period
from ntm_geo.records.figures import load_figures
from ntm_geo.records.law_editions import keep_edition
from ntm_geo.records.provincial_thresholds import save
from ntm_geo.records.registers import read_register, write_register
from ntm_geo.settings import Settings
from ntm_geo.workspace.workspace import open_workspace
from tests.made_up_law import ADVANCED, made_up_advanced

YEAR, VINTAGE = 2025, "2025"


class Office:
    """Its workspace, the year as it stands, and the commune."""

    def __init__(self, folder):
        self.space = open_workspace(Settings(data_dir=folder))
        keep_edition(
            self.space, ADVANCED, made_up_advanced(self.space.shipped_law.others[ADVANCED]), by="An", expected=None
        )
        self.law = self.space.law.others[ADVANCED]
        self.standing = assess_period(self.space, load_figures(self.space), period=YEAR)
        self.code = self.standing.assessment.standings["code"].iloc[0]
        self.entries = [line for criterion in self.law.criteria for line in criterion.entries]
        self.thresholds = None

    def set_levels(self, codes):
        """Let the province set its levels, of these indicators alone."""
        if self.thresholds == codes:
            return
        rows = [
            {"indicator": code, "effective": pd.Timestamp("2021-01-01"), "value": 80.0 if code == "2.1" else 1.0,
             "decision": "01/QĐ-UBND", "clause": None, "verified": True}
            for code in codes
        ]  # fmt: skip
        columns = ["indicator", "effective", "value", "decision", "clause", "verified"]
        table = pd.DataFrame(rows, columns=columns).astype({"verified": "boolean"})
        version = read_register(self.space, self.slot("advanced_thresholds")).version
        save(self.space, table, by="An", expected=version, subject="advanced")
        self.thresholds = codes

    def slot(self, kind):
        """Place of a register without year or units."""
        return replace(scores_slot("advanced", vintage="", period=0), kind=kind)

    def enter(self, values):
        """Keep the values of the commune, what is not said plainly met; a None is not known, "none" is nothing."""
        known = {} if values == "none" else {line.code: _plain(line) for line in self.entries} | values
        rows = [(self.code, code, YEAR, float(value)) for code, value in known.items() if value is not None]
        slot = scores_slot("advanced", vintage=VINTAGE, period=YEAR)
        register = read_register(self.space, slot)
        table = pd.DataFrame(rows, columns=list(register.table.columns)).astype(register.table.dtypes.to_dict())
        write_register(self.space, slot, table, by="An", expected=register.version)

    def year_with(self, *, level="none", for_year=2023, missing=(), unknown=(), income=40.0):
        """The year, the commune recognised at a level and meeting all criteria of the standard but some."""
        standing = self.standing
        ladder = {"none": (), "standard": ("standard",), "advanced": ("standard", "advanced")}
        ladder["model"] = ("standard", "advanced", "model")
        rows = [
            {"code": self.code, "level": name, "for_year": 2018 if name == "standard" else for_year,
             "recognised_on": pd.Timestamp(f"{for_year}-12-01"), "revoked_on": pd.NaT, "decision": None}
            for name in ladder[level]
        ]  # fmt: skip
        recognitions = pd.DataFrame(rows, columns=list(standing.recognitions.columns))
        recognitions = recognitions.astype(
            {"for_year": "Int64", "recognised_on": "datetime64[ns]", "revoked_on": "datetime64[ns]"}
        )
        codes = [criterion.code for criterion in standing.criteria_set.criteria if criterion.code not in unknown]
        results = pd.DataFrame(
            {"code": self.code, "criterion": codes, "period": YEAR, "met": [code not in missing for code in codes]}
        ).astype({"met": "boolean"})
        table = standings(
            results, recognitions, codes=standing.assessment.standings["code"], period=YEAR,
            criteria_set=standing.criteria_set,
        )  # fmt: skip
        scores = pd.DataFrame({"code": [self.code], "indicator": ["10.1"], "period": [YEAR], "value": [income]})
        assessed = replace(standing.assessment, results=results, standings=table)
        return replace(standing, assessment=assessed, recognitions=recognitions, scores=scores.dropna(subset=["value"]))


def _plain(line):
    if line.sense == "pass":
        return 1.0
    return 5.0 if line.sense == "at_most" else 100.0


@pytest.fixture(scope="session")
def office(tmp_path_factory):
    return Office(tmp_path_factory.mktemp("advanced"))
