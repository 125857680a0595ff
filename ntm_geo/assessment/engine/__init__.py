"""Law and scores to verdicts, criteria met, tiers and targets; tables in, tables out.

applicability   named predicates: "has a craft village"
change          change between years
commune_groups  the group of each commune, where a criteria set has different levels for groups of communes
effort          the least number of criteria still to be met for a target
indicators      value × threshold -> verdict
inputs          what an assessment takes in
judgement       assess all communes at once
keeping         recognised is not "keeps"
matrix_form     lay a long table out as a matrix
other_set       the same communes under two criteria sets
readiness       how far a commune is from being proposed
rollup          verdicts -> criterion results
stand_ins       values of an older set judged by the levels of a newer one
standards       advanced and model standards as conditions on top
targets         progress towards the province's targets
tiers           criteria met + recognition -> tier
trace           from a colour back to value, threshold, clause
withdrawal      which recognised communes meet too little, and what would lift each out
"""

from ntm_geo.assessment.engine.judgement import Assessment, assess

__all__ = ["Assessment", "assess"]
