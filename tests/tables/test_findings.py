"""What a reader noticed."""

import dataclasses

import pytest

from ntm_geo.errors import msg
from ntm_geo.tables.findings import Finding


def test_a_finding_says_what_and_where_and_stays_as_it_is():
    found = Finding(
        severity="warning", kind="no-name", place="xa.shp", what=msg("{count} units have no name.", count=2)
    )
    assert str(found.what) == "2 units have no name."
    assert found.hint is None
    with pytest.raises(dataclasses.FrozenInstanceError):
        found.kind = "other"
