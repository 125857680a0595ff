"""Communes judged by a set that is not the one of the year: the one that follows, and those of the levels above.

resting      what verdicts under a newer set rest on, in words
"""
