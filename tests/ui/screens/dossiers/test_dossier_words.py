"""Every state, step and result has its word."""

from typing import get_args

from ntm_geo.dossiers.criterion_states import State
from ntm_geo.dossiers.dossier_standing import STATES
from ntm_geo.tables.verdict_tables import STATUSES
from ntm_geo.ui.screens.dossiers import dossier_words


def test_there_is_a_word_for_each():
    assert list(dossier_words.state_names()) == list(STATES)
    assert set(dossier_words.criterion_state_names()) == set(get_args(State))
    assert set(dossier_words.result_words()) == set(STATUSES)
    assert {"commune", "district", "department", "met", "not_met", "sent_back", "sent"} == set(
        dossier_words.step_words()
    )
    assert {"", "commune", "district", "department", "council", "office"} == set(dossier_words.actor_names())
