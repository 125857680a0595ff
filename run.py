#!/usr/bin/env python3
"""Run NTM Geo, or test it, on a machine that has nothing but Python 3.11 or newer.

python run.py                    make .venv, install what is needed, open the app on http://localhost:8501
python run.py serve --processes 2   the same by several processes behind nginx, which is installed where apt is there
python run.py test               install what the tests need and run all of them, browser included
python run.py test tests/maps    run a part of the tests (any arguments of pytest)
python run.py test --workers 0   run all tests in one process; as a rule two share them where there are two cores
python run.py check              style, types and the shape of the house only (seconds)
python run.py cli assess ...     run ``python -m ntm_geo assess ...`` inside .venv
python run.py lock               write constraints.txt anew from a clean environment

Only the standard library is used, and there is no shell on the way. Down to the check of the version this file must
stay readable for Python 3.6, which knows no ``from __future__ import annotations``: it is missing on purpose.
"""

import argparse
import hashlib
import importlib.util
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
import webbrowser
from collections.abc import Sequence
from pathlib import Path

if sys.version_info < (3, 11):  # noqa: UP036 - an older Python learns here that it is too old
    sys.exit(
        f"NTM Geo needs Python 3.11 or newer; this is Python {sys.version_info[0]}.{sys.version_info[1]}.\n"
        "Install a newer one (https://www.python.org/downloads/) and start run.py with it."
    )

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
RUNTIME = "requirements.txt"
DEVELOPMENT = "requirements-dev.txt"
CONSTRAINTS = "constraints.txt"
MINUTE = 60.0
LOCK_HEADER = """\
# Every package of the application and its tests, at the version the tests pass with.
# Made by `python run.py lock` in a clean environment; do not edit by hand.
"""
ELSEWHERE = ("colorama",)
"""Packages only other systems need (colours in a Windows console): pinned with the rest."""
CHECKS = (
    ("ruff check", ("-m", "ruff", "check", ".")),
    ("ruff format", ("-m", "ruff", "format", "--check", ".")),
    ("mypy", ("-m", "mypy")),
)
HOUSE = ("house", ("-m", "pytest", "-q", "tests/test_house.py"))
CORES, WORKERS = 2, 3
"""Processes that share the tests where there are so many cores: one more than cores, for browsers and databases are
waited for; more of them start too many browsers at once.
"""
SHARED = ("--dist", "loadfile", "--no-loadscope-reorder")
OFFICE_PARTS = {
    "libswlo.so": "libreoffice-writer-nogui",
    "libsclo.so": "libreoffice-calc-nogui",
    "libslideshowlo.so": "libreoffice-impress-nogui",
}
"""Parts of LibreOffice on Linux, and Debian's packages that bring them."""
TRACER = "strace"
APT_WAIT = 300
"""Seconds to wait for another package manager."""
APT_LOCKS = (Path("/var/lib/dpkg/lock-frontend"), Path("/var/lib/apt/lists/lock"))
PDF_READER, PDF_PACKAGE = "pdftoppm", "poppler-utils"
LETTERS, LETTER_PACKAGES = "Liberation Sans:bold:lang=vi", ("fonts-liberation2", "fonts-liberation")
"""The letters the pictures of papers were made with (in place of Arial and Times New Roman), and what brings them: the
package of that name before Debian 13 has no Vietnamese."""
BROWSER_NAMES = (
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "chrome",
    "microsoft-edge",
    "msedge",
)
PROBE = "import sys, pip; assert sys.version_info >= (3, 11); print('%d.%d' % sys.version_info[:2])"
DRIVE = """
import sys
from playwright.sync_api import sync_playwright
with sync_playwright() as playwright:
    browser = playwright.chromium.launch(executable_path=sys.argv[1] or playwright.chromium.executable_path)
    page = browser.new_page()
    page.set_content("<p>ready</p>")
    assert page.inner_text("p") == "ready"
    browser.close()
    print(sys.argv[1] or playwright.chromium.executable_path)
"""


class RunError(Exception):
    """Something stops the command that the person at the keyboard can mend; the text says how."""


# ------------------------------------------------------------------------------------------------ environment


def venv_python(venv: Path = VENV, *, windows: bool = os.name == "nt") -> Path:
    """Return where a virtual environment keeps its Python."""
    return venv / "Scripts" / "python.exe" if windows else venv / "bin" / "python"


def fingerprint(requirements: str, *, version: str, root: Path = ROOT) -> str:
    """Return a digest of all that decides what is installed: Python, place, requirement files, constraints.

    Parameters
    ----------
    requirements : name of the requirement file that was asked for.
    version : version of the environment's Python, such as ``3.11``.
    root : folder of the files; an environment that was moved does not work, so it counts too.
    """
    digest = hashlib.sha256(f"{version} {root}".encode())
    for name in sorted({requirements, RUNTIME, CONSTRAINTS}):
        digest.update(name.encode() + (root / name).read_bytes().replace(b"\r\n", b"\n"))
    return digest.hexdigest()


def probe(python: Path) -> str | None:
    """Return the version of an environment's Python, or None when it is missing, broken or too old."""
    try:
        found = subprocess.run([python, "-c", PROBE], capture_output=True, text=True, timeout=MINUTE, check=True)
    except (OSError, subprocess.SubprocessError):
        return None
    return found.stdout.strip()


def make_venv(venv: Path) -> None:
    """Make a virtual environment, in place of whatever stood there.

    Raises
    ------
    RunError
        This Python lacks ``ensurepip`` (Debian and Ubuntu ship it apart), or the environment cannot be made.
    """
    if importlib.util.find_spec("ensurepip") is None:
        major, minor = sys.version_info[:2]
        message = (
            "This Python cannot make a virtual environment: its module ensurepip is not installed.\n"
            f"On Debian or Ubuntu: sudo apt install python{major}.{minor}-venv (or python3-venv), then try again."
        )
        raise RunError(message)
    # Inside the environment that is being rebuilt, the Python it was made from has to do the work.
    base = str(getattr(sys, "_base_executable", None) or sys.executable)
    if _call([base, "-m", "venv", "--clear", str(venv)], minutes=5) != 0:
        message = f"The environment {venv} could not be made. Close programs that use it, delete it and try again."
        raise RunError(message)


def install(python: Path, *arguments: str) -> None:
    """Install packages with pip, which shows its own progress; RunError when pip fails."""
    pip = [str(python), "-m", "pip", "--disable-pip-version-check", "install", *arguments]
    if _call(pip, minutes=60) != 0:
        message = (
            "Installing failed; pip says why above. It needs the package index once: check the network (or the\n"
            "proxy and index settings of pip), then run the same command again. What pip has fetched, it keeps."
        )
        raise RunError(message)


def ensure_environment(requirements: str) -> Path:
    """Return the Python of an environment that holds a requirement file; build or mend it only when needed.

    A stamp in the environment holds the `fingerprint` of what was installed. An environment whose installation was
    cut short, or whose Python does not start, is rebuilt from nothing.
    """
    python, unfinished = venv_python(), VENV / "ntm-geo-unfinished"
    version = None if unfinished.exists() else probe(python)
    if version and _stamp(requirements, version).exists():
        return python
    if version is None:
        with Step(f"Making the environment {VENV.name}"):
            make_venv(VENV)
        version = probe(python)
    if version is None:
        message = f"The environment {VENV} was made but does not work. Delete it and try again."
        raise RunError(message)
    unfinished.touch()
    with Step(f"Installing {requirements} (a few minutes the first time)"):
        install(python, "-r", requirements, "-c", CONSTRAINTS)
    for name in {requirements, RUNTIME}:
        _stamp(name, version).touch()
    unfinished.unlink()
    return python


def _stamp(requirements: str, version: str) -> Path:
    return VENV / f"ntm-geo-{fingerprint(requirements, version=version)[:16]}.stamp"


# ------------------------------------------------------------------------------------------------ the app


def serve(arguments: list[str]) -> int:
    """Start the app, open it in a browser, and stay until Ctrl+C."""
    options = app_parser().parse_args(arguments)
    complaint = port_complaint(options.host, options.port)
    if complaint:
        raise RunError(complaint)
    python = ensure_environment(RUNTIME)
    shown = "localhost" if options.host in {"127.0.0.1", "localhost", "0.0.0.0", "::"} else options.host
    address = f"{'https' if options.certificate else 'http'}://{shown}:{options.port}"
    command = [str(python), *serve_words(options)]
    show = threading.Thread(
        target=_announce, args=(shown, options.port, address, not options.no_browser and has_screen()), daemon=True
    )
    show.start()
    return _stay_with(subprocess.Popen(command, cwd=ROOT))


def serve_words(options: argparse.Namespace) -> list[str]:
    """Return what Python is to run for the options of ``python run.py``; for several processes their proxy is found."""
    place = [str(options.port), options.host]
    files = {name: getattr(options, name) for name in ("certificate", "key") if getattr(options, name)}
    local = options.host in {"127.0.0.1", "localhost", "::1"}
    if options.processes == 1 and not files and local:
        flags = ["--server.port", place[0], "--server.address", place[1], "--server.headless", "true"]
        return ["-m", "ntm_geo.ui.launch", "run", str(ROOT / "app.py"), *flags]
    if options.processes > 1 or files:
        find_proxy()
    words = ["-m", "ntm_geo", "serve", "--port", place[0], "--host", place[1], "--processes", str(options.processes)]
    words += ["--open-to-network"] if options.open_to_network else []
    # It is run in the folder of the program, and files are meant as seen from where the person stands.
    return words + [word for name, file in files.items() for word in (f"--{name}", str(Path(file).resolve()))]


def app_parser() -> argparse.ArgumentParser:
    """Return the parser of ``python run.py`` without a verb."""
    parser = argparse.ArgumentParser(
        prog="run.py", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter, allow_abbrev=False
    )
    parser.add_argument("--host", default="127.0.0.1", help="address to listen on; default: this machine only")
    parser.add_argument("--port", type=int, default=8501, help="port to listen on; default: 8501")
    parser.add_argument("--no-browser", action="store_true", help="do not open a browser window")
    parser.add_argument("--processes", type=int, default=1, help="processes that share the work; more need nginx")
    parser.add_argument("--certificate", help="certificate (PEM) for https; needs nginx and --key")
    parser.add_argument("--key", help="private key (PEM) of the certificate")
    parser.add_argument(
        "--open-to-network", action="store_true", help="let everybody who reaches it read and change everything"
    )
    return parser


def port_complaint(host: str, port: int) -> str:
    """Return why the app cannot listen at an address, and what to do; empty when it can."""
    if not 0 < port < 2**16:
        return f"There is no port {port}. Choose one between 1024 and 65535."
    try:
        family, kind, _, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        with socket.socket(family, kind) as trial:
            if os.name != "nt":  # a port just left is free there; on Windows this option would share a busy one
                trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            trial.bind(address)
    except socket.gaierror:
        return f"This machine has no address {host}. Leave --host out, or use 0.0.0.0 to be seen in the network."
    except OSError as error:
        return (
            f"Port {port} of {host} cannot be used ({error.strerror}). Perhaps NTM Geo runs already: look at\n"
            f"http://localhost:{port} - or choose another port: python run.py --port {port + 1}"
        )
    return ""


def has_screen() -> bool:
    """Return whether a browser window could be seen on this machine."""
    if os.environ.get("CI") or os.environ.get("SSH_CONNECTION"):
        return False
    if sys.platform in {"win32", "darwin"}:
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def _announce(host: str, port: int, address: str, open_window: bool) -> None:  # noqa: FBT001 - a thread's target
    end = time.monotonic() + MINUTE
    while time.monotonic() < end:
        try:
            socket.create_connection((host, port), timeout=1).close()
        except OSError:
            time.sleep(0.2)
            continue
        _say(f"NTM Geo is ready: {address}   (Ctrl+C stops it)")
        if open_window:
            webbrowser.open(address)
        return


def _stay_with(process: subprocess.Popen[bytes]) -> int:
    """Wait for a child; when asked to stop, stop it first, so that nothing is left running."""

    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    signal.signal(signal.SIGTERM, interrupt)
    try:
        return process.wait()
    except KeyboardInterrupt:
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        process.terminate()
        try:
            process.wait(timeout=20)  # a server of several processes gives each of them ten
        except subprocess.TimeoutExpired:
            process.kill()
        _say("Stopped.")
        return 0


def command_line(arguments: list[str]) -> int:
    """Run the command line of NTM Geo in the environment, in the folder the person stands in."""
    python = ensure_environment(RUNTIME)
    paths = os.pathsep.join([str(ROOT), *filter(None, [os.environ.get("PYTHONPATH")])])
    return _stay_with(subprocess.Popen([python, "-m", "ntm_geo", *arguments], env=os.environ | {"PYTHONPATH": paths}))


# ------------------------------------------------------------------------------------------------ the tests


def test(arguments: list[str]) -> int:
    """Run style checks, type checks and all tests; with arguments for pytest, only the tests they name.

    Every check runs even when an earlier one fails. A missing browser, LibreOffice or nginx is a loud warning; where it
    is required (``--require-browser``, or ``CI=true``) it is a failure at once, before anything is tested.
    """
    parser = argparse.ArgumentParser(prog="run.py test", description=test.__doc__, allow_abbrev=False)
    parser.add_argument(
        "--require-browser",
        action="store_true",
        help="fail where no browser, LibreOffice or nginx can be had",
    )
    parser.add_argument(
        "--workers", type=int, help="processes that share the tests; 0 for none; for all tests, 3 where 2 cores are"
    )
    options, chosen = parser.parse_known_args(arguments)
    required = options.require_browser or os.environ.get("CI", "").lower() in {"1", "true"}
    python = ensure_environment(DEVELOPMENT)
    with Step("Looking for a browser"):
        browser = find_browser(python)
    results = {"browser": bool(browser) or not required}
    _say(f"browser: {browser or NO_BROWSER}")
    with Step("Looking for LibreOffice"):
        office = find_office()
        find_letters()
        find_tracer()
    results["office"] = bool(office) or not required
    _say(f"LibreOffice: {office or NO_OFFICE}")
    with Step("Looking for nginx"):
        proxy = find_proxy()
    _say(f"nginx: {proxy or NO_PROXY}")
    results["proxy"] = bool(proxy) or not required
    if not all(results.values()):
        return _told(results)
    with Step("Looking for PostgreSQL with PostGIS"):
        database = find_postgres()
    _say(f"PostgreSQL: {database or NO_POSTGRES}")
    needed = "1" if required else ""
    environment = os.environ | {
        "NTM_CHROMIUM": browser,
        "NTM_REQUIRE_BROWSER": needed,
        "NTM_REQUIRE_OFFICE": needed,
        "NTM_REQUIRE_POSTGRES": needed if database else "",
        "NTM_REQUIRE_PROXY": needed,
        "PYTHONDONTWRITEBYTECODE": "",  # the tests start a hundred Pythons: what one has compiled the others take
    }
    tests = ("pytest", ("-m", "pytest", *sharing(chosen, options.workers), *chosen))
    if not chosen:
        reading = threading.Thread(target=_read_tests, args=(python, environment))
        reading.start()
        results |= _run_all(python, [*CHECKS], environment=environment)
        reading.join()
    results |= _run_all(python, [tests], environment=environment)
    code = _told(results)
    for found, missing in ((browser, NO_BROWSER), (office, NO_OFFICE), (proxy, NO_PROXY)):
        if not found:
            _say(f"WARNING: {missing}")
    return code


def _read_tests(python: Path, environment: dict[str, str]) -> None:
    """Read all tests while one core checks the types: what is compiled here the processes of the tests take."""
    _call([python, "-m", "pytest", "--collect-only", "-qq"], minutes=10, environment=environment, quiet=True)


def sharing(chosen: Sequence[str], workers: int | None, *, cores: int | None = None) -> list[str]:
    """Return the arguments that let several processes share the tests, file by file; none for one process.

    Parameters
    ----------
    chosen : arguments for pytest; a part of the tests runs in one process unless ``workers`` is given.
    workers : as asked for; None where nothing was.
    cores : of the machine; counted unless given.
    """
    if workers is None:
        cores = cores or os.cpu_count() or 1
        workers = WORKERS if cores >= CORES and not chosen else 0
    return ["-n", str(workers), *SHARED] if workers > 0 else []


def check(arguments: list[str]) -> int:
    """Run the checks that take seconds: style, types, and the shape of the house."""
    argparse.ArgumentParser(prog="run.py check", description=check.__doc__).parse_args(arguments)
    return _told(_run_all(ensure_environment(DEVELOPMENT), [*CHECKS, HOUSE], environment=dict(os.environ)))


def _run_all(
    python: Path, commands: list[tuple[str, tuple[str, ...]]], *, environment: dict[str, str]
) -> dict[str, bool]:
    """Run every command, also after one that failed; return which passed."""
    results = {}
    for label, command in commands:
        with Step(label):
            results[label] = _call([python, *command], minutes=60, environment=environment) == 0
    return results


def _told(results: dict[str, bool]) -> int:
    _say("   ".join(f"{label}: {'ok' if passed else 'FAILED'}" for label, passed in results.items()))
    return 0 if all(results.values()) else 1


NO_BROWSER = "none. THE BROWSER TESTS CANNOT RUN. Install Chromium or Chrome, or name one in the variable NTM_CHROMIUM."


def find_browser(python: Path) -> str:
    """Return a browser the tests can drive: one of this machine, else one installed now; empty when neither works."""
    for candidate in browser_candidates():
        if _drives(python, candidate):
            return candidate
        _say(f"{candidate} is there but does not start.")
    own = _drives(python, "")
    if own:
        return own
    _install_with([[str(python), "-m", "playwright", "install", "chromium"]])
    own = _drives(python, "")
    if own:
        return own
    _install_with(debian_commands("chromium"))
    return next((candidate for candidate in browser_candidates() if _drives(python, candidate)), "")


NO_OFFICE = (
    "none. THE TESTS THAT PRINT PAPERS CANNOT RUN. Install LibreOffice (writer, calc, impress) and poppler-utils."
)


def find_office() -> str:
    """Return LibreOffice with all its parts and a reader of PDF: of this machine, else Debian's; empty when neither."""
    lacking = office_lacks()
    if lacking:
        _install_with(debian_commands(*lacking))
    return "" if office_lacks() else str(shutil.which("soffice"))


def office_lacks(*, system: str = sys.platform) -> list[str]:
    """Return Debian's packages of what is missing to print papers and to look at the pages."""
    program = shutil.which("soffice")
    folder = Path(program).resolve().parent if program else None
    lacking = [
        package
        for part, package in OFFICE_PARTS.items()
        if folder is None or (system == "linux" and not (folder / part).exists())
    ]
    return lacking if shutil.which(PDF_READER) else [*lacking, PDF_PACKAGE]


def find_letters(*, system: str = sys.platform) -> None:
    """Install the letters of papers where this is Linux and they, or their Vietnamese part, are missing."""
    for package in LETTER_PACKAGES:
        if system == "linux" and not has_letters():
            _install_with(debian_commands(package))


def has_letters() -> bool:
    """Return whether this machine draws Vietnamese in bold with the letters the pictures of papers were made with."""
    lister = shutil.which("fc-list")
    if not lister:
        return False
    return bool(subprocess.run([lister, LETTERS, "file"], capture_output=True, text=True, check=False).stdout.strip())


def find_tracer(*, system: str = sys.platform) -> None:
    """Install the program that watches what a reader asks of the system, where this is Linux and it is missing."""
    if system == "linux" and not shutil.which(TRACER):
        _install_with(debian_commands(TRACER))


NO_POSTGRES = "none. The tests of the database run on SQLite only; install PostgreSQL with PostGIS to run them on both."


def find_postgres() -> str:
    """Return the folder of a PostgreSQL that has PostGIS: one of this machine, else Debian's; empty when neither."""
    if not postgres_folder():
        _install_with(debian_commands("postgresql", "postgresql-postgis"))
    return postgres_folder()


def postgres_folder(root: Path = Path("/usr")) -> str:
    """Return where the programs of Debian's PostgreSQL stand whose PostGIS is installed; empty when none is."""
    for programs in sorted((root / "lib/postgresql").glob("*/bin"), reverse=True):
        if (root / "share/postgresql" / programs.parent.name / "extension/postgis.control").exists():
            return str(programs)
    return ""


NO_PROXY = "none. THE TESTS OF SEVERAL PROCESSES CANNOT RUN. Install nginx and openssl."
PROXY, CERTIFICATES = "nginx", "openssl"
PROXY_PLACES = ("/usr/sbin", "/usr/local/sbin", "/opt/homebrew/bin")
SYSTEMD = Path("/run/systemd/system")


def find_proxy() -> str:
    """Return the proxy for several processes: of this machine, else Debian's; empty when neither.

    Debian's package starts a web server of its own, now and whenever the machine is started. Ours is a child of ours
    and needs none, so where the package was not there before, that one is neither started nor enabled.
    """
    if not proxy_path():
        unit = f"{PROXY}.service"
        install = debian_commands(PROXY, CERTIFICATES)
        if install and SYSTEMD.is_dir():
            may = install[0][: install[0].index("env")]
            mask = [[*may, "systemctl", "mask", "--runtime", unit]]
            after = [[*may, "systemctl", "disable", unit], [*may, "systemctl", "unmask", "--runtime", unit]]
            install = [*mask, *install, *after]
        _install_with(install)
    return proxy_path()


def proxy_path() -> str:
    """Return where the proxy is; empty where it is not. Who is not root seldom searches the folder it stands in."""
    return shutil.which(PROXY, path=os.pathsep.join([os.environ.get("PATH", ""), *PROXY_PLACES])) or ""


def _install_with(commands: list[list[str]]) -> None:
    for command in commands:
        if "apt-get" in command:
            wait_for_packages()
        _say("$ " + " ".join(command))
        _call(command, minutes=15)


def wait_for_packages(locks: Sequence[Path] = APT_LOCKS, *, seconds: float = APT_WAIT, pause: float = 2) -> bool:
    """Wait until no other package manager is at work, such as the automatic updates of a new server.

    Parameters
    ----------
    locks : files a package manager locks while it works.
    seconds : how long to wait at most.
    pause : seconds between two looks.

    Returns
    -------
    Whether they were free in the end.
    """
    end, told = time.monotonic() + seconds, False
    while any(_is_locked(lock) for lock in locks):
        if time.monotonic() > end:
            _say("it is still at work; going on without waiting longer")
            return False
        if not told:
            _say(f"another package manager is at work; waiting for it, {seconds / MINUTE:g} minutes at most")
            told = True
        time.sleep(pause)
    return True


def _is_locked(path: Path) -> bool:
    """Return whether another process holds the lock on a file; false where that cannot be told."""
    try:
        import fcntl  # noqa: PLC0415 - there is none on Windows, and no apt

        with path.open("r+b") as file:
            fcntl.lockf(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    except (ImportError, OSError):
        return False
    return False


def browser_candidates(environment: dict[str, str] | None = None, *, system: str = sys.platform) -> list[str]:
    """Return the Chromium-like browsers found on this machine, the one named in ``NTM_CHROMIUM`` first."""
    environment = dict(os.environ) if environment is None else environment
    search = environment.get("PATH", "")
    found = [environment.get("NTM_CHROMIUM"), *(shutil.which(name, path=search) for name in BROWSER_NAMES)]
    found += [str(place) for place in usual_places(environment, system=system) if place.exists()]
    return list(dict.fromkeys(filter(None, found)))


def usual_places(environment: dict[str, str], *, system: str) -> list[Path]:
    """Return where browsers stand that are not on the search path, by system (as ``sys.platform`` names it)."""
    if system == "win32":
        folders = [environment.get(key) for key in ("PROGRAMFILES", "PROGRAMFILES(X86)", "LOCALAPPDATA")]
        programs = ("Google/Chrome/Application/chrome.exe", "Chromium/Application/chrome.exe")
        edge = "Microsoft/Edge/Application/msedge.exe"
        return [Path(folder) / program for program in (*programs, edge) for folder in folders if folder]
    if system == "darwin":
        folders = ["/Applications", environment.get("HOME", "") + "/Applications"]
        names = ("Google Chrome", "Chromium", "Microsoft Edge")
        return [Path(f"{folder}/{name}.app/Contents/MacOS/{name}") for name in names for folder in folders if folder]
    return [Path("/snap/bin/chromium"), Path("/opt/google/chrome/chrome")]


def debian_commands(*packages: str) -> list[list[str]]:
    """Return the commands that install packages of Debian; none where apt is missing or may not be used."""
    if not shutil.which("apt-get"):
        return []
    may = []
    if os.geteuid() != 0:
        may = ["sudo", "-n"]
        if not shutil.which("sudo") or subprocess.run([*may, "true"], capture_output=True, check=False).returncode:
            return []
    wait = f"DPkg::Lock::Timeout={APT_WAIT}"
    apt = [*may, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-o", wait]
    return [[*apt, "update"], [*apt, "install", "-y", "--no-install-recommends", *packages]]


def _drives(python: Path, browser: str) -> str:
    """Return the path of a browser that opened a page, or empty; an empty name asks for Playwright's own."""
    try:
        shown = subprocess.run(
            [python, "-c", DRIVE, browser], capture_output=True, text=True, timeout=2 * MINUTE, check=True
        )
    except (OSError, subprocess.SubprocessError):
        return ""
    return shown.stdout.strip()


# ------------------------------------------------------------------------------------------------ constraints


def lock(arguments: list[str]) -> int:
    """Write constraints.txt: the versions a clean environment gets from the requirement files today."""
    argparse.ArgumentParser(prog="run.py lock", description=lock.__doc__).parse_args(arguments)
    with tempfile.TemporaryDirectory() as folder:
        python = venv_python(Path(folder) / "venv")
        with Step("Installing into a clean environment"):
            make_venv(python.parent.parent)
            install(python, "-r", DEVELOPMENT, *ELSEWHERE)
        frozen = subprocess.run(
            [python, "-m", "pip", "freeze"], capture_output=True, text=True, timeout=5 * MINUTE, check=True
        ).stdout
    pins = re.findall(r"^[\w.-]+==\S+$", frozen, flags=re.MULTILINE)
    (ROOT / CONSTRAINTS).write_text(LOCK_HEADER + "\n".join(pins) + "\n", encoding="utf-8", newline="\n")
    _say(f"{CONSTRAINTS}: {len(pins)} packages")
    return 0


# ------------------------------------------------------------------------------------------------ telling


class Step:
    """A step with a name and a duration, told on the way."""

    def __init__(self, label: str) -> None:
        self.label = label

    def __enter__(self) -> None:
        """Say what begins."""
        _say(f"{self.label} ...")
        self.began = time.monotonic()

    def __exit__(self, kind: object, *_: object) -> None:
        """Say how long it took."""
        _say(f"{self.label}: {'stopped' if kind else 'done'} after {time.monotonic() - self.began:.1f} s")


def _say(text: str) -> None:
    """Print at once, because children print to the same place."""
    print(f"==> {text}", flush=True)


def _call(
    command: Sequence[str | Path], *, minutes: float, environment: dict[str, str] | None = None, quiet: bool = False
) -> int:
    said = subprocess.DEVNULL if quiet else None
    try:
        return subprocess.run(
            command, cwd=ROOT, env=environment, timeout=minutes * MINUTE, check=False, stdout=said, stderr=said
        ).returncode
    except subprocess.TimeoutExpired:
        _say(f"given up after {minutes:g} minutes")
        return 1


def main(arguments: list[str]) -> int:
    """Run one verb; return the exit code (0 done, 1 failed, 2 wrong usage, 130 interrupted)."""
    verbs = {"serve": serve, "test": test, "check": check, "cli": command_line, "lock": lock}
    try:
        if arguments and arguments[0] in verbs:
            return verbs[arguments[0]](arguments[1:])
        return serve(arguments)
    except RunError as error:
        print(f"\n{error}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("\nStopped.", file=sys.stderr)
        return 130


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
