"""Office files in, clean tables and findings out.

Boundary files
sniff        what a file is, by its content     archive      zip files, opened safely
encodings    text of before Unicode             columns      attribute names -> meaning
vector       boundary files -> raw features     units        raw features -> clean units, with every change told

Workbooks
layouts      the sheets an office fills in      grid         spreadsheet files -> grids of values
sheet_marks  hidden rows, percents, errors      header       where the header stands, what each column is
sheet_rows   data, districts, totals, notes     cells        what people write into cells
sheet_values cells by column, with problems     sheet_units  which unit a row is about
sheet_tables values -> the table of a kind      workbook     all of it: file in, table and problems out
problems     what is wrong with a cell
"""

from ntm_geo.intake.units import BoundaryIntake, read_boundaries

__all__ = ["BoundaryIntake", "read_boundaries"]
