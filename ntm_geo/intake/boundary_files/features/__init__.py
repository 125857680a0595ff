"""Raw features of every boundary format, with texts in Unicode and a coordinate system that is known or asked for.

attribute_texts  the texts of a file in Unicode
columns          attribute names -> meaning
crs_guess        proposals for a missing CRS
crs_text         coordinate systems that open no file
datum            known, told by a companion, or asked for
drivers          the one driver that may open it
feature_data     raw features out of the child that read them
gdal             one layer, safely, texts and CRS known
geopackage       a layer, nothing computed
kml              data, descriptions, folders
layers           which of several, which not read
listed_systems   which ones GDAL can find at all
mapinfo          tables and interchange files
vector           boundary files -> raw features
"""
