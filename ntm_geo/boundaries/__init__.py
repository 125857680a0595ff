"""The land: gazetteers, vintages, crosswalks and geometry.

approximate   boundaries of a former vintage from the outlines of a newer one
carrying      rules that carry figures of former units to those they were merged into
coverage      defects of a set of boundaries as one coverage
crosswalks    crosswalks between vintages, and the registers carried along them
generalize    simplify as one coverage
geometry      repair and reproject
matching      match the lines of a file with the gazetteer of a vintage
name_index    the gazetteer, ready to be asked for names
names         as people write them
neighbors     who lies beside whom
placement     whether outlines lie where the list of units knows their centres
repair        mend them within a tolerance
schematic     schematic boundaries
surroundings  what lies around a province on a printed map
units         the gazetteer of a vintage
vintages      which units hold on a date
whose         which province units belong to
"""
