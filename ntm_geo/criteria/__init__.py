"""The law as data: criteria sets, thresholds in force, citations, health.

cite             a rule as a sentence
criterion_reader criteria, indicators and their dated values, wherever their mappings come from
decisions        every decision a rule refers to, with its title and days
efforts          read what it takes to complete a criterion, and which criterion comes before which
health           is the law data whole?
in_force         what holds on a date
law_columns      lines of a set as columns people fill in
law_edition      lines an office entered, judged like a file of ours
law_levels       levels as a text and as columns
law_lines        a set as lines, one row a value
law_yaml         lines as the files of a set
load             criteria sets
model            frozen objects of the law
province         targets, departments, the province's thresholds
recognition_law  rules of recognition: conditions, withdrawal, what ends with its set
references       read where a rule stands
set_succession   read how the criteria of one set stand in for those of another
threshold_cases  levels that differ by a figure of the commune, as one text of a table
yaml_source      strict YAML with line numbers
"""
