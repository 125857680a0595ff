"""What follows from an assessment and is asked for often: worked out once for each, gone with it.

Only what says nothing to people may be worked out here: words are of the language of whoever looks.
"""

from __future__ import annotations

import weakref
from collections.abc import Callable
from functools import wraps
from typing import TYPE_CHECKING, Any, Concatenate, ParamSpec, TypeVar, cast

import pandas as pd

if TYPE_CHECKING:
    from ntm_geo.assessment.period import PeriodAssessment

P = ParamSpec("P")
T = TypeVar("T")


def derived(
    function: Callable[Concatenate[PeriodAssessment, P], T],
) -> Callable[Concatenate[PeriodAssessment, P], T]:
    """Work a function of an assessment out once for each; its other arguments are hashable.

    Whoever gets a table may change it: it is a copy.
    """
    results: weakref.WeakKeyDictionary[PeriodAssessment, dict[Any, T]] = weakref.WeakKeyDictionary()

    @wraps(function)
    def answer(assessment: PeriodAssessment, *args: P.args, **options: P.kwargs) -> T:
        known = results.setdefault(assessment, {})
        key = (args, tuple(sorted(options.items())))
        if key not in known:
            known[key] = function(assessment, *args, **options)
        value: Any = known[key]
        return cast("T", value.copy(deep=False) if isinstance(value, pd.DataFrame) else value)

    return cast("Callable[Concatenate[PeriodAssessment, P], T]", answer)
