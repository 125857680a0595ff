"""What the proxy is told: the template filled in, the folders it serves, and nothing of this machine in its text."""

import subprocess

import pytest
import streamlit
import streamlit_folium
from xstatic.pkg import leaflet

from ntm_geo.errors import ServingError
from ntm_geo.maps.web import STATIC_DIR
from ntm_geo.serving import proxy
from ntm_geo.serving.proxy import Front, configuration, find_proxy, members_text, served_folders
from ntm_geo.ui.kit import map_view

PLAIN = Front(host="127.0.0.1", port=8501)


def test_it_serves_the_folders_the_application_would_serve(tmp_path):
    folders = {name: str(folder) for name, folder in served_folders(tmp_path).items()}
    declared = {component.name: component.path for component in map_view._SERVED_FOLDERS}
    assert folders == {
        "layers": str(tmp_path),
        "script": declared[f"{map_view.__name__}.script"],
        "leaflet": declared[f"{map_view.__name__}.leaflet"],
        "folium": streamlit_folium._component_func.path,
        "streamlit": f"{streamlit.__path__[0]}/static",
    }
    assert folders["script"] == str(STATIC_DIR)
    assert folders["leaflet"] == leaflet.BASE_DIR


def test_their_addresses_are_those_the_map_asks_for():
    text = configuration(PLAIN)
    for address in (
        map_view.LAYERS_ADDRESS.removeprefix("../"),
        *(f"{component.name}/" for component in map_view._SERVED_FOLDERS),
        f"{streamlit_folium._component_func.name}/",
    ):
        assert f"location /component/{address} {{" in text


@pytest.mark.parametrize(
    ("host", "listen"), [("0.0.0.0", "listen 0.0.0.0:8501;"), ("::", "listen [::]:8501;")]
)  # fmt: skip
def test_it_listens_where_it_is_told(host, listen):
    assert listen in configuration(Front(host=host, port=8501))


def test_nothing_is_left_to_fill_in_and_no_folder_of_this_machine_is_named(tmp_path):
    secured = configuration(Front(host="127.0.0.1", port=8501, certificate=tmp_path / "c", key=tmp_path / "k"))
    for text in (configuration(PLAIN), secured):
        assert "%{" not in text
        assert str(tmp_path) not in text
    assert "ssl_certificate " in secured
    assert "ssl" not in configuration(PLAIN)


def test_a_reader_without_a_cookie_comes_to_those_who_serve(tmp_path):
    text = members_text({1: 9001, 2: 9002, 3: 9003}, (1, 3))
    anybody = text.partition("upstream ntm_any {")[2]
    assert "9001" in anybody
    assert "9002" not in anybody
    assert "9003" in anybody
    assert "upstream ntm_2 {\n    server 127.0.0.1:9003 max_fails=0;\n    server 127.0.0.1:9001 backup;\n}" in text


def test_it_is_what_nginx_reads(nginx, tmp_path):
    (tmp_path / "log").mkdir()
    proxy.write_configuration(tmp_path / "run", PLAIN, tmp_path / "a folder; of $layers")
    proxy.write_members(tmp_path / "run", {1: 9001, 2: 9002}, (1, 2))
    words = [*proxy.command(nginx, tmp_path / "run"), "-t"]
    done = subprocess.run(words, capture_output=True, text=True, check=False, timeout=60)
    assert done.returncode == 0, done.stderr
    assert "[warn]" not in done.stderr
    proxy.write_configuration(tmp_path / "run", PLAIN, tmp_path / "layers")
    assert (tmp_path / "run" / "files" / "layers").resolve() == tmp_path / "layers"


def test_a_key_of_another_certificate_is_said_before_anything_is_started(nginx, tmp_path):
    for name in ("one", "other"):
        words = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "1", "-subj", f"/CN={name}"]
        words += ["-out", f"{name}.pem", "-keyout", f"{name}.key"]
        subprocess.run(words, cwd=tmp_path, check=True, capture_output=True, timeout=60)
    (tmp_path / "log").mkdir()
    front = Front(host="127.0.0.1", port=8501, certificate=tmp_path / "one.pem", key=tmp_path / "other.key")
    proxy.write_configuration(tmp_path / "run", front, tmp_path / "layers")
    proxy.write_members(tmp_path / "run", {1: 9001}, (1,))
    with pytest.raises(ServingError, match="key values mismatch"):
        proxy.check(nginx, tmp_path / "run")


def test_without_the_program_one_message_names_the_package(monkeypatch):
    monkeypatch.setattr(proxy, "_PLACES", ())
    monkeypatch.setattr(proxy.os, "defpath", "")
    monkeypatch.setenv("PATH", "")
    with pytest.raises(ServingError, match="apt install nginx"):
        find_proxy()


@pytest.mark.parametrize(
    ("front", "address"),
    [
        (PLAIN, "http://localhost:8501"),
        (Front(host="0.0.0.0", port=443), "http://localhost:443"),
        (Front(host="ntm.example", port=8501), "http://ntm.example:8501"),
    ],
)
def test_the_address_is_one_to_type(front, address):
    assert front.address == address
