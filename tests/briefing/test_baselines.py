"""Printed maps look as they did when somebody last looked at them, in both languages.

After a change of the look that is meant: look at the new pictures, then `NTM_NEW_BASELINES=1 pytest` this file.
"""

import io
import os
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from ntm_geo.i18n import use_language
from ntm_geo.maps.sheet import SheetForm
from ntm_geo.themes import map_layers
from ntm_geo.themes.count_themes import hamlet_theme
from ntm_geo.themes.map_layers import MapView
from ntm_geo.themes.map_themes import criterion_theme, indicator_theme, theme_map, tier_theme
from ntm_geo.themes.printed_maps import map_sheet

pytestmark = pytest.mark.usefixtures("as_printed")

KEPT = Path(__file__).parent / "baselines"
WIDTH = 900
MEAN, PART = 1.5, 0.01
"""A picture may differ by this much on average (of 255), and this share of its dots by more than a shade."""
THEMES = {
    "tiers": tier_theme,
    "criterion-6": lambda standing: criterion_theme(standing, "6"),
    "income": lambda standing: indicator_theme(standing, "10.1"),
    "hamlets": lambda standing: hamlet_theme(standing, 0.3),
}


@pytest.fixture(scope="module")
def drawn(shipped):
    return map_layers.layer(shipped, vintage="2020", boundary_set="schematic")


@pytest.fixture
def language(request):
    use_language(request.param)
    yield request.param
    use_language("vi")


FORMS = {"tiers": SheetForm(paper="A3", labels=True, graticule=True), "hamlets": SheetForm(landscape=False)}
"""What some of the maps are drawn on; A4 across otherwise."""


def _picture(shipped, standing, drawn, theme, form=None):
    view = MapView(layer_address="../")
    content = theme_map(standing, drawn, theme, view, values=theme.unit == "%")
    with Image.open(io.BytesIO(map_sheet(shipped, standing, drawn, content, form).content)) as full:
        return full.convert("RGB").resize((WIDTH, round(full.height * WIDTH / full.width)), Image.Resampling.LANCZOS)


@pytest.mark.parametrize(
    ("name", "language"), [*((name, "vi") for name in THEMES), ("tiers", "en"), ("income", "en")], indirect=["language"]
)
def test_a_printed_map_looks_as_it_did(shipped, standing, drawn, name, language):
    found = _picture(shipped, standing(2022), drawn, THEMES[name](standing(2022)), FORMS.get(name))
    path = KEPT / f"{name}-{language}.png"
    if os.environ.get("NTM_NEW_BASELINES"):
        KEPT.mkdir(exist_ok=True)
        found.quantize(64).save(path, optimize=True)
    with Image.open(path) as kept:
        before = np.asarray(kept.convert("RGB")).astype(int)
    now = np.asarray(found).astype(int)
    assert now.shape == before.shape
    apart = np.abs(now - before)
    assert apart.mean() < MEAN
    assert (apart.max(axis=2) > 60).mean() < PART


def test_another_picture_would_be_noticed(shipped, standing, drawn):
    use_language("vi")
    other = np.asarray(_picture(shipped, standing(2021), drawn, tier_theme(standing(2021)), FORMS["tiers"])).astype(int)
    with Image.open(KEPT / "tiers-vi.png") as kept:
        apart = np.abs(other - np.asarray(kept.convert("RGB")).astype(int))
    assert apart.mean() > MEAN or (apart.max(axis=2) > 60).mean() > PART
