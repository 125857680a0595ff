"""What communes are judged by: the levels of a day, and those of the set that follows.

levels_in_force  levels of the province's region on a day, and of others
next_set         what is known of a year judged by another set
"""
