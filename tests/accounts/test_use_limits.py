"""How large and how often: by role, counted for all processes, refused with the moment to go on, past every screen."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
import yaml

from ntm_geo.accounts.use_limits import ACTIONS, UPLOADS, LimitsTable, check_size, load_limits, spend
from ntm_geo.acting import PROGRAM, acting_as, current_actor
from ntm_geo.errors import LimitError, RightsError, SettingsError
from ntm_geo.intake.uploads import receive
from ntm_geo.records.attachments import add_attachment
from ntm_geo.sharing.comments import write_comment
from ntm_geo.workspace.workspace import open_workspace

CASES = yaml.safe_load(Path(__file__).with_name("use_limits.yaml").read_text(encoding="utf-8"))
MOMENT = datetime(2026, 11, 30, 12, 0, 50, tzinfo=UTC)


@pytest.fixture(scope="session")
def limits():
    return load_limits(Path(__file__).resolve().parents[2] / "data")


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case['who']} {case['kind']} {case['size']}")
def test_how_large_a_file_may_be(case, limits, as_):
    with as_(case["who"]):
        if case["may"]:
            check_size(limits, case["kind"], case["size"])
        else:
            with pytest.raises(LimitError):
                check_size(limits, case["kind"], case["size"])


def test_every_role_has_limits_and_what_is_not_written_is_refused(limits, rights, as_):
    assert set(limits.roles) == set(rights.roles)
    with as_("xa"):
        actor = replace(current_actor(), role="nobody")
    assert [limits.megabytes(actor, kind) for kind in UPLOADS] == [0] * len(UPLOADS)
    assert [limits.times(actor, action) for action in ACTIONS] == [0] * len(ACTIONS)
    assert limits.megabytes(None) is limits.megabytes(PROGRAM, "sheets") is limits.times(PROGRAM, "papers") is None
    assert limits.matrix(rights).shape == (len(UPLOADS) + len(ACTIONS), len(rights.roles))


@pytest.mark.parametrize(
    "text", ["roles: {xa: {uploads: {films: 3}}}", "roles: {xa: {minutes: {x: 1}}}", "x: 1", "roles: ["]
)
def test_a_table_that_is_wrong_is_named(text, tmp_path):
    (tmp_path / "limits.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(SettingsError) as caught:
        load_limits(tmp_path)
    assert "limits.yaml" in caught.value.where


def test_an_account_goes_on_in_the_next_minute_and_others_are_not_stopped(office, limits, as_):
    most = limits.roles["commune"].minutes["comments"]
    with as_("xa"):
        for _turn in range(most):
            spend(office.store, limits, "comments", at=MOMENT)
        with pytest.raises(LimitError) as caught:
            spend(office.store, limits, "comments", at=MOMENT)
        assert caught.value.fix.values["seconds"] == 10
        spend(office.store, limits, "papers", at=MOMENT)
        spend(office.store, limits, "comments", at=MOMENT + timedelta(seconds=10))
    with as_("vpdp"):
        spend(office.store, limits, "comments", at=MOMENT)
    with as_("khach"), pytest.raises(RightsError, match="may not"):
        spend(office.store, limits, "comments", at=MOMENT)


def test_processes_count_together(office, limits, as_):
    others = [open_workspace(office.settings).store for _turn in range(3)]
    with as_("xa"):
        actor = current_actor()

    def once(turn):
        try:
            spend(others[turn % 3], limits, "papers", actor=actor, at=MOMENT)
        except LimitError:
            return 0
        return 1

    with ThreadPoolExecutor(6) as pool:
        assert sum(pool.map(once, range(20))) == limits.roles["commune"].minutes["papers"]


def test_use_cases_ask_past_the_screens(office, as_, monkeypatch):
    small = LimitsTable(roles={"commune": {"uploads": {}, "minutes": {"comments": 1}}})
    monkeypatch.setattr("ntm_geo.workspace.workspace.load_limits", lambda _folder: small)
    with as_("xa"):
        write_comment(office, "Xem lại", page="overview", view="", by="")
        with pytest.raises(LimitError):
            write_comment(office, "Lần nữa", page="overview", view="", by="")
        for name in ("a.xlsx", "a.zip"):
            with pytest.raises(LimitError):
                receive(office, [(name, b"PK")])
        with pytest.raises(LimitError):
            add_attachment(office, "01270", vintage="2020", name="a.pdf", content=b"%PDF", title="x",
                           on=date(2022, 1, 1), by="")  # fmt: skip
    assert not (office.settings.data_dir / "uploads").exists()
    with acting_as(PROGRAM):
        receive(office, [("a.xlsx", b"PK")])
