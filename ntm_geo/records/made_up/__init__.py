"""What is shipped as illustration, always marked as such.

made_up_agencies       illustrative agencies shipped with a province, and whom they helped in earlier years
made_up_work           illustrative registers of the work of a year, and when they stand
"""
