"""Assignment of agencies to communes: the question, the draft a planner edits, its figures, and its papers.

engine             the optimisation: problem, rules, mixed-integer model, solver, explanations
annex_exchange     export of a plan as an annex, and import of an annex edited outside as changes
assignment_themes  map themes of an assignment: partners by number and kind, lines
case               the optimisation problem built from communes, their ranking and the agencies
choice             selection of the communes that get partners
draft_steps        draft of an assignment, immutable, and every edit of it
fit                pieces of the fit of an agency and a commune, 0 to 1, computed from the stored data
lock_file          import of locks (pairs that must, or must not, be) from a file
outcome            figures and lists of an assignment
plan_figures       figures of a plan when it was saved, compared with those of the current data
report             an assignment as lines of text and as plain data
saved_question     the question of a plan, saved with it and restored
"""
