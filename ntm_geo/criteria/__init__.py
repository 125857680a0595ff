"""The law as data: criteria sets, thresholds in force, citations, health.

cite             a rule as a sentence
efforts          read what it takes to complete a criterion, and which criterion comes before which
health           is the law data whole?
in_force         what holds on a date
load             criteria sets
model            frozen objects of the law
province         targets, departments, the province's thresholds
recognition_law  rules of recognition: conditions, withdrawal, what ends with its set
references       read where a rule stands
set_succession   read how the criteria of one set stand in for those of another
threshold_cases  levels that differ by a figure of the commune, as one text of a table
yaml_source      strict YAML with line numbers
"""
