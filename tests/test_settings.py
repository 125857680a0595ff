"""Settings are read once, and a wrong one is named."""

from datetime import date
from pathlib import Path

import pytest

from ntm_geo.errors import SettingsError
from ntm_geo.settings import Settings


def test_defaults_stand_beside_the_code():
    settings = Settings.from_environment({})
    assert settings.shipped_dir.name == "data"
    assert settings.data_dir.name == "var"
    assert settings.language == "vi"


def test_the_environment_decides():
    settings = Settings.from_environment({"NTM_DATA_DIR": "/somewhere", "NTM_LANG": "en", "NTM_PROVINCE": "toy"})
    assert (settings.data_dir, settings.language, settings.province) == (Path("/somewhere"), "en", "toy")


def test_a_day_to_open_on_may_be_given():
    assert Settings.from_environment({}).opens_on is None
    assert Settings.from_environment({"NTM_OPENS_ON": "2022-12-31"}).opens_on == date(2022, 12, 31)
    with pytest.raises(SettingsError, match="2022-13-31"):
        Settings.from_environment({"NTM_OPENS_ON": "2022-13-31"})


def test_an_unknown_language_is_refused_with_the_choices():
    with pytest.raises(SettingsError, match="vi, en"):
        Settings.from_environment({"NTM_LANG": "fr"})
