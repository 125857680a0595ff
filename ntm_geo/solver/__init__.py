"""What both engines share: the calls of HiGHS, alone in a process, and the search for the fewest parts that clash.

highs              hiGHS, always run in the same way
smallest_conflict  the fewest parts that cannot hold together, whatever the parts are
solver_process     long searches in a process of their own
"""
