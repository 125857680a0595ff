"""The land: gazetteers, vintages, crosswalks and geometry.

vintages    which units hold on a date           units        the gazetteer of a vintage
crosswalks  carry figures from old units to new  names        names as people write them
geometry    repair and reproject                 generalize   simplify as one coverage
schematic   boundaries from centre points alone  coverage     where boundaries do not fit together
repair      mend them within a tolerance
"""
