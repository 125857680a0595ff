"""Law × scores: from values and thresholds to verdicts, criteria met, tiers and targets.

assess        the whole way, for all communes at once      inputs         what is taken in, refused, left out
indicators    value × threshold -> verdict                 applicability  named predicates: "has a craft village"
rollup        verdicts -> criterion results                tiers          criteria met + recognition -> tier
targets       progress towards the province's targets
trace         from a colour back to value, threshold, clause              grid   long table -> matrix
"""

from ntm_geo.assessment.assess import Assessment, assess

__all__ = ["Assessment", "assess"]
