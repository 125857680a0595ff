"""Several processes behind the proxy: each reader has one, all see the same data, one that dies is missed by nobody."""

import gzip
import os
import signal
import socket
import ssl
import subprocess
import time
import urllib.request

import pytest
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.exceptions import ConnectionClosed

from ntm_geo.serving import proxy
from ntm_geo.serving.proxy import Front
from ntm_geo.serving.supervisor import check_port
from ntm_geo.ui.kit import map_view
from tests.app_server import WAIT, Traffic
from tests.several_server import Viewer, free_ports, get, process_of, put, stop, until, write_elsewhere

DIFFICULTY = "Thiếu vốn làm đường số 4711"
WRITE = f"""
from datetime import date
from ntm_geo.monitoring.entries import add_record
from ntm_geo.settings import Settings
from ntm_geo.workspace.workspace import open_workspace
row = {{"code": "01291", "criterion": "2", "what": "{DIFFICULTY}", "raised_on": date(2022, 3, 1)}}
add_record(open_workspace(Settings.from_environment()), "difficulties", row, vintage="2020", by="Lan")
"""
SECONDS = 5
"""How soon a reader whose process was killed is to be served by another."""


def test_readers_are_shared_out_and_each_stays_with_his_process(several):
    until(several.all_in)
    first, second = (process_of(get(several.address)[1]) for _reader in range(2))
    assert {first, second} == {"1", "2"}
    for process in (first, second):
        for _request in range(4):
            status, headers, _body = get(several.address + "readyz", Cookie=f"ntm_process={process}")
            assert (status, process_of(headers, "as before")) == (200, "as before")
        with Viewer(several, process=process) as viewer:
            assert viewer.process == process
            viewer.look()
            assert get(f"http://127.0.0.1:{several.port + int(process)}/metrics")[2].count(b"ntm_sessions 1.0") == 1
            log = several.folder / "data" / "log" / f"ntm-{several.port + int(process)}.log"
            assert "| ready" in log.read_text(encoding="utf-8")


def test_what_one_process_writes_the_others_show_in_their_next_run(several):
    page, address = "ho-so-xa", "commune=01291&vintage=2020&period=2022"
    with Viewer(several, page, address, process="1") as one, Viewer(several, page, address, process="2") as other:
        assert (one.process, other.process) == ("1", "2")
        for viewer in (one, other):
            assert DIFFICULTY.encode() not in b"".join(viewer.look())
        write_elsewhere(several.folder, WRITE)
        for viewer in (one, other):
            assert DIFFICULTY.encode() in b"".join(viewer.look())


def test_a_layer_file_comes_from_the_disk_compressed_and_is_fetched_once(several):
    [layer, *_more] = sorted((several.folder / "data" / "layers").glob("*.json"))
    folder = map_view.LAYERS_ADDRESS.removeprefix("../")
    status, headers, body = get(f"{several.address}component/{folder}{layer.name}", Accept_Encoding="gzip")
    assert (status, headers["Content-Encoding"]) == (200, "gzip")
    assert headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert gzip.decompress(body) == layer.read_bytes()
    assert len(body) < layer.stat().st_size / 2
    assert not headers.get_all("Set-Cookie"), "no process was asked"
    draft = layer.with_name(".draft.json")
    draft.write_text("half", encoding="utf-8")
    assert get(f"{several.address}component/{folder}{draft.name}")[0] == 404
    draft.unlink()


@pytest.mark.parametrize("file", ["script/ntm-map.js", "leaflet/leaflet.js", "leaflet/leaflet.css"])
def test_files_without_a_hash_are_asked_for_again(several, file):
    address = f"{several.address}component/{map_view.__name__}.{file}"
    status, headers, _body = get(address)
    assert (status, headers["Cache-Control"]) == (200, "no-cache")
    assert get(address, If_None_Match=headers["ETag"])[0] == 304


def test_the_page_is_asked_for_every_time_and_its_hashed_files_once(several):
    status, headers, body = get(several.address)
    assert (status, headers["Cache-Control"]) == (200, "no-cache")
    script = body.decode().partition('src="./static/')[2].partition('"')[0]
    status, headers, body = get(f"{several.address}static/{script}", Accept_Encoding="gzip")
    assert (status, headers["Cache-Control"]) == (200, "public, max-age=31536000, immutable")
    assert (headers["Content-Encoding"], headers["Set-Cookie"]) == ("gzip", None)
    assert headers["Content-Type"].startswith("text/javascript")
    assert b"_stcore/stream" in gzip.decompress(body)


@pytest.mark.parametrize("way", ["metrics", "metrics/", "metrics?x=1", "//metrics", "%6detrics", "_stcore/metrics"])
def test_figures_of_a_process_are_for_this_machine_only(several, way):
    status, _headers, body = get(several.address + way)
    assert status == 404
    assert b"ntm_reruns" not in body
    assert b"ntm_reruns" in get(f"http://127.0.0.1:{several.port + 1}/metrics")[2]


@pytest.mark.parametrize("way", ["healthz", "readyz"])
def test_whoever_watches_the_server_asks_the_proxy(several, way):
    assert get(several.address + way)[0] == 200


def test_a_file_may_be_uploaded_by_who_came_from_another_process(several):
    """Streamlit's own cookie is signed; every process takes what another has signed."""
    _status, headers, _body = get(several.address + "_stcore/health", Cookie="ntm_process=1")
    token = next(line for line in headers.get_all("Set-Cookie") if line.startswith("_streamlit_xsrf")).partition(";")[0]
    address = f"{several.address}_stcore/upload_file/no-session/no-file"
    for process in ("1", "2"):
        cookies = {"Cookie": f"ntm_process={process}; {token}", "X-Xsrftoken": token.partition("=")[2]}
        status, _headers, said = put(address, b"", **cookies)
        assert (status, said[:18]) == (400, b"Invalid session_id"), "the token was taken; there is no such session"
    assert put(address, b"", Cookie=f"ntm_process=2; {token}")[0] == 403


def test_the_log_of_the_proxy_is_begun_anew_when_it_is_long(several):
    log = several.folder / "data" / "log" / "nginx.log"
    log.write_bytes(b"x" * 2_000_001)
    until(log.with_name("nginx.log.1").is_file)
    until(lambda: log.is_file() and log.stat().st_size < 2_000_000)
    assert get(several.address + "healthz")[0] == 200


def _shown(sent):
    """What a run of a page sent, without what is another thing in every session and run."""
    messages = [ForwardMsg.FromString(raw) for raw in sent]
    elements = [message.delta.new_element for message in messages if message.WhichOneof("type") == "delta"]
    return [element.markdown.body for element in elements if element.WhichOneof("type") == "markdown"]


def test_readers_of_a_process_that_is_killed_are_served_by_another_and_see_the_same(several):
    """While others read on; nobody is turned away, and the process comes back."""
    view = "period=2022&vintage=2020"
    with Viewer(several, "ban-do", view, process="1") as reader, Viewer(several, "ban-do", view, process="2") as other:
        before = _shown(reader.look())
        other.look()
        killed, began = several.pid(1), time.monotonic()
        os.kill(killed, signal.SIGKILL)
        with pytest.raises(ConnectionClosed):
            reader.look()
        other.look()
    with Viewer(several, "ban-do", view, process="1") as again:
        assert again.process == "2", "the cookie says so from now on"
        assert _shown(again.look()) == before
    assert time.monotonic() - began < SECONDS
    assert process_of(get(several.address, Cookie="ntm_process=1")[1]) == "2"
    until(lambda: several.all_in() and several.pid(1) != killed)
    until(lambda: process_of(get(several.address + "readyz", Cookie="ntm_process=1")[1], "1") == "1")
    assert process_of(get(several.address + "readyz", Cookie="ntm_process=2")[1], "2") == "2", "and stays there"


@pytest.mark.browser
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_a_browser_finds_another_process_by_itself(several, chrome):
    until(several.all_in)
    context = chrome.new_context(viewport={"width": 1366, "height": 768}, locale="vi-VN")
    page, opened = context.new_page(), []
    traffic = Traffic(context, page)
    page.on("websocket", lambda _socket: opened.append(time.monotonic()))
    page.goto(several.address + "ban-do?period=2022&vintage=2020")
    traffic.settled()
    page.wait_for_function("() => document.title.length > 0")
    before, process = page.get_by_test_id("stMain").inner_text(), _cookie(context)
    address = page.url
    opened.clear()
    killed = time.monotonic()
    os.kill(several.pid(int(process)), signal.SIGKILL)
    while not opened:
        page.wait_for_timeout(50)
        assert page.get_by_role("dialog").count() == 0, "nothing is said of an error"
        assert time.monotonic() - killed < SECONDS
    traffic.settled()
    assert page.get_by_test_id("stMain").inner_text() == before
    assert (page.url, _cookie(context) != process) == (address, True)
    page.locator(".st-key-choose_period input").click()
    page.keyboard.type("2021", delay=20)
    page.get_by_role("option").filter(has_text="2021").first.wait_for(timeout=WAIT)
    page.keyboard.press("Enter")
    page.wait_for_url("**period=2021**", timeout=WAIT)
    context.close()


def _cookie(context):
    return next(cookie["value"] for cookie in context.cookies() if cookie["name"] == "ntm_process")


@pytest.fixture
def certificate(tmp_path):
    """A certificate of this machine and its key."""
    words = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "1", "-subj", "/CN=localhost"]
    words += ["-addext", "subjectAltName=IP:127.0.0.1", "-out", "own.pem", "-keyout", "own.key"]
    subprocess.run(words, cwd=tmp_path, check=True, capture_output=True, timeout=60)
    return tmp_path / "own.pem", tmp_path / "own.key"


def test_with_a_certificate_it_speaks_tls(several, nginx, certificate, tmp_path):
    front = Front(host="127.0.0.1", port=free_ports(1), certificate=certificate[0], key=certificate[1])
    (tmp_path / "log").mkdir()
    proxy.write_configuration(tmp_path / "run", front, tmp_path / "layers")
    proxy.write_members(tmp_path / "run", {1: several.port + 1, 2: several.port + 2}, (2,))
    proxy.check(nginx, tmp_path / "run")
    running = subprocess.Popen(proxy.command(nginx, tmp_path / "run"))
    try:
        until((tmp_path / "run" / proxy.NUMBER).exists)
        trusted = ssl.create_default_context(cafile=certificate[0])
        with urllib.request.urlopen(f"https://127.0.0.1:{front.port}/readyz", context=trusted, timeout=30) as answer:
            assert (answer.status, process_of(answer.headers)) == (200, "2")
            assert "; Secure" in answer.headers["Set-Cookie"]
        with Viewer(several, "ban-do", process="1", at=f"wss://127.0.0.1:{front.port}", trusted=trusted) as reader:
            assert reader.process == "2"
            assert reader.look()
        with socket.create_connection(("127.0.0.1", front.port)) as plain:
            plain.sendall(b"GET /ban-do HTTP/1.0\r\nHost: ntm.example\r\n\r\n")
            assert b"Location: https://ntm.example/ban-do" in plain.recv(4096)
    finally:
        running.terminate()
        running.wait(60)


def test_what_ends_it_ends_everything(several):
    """The last of this file: the server is not there any more after it."""
    children = [several.pid(1), several.pid(2)]
    stop(several)
    assert several.process.returncode == 0
    assert [_is_there(pid) for pid in children] == [False, False]
    for number in range(several.count + 1):
        check_port("127.0.0.1", several.port + number)
    assert several.log().rstrip().endswith("all was ended")


def _is_there(pid):
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True
