"""Published files come whole, whatever the other side does; nothing is fetched twice."""

import http.server
import socket
import threading
import time
import zipfile
from pathlib import Path

import pytest

from ntm_geo.errors import InputFileError, NotInForceError
from ntm_geo.intake.boundary_files import download as module
from ntm_geo.intake.boundary_files.download import download
from ntm_geo.settings import Settings
from ntm_geo.workspace.workspace import open_workspace

pytestmark = pytest.mark.reference


class Server:
    """Serves the files of a folder on loopback; may cut, stall, fail or lie first."""

    def __init__(self, files):
        self.files, self.asked, self.manners = files, [], {}
        outer = self

        class Handler(http.server.BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self):
                outer.answer(self)

            def log_message(self, *words):
                pass

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.thread = threading.Thread(target=self.server.serve_forever, daemon=True)
        self.thread.start()
        self.address = f"http://127.0.0.1:{self.server.server_port}"

    def answer(self, request):
        name = Path(request.path).name
        self.asked.append((name, request.headers.get("Range")))
        manner = self.manners.get(name, [])
        what = manner.pop(0) if manner else "well"
        content = self.files.get(name)
        if what in {"404", "500"} or content is None:
            request.send_response(int(what) if what.isdigit() else 404)
            request.send_header("Content-Length", "0")
            request.end_headers()
            return
        if what == "page":
            content = b"<html>please log in</html>"
        start = int((request.headers.get("Range") or "bytes=0-")[6:-1]) if what != "ignore" else 0
        body = content[start:]
        request.send_response(206 if start else 200)
        request.send_header("Content-Length", str(len(body)))
        request.end_headers()
        if what == "cut":
            request.wfile.write(body[: len(body) // 2])
            request.wfile.flush()
            request.connection.shutdown(socket.SHUT_RDWR)
            return
        for begin in range(0, len(body), 4096 if what == "slow" else len(body) or 1):
            request.wfile.write(body[begin : begin + (4096 if what == "slow" else len(body))])
            if what == "slow":
                time.sleep(0.01)

    def close(self):
        self.server.shutdown()
        self.server.server_close()
        self.thread.join(5)


@pytest.fixture(scope="module")
def published(request):
    from tests.conftest import NO_REFERENCE, REFERENCE

    if not REFERENCE.is_dir():
        pytest.skip(NO_REFERENCE)
    with zipfile.ZipFile(REFERENCE / "cao_bang_2025_geojson.zip") as archive:
        return {name: archive.read(name) for name in archive.namelist()}


@pytest.fixture
def server(published, monkeypatch):
    monkeypatch.setattr(module, "_BACKOFF", 0.01)
    started = Server(dict(published))
    yield started
    started.close()


@pytest.fixture
def space(server, tmp_path):
    return open_workspace(Settings(data_dir=tmp_path, boundary_source=server.address))


@pytest.fixture
def handed_over(monkeypatch):
    """Folders that would have been taken in: that they are is shown once with all files and once with mended ones."""
    folders = []
    monkeypatch.setattr(module, "ingest_boundaries", lambda _space, folder, **_words: folders.append(folder))
    return folders


def test_all_files_come_are_checked_and_taken_in_and_are_not_fetched_again(space, server):
    told = []
    done = download(space, vintage="2025", progress=lambda *words: told.append(words), by="A")
    assert (len(done.files), done.changed, done.ingested.match.matched) == (56, (), 56)
    assert (done.licence, done.credit) == ("MIT", "thanglequoc/vietnamese-provinces-database")
    assert told[-1][:2] == (56, 56)
    asked = len(server.asked)
    again = download(space, vintage="2025")
    assert len(server.asked) == asked
    assert not again.ingested.new
    assert all(one.resumed for one in again.files)


def test_what_is_cut_slow_or_busy_goes_on_where_it_stopped(space, server):
    names = sorted(server.files)
    server.manners = {
        names[0]: ["cut", "cut"],
        names[1]: ["500", "500"],
        names[2]: ["slow"],
        names[3]: ["cut", "ignore"],
    }
    done = download(space, vintage="2025")
    assert (done.changed, done.ingested.match.matched) == ((), 56)
    ranges = [asked for name, asked in server.asked if name == names[0]]
    assert ranges[0] is None
    assert all(asked and asked != "bytes=0-" for asked in ranges[1:])


@pytest.mark.parametrize("manner", ["404", "page", "cut"])
def test_what_does_not_come_is_one_error_and_the_next_try_goes_on(space, server, handed_over, manner):
    names = sorted(server.files)
    server.manners = {names[5]: [manner] * 40}
    with pytest.raises(InputFileError, match=names[5]):
        download(space, vintage="2025")
    first = len(server.asked)
    server.manners = {}
    assert handed_over == []
    done = download(space, vintage="2025")
    assert done.changed == ()
    assert handed_over == [done.folder]
    assert len(server.asked) - first <= 56 - 5


def test_a_file_published_anew_is_named_and_taken_in(space, server, handed_over):
    name = min(server.files)
    server.files[name] += b"\n"
    done = download(space, vintage="2025")
    assert done.changed == (name,)
    assert handed_over == [done.folder]


def test_nobody_answers(space, server, tmp_path):
    server.close()
    with pytest.raises(InputFileError, match="browser"):
        download(space, vintage="2025")


def test_what_is_not_published_is_said(space):
    with pytest.raises(NotInForceError, match="2025"):
        download(space, vintage="2020")
