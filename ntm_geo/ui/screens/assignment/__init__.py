"""Screens of assignment, agencies and support.

agency_view         list of agencies, edited, and one agency
agency_work         communes of one agency, what each misses and what is registered
assignment_figures  figures above a plan
assignment_lists    a plan as lists: by agency, by commune, who does what where
assignment_open     choice of the plan that is shown
assignment_page     the assignment page: its parts in their order
assignment_pair     actions on one pair of a plan
assignment_papers   papers of a plan: annex, letters, import of an edited annex
assignment_plan     state and editions of a saved plan
assignment_rules    form of the question: communes, weights, rules
assignment_steps    actions on a plan: save, circulate, decide, end
assignment_view     map and table of a draft, explanations, clashes
commune_support     support of one commune, with its word
edit_history        edit history of a session: draft, undo, redo
support_forms       forms to register a content and to report it done
support_view        support of a year by agency and commune, edited on screen
support_words       words for states of support
"""
