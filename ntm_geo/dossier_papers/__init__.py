"""The dossier of a commune for a year as one file: papers, evidence, and a list by which it can be checked later.

commune_papers   application, report, table of criteria, people's satisfaction
council_papers   opinions of the departments, minutes of the council
dossier_check    a file that was made: what was changed, is missing, or came on top
dossier_facts    what all papers say, read once
dossier_zip      the file made
evidence_files   files of evidence under names that are safe everywhere
file_list        the list of a file: sizes, sums, who made it of which data
paper_words      words all papers share

Source of the papers: Decision 18/2022/QD-TTg (its forms were not available; the papers keep to Decree 30/2020/ND-CP).
"""
