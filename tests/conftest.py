"""What all tests share: no network, a browser where there is one, the reference data, and a province of nine units."""

import importlib.util
import ipaddress
import os
import socket
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
REFERENCE = ROOT.parent / "shared" / "data"
NO_REFERENCE = "the reference data (a folder shared/data beside the checkout) is not on this machine"
NO_BROWSER = "no Chromium or Chrome on this machine; `python run.py test` installs one, NTM_CHROMIUM names one"


def _browser():
    """Path of the browser `run.py` chose or would choose; empty when there is none."""
    spec = importlib.util.spec_from_file_location("run", ROOT / "run.py")
    run = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(run)
    return next(iter(run.browser_candidates()), "")


def pytest_configure():
    os.environ.setdefault("NTM_CHROMIUM", "")
    if not os.environ["NTM_CHROMIUM"]:
        os.environ["NTM_CHROMIUM"] = _browser()


def pytest_runtest_setup(item):
    if item.get_closest_marker("reference") and not REFERENCE.is_dir():
        pytest.skip(NO_REFERENCE)
    if item.get_closest_marker("browser") and not os.environ["NTM_CHROMIUM"]:
        if os.environ.get("NTM_REQUIRE_BROWSER"):
            pytest.fail(NO_BROWSER, pytrace=False)
        pytest.skip(NO_BROWSER)


def pytest_terminal_summary(terminalreporter):
    for reason, missing in ((NO_REFERENCE, not REFERENCE.is_dir()), (NO_BROWSER, not os.environ["NTM_CHROMIUM"])):
        if missing:
            terminalreporter.write_sep("!", f"TESTS LEFT OUT: {reason}", red=True)


@pytest.fixture
def reference_dir():
    """Folder of the reference data; the test is skipped where it is missing."""
    if not REFERENCE.is_dir():
        pytest.skip(NO_REFERENCE)
    return REFERENCE


@pytest.fixture
def chromium():
    """Path of the browser for tests marked ``browser``."""
    return os.environ["NTM_CHROMIUM"]


class OutsideNetworkError(RuntimeError):
    """A test tried to reach another machine."""


def _is_loopback(host):
    if host in {"", "localhost", b"localhost", None}:
        return True
    try:
        return ipaddress.ip_address(host.decode() if isinstance(host, bytes) else host).is_loopback
    except ValueError:
        return False


@pytest.fixture(autouse=True, scope="session")
def no_network():
    """Refuse connections, and questions for addresses, that would leave this machine."""
    patch = pytest.MonkeyPatch()

    def guarded(original):
        def connect(self, address):
            if self.family in {socket.AF_INET, socket.AF_INET6} and not _is_loopback(address[0]):
                message = f"a test reached for {address}"
                raise OutsideNetworkError(message)
            return original(self, address)

        return connect

    def getaddrinfo(host, *args, original=socket.getaddrinfo, **options):
        if not _is_loopback(host):
            message = f"a test asked for the address of {host}"
            raise OutsideNetworkError(message)
        return original(host, *args, **options)

    patch.setattr(socket.socket, "connect", guarded(socket.socket.connect))
    patch.setattr(socket.socket, "connect_ex", guarded(socket.socket.connect_ex))
    patch.setattr(socket, "getaddrinfo", getaddrinfo)
    yield
    patch.undo()
