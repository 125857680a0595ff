"""Dossiers on a page: filled in and sent by communes, appraised by departments, followed by the office.

appraise_view       the next criterion that waits for whoever appraises
council_view        the vote of the council entered
criterion_record    evidence and history of a criterion
difference_view     where appraisal differs from what communes reported
dossier_file        the dossier as one file, and a file checked
dossier_seat        what whoever sits here may do, and what is opened first
dossier_words       what states, steps and results are called
draft_tools         values of the year before, the sheet of the commune, and sending
fill_view           a self-assessment filled in criterion by criterion
funnel_view         how many communes are how far, and which are late
"""
