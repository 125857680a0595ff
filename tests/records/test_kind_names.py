"""Every kind of data that is kept has a name people read."""

import pytest

from ntm_geo.i18n import use_language
from ntm_geo.records.kind_names import kind_name
from ntm_geo.store.kinds import BOUNDARIES, MODELS


@pytest.mark.parametrize("kind", [*MODELS, BOUNDARIES])
def test_every_kind_has_a_name_in_both_languages(kind):
    names = []
    for language in ("vi", "en"):
        use_language(language)
        names.append(kind_name(kind))
    use_language("vi")
    assert all(names)
    assert names[0] != names[1]
