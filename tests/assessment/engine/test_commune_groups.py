"""The group of a commune: the province's list first, then the zone, otherwise not guessed."""

import pandas as pd

from ntm_geo.assessment.engine.commune_groups import commune_groups

CODES = pd.Index(["01267", "01270", "01273", "01276"])


def test_zones_decide_where_they_can(shipped):
    law = shipped.criteria_sets["commune-2026"]
    zones = pd.Series(["III", "II", "I"], index=CODES[:3])
    found = commune_groups(law, codes=CODES, zones=zones, listed={})
    assert found.where(found.notna(), "").to_list() == ["3", "3", "", ""]


def test_the_province_has_the_first_word(shipped):
    law = shipped.criteria_sets["commune-2026"]
    zones = pd.Series(["III", "I"], index=CODES[:2])
    found = commune_groups(law, codes=CODES, zones=zones, listed={"01267": "1", "01276": "2"})
    assert found.where(found.notna(), "").to_list() == ["1", "", "", "2"]


def test_without_any_zone_nothing_is_guessed(shipped):
    law = shipped.criteria_sets["commune-2026"]
    assert commune_groups(law, codes=CODES, zones=None, listed={}).isna().all()
