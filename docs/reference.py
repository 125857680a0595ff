# ruff: noqa: INP001 - a script beside the pages it writes
"""Write the reference pages from the code: `python docs/reference.py` after a change of a command or of a table.

docs/commands.md    every command, argument and option, from the command line itself
docs/columns.md     every table that is kept or read, from its model
docs/architecture.md, between its marks: the floor plan, from the imports
"""

from __future__ import annotations

import ast
import sys
from pathlib import Path
from typing import Any

import typer

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))

from ntm_geo.cli import app  # noqa: E402 - found from wherever this is started
from ntm_geo.store.kinds import KEYS, MODELS  # noqa: E402
from ntm_geo.store.schema import ROWS  # noqa: E402
from ntm_geo.tables.crosswalk_table import Crosswalk  # noqa: E402
from ntm_geo.tables.unit_table import Units  # noqa: E402
from ntm_geo.tables.verdict_tables import Verdicts  # noqa: E402

TYPES = {"str": "text", "bool": "yes or no", "int": "whole number", "float": "number", "date": "date"}
"""How the types of a model begin, and what they are called here."""
GENERATED = "Written by `python docs/reference.py`; change the code, not this page.\n"


def commands_page() -> str:
    """Return the reference of the command line as Markdown."""
    lines = ["# Commands", "", GENERATED, "`python -m ntm_geo COMMAND`, or `python run.py cli COMMAND`.", ""]
    _add_commands(typer.main.get_command(app), (), lines)
    return "\n".join(lines)


def _add_commands(command: Any, path: tuple[str, ...], lines: list[str]) -> None:
    for name in sorted(command.list_commands(None)):
        called = command.get_command(None, name)
        if hasattr(called, "list_commands") and called.list_commands(None):
            _add_commands(called, (*path, name), lines)
            continue
        arguments = [item for item in called.params if item.param_type_name == "argument"]
        options = [item for item in called.params if item.param_type_name == "option" and "--help" not in item.opts]
        shape = " ".join((*path, name, *(item.name.upper() for item in arguments)))
        lines += [f"## {shape}", "", _text(called.help).partition("\n\n")[0], ""]
        rows = [(f"`{item.name.upper()}`", "", item) for item in arguments]
        rows += [(f"`{', '.join(item.opts)}`", _default(item), item) for item in options]
        if rows:
            lines += ["| | unless given | what it says |", "|---|---|---|"]
            lines += [f"| {name} | {default} | {_text(item.help)} |" for name, default, item in rows]
            lines.append("")


def _default(option: Any) -> str:
    if option.required:
        return "required"
    return "" if option.default in (None, "", False) or callable(option.default) else f"`{option.default}`"


def _text(words: str | None) -> str:
    return " ".join((words or "").split()).replace("|", "\\|")


def columns_page() -> str:
    """Return the columns of every table as Markdown."""
    lines = [
        "# Columns",
        "",
        GENERATED,
        "Codes are text with their leading zeros; an empty cell is something that is not known.",
        "",
    ]
    for kind, model in MODELS.items():
        keys = ", ".join(f"`{key}`" for key in KEYS[kind])
        lines += _table(f"{kind} (table `{ROWS[kind].name}`)", model, f"A row is told from the others by {keys}.")
    for title, model in (("units", Units), ("crosswalks", Crosswalk), ("verdicts", Verdicts)):
        lines += _table(
            title, model, "Read from the province's folder." if title != "verdicts" else "Worked out, never kept."
        )
    return "\n".join(lines)


def _table(title: str, model: Any, remark: str) -> list[str]:
    first = (model.__doc__ or "").strip().partition("\n\n")[0]
    lines = [
        f"## {title}",
        "",
        f"{_text(first)} {remark}",
        "",
        "| column | heading | type | what it holds |",
        "|---|---|---|---|",
    ]
    for name, column in model.to_schema().columns.items():
        about = column.metadata or {}
        unit = f" ({about['unit']})" if about.get("unit") else ""
        empty = "; may be empty" if column.nullable else ""
        lines.append(
            f"| `{name}` | {about.get('heading', '')} | {column.dtype} | {_text(column.description)}{unit}{empty} |"
        )
    return [*lines, ""]


def _type(dtype: object) -> str:
    return next(word for start, word in TYPES.items() if str(dtype).lower().startswith(start))


HOUSE = HERE.parent / "ntm_geo"
BEGIN, END = "<!-- plan: written by `python docs/reference.py` -->", "<!-- end of the plan -->"


def _room(module: str) -> str:
    return module.split(".")[1] if module.startswith("ntm_geo.") else ""


def room_imports() -> dict[str, set[str]]:
    """Return each room of the house, a package or a module at its top, and the rooms it imports."""
    rooms: dict[str, set[str]] = {}
    for path in sorted(HOUSE.rglob("*.py")):
        parts = path.relative_to(HOUSE).with_suffix("").parts
        if parts[0] in {"__init__", "__main__"}:
            continue
        known = rooms.setdefault(parts[0], set())
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ImportFrom) and node.module:
                names = [alias.name for alias in node.names] if node.module == "ntm_geo" else [_room(node.module)]
                known.update(name for name in names if name and not name.startswith("__"))
    return {room: known & set(rooms) - {room} for room, known in rooms.items()}


def floors(rooms: dict[str, set[str]]) -> dict[str, int]:
    """Return the floor of each room: one above the highest room it imports; the house has no circle."""
    found: dict[str, int] = {}

    def floor(room: str) -> int:
        if room not in found:
            found[room] = 1 + max((floor(below) for below in rooms[room]), default=0)
        return found[room]

    for room in rooms:
        floor(room)
    return found


def plan() -> str:
    """Return the floor plan as Markdown: rooms from the top down, and what each rests on directly."""
    rooms = room_imports()
    levels = floors(rooms)
    reach: dict[str, set[str]] = {}
    for room in sorted(rooms, key=levels.__getitem__):
        reach[room] = rooms[room] | {far for below in rooms[room] for far in reach[below]}
    lines = [BEGIN, "", "| floor | room | what it is | rests on |", "|---|---|---|---|"]
    for room in sorted(rooms, key=lambda name: (-levels[name], name)):
        through = {far for below in rooms[room] for far in reach[below]}
        rests = ", ".join(f"`{below}`" for below in sorted(rooms[room] - through))
        path = HOUSE / room / "__init__.py"
        source = path if path.is_file() else HOUSE / f"{room}.py"
        title = _text((ast.get_docstring(ast.parse(source.read_text(encoding="utf-8"))) or "").partition("\n")[0])
        lines.append(f"| {levels[room]} | `{room}` | {title} | {rests} |")
    return "\n".join([*lines, "", "What a room reaches through another is left out.", END])


def architecture_page() -> str:
    """Return the page of the house with its plan written anew."""
    written = (HERE / "architecture.md").read_text(encoding="utf-8")
    before, _, rest = written.partition(BEGIN)
    return before + plan() + rest.partition(END)[2]


PAGES = {"commands.md": commands_page, "columns.md": columns_page, "architecture.md": architecture_page}


if __name__ == "__main__":
    for name, page in PAGES.items():
        (HERE / name).write_text(page(), encoding="utf-8")
