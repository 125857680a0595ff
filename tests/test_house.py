"""The house keeps its shape: walls, sizes, pages, words, what is imported and what is kept in the repository."""

import ast
import os
import re
import shutil
import string
import subprocess
import sys
from configparser import ConfigParser
from functools import cache
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest
from babel.messages import Catalog
from babel.messages.extract import extract_from_file
from babel.messages.pofile import read_po
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

import ntm_geo

ROOT = Path(__file__).resolve().parents[1]
HOUSE = ROOT / "ntm_geo"
CATALOGUE = HOUSE / "i18n/locale/vi/LC_MESSAGES/ntm_geo.po"
MODULES = sorted(HOUSE.rglob("*.py"))
DOORS = [ROOT / "app.py", *sorted((ROOT / "pages").glob("*.py"))]

MODULE_LINES, PAGE_LINES, FUNCTION_LINES, FILE_BYTES = 350, 60, 60, 1_500_000
FOLDER_MODULES, FOLDER_SHARE = 20, 0.09
"""A folder with more is two: it is split by meaning."""
PAGE_IMPORTS = {"__future__", "streamlit", "ntm_geo.ui", "ntm_geo.i18n"}
NAMES_IN_MANY_FOLDERS = {"__init__", "__main__", "words", "check"}
MAY_READ_ENVIRONMENT = {"settings.py", "cli.py"}
MAY_HOLD_VIETNAMESE = {
    "boundaries/names.py",
    "intake/texts/charsets.py",
    "intake/boundary_files/features/columns.py",
    "intake/texts/encodings.py",
    "intake/sheets/cells/flag_marks.py",
    "intake/texts/syllables.py",
}
NAMES_THAT_ARE_DATA = {"field", "code_field", "Localized"}
LANGUAGES_BY_THEIR_OWN_NAME = {"Tiếng Việt"}
WORDS = {"_", "gettext", "msg"}
FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)


@cache
def trees():
    """The code of the house and its doors by file, read once."""
    return {path: ast.parse(path.read_text(encoding="utf-8")) for path in [*MODULES, *DOORS]}


def _place(path, node=None):
    return f"{path.relative_to(ROOT).as_posix()}{f':{node.lineno}' if node else ''}"


def _inside(path):
    return path.relative_to(HOUSE).as_posix()


def _imports(tree):
    """Modules a file imports; ``from ntm_geo import ui`` counts as ``ntm_geo.ui``."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((node, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            names = [f"ntm_geo.{alias.name}" for alias in node.names] if node.module == "ntm_geo" else [node.module]
            yield from ((node, name) for name in names)


def _called(node):
    return getattr(node.func, "id", getattr(node.func, "attr", "")) if isinstance(node, ast.Call) else ""


def _texts(tree, *, but_not_in=frozenset()):
    """String literals of a file that are no docstrings and no arguments of the calls named."""
    left_out = {id(n.value) for n in ast.walk(tree) if isinstance(n, ast.Expr) and isinstance(n.value, ast.Constant)}
    for call in ast.walk(tree):
        if _called(call) in but_not_in:
            left_out |= {id(node) for node in ast.walk(call)}
    return [
        node
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in left_out
    ]


def _is_foreign(text):
    return any(letter.isalpha() and not letter.isascii() for letter in text)


def _public(tree):
    """Public functions, classes and methods of a module."""
    for node in tree.body:
        if isinstance(node, (*FUNCTIONS, ast.ClassDef)) and not node.name.startswith("_"):
            yield node
            for member in node.body if isinstance(node, ast.ClassDef) else []:
                if isinstance(member, FUNCTIONS) and not member.name.startswith("_"):
                    yield member


def _tracked():
    git = shutil.which("git")
    if git is None or not (ROOT / ".git").exists():
        pytest.skip("not a git checkout: nothing tells which files belong to it")
    listed = subprocess.run([git, "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True).stdout.decode()
    return [ROOT / name for name in listed.split("\0") if name and (ROOT / name).is_file()]


# ------------------------------------------------------------------------------------------------ walls


def test_imports_keep_to_the_walls():
    command = "from importlinter.cli import lint_imports_command; lint_imports_command()"
    done = subprocess.run(
        [sys.executable, "-c", command, "--no-cache"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        encoding="utf-8",
        errors="replace",
        env=os.environ | {"PYTHONIOENCODING": "utf-8"},
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_every_room_is_on_the_floor_plan_and_every_wall_stands_before_a_room():
    rooms = {path.stem for path in HOUSE.iterdir() if path.suffix == ".py" or (path / "__init__.py").is_file()}
    rooms -= {"__init__", "__main__"}
    config = ConfigParser()
    config.read(ROOT / ".importlinter", encoding="utf-8")
    layers = set(re.findall(r"\w+", re.sub(r"\(\w+\)", "", config["importlinter:contract:floors"]["layers"])))
    assert rooms == layers - {"__main__"}
    missing = {room for room in rooms if not re.search(rf"\b{room}\b", ntm_geo.__doc__)}
    assert not missing, f"the docstring of ntm_geo does not show {missing}"


@pytest.mark.parametrize("door", DOORS, ids=_place)
def test_a_page_is_thin_and_knows_the_screens_only(door):
    tree = trees()[door]
    wrong = [
        f"{_place(door, node)} imports {name}"
        for node, name in _imports(tree)
        if not any(name == allowed or name.startswith(f"{allowed}.") for allowed in PAGE_IMPORTS)
    ]
    wrong += [f"{_place(door, node)} says {node.value!r}" for node in _texts(tree) if _is_foreign(node.value)]
    lines = len(door.read_text(encoding="utf-8").splitlines())
    wrong += [f"{_place(door)} has {lines} lines, more than {PAGE_LINES}"] if lines > PAGE_LINES else []
    assert not wrong, "\n".join(wrong)


def test_only_settings_and_doors_read_the_environment():
    wrong = [
        _place(path, node)
        for path in MODULES
        if _inside(path) not in MAY_READ_ENVIRONMENT
        for node in ast.walk(trees()[path])
        if isinstance(node, ast.Attribute) and node.attr in {"environ", "getenv", "environb"}
    ]
    assert not wrong, wrong


def test_what_is_imported_is_required_by_name():
    lines = (ROOT / "requirements.txt").read_text(encoding="utf-8").splitlines()
    required = {canonicalize_name(Requirement(line).name) for line in lines if line and not line.startswith("#")}
    distributions = packages_distributions()
    tops = {name.partition(".")[0] for tree in trees().values() for _, name in _imports(tree)}
    foreign = tops - set(sys.stdlib_module_names) - {"ntm_geo"}
    unnamed = {top for top in foreign if required.isdisjoint(map(canonicalize_name, distributions.get(top, [])))}
    assert not unnamed, f"imported, but not in requirements.txt: {sorted(unnamed)}"


def test_what_is_required_is_imported_by_someone():
    lines = (ROOT / "requirements.txt").read_text(encoding="utf-8").splitlines()
    required = {canonicalize_name(Requirement(line).name) for line in lines if line and not line.startswith("#")}
    tops = {name.partition(".")[0] for tree in trees().values() for _, name in _imports(tree)}
    distributions = packages_distributions()
    used = {canonicalize_name(name) for top in tops for name in distributions.get(top, [])}
    # geopandas reads files with pyogrio and projects with pyproj; folium and streamlit-folium rest on branca; SQLAlchemy loads psycopg by
    # name when the database address asks for it; Streamlit signs in by a provider of identities with Authlib, which asks it with httpx.
    assert required - used <= {"pyogrio", "pyproj", "branca", "psycopg", "authlib", "httpx"}


# ------------------------------------------------------------------------------------------------ shape


def test_every_module_has_its_test():
    wanted = {
        path: ROOT / "tests" / path.relative_to(HOUSE).with_name(f"test_{path.stem.lstrip('_')}.py")
        for path in MODULES
        if path.stem not in {"__init__", "__main__"} and "migrations" not in path.parts
    }  # steps of the database are run by every test of the store, and compared with what the program describes
    missing = [f"{_place(path)} wants {_place(test)}" for path, test in wanted.items() if not test.is_file()]
    assert not missing, "\n".join(missing)


def test_modules_stay_small():
    sizes = {_place(path): len(path.read_text(encoding="utf-8").splitlines()) for path in MODULES}
    large = {name: lines for name, lines in sizes.items() if lines > MODULE_LINES}
    assert not large, f"more than {MODULE_LINES} lines: {large}"


def _folders():
    """Folders of the house with their modules."""
    folders = {}
    for path in MODULES:
        folders.setdefault(path.parent, []).append(path)
    return folders


def test_folders_stay_small():
    sizes = {path: len(path.read_text(encoding="utf-8").splitlines()) for path in MODULES}
    most = FOLDER_SHARE * sum(sizes.values())
    folders = {folder: [path for path in paths if path.stem != "__init__"] for folder, paths in _folders().items()}
    # Steps of the database are never put together: a database somewhere stands at each of them.
    wrong = [
        f"{_place(folder)} has {len(paths)} modules and {lines} lines"
        for folder, paths in folders.items()
        for lines in [sum(sizes[path] for path in paths)]
        if (len(paths) > FOLDER_MODULES and "migrations" not in folder.parts) or lines > most
    ]
    assert not wrong, f"more than {FOLDER_MODULES} modules or {most:.0f} lines: {wrong}"


def test_no_file_name_stands_twice():
    """Whoever looks for a name comes to one file."""
    places = {}
    for path in MODULES:
        if "migrations" not in path.parts and path.stem not in NAMES_IN_MANY_FOLDERS:
            places.setdefault(path.stem, []).append(_place(path))
    twice = {name: where for name, where in places.items() if len(where) > 1}
    assert not twice, twice


def test_a_folder_begins_with_its_table_of_contents():
    missing = [
        f"{_place(folder)}: {path.stem}"
        for folder, paths in _folders().items()
        if folder != HOUSE and "migrations" not in folder.parts
        for path in paths
        if path.stem != "__init__"
        and not re.search(rf"\b{path.stem}\b", ast.get_docstring(trees()[folder / "__init__.py"]) or "")
    ]
    assert not missing, missing


def test_functions_stay_small():
    bodies = {}
    for path, tree in trees().items():
        for node in ast.walk(tree):
            if isinstance(node, FUNCTIONS):
                start = node.body[1] if ast.get_docstring(node) and len(node.body) > 1 else node.body[0]
                bodies[f"{_place(path, node)} {node.name}"] = node.end_lineno - start.lineno + 1
    large = {name: lines for name, lines in bodies.items() if lines > FUNCTION_LINES}
    assert not large, f"more than {FUNCTION_LINES} lines: {large}"
    assert sorted(bodies.values())[len(bodies) * 9 // 10] <= FUNCTION_LINES // 2


def test_everything_public_says_what_it_is_and_what_it_returns():
    silent = [
        f"{_place(path, node)} {node.name}"
        for path in MODULES
        for node in _public(trees()[path])
        if not ast.get_docstring(node) or (isinstance(node, FUNCTIONS) and node.returns is None)
    ]
    silent += [_place(path) for path, tree in trees().items() if not ast.get_docstring(tree)]
    assert not silent, f"no docstring or no return annotation: {silent}"


def test_the_house_neither_asserts_nor_prints():
    wrong = [
        _place(path, node)
        for path in MODULES
        for node in ast.walk(trees()[path])
        if isinstance(node, ast.Assert) or (isinstance(node, ast.Call) and getattr(node.func, "id", "") == "print")
    ]
    assert not wrong, wrong


# ------------------------------------------------------------------------------------------------ words


def test_tables_to_be_read_are_shown_in_one_way():
    """`ui.kit.table.show_table` rounds figures and leaves unknown cells empty; a coloured table needs a style of its own."""
    bare = {path.name for path in (ROOT / "ntm_geo" / "ui").rglob("*.py") if ".dataframe(" in path.read_text("utf-8")}
    assert bare == {"table.py", "multiples_view.py"}


def test_vietnamese_words_stand_in_the_catalogue_or_are_data():
    wrong = [
        f"{_place(path, node)} {node.value!r}"
        for path in MODULES
        if _inside(path) not in MAY_HOLD_VIETNAMESE and _inside(path).split("/")[0] != "i18n"
        for node in _texts(trees()[path], but_not_in=NAMES_THAT_ARE_DATA)
        if _is_foreign(node.value) and node.value not in LANGUAGES_BY_THEIR_OWN_NAME
    ]
    assert not wrong, "\n".join(wrong)


def test_words_for_people_are_written_out_where_they_are_used():
    wrong = [
        _place(path, node)
        for path, tree in trees().items()
        if _place(path) not in {"ntm_geo/i18n/catalogue.py", "ntm_geo/errors.py"}
        for node in ast.walk(tree)
        if _called(node) in WORDS and not isinstance(getattr(node.args[0] if node.args else None, "value", None), str)
    ]
    assert not wrong, f"the catalogue cannot collect what is not a literal: {wrong}"


def _used_words():
    """Message keys of the code and the first place of each."""
    used = {}
    for path in trees():
        for line, message, *_ in extract_from_file("python", path, keywords=dict.fromkeys(WORDS)):
            used.setdefault(message, f"{_place(path)}:{line}")
    return used


def _catalogue():
    if not CATALOGUE.is_file():
        return Catalog()
    with CATALOGUE.open("rb") as file:
        return read_po(file, locale="vi")


def test_every_word_for_people_is_translated():
    translated = {entry.id for entry in _catalogue() if entry.id and entry.string and not entry.fuzzy}
    missing = {message: place for message, place in _used_words().items() if message not in translated}
    told = "\n".join(f"{place}\t{message!r}" for message, place in missing.items())
    assert not missing, f"{len(missing)} without Vietnamese in {_place(CATALOGUE)}:\n{told}"


def test_the_catalogue_holds_nothing_that_is_no_longer_said():
    catalogue = _catalogue()
    left = {entry.id for entry in catalogue if entry.id} - set(_used_words())
    assert not left, f"no longer used: {sorted(left)}"
    assert not catalogue.obsolete


def test_the_catalogue_says_everything_once():
    lines = CATALOGUE.read_text(encoding="utf-8").splitlines()
    keys = [line for line in lines if line.startswith('msgid "')]
    assert len(keys) == len(set(keys)) or len(keys) - len(set(keys)) == keys.count('msgid ""') - 1


_OF_THE_CODE = re.compile(r"\b[a-z]+_[a-z_]+\b|\b\w+Error\b|\b(?:NaT|NaN|None|True|False)\b|\bnull(?:able)?\b")
_COMMANDS = ("python -m ntm_geo", "for_all: 1")
"""Words of the command line and of the law as data, which whoever keeps the program types as they are."""


def test_no_message_names_a_table_a_column_or_an_exception_of_the_code():
    wrong = {}
    for entry in _catalogue():
        if entry.id and entry.string:
            said = re.sub(r"\{[^}]*\}", "", entry.string)
            for command in _COMMANDS:
                said = said.replace(command, "")
            if found := _OF_THE_CODE.findall(said):
                wrong[entry.string] = found
    assert wrong == {}


def test_translations_take_the_same_values():
    wrong = {
        entry.id: entry.string
        for entry in _catalogue()
        if entry.id and entry.string and _fields(entry.id) != _fields(entry.string)
    }
    assert not wrong, wrong


def _fields(template):
    return {name for _, name, _, _ in string.Formatter().parse(template) if name is not None}


# ------------------------------------------------------------------------------------------------ repository


def test_the_house_knows_no_province():
    named = re.compile("cao[ _-]?b(a|\u1eb1)ng", re.IGNORECASE)
    wrong = [
        f"{_place(path)}:{number}"
        for path in sorted(HOUSE.rglob("*"))
        if path.suffix in {".py", ".js", ".css", ".po", ".html"}
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1)
        if named.search(line) and not line.startswith("DEFAULT_PROVINCE")
    ]
    assert not wrong, wrong


def test_the_repository_holds_no_large_files():
    large = [
        _place(path)
        for path in _tracked()
        if path.stat().st_size > FILE_BYTES and "data/boundaries/" not in path.as_posix()
    ]
    assert not large, f"more than {FILE_BYTES} bytes: {large}"


def test_the_repository_names_no_machine():
    folders = re.compile(r"(?<![\w.:/<>~*-])/(?:work|home|root|Users)/")
    wrong = []
    for path in _tracked():
        content = path.read_bytes()
        if b"\0" not in content:
            lines = content.decode("utf-8").splitlines()
            wrong += [f"{_place(path)}:{number}" for number, line in enumerate(lines, 1) if folders.search(line)]
    assert not wrong, f"paths of one machine: {wrong}"
