"""The land: gazetteers, vintages, crosswalks and geometry."""
