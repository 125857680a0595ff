"""A self-assessment of the set of 2026, and what comes back of it."""

from datetime import date
from types import SimpleNamespace

import pandas as pd
import pytest

from ntm_geo.dossiers.appraising import Appraisal, appraise
from ntm_geo.dossiers.filling import save_draft
from ntm_geo.dossiers.sending import send
from ntm_geo.records.figures import load_figures

YEAR = {"vintage": "2025", "period": 2026}
PLACE = {**YEAR, "by": "Lan"}


def every_criterion():
    """Return the ten criteria of the set of 2026, all said to be met."""
    return pd.DataFrame({"item": [str(key) for key in range(1, 11)], "met": True})


@pytest.fixture
def appraised(shipped):
    """The figures to send by, and ways to appraise a criterion of 01290."""

    def send_back(space, criterion, reason):
        found = Appraisal(step="department", verdict="sent_back", reason=reason, due_on=date(2026, 12, 20))
        appraise(space, "01290", criterion, found, today=date(2026, 10, 5), **PLACE)

    def meet(space, *criteria):
        for criterion in criteria:
            appraise(space, "01290", criterion, Appraisal(step="department", verdict="met"),
                     today=date(2026, 10, 6), **PLACE)  # fmt: skip

    return SimpleNamespace(figures=load_figures(shipped), send_back=send_back, meet=meet)


@pytest.fixture
def sent(fresh, appraised):
    """A workspace in which 01290 has sent its self-assessment of 2026 on 1 October."""
    save_draft(fresh, "01290", every_criterion(), **PLACE)
    send(fresh, appraised.figures, "01290", today=date(2026, 10, 1), **PLACE)
    return fresh
