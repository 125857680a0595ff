"""What is to become less: numbers that may fall and never rise. Whoever lowers one writes the new number here."""

import ast
import re

from tests.test_house import HOUSE, trees

VAGUE = {"one", "own", "found", "told", "held", "kept", "given", "asked", "said", "whole", "place"}
"""Words that say how somebody felt about a value and not what it is; a local has the name of its row or its column."""
VAGUE_PER_1000 = 1
PAST_THE_STORY = 76
"""Imports of screens and commands from what lies beneath the stories."""
BENEATH = re.compile(
    r"ntm_geo\.(\w+\.engine|boundaries|criteria|maps|reports|solver|store"
    r"|intake\.(guards|texts|formats|sandbox|boundary_files\.features|sheets\.(cells|tables)))\b"
)


def _trees():
    return {path: tree for path, tree in trees().items() if path.is_relative_to(HOUSE)}


def test_names_become_plainer():
    names = [
        node.id if isinstance(node, ast.Name) else node.arg
        for tree in _trees().values()
        for node in ast.walk(tree)
        if isinstance(node, ast.Name | ast.arg)
    ]
    vague = sum(name in VAGUE for name in names) * 1000 / len(names)
    assert vague <= VAGUE_PER_1000, f"{vague:.1f} of 1,000 names are vague"
    assert vague > VAGUE_PER_1000 - 1, f"fewer than before: lower the number to {vague:.1f}"


def test_screens_ask_their_story_and_not_what_lies_beneath():
    past = [
        (path.name, node.module)
        for path, tree in _trees().items()
        if {"ui", "cli"} & set(path.relative_to(HOUSE).parts)
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and node.module and BENEATH.match(node.module)
    ]
    assert len(past) <= PAST_THE_STORY, f"{len(past)} imports go past the stories: {past}"
    assert len(past) > PAST_THE_STORY - 5, f"fewer than before: lower the number to {len(past)}"
