"""What a map shows: the class of every commune, the layer beneath, the printed map and the files to download.

count_themes       themes of what is counted
download_files     what a map shows as files to take along
hamlet_themes      which communes have hamlets nearly certified
law_changes        which communes another edition of a set judges differently
level_themes       where dossiers stand, where appraisal differs from what was reported
map_layers         from a boundary set and an assessment to what the web map shows
map_themes         themes of a map
overviews          every criterion at once, as small maps and as a table of communes against criteria
printed_maps       a map of the screen as a printed one, with names, neighbours and the country around it
ranges             what the numbered classes of a quantity are called and which colours they have
recognition_themes which recognised communes are at risk of losing it
two_sets           the same communes under two criteria sets
"""
