"""One command: the parts of run.py that decide, without installing anything."""

import ast
import socket
import subprocess
import sys
from pathlib import Path

import pytest

import run

SOURCE = Path(run.__file__).read_text(encoding="utf-8")


@pytest.fixture
def files(tmp_path):
    for name in (run.RUNTIME, run.DEVELOPMENT, run.CONSTRAINTS):
        (tmp_path / name).write_text(f"# {name}\n", encoding="utf-8")
    return tmp_path


def _program(path):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("#!/bin/sh\n", encoding="utf-8")
    path.chmod(0o755)
    return str(path)


def test_an_old_python_can_read_the_file_and_is_told_before_anything_else_happens():
    tree = ast.parse(SOURCE, feature_version=(3, 6))
    check = next(i for i, node in enumerate(tree.body) if isinstance(node, ast.If))
    assert all(isinstance(node, ast.Expr | ast.Import | ast.ImportFrom) for node in tree.body[:check])
    assert "annotations" not in {name.name for node in tree.body[:check] for name in getattr(node, "names", [])}


def test_nothing_outside_the_standard_library_is_imported():
    nodes = [node for node in ast.walk(ast.parse(SOURCE)) if isinstance(node, ast.Import | ast.ImportFrom)]
    names = {n.module if isinstance(n, ast.ImportFrom) else a.name for n in nodes for a in n.names}
    assert {name.split(".")[0] for name in names} <= sys.stdlib_module_names


def test_the_console_gets_letters_every_windows_console_has():
    assert SOURCE.isascii()


def test_the_python_of_an_environment_stands_where_the_system_puts_it():
    assert run.venv_python(Path("v"), windows=True) == Path("v/Scripts/python.exe")
    assert run.venv_python(Path("v"), windows=False) == Path("v/bin/python")


@pytest.mark.parametrize("changed", [run.RUNTIME, run.CONSTRAINTS])
def test_a_changed_file_asks_for_a_new_installation(files, changed):
    before = run.fingerprint(run.DEVELOPMENT, version="3.11", root=files)
    (files / changed).write_text("new\n", encoding="utf-8")
    assert run.fingerprint(run.DEVELOPMENT, version="3.11", root=files) != before


def test_what_only_the_tests_need_does_not_reinstall_the_app(files):
    before = run.fingerprint(run.RUNTIME, version="3.11", root=files)
    (files / run.DEVELOPMENT).write_text("new\n", encoding="utf-8")
    assert run.fingerprint(run.RUNTIME, version="3.11", root=files) == before


def test_another_python_or_other_line_ends(files):
    before = run.fingerprint(run.RUNTIME, version="3.11", root=files)
    assert run.fingerprint(run.RUNTIME, version="3.12", root=files) != before
    (files / run.RUNTIME).write_bytes(f"# {run.RUNTIME}\r\n".encode())
    assert run.fingerprint(run.RUNTIME, version="3.11", root=files) == before


def test_a_python_that_does_not_start_is_no_environment(tmp_path):
    broken = tmp_path / "python"
    assert run.probe(broken) is None
    broken.write_text("not a program", encoding="utf-8")
    broken.chmod(0o755)
    assert run.probe(broken) is None
    assert run.probe(Path(sys.executable)) == f"{sys.version_info[0]}.{sys.version_info[1]}"


class World:
    """An environment without pip: it notes what would be made and installed."""

    def __init__(self, folder, monkeypatch):
        self.folder, self.done, self.fails = folder, [], False
        monkeypatch.setattr(run, "VENV", folder / ".venv")
        monkeypatch.setattr(run, "venv_python", lambda: folder / ".venv" / "python")
        monkeypatch.setattr(run, "probe", lambda python: "3.11" if python.exists() else None)
        monkeypatch.setattr(run, "make_venv", self.make)
        monkeypatch.setattr(run, "install", self.install)

    def make(self, venv):
        self.done.append("made")
        venv.mkdir(exist_ok=True)
        for leftover in venv.iterdir():
            leftover.unlink()
        (venv / "python").touch()

    def install(self, _python, *arguments):
        self.done.append(arguments[1])
        if self.fails:
            message = "no network"
            raise run.RunError(message)

    def run(self, requirements):
        self.done.clear()
        run.ensure_environment(requirements)
        return list(self.done)


@pytest.fixture
def world(tmp_path, monkeypatch):
    return World(tmp_path, monkeypatch)


def test_the_second_run_installs_nothing(world):
    assert world.run(run.RUNTIME) == ["made", run.RUNTIME]
    assert world.run(run.RUNTIME) == []
    assert world.run(run.DEVELOPMENT) == [run.DEVELOPMENT]
    assert world.run(run.DEVELOPMENT) == []


def test_an_environment_made_for_the_tests_serves_the_app(world):
    assert world.run(run.DEVELOPMENT) == ["made", run.DEVELOPMENT]
    assert world.run(run.RUNTIME) == []


def test_an_installation_cut_short_is_begun_anew(world):
    world.fails = True
    with pytest.raises(run.RunError):
        world.run(run.RUNTIME)
    world.fails = False
    assert world.run(run.RUNTIME) == ["made", run.RUNTIME]
    assert world.run(run.RUNTIME) == []


def test_an_environment_whose_python_is_gone_is_rebuilt(world):
    world.run(run.RUNTIME)
    (world.folder / ".venv" / "python").unlink()
    assert world.run(run.RUNTIME) == ["made", run.RUNTIME]


def test_a_python_without_ensurepip_names_the_package_to_install(monkeypatch, tmp_path):
    monkeypatch.setattr(run.importlib.util, "find_spec", lambda _name: None)
    with pytest.raises(run.RunError, match=r"apt install python3\.\d+-venv"):
        run.make_venv(tmp_path)


def test_the_app_listens_on_this_machine_only_unless_told():
    options = run.app_parser().parse_args([])
    assert (options.host, options.port, options.no_browser) == ("127.0.0.1", 8501, False)
    told = run.app_parser().parse_args(["--host", "0.0.0.0", "--port", "8600", "--no-browser"])
    assert (told.host, told.port, told.no_browser) == ("0.0.0.0", 8600, True)


def test_one_process_needs_no_proxy(monkeypatch):
    monkeypatch.setattr(run, "find_proxy", lambda: pytest.fail("looked for a proxy"))
    words = run.serve_words(run.app_parser().parse_args(["--port", "8600"]))
    assert words[:3] == ["-m", "ntm_geo.ui.launch", "run"]
    assert "8600" in words


def test_several_processes_are_started_by_the_command_line_of_the_program(monkeypatch, tmp_path):
    looked = []
    monkeypatch.setattr(run, "find_proxy", lambda: looked.append(True))
    monkeypatch.chdir(tmp_path)
    options = run.app_parser().parse_args(["--processes", "3", "--certificate", "own.pem", "--key", "own.key"])
    words = run.serve_words(options)
    assert words[:3] == ["-m", "ntm_geo", "serve"]
    assert words[-6:] == [
        "--processes", "3", "--certificate", str(tmp_path / "own.pem"), "--key", str(tmp_path / "own.key"),
    ]  # fmt: skip
    assert looked


def test_serve_is_the_verb_of_no_verb(monkeypatch):
    asked = []
    monkeypatch.setattr(run, "serve", lambda arguments: asked.append(arguments) or 0)
    assert run.main(["serve", "--processes", "2"]) == run.main(["--processes", "2"]) == 0
    assert asked == [["--processes", "2"], ["--processes", "2"]]


@pytest.mark.parametrize("may", [[], ["sudo", "-n"]])
def test_the_proxy_is_installed_without_the_web_server_debian_would_start(monkeypatch, tmp_path, may):
    places, asked = ["", "/usr/sbin/nginx"], []
    monkeypatch.setattr(run, "proxy_path", lambda: places.pop(0))
    monkeypatch.setattr(run, "debian_commands", lambda *names: [[*may, "env", "apt-get", "install", *names]])
    monkeypatch.setattr(run, "_install_with", asked.extend)
    monkeypatch.setattr(run, "SYSTEMD", tmp_path)
    assert run.find_proxy() == "/usr/sbin/nginx"
    unit = "nginx.service"
    assert asked == [
        [*may, "systemctl", "mask", "--runtime", unit],
        [*may, "env", "apt-get", "install", "nginx", "openssl"],
        [*may, "systemctl", "disable", unit],
        [*may, "systemctl", "unmask", "--runtime", unit],
    ]


def test_where_nothing_starts_services_and_where_it_is_there_already(monkeypatch, tmp_path):
    asked = []
    monkeypatch.setattr(run, "debian_commands", lambda *names: [["env", *names]])
    monkeypatch.setattr(run, "_install_with", asked.extend)
    monkeypatch.setattr(run, "SYSTEMD", tmp_path / "none")
    monkeypatch.setattr(run, "PROXY_PLACES", ())
    monkeypatch.setenv("PATH", "")
    assert run.find_proxy() == ""
    assert asked == [["env", "nginx", "openssl"]]
    monkeypatch.setattr(run, "PROXY_PLACES", (str(tmp_path),))
    program = _program(tmp_path / "nginx")
    assert run.find_proxy() == program
    assert len(asked) == 1


def test_a_busy_port_is_told_with_a_way_out():
    with socket.socket() as busy:
        busy.bind(("127.0.0.1", 0))
        busy.listen()
        port = busy.getsockname()[1]
        assert f"--port {port + 1}" in run.port_complaint("127.0.0.1", port)
    assert run.port_complaint("127.0.0.1", port) == ""
    assert "no port 99999" in run.port_complaint("127.0.0.1", 99999)


def test_no_window_is_opened_where_nobody_looks(monkeypatch):
    monkeypatch.setenv("CI", "true")
    assert not run.has_screen()


def test_the_browser_named_by_hand_comes_first_then_the_search_path(tmp_path):
    on_path = _program(tmp_path / "chromium")
    candidates = run.browser_candidates({"PATH": str(tmp_path), "NTM_CHROMIUM": "mine"}, system="darwin")
    assert candidates[:2] == ["mine", on_path]


def test_browsers_off_the_search_path_are_found_on_windows_and_macos(tmp_path):
    chrome = _program(tmp_path / "Google/Chrome/Application/chrome.exe")
    assert run.browser_candidates({"PROGRAMFILES": str(tmp_path), "PATH": "none"}, system="win32") == [chrome]
    mac = _program(tmp_path / "Applications/Google Chrome.app/Contents/MacOS/Google Chrome")
    assert mac in run.browser_candidates({"HOME": str(tmp_path), "PATH": "none"}, system="darwin")


def test_a_browser_of_the_machine_is_taken_before_one_is_fetched(monkeypatch):
    monkeypatch.setattr(run, "browser_candidates", lambda: ["broken", "good"])
    monkeypatch.setattr(run, "_drives", lambda _python, browser: browser if browser == "good" else "")
    monkeypatch.setattr(run, "_install_with", lambda commands: pytest.fail(f"would run {commands}"))
    assert run.find_browser(Path("python")) == "good"


def test_without_any_browser_playwright_is_asked_then_debian(monkeypatch):
    asked = []
    monkeypatch.setattr(run, "browser_candidates", list)
    monkeypatch.setattr(run, "_drives", lambda _python, _browser: "")
    monkeypatch.setattr(run, "_install_with", lambda commands: asked.extend(command[-1] for command in commands))
    monkeypatch.setattr(run, "debian_commands", lambda name: [["apt-get", "update"], ["apt-get", "install", name]])
    assert run.find_browser(Path("python")) == ""
    assert asked == ["chromium", "update", "chromium"]


def test_debian_is_asked_only_where_apt_may_be_used(monkeypatch):
    monkeypatch.setattr(run.shutil, "which", lambda _name: None)
    assert run.debian_commands() == []


def test_a_postgres_counts_only_with_its_postgis(tmp_path):
    for version in ("13", "15", "17"):
        (tmp_path / f"lib/postgresql/{version}/bin").mkdir(parents=True)
    assert run.postgres_folder(tmp_path) == ""
    extension = tmp_path / "share/postgresql/15/extension"
    extension.mkdir(parents=True)
    (extension / "postgis.control").touch()
    assert run.postgres_folder(tmp_path) == str(tmp_path / "lib/postgresql/15/bin")


def test_postgres_is_installed_only_where_it_is_missing(monkeypatch):
    asked, places = [], ["", "/pg"]
    monkeypatch.setattr(run, "postgres_folder", lambda: places.pop(0))
    monkeypatch.setattr(run, "debian_commands", lambda *names: [["install", *names]])
    monkeypatch.setattr(run, "_install_with", asked.extend)
    assert run.find_postgres() == "/pg"
    assert asked == [["install", "postgresql", "postgresql-postgis"]]
    places[:] = ["/pg", "/pg"]
    assert run.find_postgres() == "/pg"
    assert len(asked) == 1


def _office(folder, *parts, monkeypatch):
    """Make a machine with these programs and parts of LibreOffice."""
    programs = {"soffice": folder / "soffice", run.PDF_READER: folder / run.PDF_READER}
    for name in parts:
        _program(folder / name)
    monkeypatch.setattr(
        run.shutil,
        "which",
        lambda name, **_: str(programs[name]) if programs.get(name, folder / "no").exists() else None,
    )


def test_libreoffice_counts_with_all_its_parts_and_a_reader_of_pdf(tmp_path, monkeypatch):
    everything = [*run.OFFICE_PARTS.values(), run.PDF_PACKAGE]
    _office(tmp_path, monkeypatch=monkeypatch)
    assert run.office_lacks() == everything
    _office(tmp_path, "soffice", "libswlo.so", monkeypatch=monkeypatch)
    assert run.office_lacks(system="linux") == everything[1:]
    assert run.office_lacks(system="darwin") == [run.PDF_PACKAGE]
    _office(tmp_path, "libsclo.so", "libslideshowlo.so", run.PDF_READER, monkeypatch=monkeypatch)
    assert run.office_lacks(system="linux") == []


def test_only_what_is_missing_of_libreoffice_is_installed(monkeypatch):
    asked, lacking = [], [["poppler-utils"], []]
    monkeypatch.setattr(run, "office_lacks", lambda: lacking.pop(0))
    monkeypatch.setattr(run.shutil, "which", lambda _name: "/usr/bin/soffice")
    monkeypatch.setattr(run, "debian_commands", lambda *names: [["install", *names]])
    monkeypatch.setattr(run, "_install_with", asked.extend)
    assert run.find_office() == "/usr/bin/soffice"
    assert asked == [["install", "poppler-utils"]]
    lacking[:] = [["poppler-utils"], ["poppler-utils"]]
    assert run.find_office() == ""


def test_letters_with_vietnamese_are_installed_where_they_are_missing(monkeypatch):
    asked, found = [], [False, True]
    monkeypatch.setattr(run, "has_letters", lambda: found.pop(0))
    monkeypatch.setattr(run, "debian_commands", lambda *names: [["install", *names]])
    monkeypatch.setattr(run, "_install_with", asked.extend)
    run.find_letters(system="linux")
    assert asked == [["install", "fonts-liberation2"]]
    asked.clear()
    found[:] = [False, False]
    run.find_letters(system="linux")
    assert asked == [["install", "fonts-liberation2"], ["install", "fonts-liberation"]]
    asked.clear()
    run.find_letters(system="darwin")
    assert asked == []


@pytest.mark.parametrize(("system", "there", "installs"), [("linux", "", 1), ("linux", "strace", 0), ("win32", "", 0)])
def test_what_watches_the_readers_is_installed_where_it_is_missing(monkeypatch, system, there, installs):
    commands = []
    monkeypatch.setattr(run.shutil, "which", lambda name: there if name == run.TRACER else None)
    monkeypatch.setattr(run, "debian_commands", lambda *packages: [list(packages)])
    monkeypatch.setattr(run, "_install_with", commands.extend)
    run.find_tracer(system=system)
    assert commands == [["strace"]] * installs


def test_a_machine_without_a_list_of_letters_has_none(monkeypatch):
    monkeypatch.setattr(run.shutil, "which", lambda _name: None)
    assert not run.has_letters()


@pytest.mark.parametrize(
    ("chosen", "workers", "cores", "shared"),
    [([], None, 2, 3), ([], None, 8, 3), ([], None, 1, 0), ([], 0, 8, 0), ([], 4, 2, 4), (["tests/maps"], None, 8, 0),
     (["tests/maps"], 2, 8, 2)],
)  # fmt: skip
def test_three_processes_share_the_tests_unless_told_otherwise(chosen, workers, cores, shared):
    wanted = ["-n", str(shared), "--dist", "loadfile", "--no-loadscope-reorder"] if shared else []
    assert run.sharing(chosen, workers, cores=cores) == wanted


class Checks:
    """``run.py test`` with every program answered by a number."""

    def __init__(self, monkeypatch, *, browser, office="/office"):
        self.codes, self.called, self.beside = {}, [], []
        monkeypatch.delenv("CI", raising=False)
        monkeypatch.setattr(run, "ensure_environment", lambda _requirements: Path("python"))
        monkeypatch.setattr(run, "find_browser", lambda _python: browser)
        monkeypatch.setattr(run, "find_office", lambda: office)
        monkeypatch.setattr(run, "find_letters", lambda: None)
        monkeypatch.setattr(run, "find_tracer", lambda: None)
        monkeypatch.setattr(run, "find_proxy", lambda: "/nginx")
        monkeypatch.setattr(run, "find_postgres", lambda: "/pg")
        monkeypatch.setattr(run.os, "cpu_count", lambda: 2)
        monkeypatch.setattr(run, "_call", self.call)

    def call(self, command, *, environment, quiet=False, **_options):
        (self.beside if quiet else self.called).append(command[2:])
        self.environment = environment
        return self.codes.get(command[2], 0)


def test_every_check_runs_even_after_one_failed(monkeypatch):
    checks = Checks(monkeypatch, browser="/b")
    assert run.main(["test"]) == 0
    checks.codes["ruff"] = 1
    checks.called.clear()
    assert run.main(["test"]) == 1
    assert [command[0] for command in checks.called] == ["ruff", "ruff", "mypy", "pytest"]
    assert checks.beside[-1] == ["pytest", "--collect-only", "-qq"], "the tests are read while types are checked"
    assert checks.environment["NTM_CHROMIUM"] == "/b"


def test_the_quick_checks_need_no_browser(monkeypatch):
    checks = Checks(monkeypatch, browser="")
    assert run.main(["check"]) == 0
    assert checks.called[-1] == ["pytest", "-q", "tests/test_house.py"]


def test_arguments_of_pytest_choose_tests_alone(monkeypatch):
    checks = Checks(monkeypatch, browser="/b")
    run.main(["test", "tests/maps", "-k", "legend", "-x"])
    assert checks.called == [["pytest", "tests/maps", "-k", "legend", "-x"]]
    assert checks.beside == []


def test_the_workers_can_be_switched_off(monkeypatch):
    checks = Checks(monkeypatch, browser="/b")
    run.main(["test"])
    assert checks.called[-1] == ["pytest", "-n", "3", "--dist", "loadfile", "--no-loadscope-reorder"]
    run.main(["test", "--workers", "0"])
    assert checks.called[-1] == ["pytest"]


def test_a_missing_office_warns_here_and_fails_where_it_is_required(monkeypatch, capsys):
    checks = Checks(monkeypatch, browser="/b", office="")
    assert run.main(["test"]) == 0
    assert "PAPERS" in capsys.readouterr().out
    assert checks.environment["NTM_REQUIRE_OFFICE"] == ""
    checks.called.clear()
    monkeypatch.setenv("CI", "true")
    assert run.main(["test"]) == 1
    assert checks.called == [], "it fails before the tests, not after them"


def test_a_missing_browser_warns_here_and_fails_where_it_is_required(monkeypatch, capsys):
    checks = Checks(monkeypatch, browser="")
    assert run.main(["test"]) == 0
    assert "WARNING" in capsys.readouterr().out
    checks.called.clear()
    assert run.main(["test", "--require-browser"]) == 1
    monkeypatch.setenv("CI", "true")
    assert run.main(["test"]) == 1
    assert checks.called == []


def test_what_is_there_and_required_is_told_to_the_tests(monkeypatch):
    checks = Checks(monkeypatch, browser="/b")
    assert run.main(["test", "--require-browser"]) == 0
    needed = {checks.environment[f"NTM_REQUIRE_{name}"] for name in ("BROWSER", "OFFICE", "POSTGRES")}
    assert needed == {"1"}


def test_another_package_manager_is_waited_for(tmp_path, capsys):
    lock = tmp_path / "lock"
    lock.touch()
    assert run.wait_for_packages([lock, tmp_path / "none"], seconds=1)
    assert capsys.readouterr().out == ""
    holding = (
        "import fcntl, sys, time; file = open(sys.argv[1], 'r+b'); fcntl.lockf(file, fcntl.LOCK_EX); "
        "print('held', flush=True); time.sleep(float(sys.argv[2]))"
    )
    with subprocess.Popen([sys.executable, "-c", holding, lock, "1"], stdout=subprocess.PIPE) as other:
        other.stdout.readline()
        assert run.wait_for_packages([lock], seconds=60, pause=0.05)
    assert "another package manager is at work; waiting for it, 1 minutes" in capsys.readouterr().out
    with subprocess.Popen([sys.executable, "-c", holding, lock, "60"], stdout=subprocess.PIPE) as other:
        other.stdout.readline()
        assert not run.wait_for_packages([lock], seconds=0.2, pause=0.05)
        other.kill()


def test_an_error_is_a_sentence_and_an_exit_code(monkeypatch, capsys):
    def broken(_arguments):
        message = "Do this."
        raise run.RunError(message)

    monkeypatch.setattr(run, "serve", broken)
    assert run.main([]) == 1
    assert capsys.readouterr().err == "\nDo this.\n"


def test_the_lock_file_pins_what_the_requirement_files_name():
    pinned = {line.split("==")[0].lower().replace("_", "-") for line in _lines(run.CONSTRAINTS)}
    named = {_name(line) for file in (run.RUNTIME, run.DEVELOPMENT) for line in _lines(file) if line[0] != "-"}
    assert named <= pinned
    assert all("==" in line and "@" not in line for line in _lines(run.CONSTRAINTS))


def _lines(name):
    text = (run.ROOT / name).read_text(encoding="utf-8")
    return [line for line in text.splitlines() if line and not line.startswith("#")]


def _name(requirement):
    return next(part for part in run.re.split(r"[\[<>=~! ;]", requirement) if part).lower().replace("_", "-")
