"""Screens of the priority communes.

overrule_view   communes taken in or out against the ranking, each with a reason
priority_view   priority communes on a page
question_start  what the boxes of a ranking begin with
reason_view     behind a ranking on a page
scenario_view   scenarios on a page
weight_view     the question of a ranking on a page
"""
