"""A reading ends in data, in one of our errors, or in words about a child that died; the program goes on."""

import multiprocessing
import os
import socket
import sys
import threading
import time
import warnings
from datetime import date

import pytest

from ntm_geo.errors import CrsMissingError, InputFileError, ProvinceChoiceError
from ntm_geo.intake.sandbox import Limits, processes, run_isolated, what_the_system_allows
from ntm_geo.intake.sandbox import isolate as module
from ntm_geo.intake.sandbox.processes import TEMPLATE
from tests.intake.sandbox import misbehaving

assert misbehaving
TIGHT = Limits(memory_mb=300, cpu_s=1, wall_s=3, written_mb=1, answer_mb=1)
LINUX = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="only Linux lets a process give up so much")


@pytest.fixture
def path(tmp_path):
    made = tmp_path / "số liệu.txt"
    made.write_text("abc", encoding="utf-8")
    return made


@pytest.fixture(params=["template", "a process a file"])
def way(request, monkeypatch):
    """Both ways there are; the second is that of systems without fork."""
    if request.param != "template" or not module._FORKS:
        monkeypatch.setattr(module, "_FORKS", False)
    return request.param


def test_data_comes_back(path, way):
    answer = run_isolated("test-echo", path, {"a": [1, None]})
    assert answer["name"] == path.name
    assert answer["args"] == {"a": [1, None]}
    assert answer["day"] == date(2024, 5, 1)
    assert answer["pid"] not in {os.getpid(), TEMPLATE.pid}


def test_what_pays_from_the_second_file_on_is_done_only_where_children_are_forked(path, way):
    assert run_isolated("test-ready", path) == (["prepared", "warm"] if way == "template" else ["prepared"])


def test_errors_of_ours_come_back_as_they_were(path, way):
    with pytest.raises(CrsMissingError) as missing:
        run_isolated("test-faults", path, {"kind": "crs"})
    assert missing.value.where == path.name
    assert str(missing.value.proposals[0].why) == "why 1"
    with pytest.raises(ProvinceChoiceError) as choice:
        run_isolated("test-faults", path, {"kind": "province"})
    assert choice.value.provinces == (("04", "Cao", 3),)


def test_an_odd_name_comes_back_in_the_error(tmp_path):
    odd = tmp_path / "a;b|c.txt"
    odd.write_text("x", encoding="utf-8")
    with pytest.raises(CrsMissingError) as missing:
        run_isolated("test-faults", odd, {"kind": "crs"})
    assert missing.value.where == odd.name
    assert str(missing.value).startswith("a;b|c.txt: ")


DEATHS = {
    "test-hoard": "memory",
    "test-abort": "broke",
    "test-segfault": "broke",
    "test-exit": "broke",
    "test-bug": "broke",
    "test-flood": "memory",
    "test-spin": "seconds",
    "test-sleep": "seconds",
    "test-hang-open": "broke",
}


@LINUX
@pytest.mark.parametrize("name", DEATHS)
def test_a_death_of_the_child_is_a_message(path, name):
    start = time.monotonic()
    with pytest.raises(InputFileError, match=DEATHS[name]) as caught:
        run_isolated(name, path, limits=TIGHT)
    assert caught.value.where == path.name
    assert time.monotonic() - start < 60
    assert run_isolated("test-size", path) == 3


@pytest.mark.parametrize(
    "content", ["", "52", "52ffffffffffffffff", "5200000000000000087b7b7b7b7b7b7b7b", "46" + "00" * 8, "00" * 40]
)
@LINUX
def test_a_child_that_lies_is_refused(path, content):
    with pytest.raises(InputFileError, match="safely"):
        run_isolated("test-lie", path, {"bytes": content})


@LINUX
def test_a_subverted_reader_reaches_nothing(path, tmp_path, monkeypatch):
    secret, folder = tmp_path / "secret.txt", tmp_path / "watched"
    secret.write_text("CONFIDENTIAL", encoding="utf-8")
    folder.mkdir()
    monkeypatch.setenv("NTM_DATABASE_URL", "postgresql://user:password@host/db")
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        found = run_isolated(
            "test-roam", path, {"secret": str(secret), "folder": str(folder), "port": port, "pid": os.getpid()}
        )
        server.setblocking(False)
        with pytest.raises(BlockingIOError):
            server.accept()
    walls = what_the_system_allows()
    assert not [name for name in found["environment"] if name.startswith("NTM_")]
    assert found["core"] == 0
    assert found["raise a limit"].startswith("refused")
    for name in ("read the file", "write in its room", "read a library", "a thread", "signal itself"):
        assert found[name].startswith("done"), name
    if walls["only its files"]:
        for name in ("read a secret", "list a folder", "write outside", "change the file", "look at the parent"):
            assert found[name].startswith("refused"), name
        assert not list(folder.iterdir())
    if walls["no calls but those of a reader"]:
        for name in ("connect", "talk by a path", "start a program", "fork", "signal the parent", "signal somebody"):
            assert found[name].startswith("refused"), name
        for name in ("limit the parent", "hold the parent back", "close", "date", "empty", "mark"):
            told = found[name if name in found else f"{name} a secret"]
            assert told.startswith("refused"), name
    assert found["limit itself"].startswith("done")
    assert path.read_text(encoding="utf-8") == "abc"


def test_a_disk_that_is_full_is_said(path, monkeypatch):
    def full(*_about, **_more):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(module, "stage", full)
    with pytest.raises(InputFileError, match="No space left"):
        run_isolated("test-size", path)


@LINUX
def test_a_python_that_is_gone_is_a_message(path, monkeypatch):
    monkeypatch.setattr(module, "TEMPLATE", processes.Template())
    monkeypatch.setattr(processes.sys, "executable", "/no/python")
    with pytest.raises(InputFileError, match="safely"):
        run_isolated("test-size", path)


@LINUX
def test_without_a_template_a_process_is_started(path, monkeypatch, caplog):
    def gone(*_about):
        raise module.TemplateGoneError

    monkeypatch.setattr(module.TEMPLATE, "read", gone)
    assert run_isolated("test-size", path) == 3
    assert "no template" in caplog.text


@LINUX
def test_a_template_that_was_killed_is_started_again(path):
    run_isolated("test-size", path)
    before = TEMPLATE.pid
    os.kill(before, 9)
    assert run_isolated("test-size", path) == 3
    assert TEMPLATE.pid != before


def test_many_threads_read_at_once(path):
    answers = []
    workers = [threading.Thread(target=lambda: answers.append(run_isolated("test-size", path))) for _ in range(12)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert answers == [3] * 12


@LINUX
def test_after_a_fork_the_parent_keeps_its_template(path):
    run_isolated("test-size", path)
    before = TEMPLATE.pid
    reading, writing = os.pipe()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        child = os.fork()
    if not child:
        os.write(writing, str(TEMPLATE.pid).encode())
        os._exit(0)
    os.waitpid(child, 0)
    assert os.read(reading, 20) == b"0"
    os.close(reading)
    os.close(writing)
    assert run_isolated("test-size", path) == 3
    assert TEMPLATE.pid == before


@LINUX
def test_the_template_ends_with_the_program(path, tmp_path):
    """A program that reads a file and is killed leaves nobody behind."""
    context = multiprocessing.get_context("spawn")
    told = context.Queue()
    program = context.Process(target=_read_and_wait, args=(str(path), told))
    program.start()
    number = told.get(timeout=60)
    program.kill()
    program.join()
    told.close()
    told.join_thread()
    program.close()
    for _try in range(100):
        if not os.path.exists(f"/proc/{number}"):  # noqa: PTH110 - as plain as it gets
            return
        time.sleep(0.1)
    pytest.fail("the template lives on")


def _read_and_wait(path, told):
    from pathlib import Path

    run_isolated("test-size", Path(path))
    told.put(TEMPLATE.pid)
    time.sleep(60)


def test_what_the_system_allows_is_known():
    walls = what_the_system_allows()
    assert walls["a process of its own"]
    assert all(isinstance(holds, bool) for holds in walls.values())


def test_nothing_is_left_in_the_folder_for_temporary_files(path, tmp_path, monkeypatch):
    import tempfile

    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    run_isolated("test-size", path)
    with pytest.raises(InputFileError):
        run_isolated("test-exit", path)
    assert not list(tmp_path.glob("ntm-read-*"))
