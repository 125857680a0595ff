"""Pictures of the land: palette, classes, legend, web map, printed map.

assets       layer files
atlas        an atlas
flows        a flow picture (Sankey)
labels       names on a printed map
land         units made ready for paper
legend       classes of a map and its legend
multiples    small maps side by side
numeric      classes of a quantity
palette      colours of the tiers and of the classes that are not tiers
sheet        a map as a picture for paper
sheet_marks  what a printed map carries beside the land
sketch       a quick picture of boundaries as SVG
web          the web map
"""
