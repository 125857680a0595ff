"""Office files in, clean tables and findings out.

Boundary files
sniff        what a file is, by its content     archive      zip files, opened safely
vector       boundary files -> raw features     gdal         one layer, safely, texts and CRS known
mapinfo      tables and interchange files       kml          data, descriptions, folders
charsets     alphabets of before Unicode        syllables    what can be a Vietnamese word
encodings    which alphabet, judged over all    attributes   the texts of a file in Unicode
crs_guess    proposals for a missing CRS        datum        known, told by a companion, or asked for
columns      attribute names -> meaning         codes        zeros back, none told, lakes left out
layers       which of several, which not read   packed       archives other than zip, named
provinces    one province of several            doubles      parts and copies of a unit
outlines     valid polygons in WGS 84           log          findings as they are made
units        raw features -> clean units, with every change told
geopackage   a layer, nothing computed          feature_data raw features out of the child that read them

What does no harm (docs/security.md)
sandbox      a child process for every file     drivers      the one driver that may open it
xml_guard    no DTD, no entity, one root        crs_text     coordinate systems that open no file
zip_parts    sizes measured, not believed       far_cells    workbooks without stray far cells
workbook_limits, xlsx_limits, xls_limits, ods_limits: how large a workbook really is

Workbooks, in the order a file walks
grid         a file as grids of values          grid_task    what the child does for it
formats      how cells are shown, what is hidden or lost, from each file format
foreign      what is no workbook, named         lost         cells whose value the file does not hold
unit_words   names, codes and districts in cells
headings, heading_text: what a heading can say  header       one header: its rows, its columns
table_split  all tables of a sheet              table_layout turned, merged, hidden: ready to be read
column_choice  which column is which            column_blocks  plan beside result, year beside year
sheet_rows   data, districts, totals, remarks   sheet_file   which sheets, kind, year and district
periods      years in texts                     figure_year  the year of the figures
flag_marks   marks, understood together         file_columns   columns of all tables judged together
column_doubts, column_rule, measures: units, fractions, days exchanged, figures unlike the year before
questions    what is asked, never assumed       known        what is kept already
cells        what people write into cells       sheet_values cells by column, with problems
sheet_units  which unit a row is about          sheet_tables values -> the table of a kind
reading      what was made of the file, shown   workbook     all of it: file in, table and problems out
layouts      the sheets an office fills in      problems     what is wrong with a cell
marking      the office's file back, marked     templates, template_rows, safe_text: sheets to fill in

The package itself imports nothing: a child that reads a workbook does not load what reads boundaries.
"""
