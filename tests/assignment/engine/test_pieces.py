"""Every piece has a name in both languages, and weights share the fit between them."""

import pandas as pd
import pytest

from ntm_geo.assignment.engine import (
    PIECES,
    Agency,
    Objective,
    Place,
    border_to_armed_forces,
    closeness,
    continuity,
    need,
    problem,
    resources,
    sector_fit,
)
from ntm_geo.i18n import use_language


def test_pieces_are_named():
    made = (sector_fit(), need(), continuity(), closeness(), resources(), border_to_armed_forces())
    assert [one.piece for one in made] == list(PIECES)
    assert sector_fit().name == "Đúng thế mạnh"
    use_language("en")
    assert closeness().name == "Close by"
    assert Objective(piece="own", weight=1).name == "own"


def test_weights_are_shares():
    pairs = pd.DataFrame({"agency": ["A"], "code": ["1"], "sector": [1.0], "need": [0.5]})
    asked = problem([Agency(key="A")], [Place(code="1")], pairs).maximise(sector_fit(3), need(1))
    assert asked.parts.iloc[0].to_dict() == pytest.approx({"sector": 0.75, "need": 0.125})
    assert problem([Agency(key="A")], [Place(code="1")], pairs).fit.tolist() == [0.0]
