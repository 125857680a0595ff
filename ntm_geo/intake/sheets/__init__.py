"""Sheets to tables: what was understood, what is open, what is wrong with its cell; kept when told to.

cells                 what people write into cells
checks                what a sheet says against itself
tables                the tables of a sheet
column_doubts         what a whole column leaves open
figure_year           the year of the figures
file_columns          columns of all tables judged together
filled_templates      sheets to fill in, filled with what is known
hamlet_keys           hamlets of a sheet: their codes, the set they are judged by
known                 what is kept already
marking               the office's file back, marked
plain_sheets          small sheets with a line of headings, for what a planner keeps beside the data
reading               what was made of the file, shown
saved_column_choices  what people said the columns of sheets are
sheet_file            which sheets, kind, year and district
sheet_import          ingest a sheet
sheet_merge           what stays of what was kept before
sheet_tables          values -> the table of a kind
sheet_units           which unit a row is about
sheet_words           what was made of a file of sheets, as lines to read and as data for programs
template_rows         the rows of a template
templates             sheets an office fills in
workbook              all of it: file in, table and problems out
"""
