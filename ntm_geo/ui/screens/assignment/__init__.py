"""Screens of assignment, agencies and support.

agency_view         agencies on a page
assignment_figures  the figures over a plan
assignment_lists    A plan of assignment as lists
assignment_open     which plan stands on the page
assignment_page     the page of the assignment put together
assignment_pair     one pair of a plan on a page
assignment_papers   papers of an assignment on a page
assignment_plan     A plan as it is kept, on a page
assignment_rules    the question of an assignment on a page
assignment_steps    what can be done with a plan as a whole
assignment_view     an assignment on a page
edit_history        what a session keeps of the plan it works at
support_view        what agencies registered with their communes and did, edited on screen
"""
