"""Screens of the way to the targets.

cost_view        costs on the page of the path
path_view        the path to the targets on a page
saved_path_view  saved paths on a page
"""
