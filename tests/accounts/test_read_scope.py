"""Rows somebody may see or write: cases an office would say, every verb by role by scope, and files by use case."""

from datetime import date
from itertools import product
from pathlib import Path

import pandas as pd
import pytest
import yaml

from ntm_geo.accounts.read_scope import may_see, may_write
from ntm_geo.acting import PROGRAM, Actor, acting_as
from ntm_geo.errors import RightsError
from ntm_geo.records.agency_list import contacts_seen
from ntm_geo.records.attachments import add_attachment, attachment_content, attachments_of

CASES = yaml.safe_load(Path(__file__).with_name("read_scope.yaml").read_text(encoding="utf-8"))
ROWS = pd.DataFrame(
    {
        "code": ["01270", "01273", None],
        "agency": ["so-tai-chinh", "so-y-te", None],
        "account": ["toi", "nguoi-khac", None],
        "criterion": ["10", "3", None],
        "year": [2026, 2026, 2026],
    }
)
"""Rows of one's own, of others, of nobody."""


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case['who']} {case['kind']} {case['row']}")
def test_who_sees_which_row(case, office, as_):
    with as_(case["who"]):
        seen = may_see(office.store, case["kind"], pd.DataFrame([case["row"]]))
    assert list(seen) == [case["may"]]


def test_every_verb_of_every_role_has_the_scope_the_table_says(office):
    inside = {
        "all": [True] * 3,
        "units": [True, False, False],
        "body": [True, False, False],
        "own": [True, False, False],
    }
    for (role, entry), verb in product(office.rights.roles.items(), ("see", "write")):
        actor = Actor(account="toi", name="Tôi", role=role, units=frozenset({"01270"}), body="so-tai-chinh")
        for group in office.rights.kinds.values():
            kind = group.of[0]
            granted = office.rights.rights_of(role, verb, kind)
            if any(right.scope == "criteria" or right.years == "open" for right in granted):
                continue  # days and duties are walked in rights.yaml
            expected = [any(column) for column in zip(*(inside[right.scope] for right in granted), strict=True)]
            with acting_as(actor):
                ask = may_see if verb == "see" else may_write
                assert list(ask(office.store, kind, ROWS)) == (expected or [False] * 3), (entry.name.en, verb, kind)


def test_nobody_sees_nothing_the_program_and_a_single_seat_everything(office, space):
    assert not may_see(office.store, "attachments", ROWS).any()
    with acting_as(PROGRAM):
        assert may_see(office.store, "attachments", ROWS).all()


def test_without_accounts_everything_is_seen(space):
    assert may_see(space.store, "contacts", ROWS).all()
    assert may_write(space.store, "results", ROWS).all()


def test_files_of_another_commune_are_not_given_out(office, as_):
    for code in ("01270", "01273"):
        with acting_as(PROGRAM):
            add_attachment(office, code, vintage="2020", name="a.pdf", content=b"%PDF" + code.encode(), title=code,
                           on=date(2022, 1, 1), by="")  # fmt: skip
            other = attachments_of(office, code, vintage="2020")["sha256"].iloc[0]
    with as_("xa"):
        mine = attachments_of(office, "01270", vintage="2020")
        assert attachment_content(office, mine["sha256"].iloc[0], vintage="2020") == b"%PDF01270"
        assert attachments_of(office, "01273", vintage="2020").empty
        for sha256 in (other, "f" * 64):
            with pytest.raises(RightsError):
                attachment_content(office, sha256, vintage="2020")


def test_telephones_of_other_agencies_are_left_out(office, as_):
    table = pd.DataFrame({"agency": ["so-tai-chinh", "so-y-te"], "contact": ["Lan, 0912", "Hoa, 0913"]})
    with as_("giupdo"):
        assert contacts_seen(office, table)["contact"].isna().to_list() == [False, True]
    with as_("khach"):
        assert contacts_seen(office, table)["contact"].isna().all()
