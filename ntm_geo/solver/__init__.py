"""What both engines share: the calls of HiGHS.

highs  hiGHS, always run in the same way
"""
