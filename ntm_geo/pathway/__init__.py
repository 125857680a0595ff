"""The cheapest way to the targets: what to complete where and when, its costs, and what was saved of it.

engine           the optimum of a pathway, solved exactly, checked by code of its own
criterion_costs  the planner's own price of each criterion
path_sentences   A path in words
planning         from an assessment and a cost table to the cheapest plan for the targets
saved_paths      saved paths
"""
