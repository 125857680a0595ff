"""Files before any library sees them: what they are, how large they are, and what is not opened.

archive          zip files, opened safely
far_cells        workbooks without stray far cells
foreign          what is no workbook, named
ods_limits       workbooks of LibreOffice (.ods)
packed           archives other than zip, named
problems         what is wrong with a cell
sniff            what a file is, by its content
workbook_limits  workbooks before any library sees them
xls_limits       workbooks of Excel 97 (.xls)
xlsx_limits      workbooks of Excel as zips (.xlsx, .xlsm, .xlsb)
xml_guard        no DTD, no entity, one root
zip_parts        sizes measured, not believed
"""
