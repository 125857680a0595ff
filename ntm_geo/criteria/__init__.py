"""The law as data: criteria sets, thresholds in force, citations, health.

model        frozen objects of the law             yaml_source  strict YAML with line numbers
load         criteria sets                         province     targets, departments, the province's thresholds
in_force     thresholds and departments on a date  cite         a rule as a sentence
health       is the law data whole?
"""
