"""Findings are gathered in order, about one file."""

from ntm_geo.errors import msg
from ntm_geo.intake.boundary_files.log import Log


def test_findings_are_kept_in_order():
    log = Log("xa.shp", ())
    log.add("info", "one", msg("A."))
    log.add("warning", "two", msg("B."), msg("C."))
    assert [(one.kind, one.place) for one in log.findings] == [("one", "xa.shp"), ("two", "xa.shp")]
    assert str(log.findings[1].hint) == "C."
    assert Log("xa.shp", log.findings).findings == log.findings
