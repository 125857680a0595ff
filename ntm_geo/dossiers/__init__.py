"""The way of a figure: what a commune reports of itself, what was sent, how it was appraised, what the council voted.

appraising        a criterion appraised or sent back; the vote of the council
criterion_states  how far every criterion is that was sent
dossier_history   who did what with a criterion, when and why
dossier_judging   what the law says of what a commune reports
dossier_lines     what is to be filled in, with thresholds, the year before, and how it is judged
dossier_rows      the tables of a year, and rows added to them
dossier_sheet     the sheet of one commune, out and in
dossier_standing  how far every commune is, and who is next
filling           the draft of a commune and its evidence
sending           a draft sent, or what is missing for it

Recognitions and results that were brought in stay as they are; nothing of this is asked for until an office uses it.
Source of the steps: Decision 18/2022/QD-TTg (not checked against the official text).
"""
