"""Communes judged by a set that is not the one of the year: the one that follows, and those of the levels above.

kind_sets    the set whose codes a kind of data has
level_entry  values of one commune by another set, typed
level_words  levels above the standard in words: what a commune lacks, who may rise, what ended
resting      what verdicts under a newer set rest on, in words
upper_level  communes judged by the set of a level above the standard
"""
