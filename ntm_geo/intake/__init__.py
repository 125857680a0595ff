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

Workbooks
layouts      the sheets an office fills in      grid         spreadsheet files -> grids of values
sheet_marks  hidden rows, percents, errors      header       where the header stands, what each column is
sheet_rows   data, districts, totals, notes     cells        what people write into cells
sheet_values cells by column, with problems     sheet_units  which unit a row is about
sheet_tables values -> the table of a kind      workbook     all of it: file in, table and problems out
problems     what is wrong with a cell          marking      the office's file back, faults marked
templates    sheets to fill in                  template_rows  their rows; safe_text  no formulas
"""

from ntm_geo.intake.units import BoundaryIntake, read_boundaries

__all__ = ["BoundaryIntake", "read_boundaries"]
