"""Screens of what waits for a seat.

task_choice   whose work is looked at, and how much there is of it
task_confirm  a commune confirms support that was reported done
task_view     the list, and the same as a file
"""
