"""Office files in, clean tables and findings out.

boundary_files  boundary files to boundary sets
formats         how cells are shown, what is hidden or lost, from each file format
guards          files before any library sees them
law_sheets      the workbook of a criteria set
sandbox         a child process for every file
sheets          sheets to tables
texts           texts of office files
uploads         uploaded files, kept as they came

The package itself imports nothing: a child that reads a workbook does not load what reads boundaries.
"""
