"""Agencies and their communes as they are kept: plans of assignment with states and editions, support, history.

assignment_plans  plans of assignment
pair_checks       what pairs of a plan must be before they are kept
partner_history   who helped whom, year by year
plan_choice       which plan stands on the page when it is opened, and which name is proposed for a new one
plan_decision     the decision that puts a plan in force
plan_editions     how plans of assignment are kept
plan_merge        two planners, one plan
support           what agencies registered to do for their communes in a year
"""
