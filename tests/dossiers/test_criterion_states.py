"""The newest appraisal of the newest sending says where a criterion is."""

from datetime import date

import pytest

from ntm_geo.dossiers.criterion_states import CriterionState, criterion_states
from ntm_geo.dossiers.dossier_rows import read_dossiers

ENDED = date(2025, 6, 30)


@pytest.mark.parametrize(
    ("state", "sent_on", "ended", "who"),
    [
        ("open", None, ENDED, "commune"),
        ("sent_back", date(2024, 1, 1), ENDED, "commune"),
        ("sent", date(2024, 1, 1), ENDED, "district"),
        ("sent", date(2025, 7, 1), ENDED, "department"),
        ("sent", date(2025, 7, 1), None, "district"),
        ("checked", date(2024, 1, 1), ENDED, "department"),
        ("met", date(2024, 1, 1), ENDED, ""),
    ],
)
def test_who_is_next(state, sent_on, ended, who):
    assert CriterionState(state=state, sent_on=sent_on).waits_for(ended) == who


def test_a_later_finding_counts_and_the_earlier_one_stays(space, act):
    act(space, "01290", 2026, {"does": "fill"})
    act(space, "01290", 2026, {"does": "send"})
    act(space, "01290", 2026, {"does": "department", "verdict": "met", "criteria": [1]})
    act(space, "01290", 2026, {"does": "department", "verdict": "not_met", "reason": "Sai", "criteria": [1]})
    dossiers = read_dossiers(space, vintage="2025", period=2026)
    state = criterion_states(dossiers)["01290"]["1"]
    assert (state.state, state.reason, len(dossiers.appraisals)) == ("not_met", "Sai", 2)
