"""Personal data: every column is on the list, a person sees what stands of him, and a name goes where no law keeps it."""

import json
import re
from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import text, update

from ntm_geo.accounts import personal_data
from ntm_geo.accounts.account_list import change_account, list_accounts
from ntm_geo.accounts.personal_data import STANDS, erase_person, personal_data_of, personal_file
from ntm_geo.accounts.trail import read_trail
from ntm_geo.acting import PROGRAM, acting_as
from ntm_geo.errors import AccountError, RightsError
from ntm_geo.records.attachments import add_attachment
from ntm_geo.sharing.comments import load_comments, write_comment
from ntm_geo.store.schema import metadata
from tests.accounts.conftest import PEOPLE

NAMES = re.compile(r"(^|_)by$|^who$|contact|signer|identity|subject|^address$|browser")
NOT_OF_PEOPLE = {("running_order", "subject")}
"""The subject of a presentation."""


@pytest.fixture
def person(office, as_):
    """The office after a commune's account, Xa of the tests, did something and changed its name."""
    with as_("quantri"):
        item = next(item for item in list_accounts(office.store) if item.account == "xa")
        change_account(office.store, office.rights, replace(item, name="Nông Thị Xa"))
    actor = replace(
        PROGRAM, account="xa", name="Nông Thị Xa", role="commune", units=frozenset({"01270"}), address="10.0.0.7"
    )
    with acting_as(actor):
        write_comment(office, "Xem lại", page="overview", view="", by="")
    with acting_as(replace(actor, role="coordination")):
        add_attachment(
            office, "01270", vintage="2020", name="a.pdf", content=b"%PDF", title="x", on=date(2022, 1, 1), by=""
        )
    return office


def _retire(office):
    item = next(item for item in list_accounts(office.store) if item.account == "xa")
    change_account(office.store, office.rights, replace(item, active=False))


def test_every_column_that_holds_people_is_on_the_list():
    columns = {
        (table.name, column.name)
        for table in metadata.tables.values()
        for column in table.c
        if NAMES.search(column.name)
    }
    listed = {(stand.table, stand.column) for stand in STANDS}
    assert columns - NOT_OF_PEOPLE <= listed
    assert all(stand.column in metadata.tables[stand.table].c for stand in STANDS)


def test_a_person_sees_what_stands_of_him_in_a_file(person, as_):
    with as_("quantri"):
        table = personal_data_of(person.store, person.rights, "xa")
        content = json.loads(personal_file(person.store, person.rights, "xa"))
    stands = set(zip(table["table"], table["column"], strict=True))
    assert {("account", "name"), ("event", "by"), ("event", "address"), ("comment", "by"), ("dataset", "imported_by"),
            ("stored_file", "added_by")} <= stands  # fmt: skip
    assert len(content["data"]) == len(table)
    with as_("quantri"):
        assert personal_data_of(person.store, person.rights, "Người Lạ").empty
        assert personal_data_of(person.store, person.rights, "%").empty


def test_a_name_goes_and_what_the_account_did_stays(person, as_):
    with as_("quantri"):
        with pytest.raises(AccountError, match="may still sign in"):
            erase_person(person.store, person.rights, "xa")
        _retire(person)
        before = read_trail(person.store, person.rights)
        assert erase_person(person.store, person.rights, "xa") > 3
        after = read_trail(person.store, person.rights)
        assert personal_data_of(person.store, person.rights, "Nông Thị Xa").empty
    assert len(after) == len(before) + 1
    assert after["action"][0] == "account-erase"
    assert after["account"].to_list()[1:] == before["account"].to_list()
    assert not after[after["account"].eq("xa")]["address"].any()
    assert load_comments(person)["by"].to_list() == ["xa"]
    (item,) = [item for item in list_accounts(person.store) if item.account == "xa"]
    assert (item.name, item.active) == ("xa", False)
    assert {item.name for item in list_accounts(person.store)} == {
        "xa" if key == "xa" else key.title() for key in PEOPLE
    }


def _trail_refuses(store):
    with pytest.raises(Exception, match="only added"), store.writing() as connection:
        connection.execute(text("UPDATE event SET by = 'x'"))


def test_the_trail_is_closed_again_whatever_happens(person, as_, monkeypatch):
    with as_("quantri"):
        _retire(person)
        _trail_refuses(person.store)

        def break_off(*_args, **_values):
            raise KeyboardInterrupt

        with monkeypatch.context() as patch:
            patch.setattr(personal_data, "log_event", break_off)
            with pytest.raises(KeyboardInterrupt):
                erase_person(person.store, person.rights, "xa")
        assert len(personal_data_of(person.store, person.rights, "Nông Thị Xa")) > 3, "all of it or nothing"
        _trail_refuses(person.store)
        erase_person(person.store, person.rights, "xa")
        _trail_refuses(person.store)


def test_who_signed_stays_and_short_names_touch_no_longer_text(person, as_):
    with person.store.writing() as connection:
        connection.execute(update(metadata.tables["account"]).where(text("account = 'xa'")).values(name="a"))
    with as_("quantri"):
        _retire(person)
        notes = read_trail(person.store, person.rights)["note"].to_list()
        erase_person(person.store, person.rights, "xa")
        assert read_trail(person.store, person.rights)["note"].to_list()[1:] == notes
    assert {stand.column for stand in STANDS if stand.lasts} >= {"signer", "who", "checked_by"}


def test_administrators_only(person, as_):
    for step in (personal_data_of, personal_file, erase_person):
        with as_("vpdp"), pytest.raises(RightsError):
            step(person.store, person.rights, "xa")
