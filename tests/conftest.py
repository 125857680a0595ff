"""What all tests share: no network, a browser where there is one, the reference data, and a province of nine units."""

import functools
import gc
import hashlib
import importlib.util
import ipaddress
import os
import pickle
import shutil
import socket
import sys
from datetime import date
from pathlib import Path

import geopandas
import numpy as np
import pytest
import shapely
from argon2 import PasswordHasher
from hypothesis import settings
from streamlit.components.v2 import manifest_scanner
from streamlit.testing.v1 import AppTest

from ntm_geo.accounts import passwords, write_guard
from ntm_geo.assignment.engine import assignment_solver
from ntm_geo.boundaries.schematic import read_schematic
from ntm_geo.i18n import use_language
from ntm_geo.maps import sheet
from ntm_geo.pathway import planning
from ntm_geo.pathway.engine import master, milp
from ntm_geo.records.run_state import last_event
from ntm_geo.settings import Settings
from ntm_geo.solver import highs
from ntm_geo.themes import printed_maps
from ntm_geo.ui.kit import shared
from ntm_geo.workspace import workspace
from ntm_geo.workspace.workspace import open_workspace
from tests.several_server import NO_PROXY, program

pytest_plugins = ["tests.standing_fixtures", "tests.seat_fixtures"]

ROOT = Path(__file__).resolve().parents[1]
REFERENCE = ROOT.parent / "shared" / "data"
NO_REFERENCE = "the reference data (a folder shared/data beside the checkout) is not on this machine"
NO_OFFICE = "no LibreOffice, or no pdftoppm, on this machine; `python run.py test` installs both where apt is there"
NO_BROWSER = "no Chromium or Chrome on this machine; `python run.py test` installs one, NTM_CHROMIUM names one"


def _browser():
    """Path of the browser `run.py` chose or would choose; empty when there is none."""
    spec = importlib.util.spec_from_file_location("run", ROOT / "run.py")
    run = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(run)
    return next(iter(run.browser_candidates()), "")


settings.register_profile("house", deadline=None, derandomize=True, max_examples=60)
settings.load_profile("house")
"""No property test depends on the speed of the machine, on chance, or on what an earlier run has left on the disk."""


OPENS_ON = date(2022, 12, 31)
"""Day the application, the commands and the workspaces of tests open on: the last one whose figures are published."""


def pytest_configure():
    os.environ["NTM_OPENS_ON"] = OPENS_ON.isoformat()
    os.environ.setdefault("NTM_CHROMIUM", "")
    if not os.environ["NTM_CHROMIUM"]:
        os.environ["NTM_CHROMIUM"] = _browser()


def pytest_collection_finish():
    """What is loaded by now stays: the collector need not look through it again a thousand times."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(200_000, 20, 50)


def pytest_runtest_setup(item):
    if item.get_closest_marker("reference") and not REFERENCE.is_dir():
        pytest.skip(NO_REFERENCE)
    if item.get_closest_marker("browser") and not os.environ["NTM_CHROMIUM"]:
        if os.environ.get("NTM_REQUIRE_BROWSER"):
            pytest.fail(NO_BROWSER, pytrace=False)
        pytest.skip(NO_BROWSER)

    if item.get_closest_marker("office") and not _office():
        if os.environ.get("NTM_REQUIRE_OFFICE"):
            pytest.fail(NO_OFFICE, pytrace=False)
        pytest.skip(NO_OFFICE)


def _office():
    """Path of LibreOffice where its pages can be looked at as well; None otherwise."""
    return shutil.which("soffice") if shutil.which("pdftoppm") else None


def pytest_terminal_summary(terminalreporter):
    left_out = (
        (NO_REFERENCE, not REFERENCE.is_dir()), (NO_BROWSER, not os.environ["NTM_CHROMIUM"]), (NO_OFFICE, not _office()),
        (NO_PROXY, not program()),
    )  # fmt: skip
    for reason, missing in left_out:
        if missing:
            terminalreporter.write_sep("!", f"TESTS LEFT OUT: {reason}", red=True)


@pytest.fixture
def reference_dir():
    """Folder of the reference data; the test is skipped where it is missing."""
    if not REFERENCE.is_dir():
        pytest.skip(NO_REFERENCE)
    return REFERENCE


@pytest.fixture(scope="session")
def shipped(tmp_path_factory):
    """Workspace of the province shipped, with a data folder of its own."""
    return open_workspace(Settings(data_dir=tmp_path_factory.mktemp("data"), opens_on=OPENS_ON))


@pytest.fixture(scope="session")
def schematic_2020(shipped):
    """Schematic boundaries of the 161 units of 2020."""
    return read_schematic(shipped.province, "2020")


@pytest.fixture(scope="session", autouse=True)
def components_read_once():
    """Streamlit reads what every package installed says of itself whenever a test opens a script: a third of a second
    each time. No package comes or goes meanwhile, so that once is enough.
    """
    with pytest.MonkeyPatch.context() as patch:
        scan = functools.cache(manifest_scanner.scan_component_manifests)
        patch.setattr(manifest_scanner, "scan_component_manifests", scan)
        yield


@pytest.fixture(scope="session")
def app_data(shipped):
    """The application reads and writes the data folder of the `shipped` workspace for the rest of the session."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("NTM_DATA_DIR", str(shipped.settings.data_dir))
        shared.clear()
        yield shipped.settings.data_dir
    shared.clear()


@pytest.fixture(scope="session", autouse=True)
def quick_passwords():
    """Hundreds of made-up accounts need no password that is dear to guess; gives what makes those of real ones."""
    with pytest.MonkeyPatch.context() as patch:
        real = passwords._HASHER
        patch.setattr(passwords, "_HASHER", PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))
        yield real


@pytest.fixture(scope="session", autouse=True)
def searches_here():
    """Pages in this process look for a path in it too: a process for it takes two seconds to start, and ends in a
    minute. Served pages, and the tests of such processes, start them.
    """
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(planning, "call_apart", lambda function, *args, **options: function(*args, **options))
        yield


def _all_of(program, options):
    """What tells a programme and what is asked of it from any other, but for the seconds it may take."""
    matrix = program.a_matrix_
    lists = (
        program.col_cost_, program.col_lower_, program.col_upper_, program.row_lower_, program.row_upper_, matrix.start_,
        matrix.index_, matrix.value_, [int(kind) for kind in program.integrality_],
    )  # fmt: skip
    asked = sorted((key, value) for key, value in options.items() if key != "seconds")
    told = repr((program.num_col_, program.num_row_, str(program.sense_), program.offset_, asked))
    return hashlib.sha256(b"|".join([told.encode(), *(np.asarray(one).tobytes() for one in lists)])).digest()


@pytest.fixture(scope="session", autouse=True)
def solved_once():
    """A programme that was solved to its end is not solved again: the solver finds the same, and page after page of the
    tests asks for the same path and the same plan.
    """
    outcomes = {}

    def solve_once(program, **options):
        key = _all_of(program, options)
        if key in outcomes:
            return outcomes[key]
        outcome = highs.solve_program(program, **options)
        if outcome.status in {"optimal", "infeasible"}:  # nothing else is known whatever time there was
            outcomes[key] = outcome
        return outcome

    with pytest.MonkeyPatch.context() as patch:
        for module in (assignment_solver, milp, master):
            patch.setattr(module, "solve_program", solve_once)
        yield


COARSE_DPI = 72


@pytest.fixture(scope="session", autouse=True)
def coarse_pictures():
    """Hundreds of papers and slides are made whose maps nobody looks at: they have a tenth of the dots, and a map that was
    drawn already, seven of ten, is not drawn again. Gives the real dots.
    """
    drawn = {}

    def draw_once(map_sheet, form=None):
        key = hashlib.sha256(pickle.dumps((map_sheet, form, sorted(sheet._DPI.items())))).digest()
        if key not in drawn:
            drawn[key] = sheet.draw_sheet(map_sheet, form)
        return drawn[key]

    with pytest.MonkeyPatch.context() as patch:
        real = sheet._DPI
        patch.setattr(sheet, "_DPI", dict.fromkeys(sheet.PAPERS, COARSE_DPI))
        patch.setattr(printed_maps, "draw_sheet", draw_once)
        yield real


@pytest.fixture(scope="module")
def as_printed(coarse_pictures):
    """Maps have the dots they are printed with: for tests that measure them, or look at them."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sheet, "_DPI", coarse_pictures)
        yield


@pytest.fixture(scope="session", autouse=True)
def years_open():
    """Which years an account may still write follows from the day: for tests it is always one of 2026."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(write_guard, "_today", lambda: date(2026, 12, 1))
        yield


@pytest.fixture(autouse=True)
def papers_put_down():
    """No worker outlives the test it was begun in."""
    yield
    if papers := sys.modules.get("ntm_geo.briefing.paper_jobs"):
        papers.end_workers()


FIRST_PAGE = "overview"


@pytest.fixture(scope="session")
def pages_known(app_data):
    """What Streamlit keeps of the pages once the application has run; a page is opened at once by it.

    As in `own_main`, which comes later than this, the test runner is given its ``__main__`` back.
    """
    main = sys.modules["__main__"]
    found = AppTest.from_file(str(ROOT / "app.py"), default_timeout=180).run()._registered_pages
    sys.modules["__main__"] = main
    return found


@pytest.fixture
def app(pages_known):
    """Open the application at a page with an address, as a link does; every run may take three minutes."""

    def open_app(page="", **address):
        use_language("en" if address.get("lang") == "en" else "vi")
        at = AppTest.from_file(str(ROOT / "app.py"), default_timeout=180)
        for key, value in address.items():
            at.query_params[key] = value
        if page and page != FIRST_PAGE:
            at._registered_pages = pages_known
            at.switch_page(f"pages/{page}.py")
        at.run()
        assert not at.exception
        shown = Path(at._registered_pages[at._finished_page_script_hash]["script_path"])
        assert shown.stem == (page or FIRST_PAGE)
        assert "<style>" in at.get("html")[0].proto.body, "the page was run by itself, without the frame around it"
        return at

    return open_app


NAMES_ITS_FOLDER = (
    "cache.workspace", "cache.layer", "present_view._basis", "present_view._slides", "intake._plan", "questions._drawn",
    "scenario_view._then",
)  # fmt: skip
"""Functions whose shared answers hold a data folder, or a file of one, or something read from one by its name."""


def _share(entries):
    """Share these answers and no others."""
    shared.clear()
    shared._SHARED.entries.update(entries)
    shared._SHARED.size = sum(entry.size for entry in entries.values())


@pytest.fixture(scope="session")
def empty_database(tmp_path_factory):
    """File of a database in its newest form that nobody has written into."""
    space = open_workspace(Settings(data_dir=tmp_path_factory.mktemp("empty")))
    space.store.close()
    return space.settings.data_dir / "ntm.sqlite"


@pytest.fixture(scope="session", autouse=True)
def databases_ready(empty_database):
    """A workspace over a folder without a database finds an empty one there: to make it takes all steps ever taken. Tests
    of the store, and served pages, make theirs.
    """
    open_store = workspace.open_store

    def open_ready(settings, *guard):
        file = settings.data_dir / "ntm.sqlite"
        if not settings.database_url and not file.exists():
            settings.data_dir.mkdir(parents=True, exist_ok=True)
            shutil.copy(empty_database, file)
        return open_store(settings, *guard)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(workspace, "open_store", open_ready)
        yield


@pytest.fixture
def empty_folder(tmp_path, empty_database):
    """A data folder nobody has written into, its database ready."""
    folder = tmp_path / "ntm-data"
    folder.mkdir()
    shutil.copy(empty_database, folder)
    return folder


@pytest.fixture
def fresh(empty_folder, monkeypatch, app, shipped):
    """Workspace of the province shipped with an empty data folder, which the application uses for this test.

    What the application has worked out from the `shipped` folder holds for every empty one, as long as that is empty;
    it is there again when this test has ended.
    """
    monkeypatch.setenv("NTM_DATA_DIR", str(empty_folder))
    before = dict(shared._SHARED.entries)
    same = {} if last_event(shipped) else before
    _share({key: entry for key, entry in same.items() if not key[0].endswith(NAMES_ITS_FOLDER)})
    yield open_workspace(Settings(data_dir=empty_folder, opens_on=OPENS_ON))
    _share(before)


@pytest.fixture(scope="session")
def chrome():
    """The one browser of a test process; whoever uses it opens a context of his own in it and closes that in the end."""
    from tests.app_server import browser

    with browser(os.environ["NTM_CHROMIUM"]) as started:
        yield started


@pytest.fixture
def soffice():
    """Path of LibreOffice for tests marked ``office``."""
    return _office()


class OutsideNetworkError(RuntimeError):
    """A test tried to reach another machine."""


def _is_loopback(host):
    if host in {"", "localhost", b"localhost", None}:
        return True
    try:
        return ipaddress.ip_address(host.decode() if isinstance(host, bytes) else host).is_loopback
    except ValueError:
        return False


@pytest.fixture(autouse=True)
def vietnamese():
    """Every test starts in Vietnamese, whatever the one before spoke."""
    use_language("vi")


@pytest.fixture(autouse=True)
def own_main():
    """Give the test runner its ``__main__`` back: an application run in a test leaves itself there, and every process
    started afterwards would run it as its own, for ever where a pool starts them anew.
    """
    main = sys.modules["__main__"]
    yield
    sys.modules["__main__"] = main


@pytest.fixture(autouse=True)
def no_network(monkeypatch):
    """Refuse connections, and questions for addresses, that would leave this machine."""

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

    monkeypatch.setattr(socket.socket, "connect", guarded(socket.socket.connect))
    monkeypatch.setattr(socket.socket, "connect_ex", guarded(socket.socket.connect_ex))
    monkeypatch.setattr(socket, "getaddrinfo", getaddrinfo)


# ------------------------------------------------------------------------------------------------ the tiny province

TINY_MAP = """
aaabbbccc
aaabbbccc
dddeeeccc
dddefeggg
dddeeeggg
hhhhiiggg
"""
"""Nine made-up units, a cell being 0.05 degrees: f is an enclave in e, b and g bear one name, i is a township."""

TINY_UNITS = {
    "a": ("90001", "Suối Cạn", "commune", "901"),
    "b": ("90004", "Đồng Mơ", "commune", "901"),
    "c": ("90007", "Núi Lá", "commune", "901"),
    "d": ("90010", "Bến Gạo", "commune", "901"),
    "e": ("90013", "Vòng Tròn", "commune", "902"),
    "f": ("90016", "Giữa Vòng", "commune", "902"),
    "g": ("90019", "Đồng Mơ", "commune", "902"),
    "h": ("90022", "Cát Dài", "commune", "902"),
    "i": ("90025", "Phố Nhỏ", "township", "902"),
}
TINY_DISTRICTS = {"901": "Huyện Trên", "902": "Huyện Dưới"}
TINY_MERGED = {"d": "a"}
"""In the second vintage d went into a, which kept its code and name."""
TINY_DIVIDED = {"h": {"h": 0.75, "e": 0.25}}
"""In the second vintage a part of h went to e; all others stay as they are."""
TINY_MOVED = {(3, 0): "e"}
"""Column and line from below of the cells of that part."""
TINY_KINDS = {"commune": "Xã", "township": "Thị trấn"}
TINY_PROVINCE = """\
name = { vi = "Tỉnh Tí Hon", en = "Tiny Province" }
local_crs = "EPSG:32649"
region = "central_highlands"
area_km2 = 1600.0

[[vintages]]
key = "2020"
from = 2020-03-01
until = 2025-06-30
units = "2020/units_2020.csv"
schematic = "2020/tiny_2020_schematic.shp"

[[vintages]]
key = "2025"
from = 2025-07-01
units = "2025/units_2025.csv"
schematic = "2025/tiny_2025_schematic.shp"

[[crosswalks]]
source = "2020"
target = "2025"
file = "crosswalks/crosswalk_2020_2025.csv"

[schematic]
hull_ratio = 0.5
smooth_m = 1000
grow_m = 4000
"""


def _tiny_cells(vintage):
    """Lower left corners of the cells of each unit, in degrees: letter -> [(lon, lat), ...]."""
    rows, cells = TINY_MAP.split(), {}
    for y, row in enumerate(reversed(rows)):
        for x, letter in enumerate(row):
            unit = TINY_MOVED.get((x, y), TINY_MERGED.get(letter, letter)) if vintage == "2025" else letter
            cells.setdefault(unit, []).append((round(108 + x * 0.05, 2), round(15 + y * 0.05, 2)))
    return dict(sorted(cells.items()))


def _tiny_centre(cells):
    """Middle of the unit's cell that lies nearest to the mean of all its cells, so that it is inside the unit."""
    mean = [sum(axis) / len(cells) for axis in zip(*cells, strict=True)]
    lon, lat = min(cells, key=lambda cell: (cell[0] - mean[0]) ** 2 + (cell[1] - mean[1]) ** 2)
    return f"{lon + 0.03:.2f},{lat + 0.03:.2f}"


def _tiny_units(vintage):
    lines = ["code,name,kind,parent_code,parent_name,lon,lat,position,border,area_km2,population"]
    for letter, cells in _tiny_cells(vintage).items():
        code, name, kind, district = TINY_UNITS[letter]
        parent = f"{district},{TINY_DISTRICTS[district]}" if vintage == "2020" else ","
        border = int(letter in {"a", "b", "c"})
        people = f"{len(cells) * 29.5:.1f},{len(cells) * 700}" if vintage == "2025" else ","
        lines.append(f"{code},{name},{kind},{parent},{_tiny_centre(cells)},geocoded,{border},{people}")
    return lines


def _tiny_crosswalk():
    lines = ["source_code,source_name,target_code,target_name,share"]
    for letter, (code, name, kind, _) in TINY_UNITS.items():
        for into, share in TINY_DIVIDED.get(letter, {TINY_MERGED.get(letter, letter): 1}).items():
            target_code, target_name, target_kind, _ = TINY_UNITS[into]
            target = f"{target_code},{TINY_KINDS[target_kind]} {target_name}"
            lines.append(f"{code},{TINY_KINDS[kind]} {name},{target},{share}")
    return lines


@pytest.fixture
def tiny_province(tmp_path):
    """Folder of a made-up province: nine units in two vintages, a merger, a division, an enclave, a name used twice."""
    folder = tmp_path / "boundaries" / "tiny"
    texts = {
        "province.toml": TINY_PROVINCE,
        "2020/units_2020.csv": "\n".join(_tiny_units("2020")) + "\n",
        "2025/units_2025.csv": "\n".join(_tiny_units("2025")) + "\n",
        "crosswalks/crosswalk_2020_2025.csv": "\n".join(_tiny_crosswalk()) + "\n",
    }
    for name, text in texts.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    return folder


@pytest.fixture
def tiny_boundaries():
    """Boundaries of the tiny province as a function of the vintage; EPSG:4326, a valid coverage with an enclave."""

    def boundaries(vintage):
        rows = []
        for letter, cells in _tiny_cells(vintage).items():
            code, name, kind, district = TINY_UNITS[letter]
            shape = shapely.union_all([shapely.box(x, y, round(x + 0.05, 2), round(y + 0.05, 2)) for x, y in cells])
            parent = (district, TINY_DISTRICTS[district]) if vintage == "2020" else (None, None)
            rows.append((code, name, kind, *parent, shape))
        columns = ["code", "name", "kind", "parent_code", "parent_name", "geometry"]
        return geopandas.GeoDataFrame(rows, columns=columns, crs="EPSG:4326")

    return boundaries
