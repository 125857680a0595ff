"""Screens of the data: files dropped, what is held, thresholds.

boundary_intake     A boundary file that was dropped
boundary_questions  what a boundary file has to be asked before it can be read
holdings            what is loaded and how complete it is, its history, and the templates to fill in
law_desk_view       a criteria set entered and checked by an office
law_preview_view    what an edition of a set would change, and the editions there were
legal_calendar_view what came into force when
sheet_intake        A sheet that was dropped
sheet_reading       how a dropped sheet was read
threshold_view      thresholds of the province on a page
upload_view         one box for every kind of file
"""
