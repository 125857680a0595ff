"""Papers and the presentation of a period: what they say, section by section, and how they are made.

atlas_pages       one page for every district or every commune, with its figures beside the map
brief             from a period to the briefing all papers of it are made of
briefing_data     everything of a period a briefing is made of, read once
correction        one cell put right shortly before a meeting
criteria_section  section of a briefing by criterion
dossier           what a commune's page holds beside its standing
form_filling      the programme's own reporting forms, filled from the data as far as it goes
order_drafts      running orders being composed
place_sections    sections of a briefing by place
profile           all there is to say of one unit in a period, for the panel beside the map
publish           from a period to papers
result_sections   sections of a briefing
running_orders    running orders
slide_choices     slides of what was chosen
slide_content     from an item of a running order to what it says and shows
stage             slides as plain data for the browser
theme_keys        themes by their key
work_sections     sections of a briefing by work
"""
