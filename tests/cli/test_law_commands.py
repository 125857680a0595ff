"""``law`` looks up and checks."""

import json
from pathlib import Path

from ntm_geo.errors import LawError

ROOT = Path(__file__).resolve().parents[2]


def test_law_show_and_check(run):
    shown = run("law", "show", "10.1", "--on", "2022-12-31")
    assert "39" in shown.stdout
    assert "Cục Thống kê" in shown.stdout
    as_json = json.loads(run("law", "show", "10", "--on", "2022-12-31", "--json").stdout)
    assert as_json[0]["threshold"] == 39
    checked = run("law", "check")
    assert checked.exit_code == 0
    assert (
        len(json.loads(run("law", "check", "--json").stdout)) == 57 + 9 + 1
    )  # indicators, parts, indicators of the newer set
    assert run("law", "page").stdout == (ROOT / "docs/law.md").read_text(encoding="utf-8")
    assert isinstance(run("law", "show", "77", "--on", "2022-12-31").exception, LawError)
