"""The number of hamlets a share asks for, and what has to come first."""

import pytest

from ntm_geo.pathway.engine import Goal, Problem, Work
from ntm_geo.pathway.engine.path_problem import hamlets_wanted, requires


@pytest.mark.parametrize(
    ("share", "total", "wanted"), [(0.3, 10, 3), (0.3, 11, 4), (0.0, 10, 0), (1.0, 7, 7), (0.3, 0, 0)]
)
def test_a_share_of_hamlets_is_a_whole_number(share, total, wanted):
    work = Work(code="00001", met=1, hamlets_total=total)
    assert hamlets_wanted(Problem(communes=(work,), years=(2023,), goals=(Goal(key="hamlets", value=share),))) == wanted


def test_what_is_met_already_is_not_asked_for_again():
    work = Work(code="00001", met=1, missing={"7": 1.0, "2": 1.0})
    problem = Problem(communes=(work,), years=(2023,), goals=(), before={"7": ("2", "4")})
    assert requires(problem, work, "7") == ("2",)
