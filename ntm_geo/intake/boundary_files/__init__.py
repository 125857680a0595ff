"""Boundary files to boundary sets: units cleaned, matched, checked, shown, and kept when told to.

features          raw features of every boundary format, texts in Unicode, coordinate system known or asked for
boundary_checks   what keeps a boundary file from being put in use
boundary_import   ingest boundaries
boundary_place    in which coordinate system a boundary file was drawn
boundary_preview  what a boundary file is read with, what it would change, and what came of it
boundary_report   what came of a boundary file, as lines to read and as plain data for programs
clean_units       raw features -> clean units, with every change told
codes             zeros back, none told, lakes left out
doubles           parts and copies of a unit
download          fetch the published boundaries of a vintage
former_units      a map of former units from the outlines of newer ones that were brought in
log               findings as they are made
outlines          valid polygons in WGS 84
provinces         one province of several
schematic_set     make the schematic boundaries of the province anew
unit_matching     match drawn units with the gazetteer of a vintage, and describe what does not fit
"""
