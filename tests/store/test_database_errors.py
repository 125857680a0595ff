"""What a driver says becomes an error of ours; a server that is away is told from one that refuses."""

import psycopg
import pytest
from sqlalchemy.exc import OperationalError, ProgrammingError

from ntm_geo.errors import ChangeLostError, DatabaseAwayError, StoreError
from ntm_geo.store.database_errors import told


def _said(driver_error, *, kind=OperationalError, invalidated=False):
    return kind("SELECT 1", {}, driver_error, connection_invalidated=invalidated)


@pytest.mark.parametrize(
    ("error", "expected"),
    [
        (_said(psycopg.OperationalError("connection refused")), DatabaseAwayError),
        (_said(psycopg.errors.AdminShutdown("terminating connection")), DatabaseAwayError),
        (_said(psycopg.errors.CannotConnectNow("the database system is starting up")), DatabaseAwayError),
        (_said(psycopg.errors.TooManyConnections("too many clients")), DatabaseAwayError),
        (_said(psycopg.errors.UndefinedTable("no such table"), kind=ProgrammingError), StoreError),
        (_said(psycopg.errors.DiskFull("no space left")), StoreError),
    ],
)
def test_a_server_that_is_away_is_told_from_one_that_refuses(error, expected):
    with pytest.raises(StoreError) as caught, told("postgresql://ntm@127.0.0.1/ntm"):
        raise error
    assert type(caught.value) is expected


def test_a_change_is_said_to_be_lost():
    with pytest.raises(ChangeLostError), told("x", writes=True):
        raise _said(psycopg.OperationalError("server closed the connection unexpectedly"), invalidated=True)
