"""The data dictionary: one schema for every table that crosses a wall.

units        gazetteer of a vintage            crosswalks   old unit -> new unit
scores       indicator values, criterion results            thresholds   the law, flattened
verdicts     what the law says of each value   standings    criteria met, recognition, tier, hamlets
attributes   population, poverty, zone         agencies     who can help
assignments  plans, pairs, earlier partners    support      what partners registered and did
findings     what a reader noticed             provenance   where a dataset came from
"""
