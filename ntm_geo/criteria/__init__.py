"""The law as data: criteria sets, thresholds in force, citations, health."""
