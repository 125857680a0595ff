"""Who helps whom: the question, the draft a planner works at, what it comes to, and its papers.

engine             the optimum of an assignment, said sentence by sentence, solved and explained
annex_exchange     from a plan to its papers, and from an annex edited outside to what it changes
assignment_themes  themes of an assignment
case               the case: from communes, their rank and the agencies to the problem
choice             which communes get partners
draft_steps        the draft of an assignment, and every step a person takes from there
fit                pieces of the fit of an agency and a commune, each between 0 and 1, worked out from what is kept
lock_file          pairs that must, or must not, be, read from a file
outcome            what an assignment comes to
plan_figures       the figures of a plan as they were when it was saved, and what the data of today say beside them
report             an assignment as lines to read aloud and as plain data
saved_question     what a plan keeps of the question it answers, and how it comes back years later
"""
