"""A province opened: its settings, law and data in one object, and whether law, units and date fit together.

belonging   the guard
law_in_use  the shipped sets, and the editions an office entered in their place
workspace   the one object a door holds
"""
