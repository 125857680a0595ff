"""Whatever is done in whatever order, nothing that was sent, appraised or voted on is lost; six who send at once all land."""

import shutil
import tempfile
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, seed, settings
from hypothesis import strategies as st

from ntm_geo.dossiers.criterion_states import criterion_states
from ntm_geo.dossiers.dossier_rows import again, criterion_of, day_of, read_dossiers, signature, this_day
from ntm_geo.dossiers.dossier_standing import where_dossiers_stand
from ntm_geo.errors import NtmGeoError, VersionConflictError
from ntm_geo.settings import Settings
from ntm_geo.store.versions import Slot, conflict
from ntm_geo.workspace.workspace import open_workspace

CODES = ("01290", "01294")
ACTS = st.one_of(
    st.fixed_dictionaries({"does": st.just("fill"), "value": st.sampled_from([0.0, 1.0])}),
    st.just({"does": "fill", "criteria": [3], "value": 0.0}),
    st.just({"does": "send"}),
    st.just({"does": "department", "verdict": "met"}),
    st.just({"does": "department", "verdict": "not_met", "reason": "x", "criteria": [4]}),
    st.just({"does": "department", "verdict": "sent_back", "reason": "x", "due": date(2026, 12, 1), "criteria": [3]}),
    st.just({"does": "vote", "proposes": False}),
)


@seed(20261130)
@settings(max_examples=8, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(acts=st.lists(st.tuples(st.sampled_from(CODES), ACTS), min_size=6, max_size=10))
def test_no_order_of_acts_loses_a_row(acts, act, figures, empty_database):
    with tempfile.TemporaryDirectory() as folder:
        shutil.copy(empty_database, Path(folder))
        space = open_workspace(Settings(data_dir=Path(folder), opens_on=date(2022, 12, 31)))
        kept = {"sent": set(), "appraisals": set(), "councils": set()}
        for code, step in acts:
            with suppress(NtmGeoError):
                act(space, code, 2026, step)
            dossiers = read_dossiers(space, vintage="2025", period=2026)
            for name, before in kept.items():
                rows = set(map(str, getattr(dossiers, name).to_dict("records")))
                assert before <= rows, f"{step} lost a row of {name}"
                kept[name] = rows
            states = criterion_states(dossiers)
            stands = where_dossiers_stand(space, figures, vintage="2025", period=2026).set_index("code")["state"]
            for other in CODES:
                sent = dossiers.of(other).sent
                assert (other in states) == bool(len(sent))
                assert (stands[other] in {"not_begun", "filling"}) == sent.empty
                assert (stands[other] == "council") == bool(len(dossiers.of(other).councils))
        space.store.close()


def test_six_communes_that_send_at_once_all_land(space, act, figures):
    codes = ("01290", "01294", "01297", "01304", "01318", "01321")

    def whole(code):
        act(space, code, 2026, {"does": "fill"})
        act(space, code, 2026, {"does": "send"})

    with ThreadPoolExecutor(max_workers=6) as pool:
        list(pool.map(whole, codes))
    dossiers = read_dossiers(space, vintage="2025", period=2026)
    assert dossiers.sent.groupby("code").size().to_dict() == dict.fromkeys(codes, 10)
    assert dossiers.reports.groupby("code").size().to_dict() == dict.fromkeys(codes, 10)


def test_two_departments_that_appraise_at_once_both_land(space, act):
    act(space, "01290", 2026, {"does": "fill"})
    act(space, "01290", 2026, {"does": "send"})
    with ThreadPoolExecutor(max_workers=5) as pool:
        list(
            pool.map(
                lambda key: act(space, "01290", 2026, {"does": "department", "verdict": "met", "criteria": [key]}),
                range(1, 11),
            )
        )
    table = read_dossiers(space, vintage="2025", period=2026).appraisals
    assert sorted(table["number"]) == list(range(1, 11))
    assert sorted(table["criterion"], key=int) == [str(key) for key in range(1, 11)]


def test_what_clashes_every_time_is_told_in_the_end():
    turns = []

    def write():
        turns.append(1)
        raise conflict(Slot(kind="reports"))

    with pytest.raises(VersionConflictError):
        again(write)
    assert len(turns) == 8


def test_an_act_bears_the_day_it_is_of():
    stamp = signature("", date(2024, 3, 1))
    assert day_of(stamp["at"]) == date(2024, 3, 1)
    assert (stamp["by"], stamp["account"]) == ("–", "")
    assert this_day(date(2024, 3, 1)) == date(2024, 3, 1)
    assert [criterion_of(item) for item in ("5", "5.1a", "17.10")] == ["5", "5", "17"]
