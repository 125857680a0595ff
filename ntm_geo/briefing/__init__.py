"""Papers and the presentation of a period: their sections, slides and files.

atlas_pages       atlas: one page for every district or every commune, with its figures beside the map
brief             briefing of a period, put together from its sections
briefing_data     input data of a briefing, read once
correction        correction of one cell: preview of its effects, and saving
criteria_section  section by criterion and department
dossier           facts of a commune: location, people, recognitions, hamlets
form_filling      the programme's own reporting forms, filled from the data as far as it goes
order_drafts      unsaved drafts of running orders, by browser
paper_jobs        papers made beside the pages, kept in the database, done by whichever process is free
place_sections    sections by district, hamlet and commune
profile           profile of one unit in a period, for the panel beside the map
publish           export of a period: slides, report, forms, workbook, map, atlas
result_sections   sections of results: targets, tiers, development
running_orders    running orders (the slides of a meeting), saved by version
slide_choices     slides of priority communes and of the assignment
slide_content     content of a slide, made from an item of a running order
stage             slides as JSON for the browser
theme_keys        lookup of map themes by key
work_sections     sections of support, difficulties, priorities, proposals
"""
