"""Periods of the programme are data: no code names a criteria set, or counts its criteria, communes or years itself."""

import ast
import re
from pathlib import Path

HOUSE = Path(__file__).resolve().parents[1]
CODE = sorted([*(HOUSE / "ntm_geo").rglob("*.py"), *(HOUSE / "pages").glob("*.py"), HOUSE / "app.py"])
NUMBERS = {19, 139, 1300, 1462, *range(2021, 2031)}
"""Criteria, communes and hamlets of the province, and the years of the two periods."""
NAMES = re.compile(r"commune-20\d\d|\b(?:139|53) (?:communes|xã)\b|\b1[59] (?:criteria|tiêu chí)\b|\b20(?:2[1-9]|30)\b")
OTHER = {"ntm_geo/boundaries/schematic.py": {"2025-07-01"}}
"""What is no period of the programme: a date of a file that must not change."""
EXAMPLES = re.compile(r"such as|Give|Write|Day of|A date|A day|Days as|Date,|\d{2}/\d{2}/20|days as")
"""Words around a year that is an example of how something is written."""
SEEDS = {"SEED"}


def _docstrings(tree):
    return {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef)
        and node.body
        and isinstance(node.body[0], ast.Expr)
    }


def _bare(tree):
    """Texts that stand alone, as those under a constant that say what it is."""
    return {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}


def _seeds(tree):
    return {
        id(node.value)
        for node in ast.walk(tree)
        if isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name) and node.target.id in SEEDS
    }


def _named(path):
    tree = ast.parse(path.read_text(encoding="utf-8"))
    passed = _docstrings(tree) | _bare(tree) | _seeds(tree)
    for node in ast.walk(tree):
        if not isinstance(node, ast.Constant) or id(node) in passed:
            continue
        value = node.value
        if isinstance(value, int) and not isinstance(value, bool) and value in NUMBERS:
            yield str(value)
        if isinstance(value, str) and NAMES.search(value) and not EXAMPLES.search(value):
            yield value


def test_no_code_names_a_set_or_counts_what_belongs_to_a_period():
    named = {path.relative_to(HOUSE).as_posix(): set(_named(path)) for path in CODE}
    wrong = {name: values - OTHER.get(name, set()) for name, values in named.items() if values - OTHER.get(name, set())}
    assert wrong == {}
