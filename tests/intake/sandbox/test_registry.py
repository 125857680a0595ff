"""Readers are found by name, in the module they live in."""

import pytest

from ntm_geo.intake.sandbox.registry import find_task, task


def test_a_reader_is_found_by_its_name():
    @task("test-registered", prepare=print, warm=repr)
    def reader(path, args):
        return path, args

    found = find_task("test-registered")
    assert (found.reader, found.module, found.prepare, found.warm) == (reader, __name__, print, repr)


def test_the_module_is_imported_where_it_is_named():
    assert (
        find_task("boundaries", "ntm_geo.intake.boundary_files.features.vector").module
        == "ntm_geo.intake.boundary_files.features.vector"
    )
    with pytest.raises(KeyError):
        find_task("nobody")
