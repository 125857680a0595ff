"""What a commune misses is what its profile shows, and belongs to criteria it does not meet."""

from ntm_geo.assessment.rules.shortfalls import needs_of, shortfalls_of
from ntm_geo.briefing.profile import profile


def test_the_profile_and_the_needs_show_the_same(standing, shipped):
    now = standing(2022)
    for code in now.assessment.standings["code"].head(8):
        lines = shortfalls_of(shipped, now, code)
        page = profile(shipped, code, [now])
        assert page.missing == lines
        failed = {line.code: line.departments for line in page.criteria if line.status == "not_met"}
        needs = needs_of(shipped, now, code)
        assert {need.criterion: need.departments for need in needs} == failed
        assert {line.code for need in needs for line in need.shortfalls} <= {line.code for line in lines}
