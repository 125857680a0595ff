"""Where a dataset came from."""

import dataclasses

import pytest

from ntm_geo.tables.provenance import Provenance


def test_data_is_neither_illustrative_nor_schematic_unless_it_says_so():
    source = Provenance(source="xa.shp")
    assert (source.illustrative, source.schematic, source.imported_at) == (False, False, "")
    with pytest.raises(dataclasses.FrozenInstanceError):
        source.illustrative = True


def test_what_is_shipped_says_what_it_is(shipped):
    from ntm_geo.records.figures import load_figures

    assert load_figures(shipped).provenance.illustrative
