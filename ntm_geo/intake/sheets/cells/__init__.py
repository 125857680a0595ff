"""What cells and headings can say, by the type of their column.

cells         what people write into cells
column_rule   how the cells of one column are turned before they are judged
days          days as cells hold them
flag_marks    marks, understood together
heading_text  the text of headings, made plain
headings      what the headings of one kind of sheet can say
layouts       the sheets an office fills in
lost          cells whose value the file does not hold
measures      measuring units as headings write them
periods       years in texts
questions     what is asked, never assumed
unit_words    names, codes and districts in cells
sheet_kinds   what a sheet can be about, and which kinds its headings tell
"""
