"""Office files in, clean tables and findings out.

sniff    what a file is, by its content        archive  zip files, opened safely
columns  attribute names -> meaning            vector   boundary files -> raw features
units    raw features -> clean units, with everything that was changed or doubted
"""

from ntm_geo.intake.units import BoundaryIntake, read_boundaries

__all__ = ["BoundaryIntake", "read_boundaries"]
