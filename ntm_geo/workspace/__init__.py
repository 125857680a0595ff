"""A province opened: its settings, law and data in one object, and whether law, units and date fit together.

belonging  the guard
workspace  the one object a door holds
"""
