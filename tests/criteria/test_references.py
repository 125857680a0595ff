"""Where a rule stands."""

import pytest

from ntm_geo.criteria.model import Reference
from ntm_geo.criteria.references import read_reference
from ntm_geo.criteria.yaml_source import read_section
from ntm_geo.errors import LawError


def _read(tmp_path, text):
    path = tmp_path / "law.yaml"
    path.write_text(text, encoding="utf-8")
    return read_reference(read_section(path))


def test_annex_and_clause_may_be_missing(tmp_path):
    assert _read(tmp_path, 'decision: "18/2022/QĐ-TTg"') == Reference(decision="18/2022/QĐ-TTg")
    assert _read(tmp_path, 'decision: "1"\nannex: "I"\nclause: "2"') == Reference(decision="1", annex="I", clause="2")


@pytest.mark.parametrize("text", ['clause: "2"', 'decision: "1"\npage: "3"'])
def test_a_decision_is_needed_and_nothing_else_is_known(tmp_path, text):
    with pytest.raises(LawError):
        _read(tmp_path, text)
