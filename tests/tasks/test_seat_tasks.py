"""What waits for a seat follows from the dossiers, the registers of the year, and the day; cases a planner can read."""

from datetime import date
from pathlib import Path

import pandas as pd
import pytest
import yaml

from ntm_geo.partners.confirming import confirm_support
from ntm_geo.records.figures import load_figures
from ntm_geo.store.datasets import add_version
from ntm_geo.store.kinds import MODELS
from ntm_geo.store.versions import NewVersion, Slot
from ntm_geo.tables.provenance import Provenance
from ntm_geo.tasks.seat_tasks import COLUMNS, KINDS, Seat, tasks_of
from ntm_geo.tasks.task_counts import counts_by_kind, tasks_sentence

YEAR, TODAY = 2022, date(2022, 11, 15)
CASES = yaml.safe_load((Path(__file__).parent / "cases" / "waiting.yaml").read_text(encoding="utf-8"))
CRITERIA = [str(number) for number in range(1, 20)]
SOURCE = Provenance(source="test", sha256="0" * 64)


def stamp(day):
    return {"at": f"{day}T08:00:00+00:00", "by": "Hà", "account": ""}


def keep(space, kind, rows, *, period=0):
    model = MODELS[kind]
    table = pd.DataFrame(rows, columns=list(model.to_schema().columns))
    for name in ("due_on", "raised_on", "solved_on", "done_on", "held_on"):
        if name in table:
            table[name] = pd.to_datetime(table[name])
    slot = Slot(kind=kind, vintage="2020", period=period)
    add_version(space.store, NewVersion(slot=slot, table=model.validate(table), provenance=SOURCE, by="test"))


def keep_case(space, case):
    for code in case.get("reports", []):
        keep(space, "reports", [{"code": code, "item": "1", "period": YEAR, "met": True}], period=YEAR)
    if "sent" in case:
        keep(space, "sent_reports", [
            {"code": code, "item": item, "period": YEAR, "sending": 1, "met": True, **stamp(day)}
            for code, day in case["sent"].items() for item in CRITERIA
        ], period=YEAR)  # fmt: skip
    appraised = [*case.get("appraised", [])]
    appraised += [
        [code, item, "department", "met", date(2022, 11, 10)] for code in case.get("all_met", []) for item in CRITERIA
    ]
    if appraised:
        keep(space, "appraisals", [
            {"number": number, "code": code, "period": YEAR, "criterion": item, "sending": 1, "step": step,
             "verdict": verdict, "reason": "xem lại", "due_on": due[0] if due else None, **stamp(day)}
            for number, (code, item, step, verdict, day, *due) in enumerate(appraised, start=1)
        ], period=YEAR)  # fmt: skip
    if "council" in case:
        keep(space, "councils", [
            {"number": number, "code": code, "period": YEAR, "level": "standard", "held_on": "2022-11-12", "members": 9,
             "present": 9, "agreed": 9, "proposes": proposes, **stamp("2022-11-12")}
            for number, (code, proposes) in enumerate(case["council"].items(), start=1)
        ], period=YEAR)  # fmt: skip
    for kind in ("difficulties", "support"):
        if kind in case:
            keep(
                space, kind, [{"number": number, "year": YEAR, **row} for number, row in enumerate(case[kind], start=1)]
            )
    if "partners" in case:
        keep(space, "partners", [{"agency": agency, "code": code, "year": YEAR} for agency, code in case["partners"]])
    for number, (confirmed, note) in case.get("confirmations", {}).items():
        confirm_support(space, number, confirmed=confirmed, note=note, vintage="2020", by="Xã")


def seat_from(words):
    return Seat(role=words["role"], units=frozenset(words.get("units", [])), body=words.get("body", ""))


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_each_seat_sees_what_waits_for_it(case, fresh):
    keep_case(fresh, case)
    figures = load_figures(fresh)
    for expected in case["expect"]:
        seat = seat_from(expected["seat"])
        tasks = tasks_of(fresh, figures, seat, vintage="2020", period=YEAR, today=TODAY)
        assert tuple(tasks.columns) == COLUMNS
        seen = [[row.kind, row.code, row.criterion, bool(row.late)] for row in tasks.itertuples()]
        if "first" in expected:
            assert (seen[0], len(seen)) == (expected["first"], expected["count"]), seat
        else:
            assert seen == expected["tasks"], seat
        counts = counts_by_kind(tasks)
        assert sum(number for number, _late in counts.values()) == len(tasks), "counts add up to the list"
        assert list(counts) == [kind for kind in KINDS if kind in counts]
        assert (str(tasks_sentence(tasks)) == "Nothing waits for you.") == tasks.empty
