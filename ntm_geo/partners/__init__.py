"""Stored data of agencies and their communes: plans of assignment with states and editions, support, history.

assignment_plans  life cycle of a plan: draft, circulated, decided, ended, replaced
confirming        what communes confirm of support reported done
pair_checks       validation of the pairs of a plan before saving
partner_history   partners of communes, year by year
plan_choice       order of the plans offered, and the default name of a new one
plan_decision     the decision that puts a plan in force
plan_editions     storage of plans and their editions
plan_merge        three-way merge of two planners' changes
support           support registered and given in a year, and what followed
support_overview  where the support of a year stands, by agency and by commune
"""
