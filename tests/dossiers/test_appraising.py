"""Who may take which step, past every screen; and what waits for whom."""

from dataclasses import replace
from datetime import date

import pandas as pd
import pytest

from ntm_geo.dossiers.appraising import Appraisal, Vote, appraise, charged_with, record_vote, waiting_for
from ntm_geo.dossiers.dossier_rows import read_dossiers
from ntm_geo.dossiers.filling import save_draft
from ntm_geo.errors import RightsError, StoreError
from ntm_geo.records.dataset_versions import restore
from ntm_geo.store.datasets import list_versions
from tests.accounts import conftest as people

PLACE = {"vintage": "2025", "period": 2025, "by": "x"}
DAY = date(2026, 3, 1)


@pytest.fixture
def opened(office, monkeypatch):
    """The office on a day on which 2025 is an open year; its commune is one of the programme."""
    monkeypatch.setitem(people.PEOPLE, "xa", ("commune", ("01290",), ""))
    guard = office.store.guard
    object.__setattr__(office.store, "guard", replace(guard, scopes=replace(guard.scopes, today=lambda: DAY)))
    yield office
    object.__setattr__(office.store, "guard", guard)


def test_every_role_may_do_its_part_and_no_other(opened, as_, act, figures):
    rows = pd.DataFrame({"item": ["10.1"], "value": [50.0]})
    for name in ("thongke", "thanhpho", "lanhdao", "khach", "giupdo", "quantri"):
        with as_(name), pytest.raises(RightsError):
            save_draft(opened, "01290", rows, **PLACE)
    with as_("xa"):
        with pytest.raises(RightsError):
            save_draft(opened, "01294", rows, **PLACE)
        act(opened, "01290", 2025, {"does": "fill", "day": DAY})
        act(opened, "01290", 2025, {"does": "send", "day": DAY})
        with pytest.raises(RightsError):
            appraise(opened, "01290", "10", Appraisal(step="department", verdict="met"), today=DAY, **PLACE)
    with as_("thongke"):
        appraise(opened, "01290", "10", Appraisal(step="department", verdict="met"), today=DAY, **PLACE)
        for criterion, step in (("3", "department"), ("10", "district")):
            with pytest.raises(RightsError):
                appraise(opened, "01290", criterion, Appraisal(step=step, verdict="met"), today=DAY, **PLACE)
    with as_("vpdp"):
        act(opened, "01290", 2025, {"does": "department", "verdict": "met", "day": DAY})
    vote = Vote(held_on=DAY, members=9, present=9, agreed=9, proposes=True)
    for name in ("xa", "thongke", "lanhdao"):
        with as_(name), pytest.raises(RightsError):
            record_vote(opened, "01290", vote, today=DAY, **PLACE)
    with as_("vpdp"):
        record_vote(opened, "01290", vote, today=DAY, **PLACE)
        first = list_versions(opened.store, kind="appraisals")[-1]
        with pytest.raises(StoreError, match="only added to"):
            restore(opened, first.id, by="x")
    dossiers = read_dossiers(opened, vintage="2025", period=2025)
    assert set(dossiers.sent["account"]) == {"xa"}
    assert dossiers.appraisals.iloc[0][["by", "account"]].tolist() == ["Thongke", "thongke"]


def test_what_waits_goes_to_the_department_in_charge(space, act):
    assert charged_with(space, "10", 2022) == ("statistics",)
    act(space, "01291", 2022, {"does": "fill"})
    act(space, "01291", 2022, {"does": "send", "day": date(2022, 12, 1)})
    dossiers = read_dossiers(space, vintage="2020", period=2022)
    assert waiting_for(space, dossiers, "department").empty
    assert list(waiting_for(space, dossiers, "district")["criterion"]) == [str(key) for key in range(1, 20)]
    act(space, "01291", 2022, {"does": "district", "verdict": "met", "day": date(2022, 12, 2)})
    dossiers = read_dossiers(space, vintage="2020", period=2022)
    assert waiting_for(space, dossiers, "district").empty
    rows = waiting_for(space, dossiers, "department", department="statistics")
    assert rows.to_dict("records") == [{"code": "01291", "criterion": "10", "sent_on": date(2022, 12, 1)}]
