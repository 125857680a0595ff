"""The one object a door holds."""

import pickle
import shutil

import pytest

from ntm_geo.errors import LawError, NotInForceError, ProvinceError
from ntm_geo.i18n import use_hamlet_word
from ntm_geo.i18n.catalogue import gettext
from ntm_geo.settings import Settings
from ntm_geo.tables.base import heading_of
from ntm_geo.tables.standing_table import Hamlets
from ntm_geo.workspace.workspace import open_workspace


def test_it_holds_the_province_its_law_and_its_targets(shipped):
    assert shipped.province.key == shipped.settings.province
    assert [len(law.criteria) for law in shipped.criteria_sets.values()] == [19, 10]
    assert len(shipped.targets) == 13
    assert shipped.layers_dir == shipped.settings.data_dir / "layers"


def test_targets_are_those_of_the_period_that_are_not_over(shipped):
    years = {year: [target.key for target in shipped.targets_of(year)] for year in (2019, 2020, 2022, 2025, 2026, 2030)}
    of_2025 = [target.key for target in shipped.targets if target.year == 2025]
    assert years[2022] == years[2025] == of_2025
    assert years[2019] == years[2020] == [target.key for target in shipped.targets if target.year <= 2025]
    assert years[2026] == years[2030] == ["recognised_share"]
    with pytest.raises(NotInForceError):
        shipped.targets_of(2031)


def test_another_process_opens_it_from_the_same_settings(shipped):
    again = pickle.loads(pickle.dumps(shipped))
    assert (again.settings, again.province.key) == (shipped.settings, shipped.province.key)


def test_a_province_that_is_not_there_is_one_error():
    with pytest.raises(ProvinceError) as caught:
        open_workspace(Settings(province="nowhere"))
    assert "nowhere" in caught.value.where


def test_another_province_is_another_folder(tmp_path, tiny_province, shipped):
    data = tmp_path / "data"
    shutil.copytree(shipped.criteria_dir, data / "criteria")
    shutil.copytree(tiny_province, data / "boundaries/tiny")
    (data / "criteria/provinces").joinpath(shipped.province.key).rename(data / "criteria/provinces/tiny")
    space = open_workspace(Settings(shipped_dir=data, province="tiny"))
    assert space.province.name.vi == "Tỉnh Tí Hon"
    about = data / "boundaries/tiny/province.toml"
    text = about.read_text(encoding="utf-8")
    about.write_text(text.replace("area_km2", 'hamlet = "thôn"\narea_km2', 1), encoding="utf-8")
    try:
        open_workspace(Settings(shipped_dir=data, province="tiny"))
        assert (gettext("Certified hamlets"), heading_of(Hamlets, "name")) == ("Thôn đạt chuẩn", "Tên thôn")
    finally:
        use_hamlet_word("")
    (data / "criteria/provinces/tiny/targets.yaml").unlink()
    with pytest.raises(LawError):
        open_workspace(Settings(shipped_dir=data, province="tiny"))
