"""The data dictionary: one schema for every table that crosses a wall.

agency_table         who can be assigned to help a commune, what each can do, and how far it is by road
assignment_table     who helps whom, edition by edition of a plan, and who helped whom in earlier years
attribute_table      what is known of a commune beside the criteria, year by year
base                 what every table schema shares
crosswalk_table      which unit of an older vintage went into which unit of a newer one
dossier_tables       what a commune reports of itself, its evidence, what was sent, appraised and voted
findings             what a reader noticed
law_table            the law as an office enters and checks it: a row a value
monitoring_tables    what is planned, under way, in the way and seen on the spot
pathway_tables       what each step costs, and paths saved by a name with what came out then
provenance           where a dataset came from
read_once            tables shipped with a province, read once a process as long as their file is the same
saved                folder: running orders, scenarios, comments and views
score_tables         what was measured and judged
standing_table       where each unit stands in a period, counted from criterion results and recognition
support_table        what agencies registered to do for their communes in a year, and what they did
threshold_table      thresholds in force on one date for one region
unit_table           administrative units of a vintage
verdict_tables       what the law says of each value

Tables of a province have hundreds of rows and are read cell by cell: their texts are Python's, which takes a fifth less
time for a whole assessment than texts laid out for millions of rows (decision 0040).
"""

import pandas as pd

pd.set_option("mode.string_storage", "python")
