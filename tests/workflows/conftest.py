"""What the workflows' tests share: the figures shipped and their assessments."""

import functools

import pytest

from ntm_geo.workflows.assess import assess_period
from ntm_geo.workflows.figures import load_figures


@pytest.fixture(scope="session")
def figures(shipped):
    return load_figures(shipped)


@pytest.fixture(scope="session")
def standing(shipped, figures):
    """Assessment of a year on the units of a vintage, as a function that remembers."""

    @functools.cache
    def assessed(period=2022, vintage=""):
        return assess_period(shipped, figures, period=period, vintage=vintage)

    return assessed
