"""The schematic boundaries can be made anew."""

import dataclasses

from ntm_geo.boundaries.vintages import load_province
from ntm_geo.intake.boundary_files.schematic_set import make_schematic


def test_files_of_every_vintage_are_written(shipped, tiny_province):
    space = dataclasses.replace(shipped, province=load_province(tiny_province))
    written = make_schematic(space)
    assert {path.suffix for path in written} == {".shp", ".shx", ".dbf", ".prj", ".cpg"}
    assert all(path.is_file() and path.is_relative_to(tiny_province) for path in written)
    assert {path.parent.name for path in written} == {"2020", "2025"}
