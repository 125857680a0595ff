"""Accounts at an office's provider: linked by an administrator, bound to the first subject, refused in plain words."""

from datetime import timedelta

import pytest

from ntm_geo.accounts.account_list import change_account, list_accounts
from ntm_geo.accounts.identities import Identity, identity_of, link_identity, sign_in_as
from ntm_geo.accounts.sign_in import Typed, sign_in, who_is
from ntm_geo.accounts.trail import read_trail
from ntm_geo.acting import PROGRAM, acting_as
from ntm_geo.errors import AccountError, RightsError
from tests.accounts.test_sign_in import NOON

ISSUER = "https://sso.example.vn"


def _as(subject="42", email="hoa@example.vn", issuer=ISSUER):
    return Identity(issuer=issuer, subject=subject, email=email)


@pytest.fixture
def linked(office, as_):
    with as_("quantri"):
        link_identity(office.store, office.rights, "xa", " Hoa@Example.VN ")
    return office


@pytest.mark.parametrize(
    ("claims", "expected"),
    [
        ({"iss": ISSUER, "sub": "42", "email": "Hoa@Example.vn", "email_verified": True}, _as()),
        ({"iss": ISSUER, "sub": "42", "email": "hoa@example.vn", "email_verified": False}, _as(email="")),
        ({"iss": ISSUER, "sub": "42", "email": "hoa@example.vn", "email_verified": "true"}, _as(email="")),
        ({"iss": ISSUER, "sub": "42", "email": "hoa@example.vn"}, _as(email="")),
        ({"iss": ISSUER, "email": "hoa@example.vn", "email_verified": True}, None),
        ({"sub": "42"}, None),
        ({}, None),
    ],
)
def test_only_what_the_provider_has_verified_counts(claims, expected):
    assert identity_of(claims) == expected


def test_whoever_is_linked_comes_in_as_with_a_password(linked, as_):
    token = sign_in_as(linked.store, _as(), address="10.0.0.7", at=NOON)
    actor = who_is(linked.store, token, at=NOON)
    assert (actor.account, actor.role, actor.units, actor.address) == ("xa", "commune", {"01270"}, "10.0.0.7")
    with as_("quantri"):
        trail = read_trail(linked.store, linked.rights, account="xa")
        assert list(trail["action"]) == ["sign-in"]
        assert trail["note"][0] == "openid"
        change_account(linked.store, linked.rights, next(a for a in list_accounts(linked.store) if a.account == "xa"))
    assert who_is(linked.store, token, at=NOON) is None, "a change signs out, whichever way somebody came in"


@pytest.mark.parametrize(
    "identity",
    [
        _as(email="ai@example.vn", subject="7"), _as(email="", subject="7"), _as(email="", subject="hoa@example.com"),
    ],
)  # fmt: skip
def test_nobody_else_comes_in_and_learns_what_to_tell_the_administrator(linked, identity):
    with pytest.raises(AccountError, match="administrator") as caught:
        sign_in_as(linked.store, identity, at=NOON)
    assert identity.shown in str(caught.value)
    with acting_as(PROGRAM):
        trail = read_trail(linked.store, linked.rights, most=1)
    assert (trail["action"][0], trail["account"][0], identity.shown in trail["note"][0]) == (
        "sign-in-refused", "", False,
    )  # fmt: skip


def test_an_address_that_is_passed_on_lets_its_next_owner_not_in(linked, as_):
    assert sign_in_as(linked.store, _as(), at=NOON)
    for other in (_as(subject="43"), _as(issuer="https://other.example.vn")):
        with pytest.raises(AccountError):
            sign_in_as(linked.store, other, at=NOON)
    assert sign_in_as(linked.store, _as(email="new@example.vn"), at=NOON), "the subject stays, the address may change"
    with as_("quantri"):
        link_identity(linked.store, linked.rights, "xa", "hoa@example.vn")
    assert sign_in_as(linked.store, _as(subject="43"), at=NOON), "the administrator has looked at it anew"


def test_a_subject_can_be_linked_where_no_address_is_verified(office, as_):
    with as_("quantri"):
        link_identity(office.store, office.rights, "xa", "AbC-42")
    with pytest.raises(AccountError):
        sign_in_as(office.store, _as(subject="abc-42", email=""), at=NOON)
    assert sign_in_as(office.store, _as(subject="AbC-42", email=""), at=NOON)


def test_waiting_and_unused_accounts_stay_out(linked, as_, monkeypatch):
    monkeypatch.setattr("ntm_geo.accounts.sign_in.fits", lambda _stored, _password: False)
    for _turn in range(5):
        with pytest.raises(AccountError):
            sign_in(linked.store, Typed(account="xa", password="sai"), at=NOON)
    with pytest.raises(AccountError, match="waits"):
        sign_in_as(linked.store, _as(), at=NOON)
    later = NOON + timedelta(minutes=1)
    assert sign_in_as(linked.store, _as(), at=later)
    with as_("quantri"):
        (before,) = [item for item in list_accounts(linked.store) if item.account == "xa"]
        change_account(linked.store, linked.rights, type(before)(
            account="xa", name=before.name, role=before.role, units=before.units, active=False))  # fmt: skip
    with pytest.raises(AccountError, match="linked"):
        sign_in_as(linked.store, _as(), at=later)


def test_an_identity_is_of_one_account_and_linked_by_administrators_only(linked, as_):
    with as_("vpdp"), pytest.raises(RightsError):
        link_identity(linked.store, linked.rights, "vpdp", "vpdp@example.vn")
    with as_("quantri"):
        with pytest.raises(AccountError, match="xa"):
            link_identity(linked.store, linked.rights, "vpdp", "HOA@example.vn")
        with pytest.raises(AccountError, match="no account"):
            link_identity(linked.store, linked.rights, "ai", "ai@example.vn")
        with pytest.raises(AccountError):
            link_identity(linked.store, linked.rights, "vpdp", "x" * 300)
        link_identity(linked.store, linked.rights, "xa", "")
    with pytest.raises(AccountError):
        sign_in_as(linked.store, _as(), at=NOON)
    with pytest.raises(AccountError):
        sign_in_as(linked.store, _as(subject="", email=""), at=NOON)
