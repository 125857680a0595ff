"""The tables of a sheet: where they are, what their columns and rows are, and the values they hold.

column_blocks  plan beside result, year beside year
column_choice  which column of a table is which
column_memory  columns read as a person chose for an earlier file, by their heading
grid           a file as grids of values
grid_task      what the child does for it
header         find the tables of a sheet
not_met        columns in which a mark says that a criterion is not met
row_choice     sheets with several rows a unit, told apart by a word
sheet_rows     data, districts, totals, remarks
sheet_values   cells by column, with problems
table_layout   turned, merged, hidden: ready to be read
table_split    all tables of a sheet
"""
