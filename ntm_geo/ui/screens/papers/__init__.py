"""Screens of papers and of the presentation.

compose_view     composing a running order
correction_view  one cell put right before a meeting
guide_view       the user guide, read inside the program
present_view     presentation mode on a page
report_view      the papers of a period on a page
"""
