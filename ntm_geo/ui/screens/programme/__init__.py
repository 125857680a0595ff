"""Screens of the programme: tiers, criteria, districts, departments, hamlets, years, a commune, work and difficulties.

attachment_view  attachments on a commune's page
criteria_view    criteria on a page
department_view  a department's page
difficulty_lists what is in the way, beside its map
district_view    the league of districts, tied to the map
entry_forms      forms for one record, opened where it is learned
hamlet_class_view hamlets by class on a page
hamlet_entry_view results of hamlets and their counts, entered
hamlet_view      hamlets on a page
large_figures    large figures
level_view       a level above the standard on a page
multiples_view   all criteria at once
panel            the panel of a unit over the map
plan_view        plans and difficulties on a page
profile_view     a commune's page
progress_view    progress on a page
recognition_view by year and by day, who is ready, who waits, who may lose it
sets_view        two criteria sets on a page
standing_view    behind the large figures, one click away
tier_view        the tier map with its panel, as both pages show it
"""
