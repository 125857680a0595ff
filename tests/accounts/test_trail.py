"""The trail is only added to, is read by who may, and shows before and after."""

import pandas as pd
import pytest
from sqlalchemy import delete, update
from sqlalchemy.exc import DBAPIError

from ntm_geo.accounts.trail import ACTIONS, changes_of, read_trail
from ntm_geo.errors import RightsError, StoreError
from ntm_geo.i18n import text
from ntm_geo.store.schema import event
from tests.accounts.test_write_guard import _bring


def test_nothing_of_it_can_be_changed_or_taken_away(office):
    for statement in (update(event).values(by="ai khác"), delete(event)):
        with pytest.raises((StoreError, DBAPIError)), office.store.writing() as connection:
            connection.execute(statement)


def test_it_is_read_by_who_may_and_by_everybody_for_himself(office, as_):
    for name in ("quantri", "vpdp"):
        with as_(name):
            assert set(read_trail(office.store, office.rights)["action"]) == {"account-add"}
    for name in ("lanhdao", "xa", "khach"):
        with as_(name):
            with pytest.raises(RightsError):
                read_trail(office.store, office.rights)
            with pytest.raises(RightsError):
                read_trail(office.store, office.rights, account="vpdp")
            assert read_trail(office.store, office.rights, account=name).empty
    with pytest.raises(RightsError):
        read_trail(office.store, office.rights)


def test_a_line_leads_to_what_it_changed(office, as_):
    with as_("vpdp"):
        _bring(office, ("01270", "1", True, 2026), ("01273", "1", True, 2026))
        _bring(office, ("01270", "1", False, 2026), ("01276", "1", True, 2026))
        line = read_trail(office.store, office.rights).iloc[0]
    assert (line["action"], line["kind"], line["by"], line["account"], line["address"]) == (
        "import", "results", "Vpdp", "vpdp", "10.0.0.7",
    )  # fmt: skip
    changes = changes_of(office.store, int(line["dataset_id"]))
    assert (changes.new, changes.changed, changes.missing) == (1, 1, 1)
    cell = changes.frame[changes.frame["change"].eq("changed")].iloc[0]
    assert (cell["code"], cell["column"], cell["before"], cell["after"]) == ("01270", "met", True, False)


def test_every_action_has_a_name(office):
    assert all(text(name) for name in ACTIONS.values())
    assert pd.Series([text(name) for name in ACTIONS.values()]).str.len().gt(3).all()
