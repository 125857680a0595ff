"""Two processes behind the proxy, started once for the tests that only look at them."""

import os

import pytest

from tests.several_server import NO_PROXY, program, start, stop, until


@pytest.fixture(scope="session")
def nginx():
    """Path of the proxy; without it the test is left out, or fails where everything must be there."""
    path = program()
    if path is None:
        if os.environ.get("NTM_REQUIRE_PROXY"):
            pytest.fail(NO_PROXY, pytrace=False)
        pytest.skip(NO_PROXY)
    return path


@pytest.fixture(scope="session")
def several(nginx, tmp_path_factory):
    """Server of two processes that share an SQLite database."""
    server = start(tmp_path_factory.mktemp("several"))
    try:
        until(lambda: server.all_in() or server.process.poll() is not None)
        assert server.process.poll() is None, (server.folder / "out.txt").read_text(encoding="utf-8")[-2000:]
        yield server
    finally:
        stop(server)
