"""Signing in: wrong passwords wait, tokens end, links work once, and a second factor is asked for."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pyotp
import pytest

from ntm_geo.accounts.sign_in import (
    FREE_TRIES,
    IDLE,
    LINK,
    LONGEST,
    LONGEST_WAIT,
    Typed,
    begin_second_factor,
    change_password,
    new_link,
    set_by_link,
    sign_in,
    sign_out,
    turn_on_second_factor,
    who_is,
)
from ntm_geo.accounts.trail import read_trail
from ntm_geo.acting import PROGRAM, acting_as
from ntm_geo.errors import AccountError, RightsError
from tests.accounts.conftest import PASSWORD

NOON = datetime(2026, 11, 30, 12, tzinfo=UTC)


@pytest.fixture(autouse=True)
def quick(monkeypatch):
    """Hashes that take no time: what they are worth is tested with the passwords."""
    monkeypatch.setattr("ntm_geo.accounts.sign_in._unknown", {})
    monkeypatch.setattr("ntm_geo.accounts.sign_in.fits", lambda stored, password: stored == f"plain {password}")
    monkeypatch.setattr("ntm_geo.accounts.sign_in.hashed", lambda password: f"plain {password}")


def _try(space, password=PASSWORD, *, account="xa", at=NOON, code=""):
    return sign_in(
        space.store, Typed(account=account, password=password, code=code), address="10.0.0.7", browser="Firefox", at=at
    )


def test_whoever_signs_in_is_known_by_his_token_until_he_leaves(office):
    token = _try(office, account=" XA ")
    actor = who_is(office.store, token, at=NOON)
    assert (actor.account, actor.role, actor.units, actor.address) == ("xa", "commune", {"01270"}, "10.0.0.7")
    assert who_is(office.store, token + "x", at=NOON) is None
    assert who_is(office.store, "", at=NOON) is None
    sign_out(office.store, token)
    assert who_is(office.store, token, at=NOON) is None


def test_a_token_ends_without_visits_and_after_two_weeks_with_them(office):
    token = _try(office)
    assert who_is(office.store, token, at=NOON + IDLE) is None
    token, moment = _try(office), NOON
    while moment < NOON + LONGEST - IDLE:
        moment += IDLE / 2
        assert who_is(office.store, token, at=moment) is not None
    assert who_is(office.store, token, at=NOON + LONGEST) is None


def test_wrong_passwords_make_the_account_wait_longer_each_time(office):
    moment, waits = NOON, []
    for turn in range(FREE_TRIES + 9):
        with pytest.raises(AccountError, match="not right"):
            _try(office, "sai", at=moment)
        if turn >= FREE_TRIES - 1:
            with pytest.raises(AccountError, match="waits for") as caught:
                _try(office, at=moment)  # the right one waits as well
            waits.append(int(caught.value.what.values["seconds"]))
            moment += timedelta(seconds=waits[-1])
    assert waits[:4] == [31, 61, 121, 241]
    assert max(waits) == LONGEST_WAIT.total_seconds() + 1
    assert _try(office, at=moment)
    assert _try(office, at=moment), "it begins anew after the right one"


def test_it_is_not_said_what_was_wrong(office):
    texts = set()
    for account, password in (("xa", "sai"), ("khong-co", PASSWORD), ("", ""), ("x" * 500, "y" * 500)):
        with pytest.raises(AccountError) as caught:
            _try(office, password, account=account)
        texts.add(str(caught.value))
    assert len(texts) == 1


def test_a_link_sets_a_password_once(office, as_):
    token = _try(office)
    with pytest.raises(RightsError):
        new_link(office.store, office.rights, "xa")
    with as_("vpdp"), pytest.raises(RightsError):
        new_link(office.store, office.rights, "xa")
    with as_("quantri"):
        old = new_link(office.store, office.rights, "xa", at=NOON)
        link = new_link(office.store, office.rights, "xa", at=NOON)
        with pytest.raises(AccountError):
            new_link(office.store, office.rights, "ai")
    for wrong, moment in ((old, NOON), (link + "x", NOON), (link, NOON + LINK)):
        with pytest.raises(AccountError, match="used already or is too old"):
            set_by_link(office.store, wrong, "mot mat khau moi", at=moment)
    assert set_by_link(office.store, link, "mot mat khau moi", at=NOON) == "xa"
    with pytest.raises(AccountError):
        set_by_link(office.store, link, "mot mat khau nua", at=NOON)
    assert who_is(office.store, token, at=NOON) is None
    with pytest.raises(AccountError):
        _try(office)
    assert _try(office, "mot mat khau moi")


def test_who_changes_his_password_needs_the_one_before(office, as_):
    token = _try(office)
    with as_("xa"):
        with pytest.raises(AccountError, match="until now"):
            change_password(office.store, "sai", "mot mat khau moi")
        change_password(office.store, PASSWORD, "mot mat khau moi")
    assert who_is(office.store, token, at=NOON) is None
    with pytest.raises(RightsError):
        change_password(office.store, PASSWORD, "mot mat khau moi")


def test_a_second_factor_is_asked_for_from_then_on(office, as_):
    secret = begin_second_factor()
    with as_("xa"):
        with pytest.raises(AccountError, match="does not fit"):
            turn_on_second_factor(office.store, secret, "000")
        turn_on_second_factor(office.store, secret, pyotp.TOTP(secret).now())
    with pytest.raises(AccountError):
        _try(office)
    assert _try(office, code=pyotp.TOTP(secret).now())


def test_the_trail_names_who_came_and_who_was_refused_from_where(office):
    _try(office)
    with pytest.raises(AccountError):
        _try(office, "sai")
    with acting_as(PROGRAM):
        trail = read_trail(office.store, office.rights)
    lines = list(zip(trail["action"], trail["account"], trail["by"], trail["address"], strict=True))[:2]
    assert lines == [("sign-in-refused", "xa", "", "10.0.0.7"), ("sign-in", "xa", "Xa", "10.0.0.7")]


def test_a_name_nobody_has_waits_as_an_account_would(office):
    texts = {}
    for account in ("xa", "khong-co-ai"):
        for _turn in range(FREE_TRIES):
            with pytest.raises(AccountError):
                _try(office, "sai", account=account)
        with pytest.raises(AccountError, match="waits for") as caught:
            _try(office, "sai", account=account)
        texts[account] = str(caught.value)
    assert len(set(texts.values())) == 1


def test_many_who_try_at_the_same_moment_are_all_counted(office):
    with ThreadPoolExecutor(4) as pool:
        tries = list(pool.map(lambda _turn: _refused(office), range(FREE_TRIES + 3)))
    assert all(tries)
    with pytest.raises(AccountError, match="waits for"):
        _try(office)


def _refused(space):
    try:
        _try(space, "sai")
    except AccountError:
        return True
    return False


def test_what_was_typed_as_a_name_nobody_has_is_not_written_down(office):
    with pytest.raises(AccountError):
        _try(office, account="matkhaucuatoi")
    with acting_as(PROGRAM):
        trail = read_trail(office.store, office.rights)
    assert trail.iloc[0]["action"] == "sign-in-refused"
    assert not trail.astype(str).apply(lambda column: column.str.contains("matkhaucuatoi")).any().any()
