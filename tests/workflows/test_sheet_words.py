"""What kinds of data are called."""

import pytest

from ntm_geo.store.schema import MODELS
from ntm_geo.workflows.sheet_words import kind_name


@pytest.mark.parametrize("kind", MODELS)
def test_every_kind_that_is_kept_has_a_name(kind):
    assert kind_name(kind)
