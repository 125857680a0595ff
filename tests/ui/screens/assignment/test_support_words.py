"""Every state of support has a word."""

from ntm_geo.partners.confirming import STATES
from ntm_geo.ui.screens.assignment.support_words import confirmation_words, state_words


def test_every_state_has_a_word():
    assert set(confirmation_words()) == set(STATES)
    assert all(words for state, words in confirmation_words().items() if state)
    assert set(state_words()) == {"done", "late", "open"}
    assert all(state_words().values())
