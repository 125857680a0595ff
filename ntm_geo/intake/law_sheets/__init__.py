"""The workbook of a criteria set: it goes out, is filled from the decision's annex, and comes back.

law_reading   the workbook read again
law_workbook  the workbook written
"""
